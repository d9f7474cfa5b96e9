// A figure's state as what differs from its beginning, short enough for a link. What comes back
// from outside may be anything: here it is refused unless it has the form, and the figure refuses
// what it could not show.

import { need } from "./checks.js";

/** @import { State } from "./past.js" */

export const LONGEST_LINK = 16_000;

const text = JSON.stringify;
const shape = (/** @type {unknown} */ value) => text(value)?.replace(/[^[\],]/g, "");
const isObject = (/** @type {unknown} */ value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

// Of an array the numbers that are others, by their places in reading order, where that is shorter.
/** @param {any} first @param {any} now */
function changed(first, now) {
  if (!Array.isArray(now) || shape(first) !== shape(now)) return now;
  const before = [first].flat(9);
  const cells = Object.fromEntries(
    Object.entries([now].flat(9)).filter(([at, value]) => value !== before[Number(at)]));
  return text(cells).length < text(now).length ? cells : now;
}

/** @param {State} first @param {State} now @returns {State} */
export function difference(first, now) {
  const others = Object.keys(first).filter((key) => text(now[key]) !== text(first[key]));
  return Object.fromEntries(others.map((key) => [key, changed(first[key], now[key])]));
}

/** @param {any} first @param {any} cells */
function mended(first, cells) {
  let at = 0;
  let used = 0;
  /** @param {any} value @returns {any} */
  const mend = (value) => {
    if (Array.isArray(value)) return value.map(mend);
    const place = String(at++);
    if (!Object.hasOwn(cells, place)) return value;
    used += 1;
    return cells[place];
  };
  const whole = mend(first);
  need(used === Object.keys(cells).length, "it names a cell that this figure does not have");
  return whole;
}

/** @param {State} first @param {any} changes @returns {State} */
export function patched(first, changes) {
  need(isObject(changes), "it is not a set of values");
  const now = { ...first };
  for (const [key, value] of Object.entries(changes)) {
    need(Object.hasOwn(first, key), "it holds a value that this figure does not have");
    now[key] = isObject(value) ? mended(first[key], value) : value;
  }
  return now;
}

// For an address: letters, digits, - and _ alone.
export function encoded(/** @type {State} */ changes) {
  const found = text(changes);
  return found === "{}" ? "" : btoa(found).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");
}

/** @param {string} link @returns {unknown} */
export function decoded(link) {
  need(link.length <= LONGEST_LINK, "it is longer than any link of this course");
  try {
    return JSON.parse(link ? atob(link.replace(/[-_]/g, (sign) => (sign === "-" ? "+" : "/"))) : "{}");
  } catch {
    throw new RangeError("a part of it is missing or was changed");
  }
}

// A short name for what a text says (FNV-1a), for telling editions apart.
export function digest(/** @type {string} */ said) {
  let hash = 0x811c9dc5;
  for (const sign of said) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
