// A place for a table of numbers, under its caption, as wide as its cells want to be.

import { element } from "./interface.js";

export function board(kind = "") {
  const caption = element("p", { class: "cnn-caption" });
  const stage = element("div", { class: "cnn-stage" });
  const part = element(
    "div", { class: `cnn-part ${kind}` }, caption, element("div", { class: "cnn-board" }, stage),
  );
  return { part, caption, stage };
}

// Lengths and places, in cells or as shares, for the style sheet: lengths(node, {top: 1, wide: 3}).
/** @param {HTMLElement} node @param {Record<string, number>} values */
export function lengths({ style }, values) {
  for (const [name, value] of Object.entries(values)) {
    style.setProperty(`--${name}`, String(value));
  }
}

// Scrolls the board, and nothing but the board, to a part of it.
/** @param {HTMLElement} part */
export function reveal(part) {
  const view = part.closest(".cnn-board");
  if (!view) return;
  const { offsetTop: top, offsetLeft: left } = part;
  const bottom = top + part.offsetHeight - view.clientHeight;
  const right = left + part.offsetWidth - view.clientWidth;
  view.scrollTop = Math.min(Math.max(view.scrollTop, bottom), top);
  view.scrollLeft = Math.min(Math.max(view.scrollLeft, right), left);
}
