// Rows of cells, the picture at the bottom, each value over the middle of what it sees; and the
// lines between what is lit. A row is one place to point at: the nearest of its cells is meant.

import { lengths } from "./board.js";
import { element } from "./interface.js";
import { middle, nearest, windowOf } from "./receptive_field_state.js";

/** @import { Now, Row } from "./receptive_field_state.js" */
/** @import { Pair } from "./types.d.ts" */

const SVG = "http://www.w3.org/2000/svg";

// sideView({look, choose}): look([layer, place]) is called when a mouse passes over a value, look()
// when it has left, and choose(at) when a value is pressed or walked to. Of the answer, show(now)
// draws the rows, and light(at, seen, reached) says which cells are lit.
/** @param {{look: (at?: Pair) => void, choose: (at: Pair) => void}} figure */
export function sideView({ look, choose }) {
  const root = element("div", {
    class: "cnn-rows", role: "grid", "aria-label": "Layers", onpointerleave: () => look(),
  });
  /** @type {Now} */
  let now;
  /** @type {HTMLElement[][]} */
  let cells = [];
  /** @type {SVGElement[]} */
  let gaps = []; // gaps[1] is the one between the pixels and layer 1
  let [start, wide] = [0, 1]; // the left end, in pixels, and the width
  let shape = "";

  const across = (/** @type {number} */ point) => (point - start) / wide;

  // Cells and lines, unless they stand already.
  function show(/** @type {Now} */ next) {
    now = next;
    const ends = now.rows.flatMap((row) => [middle(row, 0), middle(row, row.count - 1)]);
    start = Math.min(...ends) - 0.5;
    wide = Math.max(...ends) + 0.5 - start;
    lengths(root, { wide });
    const rows = JSON.stringify(now.rows.map(({ count, first, step }) => [count, first, step]));
    if (rows === shape) return;
    shape = rows;
    cells = now.rows.map(cellsOf);
    gaps = now.rows.map(gap);
    const parts = now.rows.flatMap((_, at) => [gaps[at], rowOf(at)]);
    root.replaceChildren(...parts.slice(1).reverse()); // nothing lies under the picture
  }

  /** @param {Row} row @param {number} layer */
  function cellsOf(row, layer) {
    return Array.from({ length: row.count }, (_, place) => {
      const name = layer ? `value ${place} of layer ${layer}` : `pixel ${place}`;
      const cell = element("span", {
        role: "gridcell", tabindex: "-1", "aria-label": name, class: "cnn-value",
        onfocus: () => choose([layer, place]),
        onkeydown: (/** @type {KeyboardEvent} */ event) => walk(event, layer, place),
      });
      lengths(cell, { at: across(middle(row, place)) });
      return cell;
    });
  }

  function rowOf(/** @type {number} */ layer) {
    const strip = element("div", { class: "cnn-strip", role: "presentation" }, ...cells[layer]);
    const point = (/** @type {PointerEvent} */ event) => {
      const { left, width } = strip.getBoundingClientRect();
      return nearest(now.rows[layer], start + ((event.clientX - left) / width) * wide);
    };
    strip.addEventListener("pointermove", (event) => look([layer, point(event)]));
    strip.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the focus goes to the cell that is meant
      cells[layer][point(event)].focus();
    });
    return element(
      "div", { class: "cnn-row", role: "row" },
      element("span", { class: "cnn-row-name", role: "rowheader" }, layer ? `layer ${layer}` : "picture"),
      strip,
    );
  }

  function gap() {
    const lines = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({
      class: "cnn-links", viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true",
    })) lines.setAttribute(name, value);
    return lines;
  }

  /** @param {KeyboardEvent} event @param {number} layer @param {number} place */
  function walk(event, layer, place) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const above = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const last = now.rows[layer].count - 1;
    const beside = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: last }[event.key];
    if (above === undefined && beside === undefined) return;
    event.preventDefault();
    if (beside !== undefined) cells[layer][beside]?.focus();
    const next = now.rows[layer + (above ?? 0)];
    if (above && next) {
      cells[layer + above][nearest(next, middle(now.rows[layer], place))].focus();
    }
  }

  // `seen` begins with the pixels, `reached` with the row above the value.
  /** @param {Pair} at @param {number[][]} seen @param {number[][]} reached */
  function light([layer, place], seen, reached) {
    const lit = [...seen, [place], ...reached];
    cells.forEach((row, number) => row.forEach((cell, one) => {
      const chosen = number === layer && one === place;
      const holds = lit[number].includes(one);
      cell.setAttribute("tabindex", chosen ? "0" : "-1");
      cell.classList.toggle("cnn-looked", chosen);
      cell.classList.toggle("cnn-seen", holds && number < layer);
      cell.classList.toggle("cnn-reached", holds && number > layer);
    }));
    gaps.forEach((lines, number) => {
      if (!number) return;
      lines.classList.toggle("cnn-up", number > layer);
      const path = lit[number].flatMap((one) =>
        windowOf(now, number - 1, one).filter((read) => lit[number - 1].includes(read)).map((read) => {
          const [top, bottom] = [middle(now.rows[number], one), middle(now.rows[number - 1], read)];
          return `M${across(top)} 0L${across(bottom)} 1`;
        }));
      const drawn = document.createElementNS(SVG, "path");
      drawn.setAttribute("d", path.join(""));
      lines.replaceChildren(drawn);
    });
  }

  return { root, show, light };
}
