// What a figure needs of the values that Python or the page gives it.

import { LARGEST } from "./facts.js";

/** @param {unknown} holds @param {string} text @returns {asserts holds} */
export function need(holds, text) {
  if (!holds) throw new RangeError(text);
}

/** @param {any} value @param {number} least @param {number} [most] */
export function isWhole(value, least, most = Infinity) {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** @param {any} value @param {number} least @param {number} most */
export function isPair(value, least, most) {
  return Array.isArray(value) && value.length === 2
    && value.every((one) => isWhole(one, least, most));
}

// What a reader can choose from, by name.
/** @param {any} presets @param {(preset: any) => void} check */
export function checkNamed(presets, check) {
  need(
    presets !== null && typeof presets === "object" && !Array.isArray(presets),
    "what can be chosen must have names",
  );
  Object.values(presets).forEach(check);
}

// The shape of nested arrays of numbers: [] for a number, null for anything else.
/** @param {any} array @returns {number[] | null} */
export function shapeOf(array) {
  if (!Array.isArray(array)) {
    return Number.isFinite(array) && Math.abs(array) <= LARGEST ? [] : null;
  }
  if (array.length === 0) return null;
  const shapes = array.map(shapeOf);
  const same = shapes.every((shape) => shape && String(shape) === String(shapes[0]));
  return same ? [array.length, .../** @type {number[]} */ (shapes[0])] : null;
}
