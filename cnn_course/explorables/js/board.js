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

// Lengths in cells, for the style sheet: lengths(node, {top: 1, wide: 3}).
/** @param {HTMLElement} node @param {Record<string, number>} values */
export function lengths({ style }, values) {
  for (const [name, value] of Object.entries(values)) {
    style.setProperty(`--${name}`, String(value));
  }
}
