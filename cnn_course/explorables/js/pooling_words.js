// A window of pooling in numbers and in words.

import { CHANGES, SPREAD, STAYS } from "./facts.js";
import { element } from "./interface.js";
import { equals, filled, inBrackets, listed, placeInWords, spoken, written } from "./words.js";

/** @import { Now } from "./pooling_state.js" */
/** @import { Pair, Pixel, Spot } from "./types.d.ts" */
/** @typedef {keyof typeof KINDS} How */

const KINDS = { max: "largest", average: "average", l2: "root of the summed squares" };

// max(3, 7, 1, 0), (3 + 7 + 1 + 0) / 4, or √(3² + 7² + 1² + 0²)
/** @param {number[]} values @param {string} how */
function sum(values, how) {
  if (how === "max") return `max(${values.map(written).join(", ")})`;
  if (how === "l2") return `√(${values.map((value) => `${inBrackets(value)}²`).join(" + ")})`;
  const added = values.map(inBrackets).join(" + ");
  return `${values.length > 1 ? `(${added})` : added} / ${values.length}`;
}

/** @param {Pair} size @param {Pixel[]} pixels */
function leftOut(size, pixels) {
  const outside = size[0] * size[1] - pixels.length;
  if (!outside) return "";
  return outside === 1
    ? " One place of the window lies outside the picture and does not count."
    : ` ${outside} places of the window lie outside the picture and do not count.`;
}

// The line under the pictures, and a sentence where some of the window is outside.
/** @param {Pixel[]} pixels @param {Pick<Now, "how" | "size">} now @param {number} result */
export function sumLines(pixels, { how, size }, result) {
  const values = pixels.map((pixel) => pixel.value);
  const strong = element("strong", {}, written(result));
  const line = element("p", {}, `${sum(values, how)} ${equals([...values, result])} `, strong);
  const note = leftOut(size, pixels);
  return note ? [line, element("p", {}, note.trim())] : [line];
}

// A window for a voice, shortly. `at` is the place: {number, count, y, x}.
/** @param {number} result @param {Spot} at */
export function resultInWords(result, at) {
  return `${placeInWords("Window", at)}: ${spoken(result)}.`;
}

// The same with all that it covers.
/** @param {Pixel[]} pixels @param {Pixel[]} winners @param {Pick<Now, "how" | "size">} now @param {number} result @param {Spot} at */
export function windowInWords(pixels, winners, { how, size }, result, at) {
  const values = listed(pixels.map((pixel) => spoken(pixel.value)));
  const found = listed(winners.map(({ row, column }) => `row ${row}, column ${column}`));
  const winner = winners.length ? `, in ${found} of the picture` : "";
  const sentence = `The ${KINDS[/** @type {How} */ (how)]} of ${values} is ${spoken(result)}${winner}.`;
  return `${placeInWords("Window", at)}. ${sentence}${leftOut(size, pixels)}`;
}

// How far the picture has been moved, how much of the result is as it was, and how far the
// results are from what they were.
/** @param {Pick<Now, "moved" | "count" | "places" | "change">} now */
export function movedInWords({ moved, count, places, change }) {
  const [down, right] = moved;
  if (!down && !right) return "The picture stands where it stood at first.";
  const ways = [
    down && `${Math.abs(down)} ${down > 0 ? "down" : "up"}`,
    right && `${Math.abs(right)} to the ${right > 0 ? "right" : "left"}`,
  ].filter(Boolean);
  const all = places.rows.count * places.columns.count;
  const far = change === null ? "" : ` ${filled(CHANGES, { percent: Math.round(100 * change) })}`;
  return `Moved ${ways.join(" and ")}: ${filled(STAYS, { count, all })}${far}`;
}

// What the marks on the cells of the moment mean.
/** @param {Pick<Now, "how" | "moved" | "places">} now */
export function legendOf({ how, moved, places }) {
  const padded = [...places.rows.zeros, ...places.columns.zeros].some(Boolean);
  const away = moved.some(Boolean);
  return [
    "The frame is the window; the framed cell of the result is what it makes.",
    how === "max" && "★ marks the largest.",
    padded && "Dashed around the picture: places that padding adds.",
    away && "Hatched: zeros that came in. ≠ marks a result that is not as before the move.",
    away && SPREAD,
  ].filter(Boolean).join(" ");
}
