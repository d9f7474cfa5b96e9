// A landing in numbers and in words.

import { HALF_TURN, HOLES } from "./facts.js";
import { element } from "./interface.js";
import { equals, filled, inBrackets, placeInWords, spoken, whereInWords, written } from "./words.js";

/** @import { Now } from "./convolution_state.js" */
/** @import { Product, Spot, Term } from "./types.d.ts" */

/** @param {number} channel @param {number} channels */
export function channelName(channel, channels) {
  return channels === 3 ? ["red", "green", "blue"][channel] : `channel ${channel}`;
}

function total(/** @type {Term[]} */ terms) {
  return terms.reduce((sum, term) => sum + term.product, 0);
}

// 18·1 + 54·(−2)
export function sumOf(/** @type {Product[]} */ terms) {
  return terms.map((term) => `${inBrackets(term.value)}·${inBrackets(term.weight)}`).join(" + ");
}

export function factors(/** @type {Product[]} */ terms) {
  return terms.flatMap(({ value, weight }) => [value, weight]);
}

/** @param {Term[]} terms @param {number} channels */
function byChannel(terms, channels) {
  return Array.from({ length: channels }, (_, channel) =>
    terms.filter((term) => term.channel === channel),
  );
}

// 18·1 + 54·0 + ... = 429; with several channels, one such line for each, and their sum.
/** @param {Term[]} terms @param {number} channels @param {number} bias @param {number} result */
export function sumLines(terms, channels, bias, result) {
  const end = bias ? ` + ${inBrackets(bias)} (bias)` : "";
  const strong = element("strong", {}, written(result));
  if (channels === 1) {
    const sign = equals([...factors(terms), bias, result]);
    return [element("p", {}, `${sumOf(terms)}${end} ${sign} `, strong)];
  }
  const parts = byChannel(terms, channels);
  const totals = parts.map(total);
  const lines = parts.map((part, channel) => {
    const sign = equals([...factors(part), totals[channel]]);
    const line = `${sumOf(part)} ${sign} ${written(totals[channel])}`;
    return element("p", {}, `${channelName(channel, channels)}: ${line}`);
  });
  const sums = totals.map(inBrackets).join(" + ");
  const sign = equals([...totals, bias, result]);
  return [...lines, element("p", {}, `sum over the channels: ${sums}${end} ${sign} `, strong)];
}

/** @param {unknown[]} laid @param {Spot & {filter: number}} at */
function where(laid, at) {
  return `${laid.length > 1 ? `Filter ${at.filter + 1}. ` : ""}${placeInWords("Place", at)}`;
}

// A landing for a voice, shortly. `at` is the place: {number, count, y, x, filter}.
/** @param {{laid: unknown[]}} now @param {number} result @param {Spot & {filter: number}} at */
export function resultInWords({ laid }, result, at) {
  return `${where(laid, at)}: ${spoken(result)}.`;
}

// The same with all products, and with the pixels where there are holes between them.
/** @param {Term[]} terms @param {{channels: number, laid: unknown[], holes: boolean}} now @param {number} bias @param {number} result @param {Spot & {filter: number}} at */
export function landingInWords(terms, { channels, laid, holes }, bias, result, at) {
  const read = holes ? `It reads ${whereInWords(terms.map(({ row, column }) => [row, column]))}. ` : "";
  const end = bias ? `, plus the bias ${spoken(bias)}` : "";
  const parts =
    channels === 1
      ? terms.map((term) => `${spoken(term.value)} times ${spoken(term.weight)}`)
      : byChannel(terms, channels).map(
          (part, channel) => `${channelName(channel, channels)} ${spoken(total(part))}`,
        );
  return `${where(laid, at)}. ${read}${parts.join(", plus ")}${end}: the sum is ${spoken(result)}.`;
}

// What the windows never touch, along one axis, and how to say it.
/** @param {{rows: number[], columns: number[]}} visited @param {number} leftOver */
export function neverVisited({ rows, columns }, leftOver) {
  const count = (/** @type {number[]} */ visits) => visits.filter((visit) => visit === 0).length;
  const [lines, pillars] = [count(rows), count(columns)];
  if (!lines && !pillars) {
    return leftOver
      ? "Every pixel is read by some window; what is left over are zeros of the padding."
      : "Every pixel is read by some window.";
  }
  /** @param {number} number @param {string} word */
  const named = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const parts = [lines && named(lines, "row"), pillars && named(pillars, "column")].filter(Boolean);
  return `No window reads ${parts.join(" and ")} of pixels: they are hatched.`;
}

// What the window does with all pixels of the moment.
/** @param {Pick<Now, "visited" | "flip" | "holes" | "window" | "dilation">} now @param {number} leftOver */
export function legendOf({ visited, flip, holes, window: [high, wide], dilation: [down, across] }, leftOver) {
  return [
    neverVisited(visited, leftOver), holes && filled(HOLES, { down, across, high, wide }),
    flip && HALF_TURN,
  ].filter(Boolean).join(" ");
}
