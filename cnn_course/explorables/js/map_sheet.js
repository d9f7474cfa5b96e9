// All maps of a layer on one canvas, each where its button is. A canvas for each map would be
// a layer of its own to the browser, and two hundred of them take longer than the network.

import { grayDots } from "./gray_dots.js";
import { element } from "./interface.js";

/** @import { Maps } from "./types.d.ts" */

// sheet(row, buttons): the canvas lies over the row. draw(maps, most) puts each channel on its
// button, `most` white.
/** @param {HTMLElement} row @param {HTMLElement[]} buttons */
export function sheet(row, buttons) {
  const canvas = element("canvas", { class: "cnn-sheet", "aria-hidden": "true" });
  const pile = element("canvas"); // the maps, one under the other, dot by dot
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const small = /** @type {CanvasRenderingContext2D} */ (pile.getContext("2d"));
  /** @type {[number, number, number, number][]} */
  let places = []; // of the buttons; to ask for them while drawing would lay out the page again
  /** @type {{maps: Maps, most: number} | null} */
  let drawn = null;
  row.append(canvas);
  new ResizeObserver(() => {
    const ratio = globalThis.devicePixelRatio || 1;
    places = buttons.map(({ offsetLeft, offsetTop, offsetWidth, offsetHeight }) =>
      [offsetLeft * ratio, offsetTop * ratio, offsetWidth * ratio, offsetHeight * ratio]);
    [canvas.width, canvas.height] = [row.clientWidth * ratio, row.clientHeight * ratio];
    paint();
  }).observe(row);

  function paint() {
    if (!drawn) return;
    const { maps: { width, height, channels, values }, most } = drawn;
    const scale = most > 0 ? 255 / most : 0;
    if (pile.width !== width) [pile.width, pile.height] = [width, height * channels];
    const image = small.createImageData(width, height * channels);
    for (let channel = 0; channel < channels; channel++) {
      grayDots(image, values, scale, { step: channels, from: channel, to: channel * width * height });
    }
    small.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    places.forEach((place, channel) =>
      context.drawImage(pile, 0, channel * height, width, height, ...place));
  }

  return {
    /** @param {Maps} maps @param {number} most */
    draw(maps, most) {
      drawn = { maps, most };
      paint();
    },
  };
}
