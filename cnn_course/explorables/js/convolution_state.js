// What the convolution figure shows at the moment: checked, and slid.

import { halfTurn, parameterCount, plan, slide, visitCounts } from "./arithmetic.js";
import { MOST_PIXELS, isPair, isWhole, need, shapeOf } from "./checks.js";
import { LARGEST, written } from "./interface.js";

export const MOST_KERNEL = 5; // rows and columns
export const MOST_STRIDE = 3;
export const MOST_FILTERS = 6;
const MOST_CHANNELS = 4;
const MOST_ZEROS = 4;

// (H, W) as (H, W, 1): every picture has channels.
export function withChannels(picture) {
  return Array.isArray(picture[0][0]) ? picture : picture.map((row) => row.map((value) => [value]));
}

// (kh, kw) or (kh, kw, C, F) as a list of filters, each [ky][kx][channel].
export function asFilters(kernel) {
  if (!Array.isArray(kernel[0][0])) return [withChannels(kernel)];
  return kernel[0][0][0].map((_, filter) =>
    kernel.map((row) => row.map((cell) => cell.map((weights) => weights[filter]))),
  );
}

// Back again, with as many axes as `like` has.
export function asKernel(filters, like) {
  if (!Array.isArray(like[0][0])) return filters[0].map((row) => row.map(([weight]) => weight));
  return filters[0].map((row, y) =>
    row.map((cell, x) => cell.map((_, channel) => filters.map((one) => one[y][x][channel]))),
  );
}

function pictureShape(picture) {
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

function kernelShape(kernel) {
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
export function checkPresets({ pictures, kernels }) {
  for (const presets of [pictures, kernels]) {
    need(
      presets !== null && typeof presets === "object" && !Array.isArray(presets),
      "what can be chosen must have names",
    );
  }
  Object.values(pictures).forEach(pictureShape);
  Object.values(kernels).forEach(kernelShape);
}

// From what Python or the page gave, all that is drawn; or an error in words.
export function understood(state) {
  const { picture, kernel, bias, stride, padding, flip, one_dimension: oneDimension } = state;
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
  need(
    isPair(stride, 1, MOST_STRIDE),
    `the stride must be two whole numbers from 1 to ${MOST_STRIDE}`,
  );
  need(
    padding === "valid" || padding === "same" || isWhole(padding, 0, MOST_ZEROS),
    `padding must be "valid", "same" or a whole number up to ${MOST_ZEROS}`,
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
  const size = [shape[0], shape[1]];
  const places = plan(pixels, size, stride, padding, oneDimension);
  const rowsPadding = oneDimension ? 0 : padding;
  const rowsStride = oneDimension ? 1 : stride[0];
  return {
    ...state, pixels, laid, filters, size, channels, places, oneDimension,
    steps: [rowsStride, stride[1]],
    filter: Math.min(state.filter, filterCount - 1),
    place: Math.min(state.place, places.rows.count * places.columns.count - 1),
    results: filters.map((filter, index) => slide(pixels, filter, bias[index], places)),
    visited: {
      rows: visitCounts(seen[0], size[0], rowsStride, rowsPadding),
      columns: visitCounts(seen[1], size[1], stride[1], padding),
    },
    parameters: parameterCount(size[0], size[1], channels, filterCount),
  };
}

// A kernel of another size: the weights that fit stay, new ones are zero.
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
export function chosen(preset, { kernel, laid, channels, filter }) {
  if (Array.isArray(preset[0][0]) || !Array.isArray(kernel[0][0])) return preset;
  const filters = resized(laid, preset.length, preset[0].length);
  filters[filter] = preset.map((row) => row.map((weight) => Array(channels).fill(weight)));
  return asKernel(filters, kernel);
}
