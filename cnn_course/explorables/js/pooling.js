// Pooling: a window walks over the picture and keeps one number of what it covers. The
// picture can be moved by one pixel, to see how much of the result stays.

import { spot, windowPixels } from "./arithmetic.js";
import { board, layFrames, lengths } from "./board.js";
import { formulas } from "./formula.js";
import { grid, ink } from "./grid.js";
import { element, write } from "./interface.js";
import { mover, settings } from "./pooling_controls.js";
import { origin, understood } from "./pooling_state.js";
import { legendOf, movedInWords, resultInWords, sumLines, windowInWords } from "./pooling_words.js";
import { sliding } from "./sliding.js";

/** @import { Pair, Pixel, Render } from "./types.d.ts" */

const KEYS = ["picture", "size", "stride", "how", "padding", "moved", "place"];

/** @type {Render} */
export function render({ model, el }) {
  const figure = sliding({
    model, el, name: "Pooling", keys: KEYS, understood, draw, announce,
    describe: (place) => `window ${place + 1}`, whole: "Say the whole window", inWords,
    stepped,
  });
  const { root, change, say, tell, steps, sum, legend } = figure;
  /** @type {{y: number, x: number} | null} */
  let peek = null; // a cell of the result that is looked at
  /** @type {ReturnType<typeof grid>} */
  let picture;
  /** @type {ReturnType<typeof grid>} */
  let result;

  const sizes = formulas();
  const fields = settings(change);
  const moves = mover(move);
  const frame = element("div", { class: "cnn-window", "aria-hidden": "true" });
  const [pictureBoard, resultBoard] = [board(), board("cnn-roomy")];

  const here = () => spot(figure.now.places, peek ?? figure.now.place);

  function announce() {
    const at = here();
    say(resultInWords(figure.now.result[at.y][at.x], at));
  }

  /** @returns {string} */
  function inWords() {
    const { now } = figure;
    const at = here();
    const pixels = windowPixels(now.shown, now.size, now.places, at.y, at.x);
    return windowInWords(pixels, winners(pixels), now, now.result[at.y][at.x], at);
  }

  /** @param {number} y @param {number} x @param {number} value */
  function edit(y, x, value) {
    const from = origin(figure.now, y, x);
    if (!from) return;
    const changed = structuredClone(figure.now.picture);
    changed[from[0]][from[1]] = value;
    change({ picture: changed });
  }

  function move(/** @type {Pair | null} */ way) {
    const [down, right] = figure.now.moved;
    const moved = way ? [down + way[0], right + way[1]] : [0, 0];
    if (change({ moved })) say(movedInWords(figure.now));
  }

  /** @param {number} y @param {number} x */
  function look(y, x) {
    peek = { y, x };
    drawWindow();
    if (result.root.matches(":focus-within")) announce();
  }

  function winners(/** @type {Pixel[]} */ pixels) {
    if (figure.now.how !== "max") return [];
    const most = Math.max(...pixels.map((pixel) => pixel.value));
    return pixels.filter((pixel) => pixel.value === most);
  }

  // Tables of the right size; the old ones stay while the size does.
  function drawTables() {
    const { shown, places } = figure.now;
    const [rows, columns] = [shown.length, shown[0].length];
    if (picture?.rows !== rows || picture?.columns !== columns) {
      picture = grid({
        name: "picture", rows, columns, editable: true, onChange: edit, onProblem: tell,
      });
      pictureBoard.stage.replaceChildren(picture.root, frame);
    }
    const { rows: { count: down }, columns: { count: across } } = places;
    if (result?.rows !== down || result?.columns !== across) {
      peek = null;
      result = grid({
        name: "result", rows: down, columns: across,
        onVisit: look,
        onLeave() {
          peek = null;
          drawWindow();
        },
        onPress(y, x) {
          steps.stop();
          steps.setPlace(y * across + x);
          figure.step(y * across + x, true);
          model.save_changes();
        },
      });
      resultBoard.stage.replaceChildren(result.root);
    }
  }

  function draw() {
    const { now } = figure;
    const { shown, places } = now;
    fields.show(now);
    drawTables();
    const shade = ink(now.picture.flat());
    picture.update(shown, shade);
    result.update(now.result, now.how === "l2" ? ink(now.result.flat()) : shade);
    picture.all((cell, y, x) => {
      const came = !origin(now, y, x);
      cell.inner.readOnly = came;
      cell.classList.toggle("cnn-came", came);
    });
    result.all((cell, y, x) => {
      const stays = now.stays[y][x];
      cell.classList.toggle("cnn-changed", !stays);
      if (stays) cell.inner.removeAttribute("title");
      else cell.inner.setAttribute("title", "not as before the move");
    });
    const [[above, below], [before, after]] = [places.rows.zeros, places.columns.zeros];
    write(pictureBoard.caption, `Picture, ${shown.length} × ${shown[0].length}`);
    lengths(pictureBoard.part, { across: before + shown[0].length + after });
    lengths(pictureBoard.stage, { above, below, before, after });
    write(resultBoard.caption, `Result, ${places.rows.count} × ${places.columns.count}`);
    lengths(resultBoard.part, { across: places.columns.count });
    root.classList.toggle("cnn-padded", Boolean(above + below + before + after));
    write(legend, legendOf(now));
    moves.show(movedInWords(now), now.moved.some(Boolean));
    sizes.draw(shown, now);
    steps.setCount(here().count);
    steps.setPlace(now.place);
    drawWindow();
  }

  function stepped() {
    peek = null;
    drawWindow();
  }

  function drawWindow() {
    const { now } = figure;
    const { y, x } = here();
    const pixels = windowPixels(now.shown, now.size, now.places, y, x);
    const best = winners(pixels);
    /** @param {Pixel[]} list @param {number} row @param {number} column */
    const has = (list, row, column) =>
      list.some((pixel) => pixel.row === row && pixel.column === column);
    picture.all((cell, row, column) => {
      cell.classList.toggle("cnn-covered", has(pixels, row, column));
      cell.classList.toggle("cnn-winner", has(best, row, column));
    });
    result.all((cell, row, column) => cell.classList.toggle("cnn-made", row === y && column === x));
    const [top, left] = [y * now.steps[0], x * now.steps[1]];
    layFrames([{ part: frame, at: { top, left, high: now.size[0], wide: now.size[1] } }]);
    sum.replaceChildren(...sumLines(pixels, now, now.result[y][x]));
  }

  return figure.begin([
    element("div", { class: "cnn-boards" }, pictureBoard.part, resultBoard.part),
    steps.controls, figure.sums, fields.root, moves.root,
  ], [moves.line, legend, ...sizes.lines]);
}
