// What the figures compute: the same rules as cnn_course/shapes.py, convolution.py and
// pooling.py, and the same words where something does not fit. Pictures are nested
// arrays, channels last: picture[y][x][channel].

import { NO_ROOM, SPREAD_OUT, WITH_ZEROS } from "./facts.js";
import { filled } from "./words.js";

/** @import { Axis, Padding, Pair, Pixel, Pixels, Places, Spot, Table, Term } from "./types.d.ts" */

/** @param {number} size @param {number} kernel @param {number} stride @param {Padding} padding @returns {Pair} */
export function paddingAmounts(size, kernel, stride, padding, dilation = 1) {
  if (padding === "valid") return [0, 0];
  if (padding === "same") {
    const landings = Math.ceil(size / stride);
    const total = Math.max((landings - 1) * stride + reach(kernel, dilation) - size, 0);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  }
  return [padding, padding];
}

/** @param {number} size @param {number} kernel @param {number} stride @param {Padding} padding */
export function outputSize(size, kernel, stride, padding, dilation = 1) {
  const [before, after] = paddingAmounts(size, kernel, stride, padding, dilation);
  const window = reach(kernel, dilation);
  const room = size + before + after - window;
  if (room < 0) {
    const zeros = before + after ? filled(WITH_ZEROS, { before, after }) : "";
    const spread = dilation > 1 ? filled(SPREAD_OUT, { kernel, dilation, window }) : kernel;
    throw new RangeError(filled(NO_ROOM, { kernel: spread, size, zeros }));
  }
  return Math.floor(room / stride) + 1;
}

// Pixels from the first weight to the last, holes and all.
/** @param {number} kernel @param {number} dilation */
export function reach(kernel, dilation) {
  return (kernel - 1) * dilation + 1;
}

// How many windows read each pixel along one axis.
/** @param {Axis} axis @param {number} size @param {number} kernel @returns {number[]} */
export function visitCounts(axis, size, kernel) {
  const counts = new Array(size).fill(0);
  for (let place = 0; place < axis.count; place++) {
    for (let weight = 0; weight < kernel; weight++) {
      const pixel = axis.pixel(place, weight);
      if (pixel >= 0 && pixel < size) counts[pixel] += 1;
    }
  }
  return counts;
}

/** @param {number} rows @param {number} columns @param {number} channels @param {number} filters */
export function parameterCount(rows, columns, channels, filters) {
  return (rows * columns * channels + 1) * filters;
}

// Where windows lie along one axis, and how many there are.
/** @param {number} size @param {number} kernel @param {number} stride @param {Padding} padding @returns {Axis} */
export function landings(size, kernel, stride, padding, dilation = 1) {
  const zeros = paddingAmounts(size, kernel, stride, padding, dilation);
  return {
    count: outputSize(size, kernel, stride, padding, dilation), zeros, dilation,
    pixel: (place, weight = 0) => place * stride - zeros[0] + weight * dilation,
  };
}

// Both axes of a picture. In one dimension only the columns are padded and stepped over.
/** @param {unknown[][]} picture @param {Pair} kernel @param {Pair} stride @param {Padding} padding @param {Pair} [dilation] @returns {Places} */
export function plan(picture, kernel, stride, padding, dilation = [1, 1], oneDimension = false) {
  const [down, zeros] = oneDimension ? [1, 0] : [stride[0], padding];
  return {
    rows: landings(picture.length, kernel[0], down, zeros, dilation[0]),
    columns: landings(picture[0].length, kernel[1], stride[1], padding, dilation[1]),
  };
}

// A place by its number, as steps count them, or by its row and column.
/** @param {Places} places @param {number | {y: number, x: number}} place @returns {Spot} */
export function spot({ rows, columns }, place) {
  const { y, x } = typeof place === "object" ? place
    : { y: Math.floor(place / columns.count), x: place % columns.count };
  return { y, x, number: y * columns.count + x, count: rows.count * columns.count };
}

export function halfTurn(/** @type {Pixels} */ kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

// One landing: every product, in reading order. A zero of the padding is a pixel too;
// `inside` tells them apart.
/** @param {Pixels} picture @param {Pixels} kernel @param {Places} places @param {number} y @param {number} x */
export function products(picture, kernel, places, y, x) {
  /** @type {Term[]} */
  const found = [];
  kernel.forEach((line, ky) =>
    line.forEach((weights, kx) => {
      const row = places.rows.pixel(y, ky);
      const column = places.columns.pixel(x, kx);
      const pixel = picture[row]?.[column];
      const inside = pixel !== undefined;
      weights.forEach((weight, channel) => {
        const value = inside ? pixel[channel] : 0;
        found.push({
          row, column, ky, kx, channel, inside, value, weight, product: value * weight,
        });
      });
    }),
  );
  return found;
}

// What each window makes: result[y][x].
/** @param {Places} places @param {(y: number, x: number) => number} make @returns {Table} */
function everywhere({ rows, columns }, make) {
  return Array.from({ length: rows.count }, (_, y) =>
    Array.from({ length: columns.count }, (_, x) => make(y, x)));
}

// One filter, kernel[ky][kx][channel], over a picture.
/** @param {Pixels} picture @param {Pixels} kernel @param {number} bias @param {Places} places */
export function slide(picture, kernel, bias, places) {
  return everywhere(places, (y, x) => {
    let sum = bias;
    for (let ky = 0; ky < kernel.length; ky++) {
      const pixels = picture[places.rows.pixel(y, ky)];
      if (pixels === undefined) continue;
      for (let kx = 0; kx < kernel[ky].length; kx++) {
        const pixel = pixels[places.columns.pixel(x, kx)];
        if (pixel === undefined) continue;
        const weights = kernel[ky][kx];
        for (let c = 0; c < weights.length; c++) sum += pixel[c] * weights[c];
      }
    }
    return sum;
  });
}

// The pixels of one window of a one-channel picture, without the zeros of the padding:
// those are never the maximum, and no average counts them.
/** @param {Table} picture @param {Pair} size @param {Places} places @param {number} y @param {number} x */
export function windowPixels(picture, size, places, y, x) {
  /** @type {Pixel[]} */
  const found = [];
  const top = places.rows.pixel(y);
  const left = places.columns.pixel(x);
  for (let row = Math.max(top, 0); row < Math.min(top + size[0], picture.length); row++) {
    for (let column = Math.max(left, 0); column < Math.min(left + size[1], picture[0].length); column++) {
      found.push({ row, column, value: picture[row][column] });
    }
  }
  return found;
}

/** @param {number[]} values @param {string} how */
export function pooled(values, how) {
  if (how === "max") return Math.max(...values);
  if (how === "average") return values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

// A one-channel picture, pooled.
/** @param {Table} picture @param {Pair} size @param {Places} places @param {string} how */
export function pool(picture, size, places, how) {
  return everywhere(places, (y, x) =>
    pooled(windowPixels(picture, size, places, y, x).map((pixel) => pixel.value), how));
}
