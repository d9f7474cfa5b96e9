// A strip of paper, a template of weights on it, and the sum of products at each place.

import { checkNamed, isWhole, need, shapeOf } from "./checks.js";
import { LARGEST, MOST_KERNEL, MOST_PIXELS, TIE } from "./facts.js";
import { written } from "./words.js";

/** @import { Pair, Product, Table } from "./types.d.ts" */
/** @typedef {ReturnType<typeof understood>} Now */

/** @param {any} strip @returns {Pair} */
function paperShape(strip) {
  const shape = shapeOf(strip);
  need(
    shape?.length === 2,
    `the strip must be rows of numbers, of ${written(LARGEST)} at most`,
  );
  need(
    shape[0] <= MOST_KERNEL && shape[1] <= MOST_PIXELS,
    `the strip may have ${MOST_KERNEL} rows and ${MOST_PIXELS} columns at most`,
  );
  return /** @type {Pair} */ (shape);
}

/** @param {any} strips */
export function checkStrips(strips) {
  checkNamed(strips, paperShape);
}

// From what Python or the page gave, all that is drawn; or an error in words.
/** @param {Record<string, any>} values */
export function understood({ strip, weights, place }) {
  const [rows, columns] = paperShape(strip);
  const size = shapeOf(weights);
  need(
    size?.length === 2,
    `the weights must be rows of numbers, of ${written(LARGEST)} at most`,
  );
  need(size[1] <= MOST_KERNEL, `the weights may have ${MOST_KERNEL} columns at most`);
  need(
    size[0] === rows && size[1] <= columns,
    "the weights must have as many rows as the strip, and not more columns",
  );
  need(isWhole(place, 0), "place must be a whole number of at least 0");
  const laid = { strip: /** @type {Table} */ (strip), weights: /** @type {Table} */ (weights) };
  const sums = Array.from({ length: columns - size[1] + 1 }, (_, at) =>
    products(laid, at).reduce((sum, { product }) => sum + product, 0));
  const most = Math.max(...sums);
  const margin = TIE * farthest(laid.strip) * farthest(laid.weights);
  return {
    ...laid, sums, most, columns, size: /** @type {Pair} */ (size),
    largest: [...sums.keys()].filter((at) => sums[at] >= most - margin),
    place: Math.min(place, sums.length - 1),
  };
}

function farthest(/** @type {Table} */ table) {
  return Math.max(...table.flat().map(Math.abs));
}

// Each pixel under the template, and the weight on it, in reading order.
/** @param {{strip: Table, weights: Table}} laid @param {number} place @returns {Product[]} */
export function products({ strip, weights }, place) {
  return weights.flatMap((row, y) => row.map((weight, x) => {
    const value = strip[y][place + x];
    return { value, weight, product: value * weight };
  }));
}

// What a stroke lays down: as dark as the darkest pixel of all strips.
/** @param {Table} strip @param {Record<string, Table>} strips */
export function darkest(strip, strips) {
  return Math.max(0, ...[strip, ...Object.values(strips)].flat(2)) || 1;
}
