// A template of weights that moves along a strip of paper: at each place the sum of products, the
// same weights every time. The strip can be painted, and each weight changed.

import { board, layFrames, lengths } from "./board.js";
import { bySign, grid, ink } from "./grid.js";
import { element, labeled, segments, write } from "./interface.js";
import { named, same } from "./named_choice.js";
import { sliding } from "./sliding.js";
import { checkStrips, darkest, products, understood } from "./sliding_template_state.js";
import {
  largestInWords, legendOf, placeInWords, sumInWords, sumLines,
} from "./sliding_template_words.js";
import { inShort, spoken } from "./words.js";

/** @import { Render, Table } from "./types.d.ts" */
/** @typedef {ReturnType<typeof grid>} Grid */

const KEYS = ["strip", "weights", "place"];
// What a drag over the strip does.
const DRAGS = { move: "move the template", ink: "paint", wipe: "wipe" };

/** @type {Render} */
export function render({ model, el }) {
  /** @type {Record<string, Table>} */
  const strips = model.get("strips") ?? {};
  checkStrips(strips);
  const figure = sliding({
    model, el, name: "Sliding template", keys: KEYS, understood, draw, announce, stepped: drawPlace, sayPlace,
    moves: "template", describe: (place) => `place ${place}`, whole: "Say the whole sum", inWords,
  });
  const { root, change, say, tell, steps, sum, legend } = figure;
  root.classList.add("cnn-template");
  /** @type {string} */
  let drag = "move";
  let strokes = 0;
  /** @type {number | null} */
  let grip = null; // the column of the template that a drag holds, which may lie beside it
  /** @type {Grid} */
  let strip;
  /** @type {Grid} */
  let sums;
  /** @type {Grid} */
  let weights;
  const [stripBoard, sumsBoard, weightsBoard] = [board(), board(), board()];
  const frame = element("div", { class: "cnn-window", "aria-hidden": "true" });
  const paper = element("div", { class: "cnn-pictures" }, stripBoard.part);
  const presets = named(strips, (name) => change({ strip: strips[name] }));
  const drags = segments("Drag to", DRAGS, (value) => {
    drag = value;
    root.classList.toggle("cnn-painting", drag !== "move");
  });
  drags.show(drag);

  root.addEventListener("pointerdown", () => {
    strokes += 1;
    grip = null;
  }, true);
  // A drag that paints selects no text, and opens no keyboard.
  paper.addEventListener("mousedown", (event) => {
    if (drag !== "move") event.preventDefault();
  });

  // A pointer came to a cell of the strip.
  /** @param {number} y @param {number} x */
  function touch(y, x) {
    if (drag !== "move") {
      edit(y, x, drag === "ink" ? darkest(figure.now.strip, strips) : 0, `stroke ${strokes}`);
    } else {
      grip ??= x - figure.now.place;
      go(x - grip);
    }
  }

  /** @param {number} y @param {number} x @param {number} value @param {string} [of] */
  function edit(y, x, value, of) {
    if (figure.now.strip[y][x] === value) return;
    const changed = structuredClone(figure.now.strip);
    changed[y][x] = value;
    change({ strip: changed }, of);
  }

  function go(/** @type {number} */ wanted) {
    steps.stop();
    const place = Math.min(Math.max(wanted, 0), figure.now.sums.length - 1);
    if (place === figure.now.place) return;
    steps.setPlace(place);
    figure.step(place, false);
  }

  /** @returns {string} */
  function inWords() {
    const { now } = figure;
    return sumInWords(products(now, now.place), now);
  }

  function sayPlace() {
    say(placeInWords(figure.now));
  }

  // After a change: the sum at this place, and where the largest is.
  function announce() {
    const { now } = figure;
    const here = now.largest.includes(now.place);
    say([placeInWords(now), !here && largestInWords(now, spoken)].filter(Boolean).join(" "));
  }

  // Tables of the right sizes; the old ones stay while the sizes do.
  function drawTables() {
    const { columns, size: [high, wide], sums: { length: count } } = figure.now;
    /** @param {Grid} old @param {ReturnType<typeof board>} place @param {Parameters<typeof grid>[0]} options */
    const fitting = (old, { stage }, options) => {
      if (old?.rows === options.rows && old?.columns === options.columns) return old;
      const made = grid({ onProblem: tell, ...options });
      stage.replaceChildren(made.root);
      return made;
    };
    strip = fitting(strip, stripBoard, {
      name: "strip", rows: high, columns, editable: true, onChange: edit, onPress: touch,
    });
    stripBoard.stage.append(frame);
    sums = fitting(sums, sumsBoard, {
      name: "sums", rows: 1, columns: count,
      onPress: (_, place) => go(place),
      onVisit(_, place) {
        if (sums.cell(0, place).inner.matches(":focus")) go(place); // a mouse that passes moves nothing
      },
    });
    weights = fitting(weights, weightsBoard, {
      name: "weights", rows: high, columns: wide, editable: true,
      onChange(y, x, value) {
        const changed = structuredClone(figure.now.weights);
        changed[y][x] = value;
        change({ weights: changed });
      },
    });
    // A sum is as wide as a column of the strip, so that it stands under its place.
    lengths(stripBoard.part, { across: columns });
    lengths(sumsBoard.part, { across: columns });
    lengths(weightsBoard.part, { across: wide });
    write(stripBoard.caption, `Strip, ${high} × ${columns}`);
    write(sumsBoard.caption, `Sum at each place, 0 to ${count - 1}`);
    write(weightsBoard.caption, `Template, ${high} × ${wide}`);
  }

  function draw() {
    const { now } = figure;
    drawTables();
    presets.show((preset) => same(preset, now.strip));
    strip.update(now.strip, ink(now.strip.flat()));
    weights.update(now.weights, bySign(now.weights.flat()));
    sums.update([now.sums], bySign(now.sums));
    sums.all((cell, _, place) => cell.classList.toggle("cnn-winner", now.largest.includes(place)));
    write(legend, legendOf(now));
    steps.setCount(now.sums.length);
    steps.setPlace(now.place);
    drawPlace();
  }

  // The template on the strip, its weights in the corners of the pixels, and the sum.
  function drawPlace() {
    const { now } = figure;
    const shade = bySign(now.weights.flat());
    strip.all((cell, y, x) => {
      const weight = now.weights[y][x - now.place];
      if (weight === undefined) {
        delete cell.dataset.weight;
        return;
      }
      const { background, color } = shade(weight);
      cell.dataset.weight = inShort(weight);
      cell.style.setProperty("--laid", background);
      cell.style.setProperty("--laid-ink", color);
    });
    sums.all((cell, _, place) => cell.classList.toggle("cnn-made", place === now.place));
    layFrames([{ part: frame, at: { top: 0, left: now.place, high: now.size[0], wide: now.size[1] } }]);
    sum.replaceChildren(...sumLines(products(now, now.place), now.sums[now.place]));
  }

  return figure.begin([
    element(
      "div", { class: "cnn-boards" },
      element("div", { class: "cnn-over" }, paper, sumsBoard.part), weightsBoard.part,
    ),
    steps.controls,
    figure.sums,
    element(
      "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
      ...(Object.keys(strips).length ? [labeled("Strip", presets.select)] : []), drags.root,
    ),
  ], [legend]);
}
