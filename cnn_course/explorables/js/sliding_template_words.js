// What the sliding template makes, in numbers and in sentences.

import { factors, sumOf } from "./convolution_words.js";
import { FITS, LARGEST_SUM } from "./facts.js";
import { element } from "./interface.js";
import { equals, filled, listed, spoken, written } from "./words.js";

/** @import { Now } from "./sliding_template_state.js" */
/** @import { Product } from "./types.d.ts" */

// "200·1 + 220·(−1), and 18 products that are 0"; say(terms) writes those that are not.
/** @param {Product[]} terms @param {(terms: Product[]) => string} say */
function shortly(terms, say) {
  const others = terms.filter(({ product }) => product !== 0);
  const zeros = terms.length - others.length;
  const left = zeros === 1 ? "1 product that is 0" : `${zeros} products that are 0`;
  return [others.length && say(others), zeros && left].filter(Boolean).join(", and ");
}

// The sum has a line of its own, where it is seen however long the products are.
/** @param {Product[]} terms @param {number} sum */
export function sumLines(terms, sum) {
  return [
    element("p", {}, shortly(terms, sumOf)),
    element("p", {}, `${equals([...factors(terms), sum])} `, element("strong", {}, written(sum))),
  ];
}

// A place for a voice, shortly.
/** @param {Pick<Now, "place" | "sums" | "largest">} now */
export function placeInWords({ place, sums, largest }) {
  const most = largest.includes(place) ? ", the largest" : "";
  return `Place ${place}: ${spoken(sums[place])}${most}.`;
}

// The same with all products.
/** @param {Product[]} terms @param {Pick<Now, "place" | "sums">} now */
export function sumInWords(terms, { place, sums }) {
  const products = shortly(terms, (others) => others.map(({ value, weight }) =>
    `${spoken(value)} times ${spoken(weight)}`).join(", plus "));
  return `Place ${place}. ${products}: the sum is ${spoken(sums[place])}.`;
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
