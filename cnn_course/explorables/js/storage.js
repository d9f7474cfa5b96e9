// The browser's storage, which may be missing, blocked or full; and one text in it, which other
// tabs may change.

export function storage() {
  try {
    const store = globalThis.localStorage;
    store.getItem("");
    return "forgets" in store ? null : store; // the page's own stand-in, which keeps nothing
  } catch {
    return null;
  }
}

// Calls changed(key, gone) when another tab wrote or took away (key null: all of it), also while
// this page lay aside, when it was told of nothing.
/** @param {(key: string | null, gone: boolean) => void} changed */
export function onOtherTabs(changed) {
  const elsewhere = (/** @type {StorageEvent} */ { key, newValue }) =>
    changed(key, newValue === null);
  const back = (/** @type {PageTransitionEvent} */ { persisted }) => {
    if (persisted) changed(null, false);
  };
  globalThis.addEventListener("storage", elsewhere);
  globalThis.addEventListener("pageshow", back);
  return () => {
    globalThis.removeEventListener("storage", elsewhere);
    globalThis.removeEventListener("pageshow", back);
  };
}

// The text under one name; "" is none.
export function shelf(/** @type {string} */ name) {
  const read = () => storage()?.getItem(name) ?? "";
  let known = read(); // as it was last seen here
  return {
    read,
    // What another tab put there meanwhile, or null.
    news() {
      const before = known;
      known = read();
      return known === before ? null : known;
    },
    // Says whether it is there now.
    write(/** @type {string} */ text) {
      try {
        if (text) storage()?.setItem(name, text);
        else storage()?.removeItem(name);
      } catch {
        // Full: it is said that nothing was kept.
      }
      known = read();
      return known === text;
    },
  };
}
