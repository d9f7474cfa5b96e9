// What the pooling figure shows at the moment: checked, moved, pooled and compared.

import { plan, pool } from "./arithmetic.js";
import { isPair, isWhole, need } from "./checks.js";
import { LARGEST, MOST_PIXELS, MOST_WINDOW, PADDINGS, POOLINGS, SAME } from "./facts.js";
import { written } from "./words.js";

/** @import { Pair, Table } from "./types.d.ts" */
/** @typedef {ReturnType<typeof understood>} Now */

/** @param {any} picture @returns {asserts picture is Table} */
function checkPicture(picture) {
  need(
    Array.isArray(picture) && Array.isArray(picture[0]) && picture[0].length > 0,
    "the picture must be rows of numbers",
  );
  const width = picture[0].length;
  need(
    picture.every((row) => Array.isArray(row) && row.length === width),
    "the rows of the picture must be of one length",
  );
  need(
    Math.max(picture.length, width) <= MOST_PIXELS,
    `the picture may have ${MOST_PIXELS} rows and columns at most`,
  );
  need(
    picture.flat().every((value) => Number.isFinite(value) && Math.abs(value) <= LARGEST),
    `the picture must hold numbers, of ${written(LARGEST)} at most`,
  );
}

// The picture moved down and to the right; what comes in is zero.
/** @param {Table} picture @param {Pair} moved @returns {Table} */
export function shifted(picture, [down, right]) {
  return picture.map((row, y) => row.map((_, x) => picture[y - down]?.[x - right] ?? 0));
}

// From what Python or the page gave, all that is drawn; or an error in words.
/** @param {Record<string, any>} values */
export function understood(values) {
  const { picture, how, padding, place = 0 } = values;
  /** @type {{size: Pair, stride: Pair | null, moved: Pair}} */
  const { size, stride, moved } = /** @type {any} */ (values);
  checkPicture(picture);
  need(
    isPair(size, 1, MOST_WINDOW),
    `the window must be two whole numbers from 1 to ${MOST_WINDOW}`,
  );
  need(
    stride === null || isPair(stride, 1, MOST_WINDOW),
    `the stride must be two whole numbers from 1 to ${MOST_WINDOW}`,
  );
  need(Object.keys(POOLINGS).includes(how), `pooling must be one of ${Object.keys(POOLINGS).join(", ")}`);
  const paddings = PADDINGS.map((known) => `"${known}"`).join(" or ");
  need(PADDINGS.includes(padding), `padding must be ${paddings}`);
  need(
    isPair(moved, -MOST_PIXELS, MOST_PIXELS),
    `the picture can be moved by ${MOST_PIXELS} whole pixels at most`,
  );
  need(isWhole(place, 0), "place must be a whole number of at least 0");
  const steps = stride ?? size;
  const places = plan(picture, size, steps, padding);
  const shown = shifted(picture, moved);
  const before = pool(picture, size, places, how);
  const result = pool(shown, size, places, how);
  const margin = SAME * Math.max(...picture.flat().map(Math.abs));
  const stays = result.map((row, y) =>
    row.map((value, x) => Math.abs(value - before[y][x]) <= margin),
  );
  const count = stays.flat().filter(Boolean).length;
  const change = changed(before.flat(), result.flat(), margin);
  return {
    picture, size, stride, how, padding, moved, steps, places, shown, before, result, stays, count,
    change, place: Math.min(place, places.rows.count * places.columns.count - 1),
  };
}

// How far a result is from what it was, on average, as a share of the spread they had (the
// standard deviation); nothing where they were all one number.
/** @param {number[]} before @param {number[]} after @param {number} margin */
function changed(before, after, margin) {
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = mean(before);
  const spread = Math.sqrt(mean(before.map((value) => (value - middle) ** 2)));
  if (spread <= margin) return null;
  return mean(after.map((value, at) => Math.abs(value - before[at]))) / spread;
}

// Where a shown pixel stands in the picture as it was, or nothing for one that came in.
/** @param {Now} now @param {number} y @param {number} x @returns {Pair | null} */
export function origin({ picture, moved }, y, x) {
  const [row, column] = [y - moved[0], x - moved[1]];
  return picture[row]?.[column] === undefined ? null : [row, column];
}
