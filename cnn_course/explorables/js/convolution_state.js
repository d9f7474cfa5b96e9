// What the convolution figure shows at the moment: checked, and slid.

import { halfTurn, parameterCount, plan, reach, slide, visitCounts } from "./arithmetic.js";
import { checkNamed, isPair, isWhole, need, shapeOf } from "./checks.js";
import {
  LARGEST, MOST_CHANNELS, MOST_DILATION, MOST_FILTERS, MOST_KERNEL, MOST_PIXELS, MOST_STRIDE,
  MOST_ZEROS, PADDINGS,
} from "./facts.js";
import { written } from "./words.js";

/** @import { Pair, Pixels } from "./types.d.ts" */
/** @typedef {ReturnType<typeof understood>} Now */

// (H, W) as (H, W, 1): every picture has channels.
/** @param {any} picture @returns {Pixels} */
export function withChannels(picture) {
  if (Array.isArray(picture[0][0])) return picture;
  return picture.map((/** @type {number[]} */ row) => row.map((value) => [value]));
}

// (kh, kw) or (kh, kw, C, F) as a list of filters, each [ky][kx][channel].
/** @param {any} kernel @returns {Pixels[]} */
export function asFilters(kernel) {
  if (!Array.isArray(kernel[0][0])) return [withChannels(kernel)];
  return kernel[0][0][0].map((/** @type {number} */ _, /** @type {number} */ filter) =>
    kernel.map((/** @type {Pixels} */ row) =>
      row.map((cell) => cell.map((weights) => weights[filter]))),
  );
}

// Back again, with as many axes as `like` has.
/** @param {Pixels[]} filters @param {any} like @returns {any} */
export function asKernel(filters, like) {
  if (!Array.isArray(like[0][0])) return filters[0].map((row) => row.map(([weight]) => weight));
  return filters[0].map((row, y) =>
    row.map((cell, x) => cell.map((_, channel) => filters.map((one) => one[y][x][channel]))),
  );
}

function pictureShape(/** @type {any} */ picture) {
  const shape = shapeOf(picture);
  need(
    shape && (shape.length === 2 || shape.length === 3),
    `the picture must be rows of numbers, of ${written(LARGEST)} at most`,
  );
  need(
    Math.max(shape[0], shape[1]) <= MOST_PIXELS && (shape[2] ?? 1) <= MOST_CHANNELS,
    `the picture may have ${MOST_PIXELS} rows and columns, and ${MOST_CHANNELS} channels, at most`,
  );
  return shape;
}

function kernelShape(/** @type {any} */ kernel) {
  const shape = shapeOf(kernel);
  need(
    shape && (shape.length === 2 || shape.length === 4),
    `the kernel must hold numbers, of ${written(LARGEST)} at most, in rows`,
  );
  need(
    Math.max(shape[0], shape[1]) <= MOST_KERNEL && (shape[3] ?? 1) <= MOST_FILTERS,
    `the kernel may have ${MOST_KERNEL} rows and columns, and ${MOST_FILTERS} filters, at most`,
  );
  return shape;
}

// What a reader can choose from, by name.
/** @param {Record<"pictures" | "kernels", any>} presets */
export function checkPresets({ pictures, kernels }) {
  checkNamed(pictures, pictureShape);
  checkNamed(kernels, kernelShape);
}

// From what Python or the page gave, all that is drawn; or an error in words.
/** @param {Record<string, any>} state */
export function understood(state) {
  const { picture, kernel, flip, padding, one_dimension: oneDimension } = state;
  // What was kept or made before there was a dilation has none.
  /** @type {{bias: number[], stride: Pair, dilation?: Pair}} */
  const { bias, stride, dilation = [1, 1] } = /** @type {any} */ (state);
  const seen = pictureShape(picture);
  const shape = kernelShape(kernel);
  const [channels, filterCount] = [seen[2] ?? 1, shape[3] ?? 1];
  need(
    shape.length === 4 ? shape[2] === channels : seen.length === 2,
    "the kernel must be as deep as the picture has channels",
  );
  need(
    String(shapeOf(bias)) === String([filterCount]) && Array.isArray(bias),
    "the bias must be one number for each filter",
  );
  for (const [name, both, most] of /** @type {const} */ ([
    ["stride", stride, MOST_STRIDE], ["dilation", dilation, MOST_DILATION],
  ])) {
    need(isPair(both, 1, most), `the ${name} must be two whole numbers from 1 to ${most}`);
  }
  need(
    PADDINGS.includes(padding) || isWhole(padding, 0, MOST_ZEROS),
    `padding must be ${PADDINGS.map((known) => `"${known}"`).join(", ")} or a whole number up to ${MOST_ZEROS}`,
  );
  for (const key of ["flip", "one_dimension", "visits", "hide"]) {
    need(typeof state[key] === "boolean", `${key} must be true or false`);
  }
  for (const key of ["place", "filter"]) {
    need(isWhole(state[key], 0), `${key} must be a whole number of at least 0`);
  }
  need(
    !oneDimension || (shape[0] === 1 && seen.length === 2),
    "in one dimension the kernel has one row and the picture one channel",
  );
  const pixels = withChannels(picture);
  const laid = asFilters(kernel);
  const filters = flip ? laid.map(halfTurn) : laid;
  /** @type {Pair} */
  const size = [shape[0], shape[1]];
  const places = plan(pixels, size, stride, padding, dilation, oneDimension);
  const { rows, columns } = places;
  /** @type {Pair} */
  const window = [reach(size[0], dilation[0]), reach(size[1], dilation[1])];
  /** @type {Pair} */
  const steps = [oneDimension ? 1 : stride[0], stride[1]];
  return {
    picture, kernel, bias, stride, padding, dilation, pixels, laid, filters, size, channels, places,
    steps, window, holes: window.some((wide, axis) => wide > size[axis]),
    flip: Boolean(flip), oneDimension: Boolean(oneDimension), visits: Boolean(state.visits),
    hide: Boolean(state.hide),
    filter: Math.min(state.filter, filterCount - 1),
    place: Math.min(state.place, rows.count * columns.count - 1),
    results: filters.map((filter, index) => slide(pixels, filter, bias[index], places)),
    visited: {
      rows: visitCounts(rows, seen[0], size[0]),
      columns: visitCounts(columns, seen[1], size[1]),
    },
    parameters: parameterCount(size[0], size[1], channels, filterCount),
  };
}

// A kernel of another size: the weights that fit stay, new ones are zero.
/** @param {Pixels[]} filters @param {number} rows @param {number} columns @returns {Pixels[]} */
export function resized(filters, rows, columns) {
  return filters.map((filter) =>
    Array.from({ length: rows }, (_, y) =>
      Array.from({ length: columns }, (_, x) =>
        filter[0][0].map((_, channel) => filter[y]?.[x]?.[channel] ?? 0),
      ),
    ),
  );
}

// A kernel that was chosen. Among several filters it takes the place of the one that is
// shown, the same in all channels, and the others get its size.
/** @param {any} preset @param {Pick<Now, "kernel" | "laid" | "channels" | "filter">} now @returns {any} */
export function chosen(preset, { kernel, laid, channels, filter }) {
  if (Array.isArray(preset[0][0]) || !Array.isArray(kernel[0][0])) return preset;
  const filters = resized(laid, preset.length, preset[0].length);
  filters[filter] = preset.map((/** @type {number[]} */ row) => row.map((weight) => Array(channels).fill(weight)));
  return asKernel(filters, kernel);
}
