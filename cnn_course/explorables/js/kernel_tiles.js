// The kernels as small gray tiles, now and as they began, and the numbers behind the one that
// is chosen: light is above zero, dark below.

import { gray } from "./grid.js";
import { element, freshId } from "./interface.js";
import { oneStop, shadedTable } from "./tiles.js";
import { short } from "./training_words.js";

/** @typedef {number[][]} Kernel */

// The largest size among them, which is drawn white, its opposite black.
export function largest(/** @type {Kernel[]} */ kernels) {
  return Math.max(...kernels.flat(2).map(Math.abs)) || 1;
}

/** @param {HTMLCanvasElement} canvas @param {Kernel} kernel @param {number} most */
function paint(canvas, kernel, most) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(kernel[0].length, kernel.length);
  kernel.flat().forEach((value, at) => {
    const share = Math.min(Math.max(0.5 + value / most / 2, 0), 1);
    const light = Math.round(255 * share);
    image.data.set([light, light, light, 255], 4 * at);
  });
  context.putImageData(image, 0, 0);
}

// How far each weight has moved.
/** @param {Kernel} now @param {Kernel} first */
export function movement(now, first) {
  return now.map((row, y) => row.map((value, x) => value - first[y][x]));
}

// Three places after the point, so that columns stand in line, as long as there is room.
export function places(/** @type {number} */ value) {
  if (Math.abs(value) >= 1000) return short(value);
  return value.toFixed(3).replace(/^-(?=0\.000$)/, "").replace("-", "\u2212");
}

// The answer: {root, update(now, first)}.
export function kernelTiles(/** @type {(text: string) => void} */ say) {
  /** @type {{button: HTMLButtonElement, now: HTMLCanvasElement, first: HTMLCanvasElement}[]} */
  let tiles = [];
  /** @type {Kernel[]} */
  let kernels = [];
  /** @type {Kernel[]} */
  let beginning = [];
  let chosen = -1;
  let size = "";
  const title = element("p", { class: "cnn-caption", id: freshId("kernels") });
  const row = element("div", { class: "cnn-tiles", role: "group", "aria-labelledby": title.id });
  const panel = element("div", { class: "cnn-numbers" });
  const root = element("div", { class: "cnn-kernels" }, title, row, panel);

  function choose(/** @type {number} */ place) {
    chosen = chosen === place ? -1 : place;
    show();
    say(chosen < 0 ? "The numbers are closed." : `The numbers of kernel ${place + 1} stand below.`);
  }

  function make() {
    const [rows, columns] = [kernels[0].length, kernels[0][0].length];
    const canvas = (/** @type {string} */ kind) =>
      element("canvas", { class: kind, width: columns, height: rows, "aria-hidden": "true" });
    tiles = kernels.map((_, place) => {
      const [now, first] = [canvas("cnn-now"), canvas("cnn-began")];
      const button = element("button", {
        type: "button", class: "cnn-tile", "aria-label": `Kernel ${place + 1} of ${kernels.length}`,
        "aria-pressed": "false", onclick: () => choose(place),
      }, now, first);
      return { button, now, first };
    });
    oneStop(tiles.map(({ button }) => button));
    const alone = kernels.length === 1;
    chosen = alone ? 0 : -1;
    title.textContent = alone
      ? "The kernel. Light is above zero, dark below."
      : "The kernels, and small below each how it began. Light is above zero, dark below. " +
        "Choose one for its numbers.";
    row.replaceChildren(...(alone ? [] : tiles.map(({ button }) => button)));
  }

  function show() {
    tiles.forEach(({ button, now, first }, place) => {
      button.setAttribute("aria-pressed", String(place === chosen));
      paint(now, kernels[place], largest(kernels));
      paint(first, beginning[place], largest(beginning));
    });
    if (chosen < 0) return panel.replaceChildren();
    const [now, first] = [kernels[chosen], beginning[chosen]];
    const most = largest([now, first]);
    const table = (/** @type {string} */ caption, /** @type {Kernel} */ values) =>
      shadedTable(caption, values, (value) => gray(value, -most, most), places);
    panel.replaceChildren(
      table("now", now), table("at the beginning", first), table("moved by", movement(now, first)));
  }

  return {
    root,
    /** @param {Kernel[]} now @param {Kernel[]} first */
    update(now, first) {
      kernels = now;
      beginning = first;
      const next = `${now.length} ${now[0].length} ${now[0][0].length}`;
      if (next !== size) make();
      size = next;
      show();
    },
  };
}
