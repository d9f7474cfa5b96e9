// The answers that this browser keeps: one key, nothing sent anywhere. A browser that
// keeps nothing (blocked, full) is no obstacle; then they last as long as the page.
// Kept are texts as they were typed; whether they are right is judged anew each time.

const KEY = "cnn-course-answers";
const LONGEST = 2000;
const CHANGED = "cnn-answers";
/** @type {Record<string, string>} */
let here = {};

function storage() {
  try {
    globalThis.localStorage.getItem(KEY);
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

// Does this browser keep answers when the page is left?
export function lasting() {
  return storage() !== null;
}

// What stands in the storage may be anything; only texts count.
/** @returns {Record<string, string>} */
function stored() {
  try {
    const kept = JSON.parse(storage()?.getItem(KEY) ?? "{}");
    return Object.fromEntries(Object.entries(kept).filter(([, text]) => typeof text === "string"));
  } catch {
    return {};
  }
}

// The text kept for one question, or undefined.
/** @param {string} name @returns {string | undefined} */
export function keptAnswer(name) {
  const all = { ...stored(), ...here };
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

/** @param {string} name @param {string} text */
export function keepAnswer(name, text) {
  if (text.length > LONGEST) return;
  here[name] = text;
  try {
    storage()?.setItem(KEY, JSON.stringify({ ...stored(), [name]: text }));
  } catch {
    // Full: the answer lasts as long as the page.
  }
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: "kept" }));
}

export function forgetAnswers() {
  here = {};
  storage()?.removeItem(KEY);
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: "forgotten" }));
}

// Calls listener("kept") or listener("forgotten"); answers with what takes it away.
export function onAnswers(/** @type {(what: string) => void} */ listener) {
  const heard = (/** @type {Event} */ event) =>
    listener(/** @type {CustomEvent} */ (event).detail);
  document.addEventListener(CHANGED, heard);
  return () => document.removeEventListener(CHANGED, heard);
}
