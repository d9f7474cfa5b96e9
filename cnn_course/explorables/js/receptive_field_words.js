// What a value sees, and what it reaches, in sentences.

import { READS, REACHES, SEES } from "./facts.js";
import { reached, seen } from "./receptive_field_state.js";
import { filled, listed } from "./words.js";

/** @import { Now } from "./receptive_field_state.js" */
/** @import { Pair } from "./types.d.ts" */

// One term for each layer up to this one: (kernel − 1) × dilation × step.
/** @param {Now} now @param {number} layer */
function sumOf({ layers, rows }, layer) {
  const terms = layers.slice(0, layer).map(([kernel, , dilation], at) =>
    `(${kernel} − 1)${dilation > 1 ? ` × ${dilation}` : ""} × ${rows[at].step}`);
  return ["1", ...terms].join(" + ");
}

// Of a value, or of a pixel, which is a value of layer 0.
/** @param {Now} now @param {Pair} at @returns {string[]} */
export function sentences(now, [layer, place]) {
  const said = [];
  if (layer) {
    const { width } = now.rows[layer];
    const pixels = width === 1 ? "1 pixel" : `${width} pixels`;
    said.push(filled(SEES, { place, layer, pixels, sum: sumOf(now, layer), width }));
    const count = seen(now, [layer, place])[0].length;
    if (count < width) said.push(filled(READS, { count }));
  }
  const counts = reached(now, [layer, place]).map((lit, at) => {
    const above = layer + 1 + at;
    return `${lit.length || "none"} of the ${now.rows[above].count} in layer ${above}`;
  });
  const who = layer ? "It" : `Pixel ${place}`;
  if (counts.length) said.push(filled(REACHES, { who, values: listed(counts) }));
  return said;
}
