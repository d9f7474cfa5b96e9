// Curves in a frame, drawn with the page's own colors.

import { element } from "./interface.js";
import { short } from "./training_words.js";

/** @typedef {[number, number]} Place x and y, in numbers of the axes */
/** @typedef {{left: number, right: number, bottom: number, top: number}} Axes */

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH] = [300, 120];

/** @param {string} tag @param {Record<string, string>} attributes */
function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// A line through these places; with dots, a dot at each alone.
/** @param {Place[]} places @param {Axes} axes */
export function path(places, { left, right, bottom, top }, dots = false) {
  const [across, up] = [WIDE / (right - left || 1), HIGH / (top - bottom || 1)];
  return places.map(([x, y], at) => {
    const point = `${((x - left) * across).toFixed(1)} ${(HIGH - (y - bottom) * up).toFixed(1)}`;
    return `${at && !dots ? "L" : "M"}${point}${dots ? "h0" : ""}`;
  }).join("");
}

// chart({title, x, lines: {kind: "its name"}}); a line of the kind "dots" is dots.
// The answer: {root, update({kind: places}, axes)}.
/** @param {{title: string, x: string, lines: Record<string, string>}} what */
export function chart({ title, x, lines }) {
  const paths = Object.keys(lines).map((kind) => ({
    kind,
    path: drawn("path", { class: `cnn-line cnn-line-${kind}`, "vector-effect": "non-scaling-stroke" }),
  }));
  const picture = drawn("svg", {
    viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": title,
  });
  picture.append(...paths.map(({ path }) => path));
  const names = Object.entries(lines).map(([kind, text]) =>
    element("span", { class: `cnn-name cnn-name-${kind}` }, text));
  const ends = Object.fromEntries(["top", "bottom", "left", "right"].map((end) =>
    [end, element("span", { class: `cnn-end cnn-end-${end}` })]));
  const root = element("div", { class: "cnn-chart" },
    element("p", { class: "cnn-caption" }, title, ...(names.length > 1 ? names : [])),
    ends.top, ends.bottom, picture,
    ends.left, element("span", { class: "cnn-end cnn-end-x" }, x), ends.right);
  return {
    root,
    /** @param {Record<string, Place[]>} places @param {Axes} axes @param {string} unit */
    update(places, axes, unit = "") {
      for (const { kind, path: line } of paths) {
        line.setAttribute("d", path(places[kind] ?? [], axes, kind === "dots"));
      }
      for (const [end, node] of Object.entries(ends)) {
        const value = axes[/** @type {keyof Axes} */ (end)];
        node.textContent = short(value) + (end === "top" || end === "bottom" ? unit : "");
      }
    },
  };
}
