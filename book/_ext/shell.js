// Stands before the lines that the theme writes into every page (course_policy.py).

// Where the browser's store is closed, as in a frame without an origin, the theme would stop with
// an error. It gets one that lasts as long as the page, and says so to who asks (storage.js).
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    globalThis[name].getItem("");
  } catch {
    const kept = new Map();
    Object.defineProperty(globalThis, name, {
      value: {
        forgets: true,
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, text) => kept.set(String(key), String(text)),
        removeItem: (key) => kept.delete(String(key)),
      },
    });
  }
}

// What a button's onclick would call.
document.addEventListener("click", ({ target }) => {
  globalThis[target.closest("[data-calls]")?.dataset.calls]?.();
});
