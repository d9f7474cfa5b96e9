// A reader's photograph beside what the kernel makes of it, too large for numbers.

import { landings, paddingAmounts, reach } from "./arithmetic.js";
import { button, element } from "./interface.js";
import { asPhoto, slidOver, usual } from "./own_picture.js";

/** @import { Now } from "./convolution_state.js" */
/** @import { Photo, Small } from "./own_picture.js" */

const [ORANGE, BLUE] = [[222, 119, 34], [42, 108, 178]];

/** @param {string} name */
function part(name) {
  const canvas = element("canvas", { role: "img" });
  const caption = element("p", { class: "cnn-caption" });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  /** @param {number} width @param {number} height @param {(dots: Uint8ClampedArray) => void} paint */
  function draw(width, height, paint, more = "") {
    [canvas.width, canvas.height] = [width, height];
    const image = context.createImageData(width, height);
    image.data.fill(255);
    paint(image.data);
    context.putImageData(image, 0, 0);
    caption.textContent = `${name}, ${height} × ${width}${more}`;
    canvas.setAttribute("aria-label", caption.textContent);
  }
  return { root: element("div", {}, caption, canvas), draw };
}

export function photoBoard() {
  /** @type {Photo | null} */
  let photo = null;
  /** @type {Small | null} */
  let small = null; // the photo with as many channels as the picture has
  const [before, after] = [part("Your photograph"), part("Under the same kernel")];
  const root = element("div", { class: "cnn-photo", hidden: true }, before.root, after.root,
    button("Put the photograph away", () => show(null)));

  function show(/** @type {Photo | null} */ next) {
    photo = next;
    small = null;
    root.hidden = photo === null;
  }

  /** @param {Photo} photo @param {number} channels */
  function shrink(photo, channels) {
    const made = asPhoto(photo, channels);
    before.draw(made.width, made.height, (dots) => {
      for (let at = 0; at < dots.length / 4; at++) {
        for (let c = 0; c < 3; c++) {
          const value = made.values[at * channels + (channels === 3 ? c : 0)];
          dots[4 * at + c] = channels === 1 ? 255 - value : value;
        }
      }
    });
    return made;
  }

  return {
    root, show,
    /** @param {Now} now @param {number} filter */
    draw({ channels, size, steps, padding, dilation, filters, bias }, filter) {
      if (!photo) return;
      if (small?.channels !== channels) small = shrink(photo, channels);
      const sides = [small.height, small.width];
      after.root.hidden = sides.some((side, axis) => {
        const [first, last] = paddingAmounts(side, size[axis], steps[axis], padding, dilation[axis]);
        return side + first + last < reach(size[axis], dilation[axis]);
      });
      if (after.root.hidden) return;
      const [rows, columns] = sides.map((side, axis) => landings(side, size[axis], steps[axis], padding, dilation[axis]));
      const { width, height, values } = slidOver(small, filters[filter], bias[filter], { rows, columns });
      const most = usual(values);
      // White at zero, as in the tables.
      after.draw(width, height, (dots) => {
        for (let at = 0; at < values.length; at++) {
          const full = values[at] < 0 ? BLUE : ORANGE;
          const share = most > 0 ? Math.min(Math.abs(values[at]) / most, 1) : 0;
          for (let c = 0; c < 3; c++) dots[4 * at + c] = 255 + (full[c] - 255) * share;
        }
      }, `, orange above zero, blue below`);
    },
  };
}
