// What the training figure writes and says, and the ends of its axes.

import { written } from "./words.js";

/** @import { Place, Axes } from "./chart.js" */
/**
 * @typedef {{
 *   done: number, per_epoch: number, curve: Place[], judged: [number, number | null][],
 *   bowl: number[], walk: number[], problem: string,
 * }} Told
 */

// A number that may be very large or very small.
export function short(/** @type {number} */ value) {
  const size = Math.abs(value);
  if (size && (size >= 1e6 || size < 1e-4)) {
    return value.toExponential(1).replace("e+", "e").replaceAll("-", "\u2212");
  }
  return written(Number(value.toPrecision(3)));
}

/** @param {number} count @param {string} word */
function counted(count, word) {
  return `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
}

const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(1)} %`;

// How far it has come: under the picture, and said when it stops.
/** @param {Told} told */
export function comeSoFar(told) {
  const { done, per_epoch, judged, walk } = told;
  const weight = walk.length ? ` The weight is ${written(walk[walk.length - 1])}.` : "";
  if (!done) return `No step yet.${weight}`;
  const epochs = per_epoch > 1 ? ` (${counted(Math.floor(done / per_epoch), "epoch")})` : "";
  const losses = lossLine(told);
  const loss = `Loss ${walk.length ? "" : "lately "}${short(losses[losses.length - 1][1])}`;
  const last = judged[judged.length - 1];
  const right = last
    ? `; right in the last epoch: ${percent(last[0])} of the training` +
      (last[1] === null ? "" : `, ${percent(last[1])} of the held-out digits`)
    : "";
  return `${counted(done, "step")}${epochs}. ${loss}${right}.${weight}`;
}

// A whole number of this size with one digit that counts, not below the value.
export function roundUp(/** @type {number} */ value) {
  if (!(value > 0)) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
  return Number(((steps.find((step) => step * unit >= value) ?? 10) * unit).toPrecision(3));
}

const bowlAt = (/** @type {number[]} */ [square, best, least], /** @type {number} */ weight) =>
  square * (weight - best) ** 2 + least;

// The loss over the steps that were done before. Of a single weight it is known after them, too.
/** @param {Told} told @returns {Place[]} */
export function lossLine({ done, curve, bowl, walk }) {
  return walk.length ? [...curve, [done, bowlAt(bowl, walk[walk.length - 1])]] : curve;
}

/** @param {Place[]} line @param {number} done @returns {Axes} */
export function lossAxes(line, done) {
  const highest = Math.max(0, ...line.map(([, loss]) => loss));
  return { left: 0, right: Math.max(done, 1), bottom: 0, top: roundUp(highest) };
}

// Both lines of the shares of right answers, in percent, from the first epoch on.
/** @param {Told["judged"]} judged @returns {{training: Place[], held: Place[], axes: Axes}} */
export function accuracyLines(judged) {
  /** @param {0 | 1} which @returns {Place[]} */
  const line = (which) => judged.flatMap((pair, at) => {
    const share = pair[which];
    return share === null ? [] : [/** @type {Place} */ ([at + 1, 100 * share])];
  });
  return {
    training: line(0), held: line(1),
    axes: { left: 1, right: Math.max(judged.length, 2), bottom: 0, top: 100 },
  };
}

const ALONG = 40; // pieces of the drawn bowl on each side

// The bowl of a single weight, and the places where it stood; wide enough for all of them.
/** @param {Pick<Told, "bowl" | "walk">} told @returns {{bowl: Place[], walk: Place[], dots: Place[], axes: Axes}} */
export function bowlLines({ bowl: form, walk }) {
  const best = form[1];
  const loss = (/** @type {number} */ weight) => bowlAt(form, weight);
  const reach = roundUp(Math.max(...walk.map((weight) => Math.abs(weight - best)), 1) * 1.05);
  const [left, right] = [best - reach, best + reach];
  /** @type {Place[]} */
  const bowl = Array.from({ length: 2 * ALONG + 1 }, (_, at) => {
    const weight = best + (reach * (at - ALONG)) / ALONG;
    return [weight, loss(weight)];
  });
  const places = walk.map((weight) => /** @type {Place} */ ([weight, loss(weight)]));
  return { bowl, walk: places, dots: places, axes: { left, right, bottom: 0, top: loss(right) } };
}
