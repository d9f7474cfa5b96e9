// A reader's own picture, made as small as a figure takes it. It touches no page.

import { LARGEST_FILE, LARGEST_PHOTO, MOST_PIXELS } from "./facts.js";

/** @import { Pixels, Places } from "./types.d.ts" */
/** @typedef {{width: number, height: number, data: ArrayLike<number>}} Photo red, green, blue and how opaque, 0 to 255 each */
/** @typedef {{width: number, height: number, channels: number, values: Float64Array}} Small */

// What is wrong with these files, or the first picture among them.
/** @param {Iterable<File>} files @returns {{file: File, problem?: undefined} | {problem: string, file?: undefined}} */
export function pictureAmong(files) {
  const file = [...files].find(({ type }) => type.startsWith("image/"));
  if (!file) return { problem: "There is no picture in it. PNG, JPEG and WebP are pictures." };
  if (file.size <= LARGEST_FILE) return { file };
  return { problem: `This picture is too large: it has over ${LARGEST_FILE / 1e6} MB.` };
}

export const UNREADABLE = "This picture could not be read. Its file may be damaged, or unknown to your browser.";

// Height and width that fit into a square and keep the shape; nothing is made larger.
/** @param {{width: number, height: number}} photo @param {number} side */
export function fitted({ width, height }, side) {
  const scale = Math.min(side / Math.max(width, height), 1);
  return [height, width].map((length) => Math.max(Math.round(length * scale), 1));
}

// The average under each new pixel, over white where the photo is not opaque; what an edge cuts
// counts by its part. Three channels are red, green and blue, one is how light it is.
/** @param {Photo} photo @param {number} side @param {number} channels @returns {Small} */
export function shrunk(photo, side, channels) {
  const [height, width] = fitted(photo, side);
  const values = new Float64Array(height * width * channels);
  const [down, across] = [photo.height / height, photo.width / width];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = average(photo, y * down, x * across, down, across);
      const to = (y * width + x) * channels;
      if (channels === 3) values.set(color, to);
      // Light as eyes weigh it: ITU-R BT.601.
      else values.fill(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2], to, to + channels);
    }
  }
  return { width, height, channels, values };
}

/** @param {Photo} photo @param {number} top @param {number} left @param {number} high @param {number} wide */
function average({ width, height, data }, top, left, high, wide) {
  const sums = [0, 0, 0];
  for (let y = Math.floor(top); y < Math.min(top + high, height); y++) {
    const down = Math.min(top + high, y + 1) - Math.max(top, y);
    for (let x = Math.floor(left); x < Math.min(left + wide, width); x++) {
      const share = (down * (Math.min(left + wide, x + 1) - Math.max(left, x))) / (high * wide);
      const at = 4 * (y * width + x);
      const opaque = data[at + 3] / 255;
      for (let c = 0; c < 3; c++) sums[c] += share * (data[at + c] * opaque + 255 * (1 - opaque));
    }
  }
  return sums;
}

// What a figure draws as ink is ink: one channel, large where it is dark.
/** @param {Photo} photo @param {number} side @param {number} channels @returns {Small} */
function inkOrLight(photo, side, channels) {
  const small = shrunk(photo, side, channels);
  return channels === 1 ? { ...small, values: small.values.map((light) => 255 - light) } : small;
}

// A picture with numbers, as the convolution figure takes it: rows of whole numbers, 0 to 255.
/** @param {Photo} photo @param {number} channels @param {boolean} flat one channel without an axis */
export function asNumbers(photo, channels, flat) {
  const { width, height, values } = inkOrLight(photo, MOST_PIXELS, channels);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const pixel = Array.from(values.slice((y * width + x) * channels, (y * width + x + 1) * channels), Math.round);
      return flat ? pixel[0] : pixel;
    }));
}

// A photograph, as it is shown.
/** @param {Photo} photo @param {number} channels */
export function asPhoto(photo, channels) {
  return inkOrLight(photo, LARGEST_PHOTO, channels);
}

// A digit on paper as ink on black, side by side values of 0 to 255. What is at the edge is the
// paper, dark or light; what differs from it by a third of the most is ink.
/** @param {Photo} photo @param {number} side */
export function asInk(photo, side) {
  const { width, height, values } = shrunk(photo, side, 1);
  const edge = Array.from(values).filter((_, at) => {
    const [y, x] = [Math.floor(at / width), at % width];
    return y === 0 || x === 0 || y === height - 1 || x === width - 1;
  }).sort((a, b) => a - b);
  const ground = edge[Math.floor(edge.length / 2)];
  const away = values.map((value) => (ground > 127 ? ground - value : value - ground));
  const most = away.reduce((a, b) => Math.max(a, b), 0);
  const [low, high] = [most / 3, (2 * most) / 3];
  const ink = new Float64Array(side * side);
  const [down, across] = [Math.floor((side - height) / 2), Math.floor((side - width) / 2)];
  away.forEach((value, at) => {
    if (most < 32) return; // an empty paper has its spots, too
    const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
    ink[(Math.floor(at / width) + down) * side + (at % width) + across] = Math.round(255 * share);
  });
  return ink;
}

// The size that all but one in fifty of the values stay below: a few glaring ones would leave the
// others pale.
export function usual(/** @type {Float64Array} */ values) {
  const sizes = Float64Array.from({ length: Math.ceil(values.length / 9) }, (_, at) => Math.abs(values[9 * at])).sort();
  return sizes[Math.floor(0.98 * sizes.length)];
}

// A filter, [ky][kx][channel], over a photograph: rows of one number each.
/**
 * @param {Small} photo @param {Pixels} filter @param {number} bias
 * @param {Places} places
 */
export function slidOver({ width, height, channels, values }, filter, bias, { rows, columns }) {
  const result = new Float64Array(rows.count * columns.count).fill(bias);
  filter.forEach((line, ky) => line.forEach((weights, kx) => weights.forEach((weight, channel) => {
    if (weight === 0) return;
    for (let y = 0; y < rows.count; y++) {
      const row = rows.pixel(y, ky);
      if (row < 0 || row >= height) continue;
      for (let x = 0; x < columns.count; x++) {
        const column = columns.pixel(x, kx);
        if (column < 0 || column >= width) continue;
        result[y * columns.count + x] += weight * values[(row * width + column) * channels + channel];
      }
    }
  })));
  return { width: columns.count, height: rows.count, values: result };
}
