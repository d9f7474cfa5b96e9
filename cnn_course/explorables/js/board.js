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
// Says whether any is new.
/** @param {HTMLElement} node @param {Record<string, number>} values */
export function lengths({ style }, values) {
  const news = Object.entries(values).filter(([name, value]) =>
    style.getPropertyValue(`--${name}`) !== String(value));
  for (const [name, value] of news) style.setProperty(`--${name}`, String(value));
  return news.length > 0;
}

// Lays frames over cells, and scrolls the boards, and nothing but the boards, to those that moved.
// All are laid before one is measured: the page is laid out once.
/** @param {{part: HTMLElement, at: Record<"top" | "left" | "high" | "wide", number>}[]} frames */
export function layFrames(frames) {
  const views = frames.filter(({ part, at }) => lengths(part, at)).map(({ part }) => {
    const view = /** @type {HTMLElement} */ (part.closest(".cnn-board"));
    const { offsetTop: top, offsetLeft: left } = part;
    const bottom = top + part.offsetHeight - view.clientHeight;
    const right = left + part.offsetWidth - view.clientWidth;
    return {
      view, down: Math.min(Math.max(view.scrollTop, bottom), top),
      across: Math.min(Math.max(view.scrollLeft, right), left),
    };
  });
  for (const { view, down, across } of views) [view.scrollTop, view.scrollLeft] = [down, across];
}
