// What a pixel or a weight reaches: the other way round from a result and its window.

import { whereInWords } from "./words.js";

/** @import { Axis, Pair, Places } from "./types.d.ts" */
/** @typedef {{pixels: Pair[], results: Pair[]}} Reached rows and columns */

/** @param {number[]} rows @param {number[]} columns @returns {Pair[]} */
function pairs(rows, columns) {
  return rows.flatMap((y) => columns.map((x) => /** @type {Pair} */ ([y, x])));
}

const landingsOf = (/** @type {Axis} */ { count }) => [...Array(count).keys()];

// What one window reads along one axis: pixels, and zeros around them.
/** @param {Axis} axis @param {number} place @param {number} weights */
function readBy(axis, place, weights) {
  return Array.from({ length: weights }, (_, weight) => axis.pixel(place, weight));
}

// A result is reached by all that its window reads, and by nothing in the holes between.
/** @param {{places: Places, size: Pair}} now @param {number} y @param {number} x @returns {Reached} */
export function fromResult({ places: { rows, columns }, size }, y, x) {
  return { pixels: pairs(readBy(rows, y, size[0]), readBy(columns, x, size[1])), results: [[y, x]] };
}

// A pixel reaches each result whose window reads it.
/** @param {{places: Places, size: Pair}} now @param {number} y @param {number} x @returns {Reached} */
export function fromPixel({ places: { rows, columns }, size }, y, x) {
  /** @param {Axis} axis @param {number} pixel @param {number} weights */
  const met = (axis, pixel, weights) =>
    landingsOf(axis).filter((place) => readBy(axis, place, weights).includes(pixel));
  return { pixels: [[y, x]], results: pairs(met(rows, y, size[0]), met(columns, x, size[1])) };
}

// A weight reaches each result in which it meets a pixel, and once each of these pixels.
/** @param {{places: Places, size: Pair, flip: boolean, pixels: unknown[][]}} now @param {number} ky @param {number} kx @returns {Reached} */
export function fromWeight({ places: { rows, columns }, size, flip, pixels }, ky, kx) {
  // With a half turn the weight lies at the opposite place.
  const [down, across] = flip ? [size[0] - 1 - ky, size[1] - 1 - kx] : [ky, kx];
  /** @param {Axis} axis @param {number} at @param {number} count */
  const met = (axis, at, count) => landingsOf(axis).filter((place) => {
    const pixel = axis.pixel(place, at);
    return pixel >= 0 && pixel < count;
  });
  const [high, wide] = [met(rows, down, pixels.length), met(columns, across, pixels[0].length)];
  return {
    pixels: pairs(high.map((place) => rows.pixel(place, down)), wide.map((place) => columns.pixel(place, across))),
    results: pairs(high, wide),
  };
}

// "Reaches 6 results: rows 0 to 1, columns 2 to 4."
export function reachedInWords(/** @type {Reached} */ { pixels, results }) {
  if (results.length === 0) return "Reaches no result.";
  const met = pixels.length > 1 ? `Meets ${pixels.length} pixels. ` : "";
  const count = results.length === 1 ? "1 result" : `${results.length} results`;
  return `${met}Reaches ${count}: ${whereInWords(results)}.`;
}
