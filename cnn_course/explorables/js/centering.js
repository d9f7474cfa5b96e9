// A drawing as MNIST's digits were made: the box around the ink is scaled into 20 by 20
// pixels, keeping its shape, and put into 28 by 28 so that its center of mass lies in
// the middle, pixel 14 of 28, moved by whole pixels. (The test pictures of MNIST show
// it: each one's center of mass lies less than half a pixel from there.)

import { SIDE } from "./facts.js";

const BOX = 20;

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
/** @param {number[]} sums @param {number} used */
function shift(sums, used) {
  const mass = sums.reduce((total, sum) => total + sum, 0);
  const center = sums.reduce((total, sum, place) => total + sum * place, 0) / mass;
  const wanted = SIDE / 2 - Math.floor(center + 0.5);
  return Math.min(Math.max(wanted, 0), SIDE - used);
}

// ink[y * size + x], 0 to 1: the picture for the network, 28 rows of whole numbers from
// 0 to 255 in one array; null where there is no ink.
/** @param {ArrayLike<number>} ink @param {number} size */
export function centered(ink, size) {
  const box = inkBox(ink, size);
  if (box.height <= 0) return null;
  const scale = Math.max(box.height, box.width) / BOX;
  /** @type {number[][]} */
  const small = [];
  for (let y = 0; y < Math.min(Math.ceil(box.height / scale), BOX); y++) {
    small.push([]);
    for (let x = 0; x < Math.min(Math.ceil(box.width / scale), BOX); x++) {
      const share = average(ink, size, box.top + y * scale, box.left + x * scale, scale);
      small[y].push(Math.min(Math.round(255 * share), 255));
    }
  }
  const rows = small.map((row) => row.reduce((sum, value) => sum + value, 0));
  if (!rows.some((sum) => sum > 0)) return null;
  const columns = small[0].map((_, x) => small.reduce((sum, row) => sum + row[x], 0));
  const down = shift(rows, rows.length);
  const across = shift(columns, columns.length);
  const picture = new Float64Array(SIDE * SIDE);
  small.forEach((row, y) => picture.set(row, (y + down) * SIDE + across));
  return picture;
}
