// Pooling: a window walks over the picture and keeps one number of what it covers. The
// picture can be moved by one pixel, to see how much of the result stays.

import { windowPixels } from "./arithmetic.js";
import { board, lengths } from "./board.js";
import { formula } from "./formula.js";
import { grid, ink } from "./grid.js";
import { element, keepKeys, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { mover, settings } from "./pooling_controls.js";
import { origin, understood } from "./pooling_state.js";
import { legendOf, movedInWords, sumLines, windowInWords } from "./pooling_words.js";
import { stepper } from "./stepper.js";

const KEYS = ["picture", "size", "stride", "how", "padding", "moved"];

export function render({ model, el }) {
  const { first, change, stop } = kept({
    model, keys: KEYS, understood,
    onChange(next) {
      now = next;
      tell("");
      draw();
      announce();
    },
    onRefuse(text) {
      tell(text);
      draw();
    },
  });
  let now = first;
  let place = 0; // where the steps stand
  let peek = null; // a cell of the result that is looked at: [y, x]
  let picture, result;

  const root = element(
    "div", { class: "cnn-figure cnn-slides", role: "group", "aria-label": "Pooling" },
  );
  const { line: said, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const tell = (text) => (problem.textContent = text);
  const fields = settings(change);
  const moves = mover(move);
  const steps = stepper({ root, describe: (number) => `window ${number + 1}`, onStep: step });
  const frame = element("div", { class: "cnn-window", "aria-hidden": "true" });
  const [pictureBoard, resultBoard] = [board(), board("cnn-roomy")];
  const legend = element("p", { class: "cnn-legend" });
  const sum = element("div", { class: "cnn-sum" });
  const formulas = [formula("rows"), formula("columns")];
  root.append(
    fields.root,
    element("div", { class: "cnn-boards" }, pictureBoard.part, resultBoard.part),
    legend,
    steps.controls, sum, moves.root,
    ...formulas.map((axis) => axis.line),
    problem, said,
  );
  keepKeys(root);

  function announce() {
    const at = spot();
    const pixels = windowPixels(now.shown, now.size, now.places, at.y, at.x);
    say(windowInWords(pixels, winners(pixels), now, now.result[at.y][at.x], at));
  }

  function edit(y, x, value) {
    const [row, column] = origin(now, y, x);
    change({
      picture: now.picture.map((line, r) =>
        line.map((old, c) => (r === row && c === column ? value : old)),
      ),
    });
  }

  function move(way) {
    const [down, right] = now.moved;
    const moved = way ? [down + way[0], right + way[1]] : [0, 0];
    if (change({ moved })) say(movedInWords(now));
  }

  function step(next, playing) {
    place = next;
    peek = null;
    drawWindow();
    if (!playing) announce();
  }

  function look(y, x) {
    peek = [y, x];
    drawWindow();
    if (result.root.matches(":focus-within")) announce();
  }

  function spot() {
    const { rows, columns } = now.places;
    const [y, x] = peek ?? [Math.floor(place / columns.count), place % columns.count];
    return { y, x, number: y * columns.count + x, count: rows.count * columns.count };
  }

  function winners(pixels) {
    if (now.how !== "max") return [];
    const most = Math.max(...pixels.map((pixel) => pixel.value));
    return pixels.filter((pixel) => pixel.value === most);
  }

  // Tables of the right size; the old ones stay while the size does.
  function drawTables() {
    const [rows, columns] = [now.shown.length, now.shown[0].length];
    if (picture?.rows !== rows || picture?.columns !== columns) {
      picture = grid({
        name: "picture", rows, columns, editable: true, onChange: edit, onProblem: tell,
      });
      Object.assign(picture, { rows, columns });
      pictureBoard.stage.replaceChildren(picture.root, frame);
    }
    const { count: down } = now.places.rows;
    const { count: across } = now.places.columns;
    if (result?.rows !== down || result?.columns !== across) {
      peek = null;
      result = grid({
        name: "result", rows: down, columns: across,
        onVisit: look,
        onLeave: () => {
          peek = null;
          drawWindow();
        },
        onPress: (y, x) => {
          steps.stop();
          place = y * across + x;
          steps.setPlace(place);
          drawWindow();
        },
      });
      Object.assign(result, { rows: down, columns: across });
      resultBoard.stage.replaceChildren(result.root);
    }
  }

  function draw() {
    const { shown, places, steps: strides } = now;
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
    pictureBoard.caption.textContent = `Picture, ${shown.length} × ${shown[0].length}`;
    lengths(pictureBoard.part, { across: before + shown[0].length + after });
    lengths(pictureBoard.stage, { above, below, before, after });
    resultBoard.caption.textContent = `Result, ${places.rows.count} × ${places.columns.count}`;
    lengths(resultBoard.part, { across: places.columns.count });
    root.classList.toggle("cnn-padded", Boolean(above + below + before + after));
    legend.textContent = legendOf(now);
    moves.show(movedInWords(now), now.moved.some(Boolean));
    const axes = [["rows", shown.length], ["columns", shown[0].length]];
    axes.forEach(([name, size], axis) => {
      const { zeros, count } = places[name];
      formulas[axis].update({ size, zeros, kernel: now.size[axis], stride: strides[axis], count });
    });
    steps.setCount(places.rows.count * places.columns.count);
    place = Math.min(place, places.rows.count * places.columns.count - 1);
    drawWindow();
  }

  function drawWindow() {
    const { y, x } = spot();
    const { places, size, shown } = now;
    const pixels = windowPixels(shown, size, places, y, x);
    const best = winners(pixels);
    const has = (list, row, column) =>
      list.some((pixel) => pixel.row === row && pixel.column === column);
    picture.all((cell, row, column) => {
      cell.classList.toggle("cnn-covered", has(pixels, row, column));
      cell.classList.toggle("cnn-winner", has(best, row, column));
    });
    result.all((cell, row, column) => cell.classList.toggle("cnn-made", row === y && column === x));
    const [top, left] = [y * now.steps[0], x * now.steps[1]];
    lengths(frame, { top, left, high: size[0], wide: size[1] });
    sum.replaceChildren(...sumLines(pixels, now, now.result[y][x]));
  }

  draw();
  el.append(root);
  return () => {
    steps.stop();
    stop();
  };
}
