// Small pictures that are buttons, one stop of the keyboard for all of them, and the tables of
// numbers that stand behind them.

import { element } from "./interface.js";

/** @import { Shade } from "./types.d.ts" */

// The arrow keys walk through the buttons, from the one at `first`; up and down by rows of so many
// columns, or as they happen to be broken.
/** @param {HTMLButtonElement[]} buttons @param {number} [columns] */
export function oneStop(buttons, columns, first = 0) {
  buttons.forEach((button, place) => {
    button.setAttribute("tabindex", place === first ? "0" : "-1");
    button.addEventListener("keydown", (event) => walk(event, buttons, place, columns));
    button.addEventListener("focus", () => buttons.forEach((other) =>
      other.setAttribute("tabindex", other === button ? "0" : "-1")));
  });
}

/** @param {KeyboardEvent} event @param {HTMLButtonElement[]} buttons @param {number} place @param {number} [columns] */
function walk(event, buttons, place, columns) {
  const top = buttons[0].offsetTop;
  const beyond = buttons.findIndex((button) => button.offsetTop > top);
  const wide = columns ?? (beyond > 0 ? beyond : buttons.length);
  /** @type {Record<string, number>} */
  const moves = {
    ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide,
    Home: -place, End: buttons.length - 1 - place,
  };
  if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  buttons[place + moves[event.key]]?.focus();
}

/** @param {string} caption @param {number[][]} values @param {Shade} shade */
export function shadedTable(caption, values, shade, write = threePlaces) {
  const cell = (/** @type {number} */ value) => {
    const { background, color } = shade(value);
    const made = element("td", {}, write(value));
    made.style.setProperty("background", background);
    made.style.setProperty("color", color);
    return made;
  };
  const body = values.map((row) => element("tr", {}, ...row.map(cell)));
  return element("table", {}, element("caption", {}, caption), element("tbody", {}, ...body));
}

function threePlaces(/** @type {number} */ value) {
  return value.toFixed(3).replace("-", "\u2212");
}
