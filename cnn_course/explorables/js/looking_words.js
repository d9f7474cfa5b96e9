// The ways through the digit network in numbers and in words.

import { spoken } from "./words.js";

/** @import { Box, Cell, Part, Place, View, explained } from "./looking.js" */
/** @typedef {ReturnType<typeof explained>} Explained */

export const STRONGEST = 4; // parts that are shown

// Three digits that count: there is no room for more, and none is needed to see what adds most.
export function short(/** @type {number} */ value) {
  return String(Number(value.toPrecision(3))).replaceAll("-", "\u2212");
}

// A share of one, in percent with one digit.
function share(/** @type {number} */ value) {
  return `${(100 * value).toFixed(1)} %`;
}

// "Layer 5, map 12, row 3, column 2".
/** @param {View} view @param {Place} place */
export function placeName({ kind, name }, { y, x, channel }) {
  if (kind === "scores") return `Score of ${channel}`;
  if (kind === "average") return `Average of map ${channel + 1}`;
  const map = kind === "picture" ? "" : `, map ${channel + 1}`;
  return `${name}${map}, row ${y}, column ${x}`;
}

// "It sees 6 by 6 pixels: rows 10 to 15, columns 8 to 13."
/** @param {Box} box @param {number} side of the picture */
export function reachInWords({ top, left, bottom, right }, side) {
  /** @param {number} first @param {number} last */
  const axis = (first, last) => {
    const [from, to] = [Math.max(first, 0), Math.min(last, side - 1)];
    return from === to ? `${from}` : `${from} to ${to}`;
  };
  const size = `${bottom - top + 1} by ${right - left + 1}`;
  if (top === bottom) return `One pixel: row ${top}, column ${left}.`;
  if (top <= 0 && left <= 0 && bottom >= side - 1 && right >= side - 1) return "It sees the whole picture.";
  const over = top < 0 || left < 0 || bottom >= side || right >= side;
  return `It sees ${size} pixels: rows ${axis(top, bottom)}, columns ${axis(left, right)}` +
    `${over ? ", and zeros around the picture" : ""}.`;
}

function others(/** @type {Part[]} */ parts) {
  const rest = parts.slice(STRONGEST);
  return { count: rest.length, sum: rest.reduce((all, { sum }) => all + sum, 0) };
}

// + 0.2 or − 0.2
function plus(/** @type {number} */ value) {
  return `${value < 0 ? "\u2212" : "+"} ${short(Math.abs(value))}`;
}

// How the value comes out of its parts, a line for each step.
/** @param {View} view @param {View} before @param {Explained} found @returns {string[]} */
export function sumLines(view, before, { value, parts, total, factor, shift, scaled }) {
  const what = before.kind === "picture" ? "the picture" : "map";
  if (view.kind === "picture") {
    return [`${Math.round(255 * value)} of 255, which the network takes as ${short(value)}. This is the drawing: the way ends here.`];
  }
  if (view.kind === "pooling") return [`The largest of ${parts[0].rows.flat().length} wins: ${short(value)}.`];
  if (view.kind === "average") return [`The ${parts[0].rows.flat().length} values of the map, each divided by their number, make ${short(value)}.`];
  const shown = parts.slice(0, STRONGEST);
  const rest = others(parts);
  const first = shown.map(({ channel, sum }, at) => {
    const name = what === "map" ? `map ${channel + 1}` : what;
    return `${at ? plus(sum) : short(sum)} (${name})`;
  });
  const lines = parts.length === 1 ? [`The products make ${short(total)}.`] : [
    `${first.join(" ")}${rest.count ? ` ${plus(rest.sum)} (the ${rest.count} others)` : ""} ≈ ${short(total)}`,
  ];
  if (view.kind === "scores") {
    return [...lines,
      `With the bias: ${short(total)} ${plus(shift)} ≈ ${short(scaled)}. Softmax turns the ten scores into shares of 1: ${short(scaled)} becomes ${short(value)}.`];
  }
  return [...lines,
    `Batch normalization: ${short(total)} · ${short(factor)} ${plus(shift)} ≈ ${short(scaled)}.`,
    scaled > 0 ? `ReLU: above zero, ${short(value)} stays.` : "ReLU: below zero, it becomes 0."];
}

// A cell in words: what it holds, and what it adds.
/** @param {View} view @param {View} before @param {Cell} cell */
export function cellInWords({ kind }, before, cell) {
  if (!cell.inside) return "outside: padding, zero";
  const name = `${placeName(before, cell)}: ${spokenShort(cell.value)}`;
  return kind === "pooling" || kind === "average" ? name
    : `${name} times ${spokenShort(cell.weight)} is ${spokenShort(cell.product)}`;
}

function spokenShort(/** @type {number} */ value) {
  return spoken(Number(value.toPrecision(3)));
}

// The whole sum in words: all products of the parts that are shown, and what the others add.
/** @param {View} view @param {Explained} found */
export function wholeSum({ kind }, { parts, total, shift, scaled, factor, value }) {
  const shown = kind === "scores" || kind === "convolution" ? parts.slice(0, STRONGEST) : parts;
  const said = shown.map(({ channel, rows, sum }) => {
    const cells = rows.flat().filter(({ inside }) => inside);
    if (kind === "pooling" || kind === "average") {
      return `${cells.map((cell) => spokenShort(cell.value)).join(", ")}.`;
    }
    const products = cells.map((cell) => `${spokenShort(cell.value)} times ${spokenShort(cell.weight)}`);
    return `${parts.length > 1 ? `Map ${channel + 1}: ` : ""}${products.join(", plus ")} is ${spokenShort(sum)}.`;
  });
  if (kind === "pooling") return `The largest of ${said[0]} It is ${spokenShort(value)}.`;
  if (kind === "average") return `The average of ${said[0]} It is ${spokenShort(value)}.`;
  const rest = others(parts);
  if (rest.count) said.push(`The ${rest.count} others add ${spokenShort(rest.sum)}.`);
  said.push(`In all ${spokenShort(total)}.`);
  if (kind === "scores") said.push(`Plus the bias ${spokenShort(shift)}: ${spokenShort(scaled)}, which is ${share(value)} after softmax.`);
  else {
    said.push(`Times ${spokenShort(factor)} plus ${spokenShort(shift)}: ${spokenShort(scaled)}; after ReLU ${spokenShort(value)}.`);
  }
  return said.join(" ");
}
