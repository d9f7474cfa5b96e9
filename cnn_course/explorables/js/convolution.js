// Convolution: a kernel walks over a picture; at each place all products are summed to one
// number. Everything can be changed, and every number says where it came from.

import { products, spot } from "./arithmetic.js";
import { fromPixel, fromWeight, reachedInWords } from "./both_ways.js";
import { need } from "./checks.js";
import { boards } from "./convolution_boards.js";
import { settings } from "./convolution_controls.js";
import { asKernel, checkPresets, chosen, resized, understood } from "./convolution_state.js";
import { landingInWords, legendOf, resultInWords, sumLines } from "./convolution_words.js";
import { formulas } from "./formula.js";
import { element, write } from "./interface.js";
import { asNumbers } from "./own_picture.js";
import { photoBoard } from "./photo_board.js";
import { takesPictures } from "./picture_taking.js";
import { sliding } from "./sliding.js";

/** @import { Part } from "./convolution_controls.js" */
/** @import { Render } from "./types.d.ts" */

const KEYS = [
  "picture", "kernel", "bias", "stride", "dilation", "padding", "flip", "one_dimension", "filter",
  "visits", "hide", "place",
];

/** @type {Render} */
export function render({ model, el }) {
  const parts = model.get("without") ?? [];
  need(Array.isArray(parts), "the parts to leave out must be a list");
  /** @type {Set<Part>} */
  const without = new Set(parts);
  const presets = { pictures: model.get("pictures") ?? {}, kernels: model.get("kernels") ?? {} };
  checkPresets(presets);
  const figure = sliding({
    model, el, name: "Convolution", keys: KEYS, understood, draw, announce,
    describe: (place) => `place ${place + 1}`, whole: "Say the whole sum", inWords, stepped,
    later: { dilation: [1, 1] },
  });
  const { root, change, say, tell, steps, sum, legend } = figure;
  /** @type {{y: number, x: number, filter: number} | null} */
  let peek = null; // a cell of a result that is looked at
  const brush = { on: false, value: 0, strokes: 0 };

  const fields = settings(presets, without, {
    change,
    tell,
    picture: (name) => change({ picture: presets.pictures[name] }),
    kernel(name) {
      const { now } = figure;
      const kernel = chosen(presets.kernels[name], now);
      const filters = kernel[0][0][0] ?? [0];
      change({ kernel, bias: filters.map((/** @type {number} */ _, /** @type {number} */ at) => now.bias[at] ?? 0) });
    },
    resize(rows, columns) {
      const { laid, size, kernel } = figure.now;
      const filters = resized(laid, rows ?? size[0], columns ?? size[1]);
      change({ kernel: asKernel(filters, kernel) });
    },
    bias(value) {
      const { bias, filter } = figure.now;
      change({ bias: bias.map((old, at) => (at === filter ? value : old)) });
    },
    paint(wish) {
      Object.assign(brush, wish);
      root.classList.toggle("cnn-painting", brush.on);
    },
    addFilter() {
      const { now } = figure;
      const empty = resized([[[Array(now.channels).fill(0)]]], ...now.size);
      const kernel = asKernel([...now.laid, ...empty], now.kernel);
      change({ kernel, bias: [...now.bias, 0], filter: now.laid.length });
    },
    dropFilter() {
      const { laid, kernel, bias, filter } = figure.now;
      if (laid.length === 1) return;
      const others = (/** @type {unknown} */ _, /** @type {number} */ at) => at !== filter;
      change({
        kernel: asKernel(laid.filter(others), kernel), bias: bias.filter(others), filter: 0,
      });
    },
  });
  const tables = boards({
    tell,
    editPicture: edit,
    editKernel(y, x, channel, value) {
      const filters = structuredClone(figure.now.laid);
      filters[here().filter][y][x][channel] = value;
      change({ kernel: asKernel(filters, figure.now.kernel) });
    },
    pressPicture(y, x, channel) {
      if (brush.on) edit(y, x, channel, brush.value, `stroke ${brush.strokes}`);
    },
    look(cell) {
      peek = cell;
      drawPlace();
      if (peek && root.querySelector(".cnn-results :focus")) announce();
    },
    reach(cell) {
      const { now } = figure;
      const [y, x] = cell?.pixel ?? cell?.weight ?? [0, 0];
      const reached = cell && (cell.pixel ? fromPixel(now, y, x) : fromWeight(now, y, x));
      tables.light(now, reached);
      if (reached && root.querySelector(":is(.cnn-pictures, .cnn-kernels) :focus")) {
        say(reachedInWords(reached));
      }
    },
    choose(place, filter) {
      steps.stop();
      change({ place, filter });
    },
  });
  const sizes = formulas();
  const count = element("p", { class: "cnn-count" });
  const photos = photoBoard();
  tables.root.children[1].after(photos.root); // beside the kernel
  const own = takesPictures({
    root, tell, wanted: () => !figure.now.oneDimension,
    onPhoto(photo) {
      const { channels, picture } = figure.now;
      const numbers = asNumbers(photo, channels, !Array.isArray(picture[0][0]));
      if (!change({ picture: numbers })) return;
      photos.show(photo);
      photos.draw(figure.now, figure.now.filter);
    },
  });
  root.addEventListener("pointerdown", () => {
    brush.strokes += 1;
  }, true);
  // A drag that paints selects no text.
  root.addEventListener("mousedown", (event) => {
    const { target } = event;
    if (brush.on && target instanceof Element && target.closest(".cnn-pictures td")) {
      event.preventDefault();
    }
  });

  /** @param {number} y @param {number} x @param {number} channel @param {number} value @param {string} [of] */
  function edit(y, x, channel, value, of) {
    if (figure.now.pixels[y][x][channel] === value) return;
    const picture = structuredClone(figure.now.picture);
    if (Array.isArray(picture[y][x])) picture[y][x][channel] = value;
    else picture[y][x] = value;
    change({ picture }, of);
  }

  // Where the window stands: at a cell that is looked at, or where the steps are.
  function here() {
    const { places, place, filter, hide } = figure.now;
    const seen = peek && { ...spot(places, peek), filter: peek.filter };
    return seen && !(hide && seen.number > place) ? seen : { ...spot(places, place), filter };
  }

  function landing() {
    const { now } = figure;
    const at = here();
    const terms = products(now.pixels, now.filters[at.filter], now.places, at.y, at.x);
    const [bias, result] = [now.bias[at.filter], now.results[at.filter][at.y][at.x]];
    return { now, at, terms, bias, result };
  }

  function announce() {
    const { now, at, result } = landing();
    say(resultInWords(now, result, at));
  }

  /** @returns {string} */
  function inWords() {
    const { now, at, terms, bias, result } = landing();
    return landingInWords(terms, now, bias, result, at);
  }

  function draw() {
    const { now } = figure;
    fields.show(now);
    own.hidden = now.oneDimension;
    if (tables.draw(now)) peek = null;
    const leftOver = sizes.draw(now.pixels, now);
    const [rows, columns] = sizes.lines;
    rows.hidden = now.oneDimension || without.has("formula");
    columns.hidden = without.has("formula");
    write(legend, legendOf(now, leftOver));
    if (!without.has("parameters")) {
      const weights = `${now.size.join("·")}·${now.channels}`;
      write(count, `Parameters: (${weights} + 1) · ${now.laid.length} = ${now.parameters}`);
    }
    steps.setCount(here().count);
    steps.setPlace(now.place);
    photos.draw(now, now.filter);
    drawPlace();
  }

  function stepped() {
    peek = null;
    drawPlace();
  }

  function drawPlace() {
    const { now, at, terms, bias, result } = landing();
    tables.drawPlace(now, at);
    sum.replaceChildren(...sumLines(terms, now.channels, bias, result));
  }

  return figure.begin(
    [tables.root, steps.controls, figure.sums, fields.root, own], [...sizes.lines, legend, count]);
}
