// The answers that this browser keeps: one key, nothing sent anywhere. A browser that
// keeps nothing (blocked, full) is no obstacle; then they last as long as the page.
// Kept are texts as they were typed; whether they are right is judged anew each time.
// Pages of several tabs share the store: each reads it before it writes, and hears of the others.

import { onOtherTabs, storage } from "./storage.js";

const KEY = "cnn-course-answers";
const LONGEST = 2000;
const CHANGED = "cnn-answers";
/** @type {Record<string, string>} */
let here = {}; // what the browser did not keep

// Does this browser keep answers when the page is left? "kept", "none" where it keeps nothing,
// "lost" where it did not keep some of this page.
export function keeping() {
  if (storage() === null) return "none";
  return Object.keys(here).length > 0 ? "lost" : "kept";
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

// Will it be there when the page is left?
export function isLasting(/** @type {string} */ name) {
  return !Object.hasOwn(here, name) && Object.hasOwn(stored(), name);
}

/** @param {string} name @param {string} text */
export function keepAnswer(name, text) {
  here[name] = text;
  const short = Object.entries(here).filter(([, one]) => one.length <= LONGEST);
  const all = JSON.stringify({ ...stored(), ...Object.fromEntries(short) });
  try {
    const store = storage();
    store?.setItem(KEY, all);
    if (store?.getItem(KEY) === all) for (const [kept] of short) delete here[kept];
  } catch {
    // Full: the answer lasts as long as the page.
  }
  tell("kept");
}

export function forgetAnswers() {
  here = {};
  storage()?.removeItem(KEY);
  tell("forgotten");
}

function tell(/** @type {string} */ what) {
  document.dispatchEvent(new CustomEvent(CHANGED, { detail: what }));
}

// Calls listener("kept") or listener("forgotten"), and listener("elsewhere") when another tab did
// one of both; answers with what takes it away.
export function onAnswers(/** @type {(what: string) => void} */ listener) {
  const heard = (/** @type {Event} */ event) =>
    listener(/** @type {CustomEvent} */ (event).detail);
  const deaf = onOtherTabs((key, gone) => {
    if (key !== KEY && key !== null) return;
    if (gone) here = {};
    listener("elsewhere");
  });
  document.addEventListener(CHANGED, heard);
  return () => {
    document.removeEventListener(CHANGED, heard);
    deaf();
  };
}
