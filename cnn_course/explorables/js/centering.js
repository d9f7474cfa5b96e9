// A drawing as the digits were made that a network has learned. MNIST's: the box around the ink is scaled into 20 by 20
// pixels, keeping its shape, and put into 28 by 28 so that its center of mass lies in
// the middle, pixel 14 of 28, moved by whole pixels. (The test pictures of MNIST show
// it: each one's center of mass lies less than half a pixel from there.) Those of 8 by 8 fill
// all rows, and their center of mass lies near 3.5, counted from 0.

import { DRAWN_MOST, DRAWN_SIDE, SIDE } from "./facts.js";

/** @typedef {{side: number, box: number, most: number, middle: number}} Form */
/** @typedef {{scale: number, top: number, left: number}} Sheet where the picture lies on the paper, in dots */

/** @type {Form} */
const MNIST = { side: SIDE, box: 20, most: 255, middle: SIDE / 2 };
/** @type {Form} */
export const SMALL = { side: DRAWN_SIDE, box: DRAWN_SIDE, most: DRAWN_MOST, middle: (DRAWN_SIDE - 1) / 2 };

/** @param {ArrayLike<number>} ink @param {number} size */
function inkBox(ink, size) {
  let [top, left, bottom, right] = [size, size, -1, -1];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!(ink[y * size + x] > 0)) continue;
      top = Math.min(top, y);
      bottom = y;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

// The average ink under one new pixel; what its edge cuts counts by its part.
/** @param {ArrayLike<number>} ink @param {number} size @param {number} top @param {number} left @param {number} side */
function average(ink, size, top, left, side) {
  /** @param {number} from @param {number} place */
  const part = (from, place) => Math.min(from + side, place + 1) - Math.max(from, place);
  let sum = 0;
  for (let y = Math.floor(top); y < Math.min(top + side, size); y++) {
    for (let x = Math.floor(left); x < Math.min(left + side, size); x++) {
      sum += ink[y * size + x] * part(top, y) * part(left, x);
    }
  }
  return sum / (side * side);
}

// How far to move, so that the center of mass comes within half a pixel of the middle;
// never so far that ink would be lost.
/** @param {number[]} sums @param {number} used @param {Form} form */
function shift(sums, used, { side, middle }) {
  const mass = sums.reduce((total, sum) => total + sum, 0);
  const center = sums.reduce((total, sum, place) => total + sum * place, 0) / mass;
  const wanted = Math.ceil(middle - 0.5 - center);
  return Math.min(Math.max(wanted, 0), side - used);
}

// ink[y * size + x], 0 to 1: the picture for the network, 28 rows of whole numbers from
// 0 to 255 in one array, or in another form; null where there is no ink.
/** @param {ArrayLike<number>} ink @param {number} size */
export function centered(ink, size, form = MNIST) {
  return placed(ink, size, form)?.picture ?? null;
}

// The same, and where it lies on the paper: pixel y, x begins at dot top + y * scale,
// left + x * scale.
/** @param {ArrayLike<number>} ink @param {number} size @returns {Sheet & {picture: Float64Array} | null} */
export function placed(ink, size, form = MNIST) {
  const { side, box: fit, most } = form;
  const box = inkBox(ink, size);
  if (box.height <= 0) return null;
  const scale = Math.max(box.height, box.width) / fit;
  /** @type {number[][]} */
  const small = [];
  for (let y = 0; y < Math.min(Math.ceil(box.height / scale), fit); y++) {
    small.push([]);
    for (let x = 0; x < Math.min(Math.ceil(box.width / scale), fit); x++) {
      const share = average(ink, size, box.top + y * scale, box.left + x * scale, scale);
      small[y].push(Math.min(Math.round(most * share), most));
    }
  }
  const rows = small.map((row) => row.reduce((sum, value) => sum + value, 0));
  if (!rows.some((sum) => sum > 0)) return null;
  const columns = small[0].map((_, x) => small.reduce((sum, row) => sum + row[x], 0));
  const down = shift(rows, rows.length, form);
  const across = shift(columns, columns.length, form);
  const picture = new Float64Array(side * side);
  small.forEach((row, y) => picture.set(row, (y + down) * side + across));
  return { picture, scale, top: box.top - down * scale, left: box.left - across * scale };
}
