// What the sliding template makes, in numbers and in sentences.

import { sumLine } from "./convolution_words.js";
import { FITS, LARGEST_SUM } from "./facts.js";
import { element } from "./interface.js";
import { filled, listed, spoken, written } from "./words.js";

/** @import { Now } from "./sliding_template_state.js" */
/** @import { Product } from "./types.d.ts" */

const matters = (/** @type {Product} */ { product }) => product !== 0;

// How many products are left out of the sum, or nothing.
function leftOut(/** @type {Product[]} */ terms) {
  const zeros = terms.length - terms.filter(matters).length;
  return zeros ? `Products that are 0, left out: ${zeros} of ${terms.length}.` : "";
}

// 200·1 + 220·(−1) + ... = 2220, without the products that are 0.
/** @param {Product[]} terms @param {number} sum */
export function sumLines(terms, sum) {
  const others = terms.filter(matters);
  if (!others.length) {
    return [element("p", {}, "Every product is 0, and so is the sum: ", element("strong", {}, "0"))];
  }
  const note = leftOut(terms);
  return [sumLine(others, sum), ...(note ? [element("p", {}, note)] : [])];
}

// A place for a voice, shortly.
/** @param {Pick<Now, "place" | "sums" | "largest">} now */
export function placeInWords({ place, sums, largest }) {
  const most = largest.includes(place) ? ", the largest" : "";
  return `Place ${place}: ${spoken(sums[place])}${most}.`;
}

// The same with all products that are not 0.
/** @param {Product[]} terms @param {Pick<Now, "place" | "sums">} now */
export function sumInWords(terms, { place, sums }) {
  const added = terms.filter(matters)
    .map(({ value, weight }) => `${spoken(value)} times ${spoken(weight)}`).join(", plus ");
  return [
    `Place ${place}.`, `${added || "Every product is 0"}: the sum is ${spoken(sums[place])}.`,
    added && leftOut(terms),
  ].filter(Boolean).join(" ");
}

/** @param {Pick<Now, "most" | "largest">} now */
export function largestInWords({ most, largest }, write = written) {
  return filled(LARGEST_SUM, { sum: write(most), places: listed(largest.map(String)) });
}

// What the marks mean, and where the largest sum is.
/** @param {Pick<Now, "sums" | "most" | "largest">} now */
export function legendOf(now) {
  return [
    "The frame is the template; its weights stand small in the corners of the pixels.",
    "The sum of a place stands below the template's left edge. ★ marks the largest.",
    filled(FITS, { count: now.sums.length }), largestInWords(now),
  ].join(" ");
}
