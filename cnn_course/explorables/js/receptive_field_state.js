// A stack of layers on a row of pixels: sizes, where the values stand, and what reads what.

import { outputSize, paddingAmounts } from "./arithmetic.js";
import { isPair, isWhole, need } from "./checks.js";
import {
  MOST_DILATION, MOST_KERNEL, MOST_LAYERS, MOST_ROW, MOST_STRIDE, PADDINGS,
} from "./facts.js";

/** @import { Pair } from "./types.d.ts" */
/** @typedef {[number, number, number, "valid" | "same"]} Stacked kernel, stride, dilation, padding */
// Of one row: its numbers; pixels from one to the next, and the pixel above which the first stands;
// zeros before it for the layer above; and pixels that one of its numbers sees.
/** @typedef {{count: number, step: number, first: number, zeros: number, width: number}} Row */
/** @typedef {ReturnType<typeof understood>} Now */

/** @param {any} layer @param {number} number @returns {asserts layer is Stacked} */
function checkLayer(layer, number) {
  need(Array.isArray(layer) && layer.length === 4, `layer ${number} must be four values`);
  /** @type {[string, number][]} */
  const limits = [["kernel", MOST_KERNEL], ["stride", MOST_STRIDE], ["dilation", MOST_DILATION]];
  limits.forEach(([name, most], at) =>
    need(isWhole(layer[at], 1, most), `the ${name} of layer ${number} must be 1 to ${most}`));
  const paddings = PADDINGS.map((known) => `"${known}"`).join(" or ");
  need(PADDINGS.includes(layer[3]), `the padding of layer ${number} must be ${paddings}`);
}

// From what Python or the page gave, all that is drawn; or an error in words.
/** @param {Record<string, any>} values */
export function understood({ layers, pixels, at = null }) {
  need(isWhole(pixels, 1, MOST_ROW), `the row may have 1 to ${MOST_ROW} pixels`);
  need(
    Array.isArray(layers) && isWhole(layers.length, 1, MOST_LAYERS),
    `there may be 1 to ${MOST_LAYERS} layers`,
  );
  /** @type {Row[]} */
  const rows = [{ count: pixels, step: 1, first: 0, zeros: 0, width: 1 }];
  layers.forEach((layer, at) => {
    checkLayer(layer, at + 1);
    const [kernel, stride, dilation, padding] = layer;
    const below = rows[at];
    let count = 0;
    try {
      count = outputSize(below.count, kernel, stride, padding, dilation);
    } catch (problem) {
      throw new RangeError(`layer ${at + 1}: ${/** @type {Error} */ (problem).message}`);
    }
    [below.zeros] = paddingAmounts(below.count, kernel, stride, padding, dilation);
    const reaches = (kernel - 1) * dilation;
    rows.push({
      count,
      step: below.step * stride,
      first: below.first + (reaches / 2 - below.zeros) * below.step,
      zeros: 0,
      width: below.width + reaches * below.step,
    });
  });
  need(at === null || isPair(at, 0, Infinity), "at must be a layer and a place in it");
  return {
    layers: /** @type {Stacked[]} */ (layers), pixels: /** @type {number} */ (pixels), rows,
    at: at === null ? middleOf(rows, layers.length) : within(rows, at),
  };
}

/** @param {Row[]} rows @param {number} layer @returns {Pair} */
function middleOf(rows, layer) {
  return [layer, Math.floor((rows[layer].count - 1) / 2)];
}

/** @param {Row[]} rows @param {Pair} at @returns {Pair} */
function within(rows, [layer, place]) {
  const row = Math.min(layer, rows.length - 1);
  return [row, Math.min(place, rows[row].count - 1)];
}

// The places of row `below` that a value of the next one reads; padding holds none.
/** @param {Now} now @param {number} below @param {number} place */
export function windowOf({ layers, rows }, below, place) {
  const [kernel, stride, dilation] = layers[below];
  const { count, zeros } = rows[below];
  const reads = Array.from({ length: kernel }, (_, at) => place * stride - zeros + at * dilation);
  return reads.filter((one) => one >= 0 && one < count);
}

// What is read of each row below, the picture first; and what is reached in each row above.
/** @param {Now} now @param {Pair} at */
export function seen(now, [layer, place]) {
  /** @type {number[][]} */
  const found = [];
  let lit = [place];
  for (let below = layer - 1; below >= 0; below--) {
    lit = sorted(lit.flatMap((one) => windowOf(now, below, one)));
    found.unshift(lit);
  }
  return found;
}

/** @param {Now} now @param {Pair} at */
export function reached(now, [layer, place]) {
  /** @type {number[][]} */
  const found = [];
  let lit = [place];
  for (let below = layer; below < now.layers.length; below++) {
    const above = Array.from({ length: now.rows[below + 1].count }, (_, one) => one);
    lit = above.filter((one) => windowOf(now, below, one).some((read) => lit.includes(read)));
    found.push(lit);
  }
  return found;
}

function sorted(/** @type {number[]} */ places) {
  return [...new Set(places)].sort((one, other) => one - other);
}

// Where a value stands, in pixels: over the middle of what it sees.
/** @param {Row} row @param {number} place */
export function middle({ first, step }, place) {
  return first + place * step;
}

// The place of a row that stands nearest to a point, in pixels.
/** @param {Row} row @param {number} point */
export function nearest({ count, first, step }, point) {
  return Math.min(Math.max(Math.round((point - first) / step), 0), count - 1);
}
