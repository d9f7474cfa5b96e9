// What the reader wrote, kept in this browser, a key for each cell. Nothing is sent anywhere,
// and a browser that keeps nothing is no obstacle.

import { storage } from "../../cnn_course/explorables/js/storage.js";

const KEY = "cnn-course-code";

/** @param {string} chapter @param {string} cell */
function key(chapter, cell) {
  return `${KEY}:${chapter}:${cell}`;
}

// How many cells of a chapter hold what the reader wrote.
/** @param {string} chapter */
export function keptCells(chapter) {
  try {
    const begins = key(chapter, "");
    return Object.keys(storage() ?? {}).filter((one) => one.startsWith(begins)).length;
  } catch {
    return 0;
  }
}

/** @param {string} chapter @param {string} cell @returns {string | null} */
export function keptCode(chapter, cell) {
  try {
    return storage()?.getItem(key(chapter, cell)) ?? null;
  } catch {
    return null;
  }
}

// Keep it, or forget it (null); says whether the browser did.
/** @param {string} chapter @param {string} cell @param {string | null} code */
export function keepCode(chapter, cell, code) {
  const store = storage();
  try {
    if (code === null) store?.removeItem(key(chapter, cell));
    else store?.setItem(key(chapter, cell), code);
    return store !== null;
  } catch {
    return false;
  }
}
