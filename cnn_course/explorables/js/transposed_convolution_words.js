// Stamps, and what lies on a pixel, in numbers and in words.

import { factors, sumOf } from "./convolution_words.js";
import { element } from "./interface.js";
import { comeBack } from "./transposed_convolution_state.js";
import { equals, inBrackets, listed, placeInWords, spoken, whereInWords, written } from "./words.js";

/** @import { Now, Stamped } from "./transposed_convolution_state.js" */
/** @import { Pair, Spot } from "./types.d.ts" */

/** @param {number} count @param {string} name */
function counted(count, name) {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

// A stamp: 2·1 = 2, 2·3 = 6; 2·0 = 0, 2·4 = 8
/** @param {Pick<Now, "picture" | "kernel">} now @param {Spot} at */
export function stampLines({ picture, kernel }, { y, x, number, count }) {
  const value = picture[y][x];
  const rows = kernel.map((row) => row.map((weight) =>
    `${inBrackets(value)}·${inBrackets(weight)} ${equals([value, weight, value * weight])} ${written(value * weight)}`));
  return [
    element("p", {}, rows.map((row) => row.join(", ")).join("; ")),
    element("p", {}, `Stamp ${number + 1} of ${count}: `, element("strong", {}, `${written(value)} times the kernel`)),
  ];
}

// A pixel of the paper: 1·1 + 2·1 = 3
/** @param {Stamped[]} terms @param {number} sum */
export function pixelLines(terms, sum) {
  if (terms.length === 0) return [element("p", {}, "no stamp: ", element("strong", {}, "0"))];
  return [element("p", {}, `${sumOf(terms)} ${equals([...factors(terms), sum])} `, element("strong", {}, written(sum)))];
}

// A stamp for a voice, shortly, and with all products.
/** @param {Pick<Now, "picture">} now @param {Spot} at */
export function stampInWords({ picture }, at) {
  return `${placeInWords("Stamp", at)}: ${spoken(picture[at.y][at.x])} times the kernel.`;
}

/** @param {Pick<Now, "picture" | "kernel" | "places" | "size">} now @param {Spot} at @param {Pair[]} pixels */
export function stampInFull({ picture, kernel }, at, pixels) {
  const value = picture[at.y][at.x];
  const products = kernel.flat().map((weight) => `${spoken(value)} times ${spoken(weight)} is ${spoken(value * weight)}`);
  return `${placeInWords("Stamp", at)}. ${stampsInWords(pixels)} ${products.join(", ")}.`;
}

// A pixel of the paper for a voice, shortly, and with all products.
/** @param {Stamped[]} terms @param {number} sum @param {Pair} at */
export function pixelInWords(terms, sum, [y, x]) {
  return `Row ${y}, column ${x} of the paper: ${spoken(sum)}, from ${counted(terms.length, "stamp")}.`;
}

/** @param {Stamped[]} terms @param {number} sum @param {Pair} at */
export function pixelInFull(terms, sum, [y, x]) {
  const products = terms.map(({ value, weight }) => `${spoken(value)} times ${spoken(weight)}`).join(", plus ");
  return `Row ${y}, column ${x} of the paper. ${products || "No stamp"}: the sum is ${spoken(sum)}.`;
}

// What a number or a weight reaches.
export function stampsInWords(/** @type {Pair[]} */ pixels) {
  if (pixels.length === 0) return "Reaches no pixel of the paper.";
  return `Reaches ${counted(pixels.length, "pixel")} of the paper: ${whereInWords(pixels)}.`;
}

// Where the size leads back to, and from which papers: they differ in what the floor drops.
/** @param {Pick<Now, "count" | "size" | "stride" | "padding">} now */
export function backInWords({ count, size, stride, padding }) {
  const back = `Back: a convolution with these settings makes ${count.join(" × ")} numbers of this paper`;
  const papers = count.map((many, axis) => comeBack(many, size[axis], stride[axis], padding));
  if (papers.every(([least, most]) => least === most)) return `${back}.`;
  const [rows, columns] = papers.map(([least, most], axis) => {
    const name = ["row", "column"][axis];
    return least === most ? counted(least, name) : `${least} to ${most} ${name}s`;
  });
  return `${back}, and of every paper of ${rows} and ${columns}: the floor ⌊ ⌋ drops the rest.`;
}

// How many stamps lie on a pixel in the end, and what the marks mean.
/** @param {Pick<Now, "visited" | "places" | "visits">} now */
export function legendOf({ visited: { rows, columns }, places, visits }) {
  const counts = [...new Set(rows.flatMap((down) => columns.map((across) => down * across)))];
  counts.sort((one, other) => one - other);
  const often = counts.length === 1 ? "every pixel" : "a pixel";
  const cut = [...places.rows.zeros, ...places.columns.zeros].some(Boolean);
  return [
    visits ? "In the corners: how many stamps lie on a pixel." : "In the corners: what this stamp adds.",
    `Stamps on ${often} in the end: ${listed(counts)}.`,
    counts[0] === 0 && "Hatched: pixels that no stamp reaches.",
    cut && "Dashed: what padding cuts off.",
  ].filter(Boolean).join(" ");
}
