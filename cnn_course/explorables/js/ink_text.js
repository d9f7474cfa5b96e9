// Strokes as a short text of letters, digits, - and _: what a browser keeps of a drawing, and what
// a link holds. A stroke is a row of places in whole dots, each told by how far it is from the
// one before; strokes are separated by dots.

import { need } from "./checks.js";

/** @import { Point } from "./paper.js" */

export const MOST = 60_000; // dots of lines from outside: as much as a browser draws at once
export const POINT = 15; // dots of a line that take as long as a point of it
export const FARTHEST = 1000; // from the corner of the paper, in dots
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const [BITS, MORE] = [5, 32]; // of a sign, and the bit that says that another one follows

function signed(/** @type {number} */ number) {
  let left = number < 0 ? -2 * number - 1 : 2 * number;
  let text = "";
  do {
    text += SIGNS[(left % MORE) + (left < MORE ? 0 : MORE)];
    left = Math.floor(left / MORE);
  } while (left > 0);
  return text;
}

/** @param {Point[][]} strokes */
export function packed(strokes) {
  return strokes.map((points) => points.map(([x, y], at) => {
    const [left, above] = points[at - 1] ?? [0, 0];
    return signed(x - left) + signed(y - above);
  }).join("")).join(".");
}

function numbers(/** @type {string} */ text) {
  const found = [];
  let [value, bits] = [0, 0];
  for (const sign of text) {
    const part = SIGNS.indexOf(sign);
    need(part >= 0 && bits <= 2 * BITS, "its drawing cannot be read");
    value += (part % MORE) * 2 ** bits;
    bits += BITS;
    if (part >= MORE) continue;
    found.push(value % 2 ? -(value + 1) / 2 : value / 2);
    [value, bits] = [0, 0];
  }
  need(bits === 0 && found.length > 0 && found.length % 2 === 0, "its drawing cannot be read");
  return found;
}

// What was drawn here may be of any length.
/** @param {string} text @returns {Point[][]} */
export function unpacked(text, outside = true) {
  if (text === "") return [];
  let left = MOST;
  return text.split(".").map((part) => {
    const steps = numbers(part);
    let [x, y] = [0, 0];
    return Array.from({ length: steps.length / 2 }, (_, at) => {
      const [right, down] = steps.splice(0, 2);
      [x, y] = [x + right, y + down];
      left -= POINT + (at && Math.hypot(right, down));
      need(!outside || (left >= 0 && Math.max(Math.abs(x), Math.abs(y)) <= FARTHEST),
        "its drawing is too large");
      return /** @type {Point} */ ([x, y]);
    });
  });
}
