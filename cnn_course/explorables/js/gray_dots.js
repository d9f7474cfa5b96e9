// Numbers as shades of gray, written into an image as fast as it goes: a whole dot at a time.

// Every `step`-th value, beginning with the one at `from`, becomes a dot, beginning with the one
// at `to`; 255 / scale is white.
/** @param {ImageData} image @param {ArrayLike<number>} values @param {number} scale */
export function grayDots(image, values, scale, { step = 1, from = 0, to = 0 } = {}) {
  const dots = new Uint32Array(image.data.buffer);
  for (let at = from; at < values.length; at += step, to++) {
    dots[to] = 0xff000000 | (Math.round(values[at] * scale) * 0x010101);
  }
}
