// What a reader typed, as one number, several or an array: the same steps and, from facts.js,
// the same tables as cnn_course/exercises/reading.py.

import { BRACKET_OR_PART, CALL, DEEPEST, DOTS, LONGEST, ROWS, SEPARATORS, WORDS } from "./facts.js";
import { cleaned, number } from "./number_read.js";

/** @import { Num, Typed, Value } from "./types.d.ts" */
/** @typedef {(parts: string[]) => Num[] | null} Numbers */

const PART = new RegExp(BRACKET_OR_PART, "g");
const NAMES = Object.entries(WORDS).map(([pattern, sign]) =>
  /** @type {const} */ ([new RegExp(pattern, "gi"), sign]));
const PARTS = SEPARATORS.map((pattern) => new RegExp(pattern, "i"));
const DASH = PARTS.length - 1;
const ARRAY = new RegExp(CALL, "i");
const ROW = new RegExp(ROWS);

// Are there dots where a number should be?
export function waits(/** @type {string} */ text) {
  return DOTS.some((dots) => text.includes(dots));
}

/** @param {Pick<Num, "value" | "whole">} one @returns {Value} */
function asValue({ value, whole }) {
  return { type: whole ? "int" : "float", value };
}

// The value that was typed, {type, value or parts}: a number, a tuple of numbers, nested lists,
// or the text if it is none of these; and the numbers it was made of.
/** @param {string} text @param {{count?: number, axes?: number, inPercent?: boolean}} [wanted] @returns {Typed} */
export function typed(text, { count = 1, axes = 0, inPercent = false } = {}) {
  /** @type {Typed} */
  const asItIs = { value: { type: "str", value: text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "") }, numbers: [] };
  if (text.length > 2 * LONGEST || Array.from(text).length > LONGEST) return asItIs;
  let clean = cleaned(text);
  for (const [pattern, sign] of NAMES) {
    clean = clean.replace(pattern, (_, before) => before + sign);
  }
  /** @type {Numbers} */
  const numbers = (parts) => {
    const found = parts.map((part) => number(part, inPercent));
    return found.includes(null) ? null : /** @type {Num[]} */ (found);
  };
  if (axes) {
    clean = clean.replace(ARRAY, (_, inside) => inside);
    const rows = unwrapped(clean).split(ROW).map((row) => numbers(row.split(PARTS[0])));
    if (axes === 2 && rows.length > 1 && !rows.includes(null)) {
      const lists = rows.map((row) => ({ type: "list", parts: row?.map(asValue) }));
      return { value: { type: "list", parts: lists }, numbers: [] };
    }
  } else if (count === 1) {
    const found = number(clean, inPercent);
    if (found) return { value: asValue(found), numbers: [found] };
  }
  const value = nested(clean, inPercent);
  if (value && (axes || count === 1 || value.parts?.some((part) => part.parts))) {
    return { value, numbers: [] };
  }
  return several(unwrapped(clean), axes ? 0 : count, numbers) ?? asItIs;
}

// As many numbers as are asked for, or else as many as there are.
/** @param {string} text @param {number} count @param {Numbers} numbers @returns {Typed | null} */
function several(text, count, numbers) {
  /** @type {Num[]} */
  let most = [];
  for (const [at, separator] of PARTS.entries()) {
    const found = numbers(text.split(separator));
    if (!found || (at === DASH && found.some(({ how }) => how === "calculation"))) continue;
    if (found.length === count) {
      return { value: { type: "tuple", parts: found.map(asValue) }, numbers: found };
    }
    if (found.length > most.length && at < (count > 1 ? 4 : 3)) most = found;
  }
  if (most.length === 0) return null;
  const values = most.map(asValue);
  return { value: values.length > 1 ? { type: "tuple", parts: values } : values[0], numbers: most };
}

// What stands in one pair of brackets.
function unwrapped(/** @type {string} */ text) {
  const inside = text.slice(1, -1);
  const around = text.length > 1 ? text[0] + text[text.length - 1] : "";
  if (!["()", "[]"].includes(around) || /[()[\]]/.test(inside)) return text;
  return inside.replace(/^[ \t\n\u00a0,;]+|[ \t\n\u00a0,;]+$/g, "");
}

// Lists in lists, or null: brackets with numbers, and commas or spaces between them. Several of
// them are a tuple.
/** @param {string} text @param {boolean} inPercent @returns {Value | null} */
function nested(text, inPercent) {
  if (!/^[([]/.test(text)) return null;
  /** @type {Value[][]} */
  const open = [[]];
  const closing = [];
  for (const [part] of text.matchAll(PART)) {
    if (part === "(" || part === "[") {
      if (closing.length === DEEPEST) return null;
      open.push([]);
      closing.push(part === "(" ? ")" : "]");
    } else if (part === ")" || part === "]") {
      if (closing.pop() !== part) return null;
      const parts = open.pop();
      open[open.length - 1].push({ type: part === "]" ? "list" : "tuple", parts });
    } else if (part !== ",") {
      const found = number(part, inPercent);
      if (!found || closing.length === 0) return null;
      open[open.length - 1].push(asValue(found));
    }
  }
  const [outside] = open;
  if (closing.length > 0 || outside.length === 0) return null;
  return outside.length === 1 ? outside[0] : { type: "tuple", parts: outside };
}
