// The paper that is drawn on: ink of 0 to 1, painted by a round pen. It knows nothing of the page.

import { need } from "./checks.js";
import { FARTHEST, packed, unpacked } from "./ink_text.js";

/** @typedef {[number, number]} Point x and y */
/** @typedef {{picture: ArrayLike<number>, side: number, own?: boolean}} Picture */

export const SIZE = 280; // ten dots of ink along each pixel of the network's picture
const RADIUS = 11; // of the pen; of a digit that fills the paper this makes 2 to 3 pixels of 28

// One straight move of the pen. Its edge is soft over one dot.
/** @param {Float32Array} ink @param {number} radius @param {Point} from @param {Point} to */
function stroke(ink, radius, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const reach = radius + 1;
  /** @param {number} a @param {number} b */
  const first = (a, b) => Math.max(Math.floor(Math.min(a, b) - reach), 0);
  /** @param {number} a @param {number} b */
  const last = (a, b) => Math.min(Math.ceil(Math.max(a, b) + reach), SIZE - 1);
  for (let y = first(y0, y1); y <= last(y0, y1); y++) {
    for (let x = first(x0, x1); x <= last(x0, x1); x++) {
      const along = length ? ((x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy) / length : 0;
      const nearest = Math.min(Math.max(along, 0), 1);
      const away = Math.hypot(x + 0.5 - x0 - nearest * dx, y + 0.5 - y0 - nearest * dy);
      const share = Math.min(Math.max(radius + 0.5 - away, 0), 1);
      if (share > ink[y * SIZE + x]) ink[y * SIZE + x] = share;
    }
  }
}

// A finished picture, side by side pixels of 0 to 255, as large as the paper.
/** @param {Float32Array} ink @param {ArrayLike<number>} picture @param {number} side */
function print(ink, picture, side) {
  const dots = SIZE / side;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const pixel = Math.floor(y / dots) * side + Math.floor(x / dots);
      ink[y * SIZE + x] = Math.max(ink[y * SIZE + x], picture[pixel] / 255);
    }
  }
}

// The first share of these strokes, 0 to 1, as long as a pen would have drawn by then.
/** @param {Point[][]} strokes @param {number} share @returns {Point[][]} */
export function begun(strokes, share) {
  /** @param {Point} from @param {Point} to */
  const way = ([x0, y0], [x1, y1]) => Math.hypot(x1 - x0, y1 - y0);
  const length = (/** @type {Point[]} */ points) =>
    points.slice(1).reduce((sum, point, at) => sum + way(points[at], point), 0);
  let left = share * strokes.reduce((sum, points) => sum + length(points), 0);
  /** @type {Point[][]} */
  const drawn = [];
  for (const points of strokes) {
    if (drawn.length > 0 && left <= 0) break;
    const line = [points[0]];
    for (const [at, to] of points.slice(1).entries()) {
      const from = points[at];
      const part = Math.min(Math.max(left / (way(from, to) || 1), 0), 1);
      if (part === 0) break;
      line.push([from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
      left -= way(from, to);
    }
    drawn.push(line);
  }
  return drawn;
}

export function paper(radius = RADIUS) {
  const ink = new Float32Array(SIZE * SIZE);
  /** @type {Picture[]} */
  const pictures = []; // that were put here
  let under = -1; // which of them the strokes lie on
  /** @type {Point[][]} */
  let strokes = [];
  let example = false; // what is there was not drawn by the reader

  // Whole dots, not too far away: what is kept is what was drawn.
  const dot = (/** @type {Point} */ point) => /** @type {Point} */ (
    point.map((value) => Math.min(Math.max(Math.round(value), -FARTHEST), FARTHEST)));

  function again() {
    ink.fill(0);
    if (under >= 0) print(ink, pictures[under].picture, pictures[under].side);
    for (const points of strokes) {
      points.forEach((point, i) => stroke(ink, radius, points[Math.max(i - 1, 0)], point));
    }
  }

  /** @param {number} picture @param {Point[][]} lines */
  function lie(picture, lines, shown = false) {
    [under, strokes, example] = [picture, lines, shown];
    again();
  }

  // "*0.": on the first picture, of those that were put here.
  function read(/** @type {unknown} */ text, outside = false) {
    need(typeof text === "string", "its drawing cannot be read");
    const [, picture, lines] = /** @type {RegExpExecArray} */ (/^(?:\*(\d+)\.)?(.*)$/s.exec(text));
    const found = picture && pictures[Number(picture)];
    need(!picture || (found && !(outside && found.own)), "its picture cannot be kept");
    return { picture: Number(picture ?? -1), lines: unpacked(lines, outside) };
  }

  return {
    ink,
    // Put the pen down.
    begin(/** @type {Point} */ at) {
      if (example) lie(-1, []);
      const point = dot(at);
      strokes = [...strokes, [point]];
      stroke(ink, radius, point, point);
    },
    // Move the pen that is down.
    move(/** @type {Point} */ to) {
      const points = strokes[strokes.length - 1];
      const [from, point] = [points[points.length - 1], dot(to)];
      if (String(from) === String(point)) return;
      stroke(ink, radius, from, point);
      points.push(point);
    },
    // Something to begin with: the reader's first stroke wipes it away.
    show: (/** @type {Point[][]} */ lines) => lie(-1, lines, true),
    // Everything there is gives way to these strokes, or to nothing.
    replace: (/** @type {Point[][]} */ lines = []) => lie(-1, lines),
    /** @param {ArrayLike<number>} picture @param {number} side @param {boolean} [own] the reader's: it does not come with the page */
    put(picture, side, own) {
      pictures.push({ picture, side, own });
      lie(pictures.length - 1, []);
    },
    // What the reader made of the paper, as a text; null where that is nothing yet.
    text: () => (example ? null : `${under < 0 ? "" : `*${under}.`}${packed(strokes)}`),
    // Such a text comes back; fits(text) throws an error in words where it would not elsewhere.
    bring(/** @type {string} */ text) {
      const { picture, lines } = read(text);
      lie(picture, lines);
    },
    fits: (/** @type {unknown} */ text) => void read(text, true),
    // The picture, where nothing was drawn on it.
    untouched: () => (strokes.length === 0 && under >= 0 ? pictures[under].picture : null),
  };
}
