// Numbers and sentences as the figures write and read them.

import { typed } from "./answer_read.js";
import { LARGEST } from "./facts.js";

/** @import { Pair, Spot } from "./types.d.ts" */

// "{came} came instead" with what came.
/** @param {string} sentence @param {Record<string, any>} values */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** @type {Set<number>} */
const asTyped = new Set(); // numbers that a reader typed digit by digit
const LONGEST = 12; // signs of a number that somebody types

// A number that somebody else, or this reader before, typed so; what was calculated is longer.
export function asWritten(/** @type {number} */ value) {
  if (String(value).length <= LONGEST) asTyped.add(value);
}

// A number as it is read: whole numbers and what was typed whole, others with four digits that
// count.
export function written(/** @type {number} */ value) {
  return isWhole(value) ? minus(String(value)) : inShort(value);
}

// The same where there is no room for more.
export function inShort(/** @type {number} */ value) {
  return minus(String(Number.isInteger(value) ? value : Number(value.toPrecision(4))));
}

function minus(/** @type {string} */ text) {
  return text.replaceAll("-", "\u2212");
}

function isWhole(/** @type {number} */ value) {
  return Number.isInteger(value) || asTyped.has(value);
}

// The same for a voice, which may leave out a sign.
export function spoken(/** @type {number} */ value) {
  return written(value).replaceAll("\u2212", "minus ");
}

// A factor or a term of a sum.
export function inBrackets(/** @type {number} */ value) {
  return value < 0 ? `(${written(value)})` : written(value);
}

// "rows 0 to 2, columns 1, 3 and 5": of all pairs of some rows and columns, in reading order.
export function whereInWords(/** @type {Pair[]} */ cells) {
  return ["row", "column"].map((name, axis) => {
    const numbers = [...new Set(cells.map((cell) => cell[axis]))];
    const [first, last] = [numbers[0], numbers[numbers.length - 1]];
    if (first === last) return `${name} ${first}`;
    const close = last - first === numbers.length - 1;
    return `${name}s ${close ? `${first} to ${last}` : listed(numbers)}`;
  }).join(", ");
}

// Where a window stands, for a voice.
/** @param {string} name @param {Spot} at */
export function placeInWords(name, { number, count, y, x }) {
  return `${name} ${number + 1} of ${count}, row ${y}, column ${x}`;
}

// Between a sum and its result: whether all of these numbers are written to the last digit.
export function equals(/** @type {number[]} */ values) {
  const whole = (/** @type {number} */ value) =>
    isWhole(value) || Number(value.toPrecision(4)) === value;
  return values.every(whole) ? "=" : "≈";
}

// "one, two and three"
export function listed(/** @type {unknown[]} */ words) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : `${words[0]}`;
}

// What a reader typed into a cell, as a number: {value}, or {problem} in words. It is read like
// an answer to a question: 1,000 is a thousand, 1,5 is 1.5, and 1/9 is worked out.
/** @param {string} text @returns {{value: number, problem?: undefined} | {problem: string, value?: undefined}} */
export function readNumber(text) {
  if (text.trim() === "") return { problem: "This cell is empty; it needs a number." };
  const { value: { type, value, parts = [] }, numbers } = typed(text);
  const shown = text.length > 20 ? `${text.slice(0, 20)}...` : text;
  if (parts.length > 1) return { problem: `"${shown}" is several numbers; this cell takes one.` };
  if ((type !== "int" && type !== "float") || Number.isNaN(value)) {
    return { problem: `"${shown}" is not a number.` };
  }
  if (!(Math.abs(value) <= LARGEST)) {
    return { problem: `That number is too large here; the most is ${written(LARGEST)}.` };
  }
  if (numbers.every(({ how }) => how !== "calculation")) asTyped.add(value);
  return { value };
}
