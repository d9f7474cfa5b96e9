// A map, large, with one of its pixels chosen: by a click, by the arrow keys, or by four buttons
// for fingers that are larger than a pixel. Or only a frame around some of them.

import { grayDots } from "./gray_dots.js";
import { button, element } from "./interface.js";

/** @import { Box } from "./looking.js" */
/** @import { Maps } from "./types.d.ts" */

/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const SIGNS = { ArrowLeft: "◀", ArrowUp: "▲", ArrowDown: "▼", ArrowRight: "▶" };

// Lays a frame over a picture of so many rows and columns; what lies outside is cut off.
/** @param {HTMLElement} frame @param {Box | null} box @param {number} rows @param {number} columns */
export function enframe(frame, box, rows, columns) {
  frame.hidden = box === null;
  if (!box) return;
  /** @param {number} place @param {number} count */
  const share = (place, count) => `${(100 * Math.min(Math.max(place, 0), count)) / count}%`;
  Object.assign(frame.style, {
    top: share(box.top, rows), bottom: share(rows - 1 - box.bottom, rows),
    left: share(box.left, columns), right: share(columns - 1 - box.right, columns),
  });
}

export function frameOver() {
  return element("span", { class: "cnn-frame", "aria-hidden": "true", hidden: true });
}

// A picture of some maps' channel, and a frame on it.
export function framedPicture() {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const frame = frameOver();
  const root = element("div", { class: "cnn-framed" }, canvas, frame);
  /** @param {Maps} maps @param {number} channel @param {Box | null} box */
  function draw(maps, channel, box) {
    const { width, height, channels, values } = maps;
    if (canvas.width !== width || canvas.height !== height) {
      [canvas.width, canvas.height] = [width, height];
    }
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const image = context.createImageData(width, height);
    let most = 0;
    for (let at = channel; at < values.length; at += channels) most = Math.max(most, values[at]);
    grayDots(image, values, most > 0 ? 255 / most : 0, { step: channels, from: channel });
    context.putImageData(image, 0, 0);
    enframe(frame, box, height, width);
  }
  return { root, draw };
}

// pixelBoard({onMove, onEnter}): onMove(y, x) another pixel is chosen; onEnter() goes into it.
/** @param {{onMove: (y: number, x: number) => void, onEnter: () => void, help: string}} board */
export function pixelBoard({ onMove, onEnter, help }) {
  const picture = framedPicture();
  const size = { height: 1, width: 1 };
  let place = [0, 0];
  const { root } = picture;
  root.setAttribute("role", "application");
  root.setAttribute("tabindex", "0");
  root.setAttribute("aria-describedby", help);
  root.classList.add("cnn-board-of-pixels");

  /** @param {number} y @param {number} x */
  function go(y, x) {
    const [row, column] = [[y, size.height], [x, size.width]].map(([at, count]) =>
      Math.min(Math.max(at, 0), count - 1));
    if (row !== place[0] || column !== place[1]) onMove(row, column);
  }

  function step(/** @type {string} */ key, times = 1) {
    const [down, across] = MOVES[key];
    go(place[0] + times * down, place[1] + times * across);
  }

  /** @param {MouseEvent} event */
  function pointed(event) {
    const { left, top, width, height } = root.getBoundingClientRect();
    go(Math.floor(((event.clientY - top) * size.height) / height),
      Math.floor(((event.clientX - left) * size.width) / width));
  }

  root.addEventListener("click", pointed);
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && event.buttons & 1) pointed(event);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in MOVES) step(event.key, event.shiftKey ? 4 : 1);
    else if (event.key === "Enter") onEnter();
    else return;
    event.preventDefault();
  });
  const steps = element("div", { class: "cnn-buttons" },
    ...Object.entries(SIGNS).map(([key, sign]) =>
      button(sign, () => step(key), `One pixel ${key.slice(5).toLowerCase()}`)));

  return {
    root, steps,
    /** @param {string} name @param {Maps} maps @param {{y: number, x: number, channel: number}} at */
    draw(name, maps, { y, x, channel }) {
      Object.assign(size, maps);
      place = [y, x];
      root.setAttribute("aria-label", name);
      picture.draw(maps, channel, { top: y, bottom: y, left: x, right: x });
    },
  };
}
