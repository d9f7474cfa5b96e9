// A picture or a kernel as a table of numbers and shades, walked with the arrow keys.
// One cell at a time is in the tab order. Cells that can be changed are input fields.

import { element, numberField, whenTyped } from "./interface.js";
import { follow } from "./strokes.js";
import { inShort, readNumber, spoken, written } from "./words.js";

/** @import { Cell, Pair, Shade } from "./types.d.ts" */

// Black or white, whichever is read better on a color: the contrast is 4.58 at least.
function painted(/** @type {number[]} */ ...rgb) {
  const [r, g, b] = rgb.map((part) =>
    part <= 10.31 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  const color = light / 0.05 > 1.05 / light ? "#000" : "#fff";
  return { background: `rgb(${rgb.join()})`, color };
}

// 0 to 1 as a shade: `low` and `high` are the values drawn black and white.
/** @param {number} value @param {number} low @param {number} high */
export function gray(value, low, high) {
  const share = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 0.5;
  const light = Math.round(255 * share);
  return painted(light, light, light);
}

// Ink on paper, as in the book's drawings: the largest value is dark, and paper without ink white.
/** @param {number[]} values @returns {Shade} */
export function ink(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(...values) || Number(low === 0);
  return (value) => gray(low + high - value, low, high);
}

// Orange above zero, blue below, white at it; `largest` is drawn full.
/** @param {number} value @param {number} largest */
export function signed(value, largest) {
  const share = largest > 0 ? Math.min(Math.abs(value) / largest, 1) : 0;
  const [r, g, b] = value < 0 ? [42, 108, 178] : [222, 119, 34];
  const mix = (/** @type {number} */ full) => Math.round(255 + (full - 255) * share);
  return painted(mix(r), mix(g), mix(b));
}

// The same for all of these values; a cell without a number is white.
/** @param {number[]} values @returns {Shade} */
export function bySign(values) {
  const largest = Math.max(...values.map(Math.abs));
  return (value) => signed(value ?? 0, largest);
}

const ROOM = 9; // digits and signs that a cell has room for

// grid({name, rows, columns, editable, onChange, onVisit, onPress, onProblem})
//   name       what the table is called: "picture"
//   origin     the cell that is called row 0, column 0, where zeros lie before it
//   onChange   (y, x, value) a new number was typed
//   onVisit    (y, x) a cell is focused or pointed at; onLeave() no longer
//   onPress    (y, x) a pointer went down on a cell, or was dragged onto it
//   onProblem  (text) what was typed is no number; the cell shows its last one again
// The answer: {root, rows, columns, update(values, shade), cell(y, x), mark(kind, places), all(visitor)}.
/**
 * @param {{
 *   name: string, rows: number, columns: number, editable?: boolean, origin?: Pair,
 *   onChange?: (y: number, x: number, value: number) => void,
 *   onVisit?: (y: number, x: number) => void, onLeave?: () => void,
 *   onPress?: (y: number, x: number) => void, onProblem?: (text: string) => void,
 * }} options
 */
export function grid(options) {
  const { name, rows, columns, editable = false, origin = [0, 0] } = options;
  /** @type {Cell[][]} */
  const cells = [];
  /** @type {(number | null)[][]} */
  let values = [];
  let current = [0, 0];
  const root = element("table", { class: "cnn-grid", role: "grid", "aria-label": name });
  root.style.setProperty("--columns", String(columns));
  const body = element("tbody", { role: "rowgroup" });
  for (let y = 0; y < rows; y++) {
    const line = element("tr", { role: "row" });
    cells.push([]);
    for (let x = 0; x < columns; x++) {
      const first = y === 0 && x === 0;
      const inner = editable ? numberField() : element("span");
      inner.setAttribute("tabindex", first ? "0" : "-1");
      if (inner instanceof HTMLInputElement) {
        const forget = whenTyped(inner, () => read(y, x));
        inner.addEventListener("focus", () => showAll(y, x));
        inner.addEventListener("blur", () => show(y, x));
        inner.addEventListener("keydown", ({ key }) => {
          if (key !== "Escape") return;
          forget();
          showAll(y, x);
        });
      } else inner.setAttribute("role", "img");
      inner.addEventListener("focus", () => visit(y, x));
      inner.addEventListener("blur", () => options.onLeave?.());
      inner.addEventListener("keydown", (event) => walk(event, y, x));
      const cell = /** @type {Cell} */ (element("td", { role: "gridcell" }, inner));
      cell.inner = /** @type {HTMLInputElement} */ (inner);
      cell.addEventListener("pointerenter", (event) => {
        if (event.pointerType === "mouse") options.onVisit?.(y, x);
      });
      cell.addEventListener("pointerleave", () => options.onLeave?.());
      cells[y].push(cell);
      line.append(cell);
    }
    body.append(line);
  }
  root.append(body);
  root.addEventListener("pointerdown", (event) => {
    const { onPress } = options;
    if (onPress && event.buttons & 1) follow(root, [rows, columns], event, onPress);
  });

  /** @param {number} y @param {number} x */
  function visit(y, x) {
    cells[current[0]][current[1]].inner.setAttribute("tabindex", "-1");
    cells[y][x].inner.setAttribute("tabindex", "0");
    current = [y, x];
    options.onVisit?.(y, x);
  }

  /** @type {Record<string, Pair>} */
  const MOVES = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    Home: [0, -columns], End: [0, columns], PageUp: [-rows, 0], PageDown: [rows, 0],
  };

  /** @param {KeyboardEvent} event @param {number} y @param {number} x */
  function walk(event, y, x) {
    const move = MOVES[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    /** @param {number} place @param {number} most */
    const within = (place, most) => Math.min(Math.max(place, 0), most - 1);
    cells[within(y + move[0], rows)][within(x + move[1], columns)].inner.focus();
  }

  /** @param {number} y @param {number} x */
  function read(y, x) {
    const { value, problem } = readNumber(cells[y][x].inner.value);
    if (value === undefined) {
      show(y, x);
      options.onProblem?.(problem);
    } else if (value !== values[y][x]) options.onChange?.(y, x, value);
    else show(y, x);
  }

  /** @param {number} y @param {number} x */
  function show(y, x) {
    const { inner } = cells[y][x];
    const value = values[y][x];
    const all = value === null ? "" : written(value);
    const text = value !== null && all.length > ROOM ? inShort(value) : all;
    if (editable) inner.value = text;
    else inner.textContent = text;
    const where = `${name}, row ${y - origin[0]}, column ${x - origin[1]}`;
    inner.setAttribute("aria-label", `${where}: ${value === null ? "not yet" : spoken(value)}`);
    cells[y][x].classList.toggle("cnn-long", text.length > 4);
    cells[y][x].classList.toggle("cnn-longer", text.length > 6);
  }

  // Whoever comes to a cell finds all digits of its number, selected.
  /** @param {number} y @param {number} x */
  function showAll(y, x) {
    const { inner } = cells[y][x];
    const text = written(values[y][x] ?? 0);
    if (inner.value === text) return;
    inner.value = text;
    inner.select();
  }

  // New numbers, null for one not yet there; only what differs is drawn again. shade(value)
  // answers with colors.
  /** @param {(number | null)[][]} next @param {Shade} shade */
  function update(next, shade) {
    const before = values;
    values = next;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        if (before[y]?.[x] !== next[y][x]) show(y, x);
        const { background, color } = shade(next[y][x]);
        const { style } = cells[y][x];
        if (cells[y][x].painted !== background) {
          cells[y][x].painted = background;
          style.setProperty("--paper", background);
          style.setProperty("--ink", color);
        }
      }
    }
  }

  return {
    root, rows, columns, update,
    /** @param {number} y @param {number} x */
    cell: (y, x) => cells[y]?.[x],
    // These cells have a mark, and no others.
    /** @param {string} kind @param {Pair[]} places @param {Pair} [zeros] how far away the first one is */
    mark(kind, places, [top, left] = [0, 0]) {
      for (const cell of root.querySelectorAll(`.${kind}`)) cell.classList.remove(kind);
      for (const [y, x] of places) cells[y + top]?.[x + left]?.classList.add(kind);
    },
    all(/** @type {(cell: Cell, y: number, x: number) => void} */ visitor) {
      cells.forEach((line, y) => line.forEach((cell, x) => visitor(cell, y, x)));
    },
  };
}
