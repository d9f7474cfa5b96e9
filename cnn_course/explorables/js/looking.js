// What each value of the digit network was made of: its window in the layer before, and the
// pixels of the picture that reach it. It touches no page.

import { scaling, stages } from "./network.js";

/** @import { Layer, Maps } from "./types.d.ts" */
/**
 * @typedef {"picture" | "convolution" | "pooling" | "average" | "scores"} Kind
 * @typedef {{kind: Kind, name: string, layer: number, convolution: number, normalization: number}} View
 * @typedef {{view: number, y: number, x: number, channel: number}} Place a value
 * @typedef {Place & {inside: boolean, value: number, weight: number, product: number}} Cell
 * @typedef {{channel: number, rows: Cell[][], sum: number}} Part what one map before adds
 * @typedef {{top: number, left: number, bottom: number, right: number}} Box inclusive
 */

// What a reader looks at, from the picture up to the scores: each is the end of one or more
// layers, by their places in the network.
/** @param {Layer[]} network @returns {View[]} */
export function views(network) {
  const made = stages(network);
  /** @type {Record<string, Kind>} */
  const kinds = {
    rescaling: "picture", relu: "convolution", max_pooling: "pooling", average: "average",
    dense: "scores",
  };
  let pools = 0;
  return network.flatMap(({ kind }, layer) => {
    if (!(kind in kinds)) return [];
    const number = made.findIndex(({ relu }) => relu === layer);
    const name = {
      picture: "Picture", convolution: `Layer ${number + 1}`, pooling: `Pooling ${pools + 1}`,
      average: "Average", scores: "Score",
    }[kinds[kind]];
    if (kind === "max_pooling") pools += 1;
    const { convolution, normalization } = made[number] ?? { convolution: layer, normalization: layer };
    return [{ kind: kinds[kind], name, layer, convolution, normalization }];
  });
}

// The window in the view before, along both axes: where it begins, and how far it reaches. It may
// begin before the first row: padding.
/** @param {Layer[]} network @param {View} view @param {Maps} before @param {{y: number, x: number}} at */
function windowOf(network, view, before, { y, x }) {
  const { pool_size: [high, wide] = [1, 1], shapes } = network[view.convolution];
  if (view.kind === "pooling") return { top: y * high, left: x * wide, high, wide };
  if (view.kind === "convolution") {
    const [rows, columns] = shapes[0];
    const [up, left] = [rows, columns].map((side) => Math.floor((side - 1) / 2));
    return { top: y - up, left: x - left, high: rows, wide: columns };
  }
  return { top: 0, left: 0, high: before.height, wide: before.width };
}

// The pixels that reach a value, padding included.
/** @param {Layer[]} network @param {View[]} all @param {Maps[]} made @param {Place} place @returns {Box} */
export function reach(network, all, made, { view, y, x }) {
  let box = { top: y, left: x, bottom: y, right: x };
  for (let at = view; at > 0; at--) {
    const before = made[all[at - 1].layer];
    const first = windowOf(network, all[at], before, { y: box.top, x: box.left });
    const last = windowOf(network, all[at], before, { y: box.bottom, x: box.right });
    box = {
      top: first.top, left: first.left,
      bottom: last.top + last.high - 1, right: last.left + last.wide - 1,
    };
  }
  return box;
}

// explained(network, all, made, place): {value, parts, total, factor, shift, scaled}. `parts` are
// what the maps before add, the largest first; `total` is their sum, with the bias of a score.
// A convolution then takes it times `factor` plus `shift`, which is `scaled`.
/** @param {Layer[]} network @param {View[]} all @param {Maps[]} made @param {Place} place */
export function explained(network, all, made, place) {
  const { view: number, y, x, channel } = place;
  const view = all[number];
  const maps = made[view.layer];
  const value = maps.values[(y * maps.width + x) * maps.channels + channel];
  const plain = { value, parts: /** @type {Part[]} */ ([]), total: value, factor: 1, shift: 0, scaled: value };
  if (view.kind === "picture") return plain;
  const before = made[all[number - 1].layer];
  const { top, left, high, wide } = windowOf(network, view, before, place);
  const { shapes, weights: [kernel] } = network[view.convolution];

  /** @param {number} from @param {number} ky @param {number} kx */
  function weigh(from, ky, kx) {
    if (view.kind === "pooling") return 1;
    if (view.kind === "average") return 1 / (high * wide);
    const [outputs] = shapes[0].slice(-1);
    return kernel[((ky * wide + kx) * before.channels + from) * outputs + channel];
  }

  /** @param {number} from @param {number} ky @param {number} kx @returns {Cell} */
  function cell(from, ky, kx) {
    const [row, column] = [top + ky, left + kx];
    const inside = row >= 0 && column >= 0 && row < before.height && column < before.width;
    const seen = inside ? before.values[(row * before.width + column) * before.channels + from] : 0;
    const weight = weigh(from, ky, kx);
    return {
      view: number - 1, y: row, x: column, channel: from, inside, value: seen, weight,
      product: seen * weight,
    };
  }

  const mixes = view.kind === "convolution" || view.kind === "scores";
  const parts = (mixes ? [...Array(before.channels).keys()] : [channel]).map((from) => {
    const rows = Array.from({ length: high }, (_, ky) =>
      Array.from({ length: wide }, (_, kx) => cell(from, ky, kx)));
    const products = rows.flat().map(({ product }) => product);
    const sum = view.kind === "pooling" ? Math.max(...products) : products.reduce((a, b) => a + b, 0);
    return { channel: from, rows, sum };
  });
  parts.sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
  const total = parts.reduce((all, { sum }) => all + sum, 0);
  if (view.kind === "scores") {
    const shift = network[view.layer].weights[1][channel];
    return { value, parts, total, factor: 1, shift, scaled: total + shift };
  }
  if (view.kind !== "convolution") return { ...plain, parts, total };
  const { factors, shifts } = scaling(network[view.normalization]);
  const [factor, shift] = [factors[channel], shifts[channel]];
  return { value, parts, total, factor, shift, scaled: total * factor + shift };
}

// The cell that a way down leads to by itself: the one that adds most to the largest part.
/** @param {Part[]} parts @returns {Cell | null} */
export function strongest([first]) {
  const cells = first?.rows.flat().filter(({ inside }) => inside) ?? [];
  return cells.length === 0 ? null
    : cells.reduce((best, one) => (Math.abs(one.product) > Math.abs(best.product) ? one : best));
}
