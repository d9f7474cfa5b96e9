// What the transposed convolution shows at the moment: checked, and stamped. The paper is to it what
// the picture is to a convolution. So `places` are the windows of a convolution over the paper, one for
// each number that stamps, and both_ways.js knows what reaches what.

import { outputSize, paddingAmounts, plan, visitCounts } from "./arithmetic.js";
import { fromPixel } from "./both_ways.js";
import { checkNamed, isPair, isWhole, need, shapeOf } from "./checks.js";
import { LARGEST, MOST_KERNEL, MOST_PIXELS, MOST_STRIDE, MOST_ZEROS, PADDINGS } from "./facts.js";
import { written } from "./words.js";

/** @import { Padding, Pair, Places, Product, Table } from "./types.d.ts" */
/** @typedef {ReturnType<typeof understood>} Now */
/** @typedef {Product & {y: number, x: number, ky: number, kx: number}} Stamped */

/** @param {any} table @param {string} name @returns {Pair} */
function sides(table, name) {
  const shape = shapeOf(table);
  need(shape?.length === 2, `the ${name} must be rows of numbers, of ${written(LARGEST)} at most`);
  need(Math.max(...shape) <= MOST_KERNEL, `the ${name} may have ${MOST_KERNEL} rows and columns at most`);
  return /** @type {Pair} */ (shape);
}

/** @param {any} kernels */
export function checkKernels(kernels) {
  checkNamed(kernels, (kernel) => sides(kernel, "kernel"));
}

// Pixels of the paper along one axis, as output_size_transpose counts them.
/** @param {number} size @param {number} kernel @param {number} stride @param {Padding} padding */
export function paperSize(size, kernel, stride, padding) {
  const all = (size - 1) * stride + Math.max(kernel, stride);
  need(all <= MOST_PIXELS, `the paper may have ${MOST_PIXELS} rows and columns at most`);
  const [before, after] = paddingAmounts(size * stride, kernel, stride, padding);
  need(all > before + after, `padding ${padding} leaves nothing of ${all} pixels; cut off less`);
  return all - before - after;
}

// The smallest and the largest paper that a convolution brings back to so many numbers.
/** @param {number} size @param {number} kernel @param {number} stride @param {Padding} padding @returns {Pair} */
export function comeBack(size, kernel, stride, padding) {
  const here = paperSize(size, kernel, stride, padding);
  const leads = (/** @type {number} */ paper) => {
    try {
      return outputSize(paper, kernel, stride, padding) === size;
    } catch {
      return false; // the kernel does not fit
    }
  };
  let [least, most] = [here, here];
  while (least > 1 && leads(least - 1)) least -= 1;
  while (leads(most + 1)) most += 1;
  return [least, most];
}

// From what Python or the page gave, all that is drawn; or an error in words.
/** @param {Record<string, any>} state */
export function understood(state) {
  const { padding } = state;
  /** @type {{picture: Table, kernel: Table, stride: Pair}} */
  const { picture, kernel, stride } = /** @type {any} */ (state);
  const count = sides(picture, "picture");
  const size = sides(kernel, "kernel");
  need(isPair(stride, 1, MOST_STRIDE), `the stride must be two whole numbers from 1 to ${MOST_STRIDE}`);
  need(
    PADDINGS.includes(padding) || isWhole(padding, 0, MOST_ZEROS),
    `padding must be ${PADDINGS.map((known) => `"${known}"`).join(", ")} or a whole number up to ${MOST_ZEROS}`,
  );
  for (const key of ["visits", "hide"]) need(typeof state[key] === "boolean", `${key} must be true or false`);
  need(isWhole(state.place, 0), "place must be a whole number of at least 0");
  const [rows, columns] = count.map((many, axis) => paperSize(many, size[axis], stride[axis], padding));
  /** @type {Table} */
  const pixels = Array.from({ length: rows }, () => Array(columns).fill(0));
  const places = plan(pixels, size, stride, padding);
  const now = {
    picture, kernel, stride, padding, count, size, steps: stride, pixels, places,
    visits: Boolean(state.visits), hide: Boolean(state.hide),
    place: Math.min(state.place, count[0] * count[1] - 1),
    visited: {
      rows: visitCounts(places.rows, rows, size[0]),
      columns: visitCounts(places.columns, columns, size[1]),
    },
  };
  pixels.forEach((row, y) => row.forEach((_, x) => {
    row[x] = total(stamped(now, y, x));
  }));
  return now;
}

// What lies on a pixel of the paper when all have stamped, in the order in which it was stamped.
/** @param {{picture: Table, kernel: Table, places: Places, size: Pair}} now @param {number} row @param {number} column @returns {Stamped[]} */
export function stamped(now, row, column) {
  const { picture, kernel, places: { rows, columns } } = now;
  return fromPixel(now, row, column).results.map(([y, x]) => {
    const [ky, kx] = [row - rows.pixel(y), column - columns.pixel(x)];
    const [value, weight] = [picture[y][x], kernel[ky][kx]];
    return { y, x, ky, kx, value, weight, product: value * weight };
  });
}

// The same as the paper shows it: where stamps are hidden that are still to come, without them.
/** @param {Now} now @param {number} row @param {number} column */
export function standing(now, row, column) {
  const terms = stamped(now, row, column);
  return now.hide ? terms.filter(({ y, x }) => y * now.count[1] + x <= now.place) : terms;
}

export function total(/** @type {Product[]} */ terms) {
  return terms.reduce((sum, { product }) => sum + product, 0);
}

// A table of another size: the numbers that fit stay, new ones are 1.
/** @param {Table} table @param {number} rows @param {number} columns @returns {Table} */
export function resized(table, rows, columns) {
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => table[y]?.[x] ?? 1));
}
