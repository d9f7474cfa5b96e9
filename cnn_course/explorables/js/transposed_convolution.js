// The transposed convolution: each number of a picture stamps the kernel, times itself, on a larger
// paper. Where stamps overlap, they add up, and every pixel of the paper says which stamps it is made of.

import { spot } from "./arithmetic.js";
import { board, layFrames, lengths } from "./board.js";
import { fromResult, fromWeight } from "./both_ways.js";
import { formulas } from "./formula.js";
import { bySign, grid, ink } from "./grid.js";
import { element, write } from "./interface.js";
import { sliding } from "./sliding.js";
import { paperSizes, settings } from "./transposed_convolution_controls.js";
import { checkKernels, stamped, standing, total, understood } from "./transposed_convolution_state.js";
import {
  backInWords, legendOf, pixelInFull, pixelInWords, pixelLines, stampInFull, stampInWords, stampLines,
  stampsInWords,
} from "./transposed_convolution_words.js";
import { inShort } from "./words.js";

/** @import { Pair, Render, Shade, Table } from "./types.d.ts" */
/** @typedef {ReturnType<typeof grid>} Grid */

const KEYS = ["picture", "kernel", "stride", "padding", "visits", "hide", "place"];

/** @type {Render} */
export function render({ model, el }) {
  /** @type {Record<string, Table>} */
  const kernels = model.get("kernels") ?? {};
  checkKernels(kernels);
  const figure = sliding({
    model, el, name: "Transposed convolution", keys: KEYS, understood, draw, announce, stepped,
    moves: "stamp", describe: (place) => `stamp ${place + 1}`, whole: "Say the whole sum", inWords,
  });
  const { change, say, tell, steps, sum, legend } = figure;
  /** @type {Grid} */
  let picture;
  /** @type {Grid} */
  let kernel;
  /** @type {Grid} */
  let paper;
  /** @type {Shade} */
  let shade;
  /** @type {Pair | null} */
  let peek = null; // a pixel of the paper that is pointed at
  /** @type {Pair | null} */
  let held = null; // one that was pressed or walked to: it stays until the next stamp
  const [pictureBoard, kernelBoard, paperBoard] = [board(), board("cnn-roomy cnn-kernel"), board("cnn-roomy")];
  const frame = element("div", { class: "cnn-window", "aria-hidden": "true" });
  const fields = settings(kernels, change);
  const sizes = paperSizes();
  const ways = formulas();
  const back = element("p");
  const group = (/** @type {string} */ name, /** @type {string} */ kind, /** @type {HTMLElement} */ part) =>
    element("div", { class: `cnn-group ${kind}`, role: "group", "aria-label": name }, part);

  const here = () => spot(figure.now.places, figure.now.place);

  /** @param {Pair} pixel */
  function lying(pixel) {
    const terms = standing(figure.now, ...pixel);
    return { terms, sum: total(terms), pixel };
  }

  function announce() {
    if (held) {
      const { terms, sum: found, pixel } = lying(held);
      say(pixelInWords(terms, found, pixel));
    } else say(stampInWords(figure.now, here()));
  }

  /** @returns {string} */
  function inWords() {
    if (held) {
      const { terms, sum: found, pixel } = lying(held);
      return pixelInFull(terms, found, pixel);
    }
    return stampInFull(figure.now, here(), inside(fromResult(figure.now, here().y, here().x).pixels));
  }

  // Pixels that are not cut off.
  function inside(/** @type {Pair[]} */ pixels) {
    return pixels.filter(([y, x]) => figure.now.pixels[y]?.[x] !== undefined);
  }

  /** @param {"picture" | "kernel"} key @param {number} y @param {number} x @param {number} value */
  function edit(key, y, x, value) {
    const changed = structuredClone(figure.now[key]);
    changed[y][x] = value;
    change({ [key]: changed });
  }

  /** @returns {Pair} */
  const zeros = () => [figure.now.places.rows.zeros[0], figure.now.places.columns.zeros[0]];

  // What a number or a weight reaches.
  /** @param {Grid} table @param {number} y @param {number} x @param {Pair[]} pixels */
  function reach(table, y, x, pixels) {
    paper.mark("cnn-lit", pixels, zeros());
    if (table.cell(y, x).inner.matches(":focus")) say(stampsInWords(inside(pixels)));
  }

  // A pixel is looked at, or no longer.
  /** @param {Pair | null} pixel */
  function look(pixel) {
    peek = pixel;
    const [top, left] = zeros();
    if (pixel && paper.cell(pixel[0] + top, pixel[1] + left).inner.matches(":focus")) {
      held = pixel;
      announce();
    }
    drawSum();
  }

  // Tables of the right sizes; the old ones stay while the sizes do.
  function drawTables() {
    const { count, size, pixels, places: { rows, columns } } = figure.now;
    /** @param {Grid} old @param {ReturnType<typeof board>} place @param {Parameters<typeof grid>[0]} options */
    const fitting = (old, { part, stage }, options) => {
      if (String([old?.rows, old?.columns, stage.dataset.origin]) === String([options.rows, options.columns, options.origin])) return old;
      const made = grid({ onProblem: tell, ...options });
      stage.replaceChildren(made.root);
      stage.dataset.origin = String(options.origin);
      lengths(part, { across: options.columns });
      return made;
    };
    picture = fitting(picture, pictureBoard, {
      name: "picture", rows: count[0], columns: count[1], editable: true, origin: [0, 0],
      onChange: (y, x, value) => edit("picture", y, x, value),
      onVisit: (y, x) => reach(picture, y, x, fromResult(figure.now, y, x).pixels),
      onLeave: drawSum,
      onPress(y, x) {
        steps.stop();
        steps.setPlace(y * count[1] + x);
        if (figure.now.place !== y * count[1] + x) figure.step(y * count[1] + x, false);
      },
    });
    kernel = fitting(kernel, kernelBoard, {
      name: "kernel", rows: size[0], columns: size[1], editable: true, origin: [0, 0],
      onChange: (y, x, value) => edit("kernel", y, x, value),
      onVisit: (y, x) => reach(kernel, y, x, fromWeight({ ...figure.now, flip: false }, y, x).pixels),
      onLeave: drawSum,
    });
    const [top, left] = zeros();
    const before = paper;
    paper = fitting(paper, paperBoard, {
      name: "paper", rows: top + pixels.length + rows.zeros[1], columns: left + pixels[0].length + columns.zeros[1],
      origin: [top, left],
      onVisit: (y, x) => look([y - top, x - left]),
      onLeave: () => look(null),
    });
    paperBoard.stage.append(frame);
    if (paper !== before) peek = held = null;
    write(pictureBoard.caption, `Picture, ${count.join(" × ")}`);
    write(kernelBoard.caption, `Kernel, ${size.join(" × ")}`);
    write(paperBoard.caption, `Paper, ${pixels.length} × ${pixels[0].length}`);
  }

  function draw() {
    const { now } = figure;
    fields.show(now);
    drawTables();
    picture.update(now.picture, ink(now.picture.flat()));
    kernel.update(now.kernel, bySign(now.kernel.flat()));
    const [top, left] = zeros();
    /** @type {number[]} */
    const sums = [];
    paper.all((cell, y, x) => {
      const terms = stamped(now, y - top, x - left);
      const kept = now.pixels[y - top]?.[x - left] !== undefined;
      sums.push(total(terms));
      cell.classList.toggle("cnn-zero", !kept);
      cell.classList.toggle("cnn-unseen", terms.length === 0);
    });
    shade = bySign(sums);
    write(legend, legendOf(now));
    sizes.draw(now);
    write(back, backInWords(now));
    ways.draw(now.pixels, now);
    steps.setCount(here().count);
    steps.setPlace(now.place);
    drawPlace();
  }

  function stepped() {
    peek = held = null;
    drawPlace();
  }

  // The stamp of the moment: its number, its frame, and the paper with it.
  function drawPlace() {
    const { now } = figure;
    const { y, x } = here();
    const [top, left] = zeros();
    const terms = Array.from({ length: paper.rows }, (_, row) =>
      Array.from({ length: paper.columns }, (_, column) => standing(now, row - top, column - left)));
    const shown = terms.map((row, at) => row.map((found, place) =>
      found.length || stamped(now, at - top, place - left).length === 0 ? total(found) : null));
    paper.update(shown, shade);
    paper.all((cell, row, column) => {
      const added = terms[row][column].find((one) => one.y === y && one.x === x);
      if (now.visits) cell.dataset.visits = String(terms[row][column].length);
      else delete cell.dataset.visits;
      if (added && !now.visits) cell.dataset.weight = `${added.product < 0 ? "" : "+"}${inShort(added.product)}`;
      else delete cell.dataset.weight;
    });
    picture.mark("cnn-made", [[y, x]]);
    layFrames([{ part: frame, at: {
      top: y * now.stride[0], left: x * now.stride[1], high: now.size[0], wide: now.size[1],
    } }]);
    drawSum();
  }

  // The sum of the pixel that is looked at, or the stamp.
  function drawSum() {
    const pixel = peek ?? held;
    const { terms, sum: found } = pixel ? lying(pixel) : { terms: [], sum: 0 };
    picture.mark("cnn-lit", terms.map(({ y, x }) => [y, x]));
    kernel.mark("cnn-lit", terms.map(({ ky, kx }) => [ky, kx]));
    paper.mark("cnn-lit", pixel ? [pixel] : [], zeros());
    sum.replaceChildren(...(pixel ? pixelLines(terms, found) : stampLines(figure.now, here())));
  }

  return figure.begin([
    element(
      "div", { class: "cnn-boards" },
      element(
        "div", { class: "cnn-group" },
        group("The picture", "cnn-pictures", pictureBoard.part),
        group("The kernel", "cnn-kernels", kernelBoard.part),
      ),
      group("The paper", "cnn-results", paperBoard.part),
    ),
    steps.controls, figure.sums, fields.root,
  ], [...sizes.lines, legend, back, ...ways.lines]);
}
