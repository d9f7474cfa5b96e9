// Convolution: a kernel walks over a picture; at each place all products are summed to one
// number. Everything can be changed, and every number says where it came from.

import { products } from "./arithmetic.js";
import { need } from "./checks.js";
import { boards } from "./convolution_boards.js";
import { settings } from "./convolution_controls.js";
import { asKernel, checkPresets, chosen, resized, understood } from "./convolution_state.js";
import { landingInWords, neverVisited, sumLines } from "./convolution_words.js";
import { formula } from "./formula.js";
import { element, keepKeys, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { stepper } from "./stepper.js";

const KEYS = [
  "picture", "kernel", "bias", "stride", "padding", "flip", "one_dimension", "filter", "visits",
  "hide", "place",
];

export function render({ model, el }) {
  const parts = model.get("without") ?? [];
  need(Array.isArray(parts), "the parts to leave out must be a list");
  const without = new Set(parts);
  const presets = { pictures: model.get("pictures") ?? {}, kernels: model.get("kernels") ?? {} };
  checkPresets(presets);
  const { first, change, again, put, stop } = kept({
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
  let peek = null; // a cell of a result that is looked at: {y, x, filter}
  const brush = { on: false, value: 0 };

  const root = element(
    "div", { class: "cnn-figure cnn-slides", role: "group", "aria-label": "Convolution" },
  );
  const { line: said, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const tell = (text) => (problem.textContent = text);

  const fields = settings(presets, without, {
    change,
    tell,
    picture: (name) => change({ picture: presets.pictures[name] }),
    kernel(name) {
      const kernel = chosen(presets.kernels[name], now);
      const filters = kernel[0][0][0] ?? [0];
      change({ kernel, bias: filters.map((_, at) => now.bias[at] ?? 0) });
    },
    resize(rows, columns) {
      const filters = resized(now.laid, rows ?? now.size[0], columns ?? now.size[1]);
      change({ kernel: asKernel(filters, now.kernel) });
    },
    bias: (value) => change({ bias: now.bias.map((old, at) => (at === now.filter ? value : old)) }),
    paint(wish) {
      Object.assign(brush, wish);
      root.classList.toggle("cnn-painting", brush.on);
    },
    addFilter() {
      const empty = resized([[[Array(now.channels).fill(0)]]], ...now.size);
      const kernel = asKernel([...now.laid, ...empty], now.kernel);
      change({ kernel, bias: [...now.bias, 0], filter: now.laid.length });
    },
    again,
    dropFilter() {
      if (now.laid.length === 1) return;
      const rest = (list) => list.filter((_, at) => at !== now.filter);
      change({ kernel: asKernel(rest(now.laid), now.kernel), bias: rest(now.bias), filter: 0 });
    },
  });
  const tables = boards({
    tell,
    editPicture: edit,
    editKernel(y, x, channel, value) {
      const filters = structuredClone(now.laid);
      filters[spot().filter][y][x][channel] = value;
      change({ kernel: asKernel(filters, now.kernel) });
    },
    pressPicture: (y, x, channel) => brush.on && edit(y, x, channel, brush.value),
    look(cell) {
      peek = cell;
      drawPlace();
      if (peek && root.querySelector(".cnn-results :focus")) announce();
    },
    choose(place, filter) {
      steps.stop();
      change({ place, filter });
    },
  });
  const steps = stepper({ root, describe: (number) => `place ${number + 1}`, onStep: step });
  const sum = element("div", { class: "cnn-sum" });
  const axes = { rows: formula("rows"), columns: formula("columns") };
  const notes = element("p", { class: "cnn-legend" });
  const count = element("p", { class: "cnn-count" });
  root.append(
    fields.root, count, tables.root, steps.controls, sum, axes.rows.line, axes.columns.line, notes,
    problem, said,
  );
  keepKeys(root);
  // A drag that paints selects no text.
  root.addEventListener("mousedown", (event) => {
    if (brush.on && event.target.closest(".cnn-pictures td")) event.preventDefault();
  });

  function edit(y, x, channel, value) {
    if (now.pixels[y][x][channel] === value) return;
    const picture = structuredClone(now.picture);
    if (Array.isArray(picture[y][x])) picture[y][x][channel] = value;
    else picture[y][x] = value;
    change({ picture });
  }

  function step(place, playing) {
    peek = null;
    put("place", place);
    now.place = place;
    drawPlace();
    if (playing) return;
    model.save_changes();
    announce();
  }

  // Where the window stands: at a cell that is looked at, or where the steps are.
  function spot() {
    const { rows, columns } = now.places;
    const numberOf = ({ y, x }) => y * columns.count + x;
    const own = {
      y: Math.floor(now.place / columns.count), x: now.place % columns.count, filter: now.filter,
    };
    const hidden = peek && now.hide && numberOf(peek) > now.place;
    const at = peek && !hidden ? peek : own;
    return { ...at, number: numberOf(at), count: rows.count * columns.count };
  }

  function landing() {
    const at = spot();
    const { y, x, filter } = at;
    const terms = products(now.pixels, now.filters[filter], now.places, y, x);
    return { at, terms, bias: now.bias[filter], result: now.results[filter][y][x] };
  }

  function announce() {
    const { at, terms, bias, result } = landing();
    say(landingInWords(terms, now, bias, result, at));
  }

  function draw() {
    fields.show(now);
    if (tables.draw(now)) peek = null;
    let leftOver = 0;
    ["rows", "columns"].forEach((name, axis) => {
      const size = axis === 0 ? now.pixels.length : now.pixels[0].length;
      const { zeros, count } = now.places[name];
      const [kernel, stride] = [now.size[axis], now.steps[axis]];
      axes[name].update({ size, zeros, kernel, stride, count });
      leftOver += (size + zeros[0] + zeros[1] - kernel) % stride;
    });
    axes.rows.line.hidden = now.oneDimension || without.has("formula");
    axes.columns.line.hidden = without.has("formula");
    const weights = `${now.size.join("·")}·${now.channels}`;
    notes.textContent = [
      neverVisited(now.visited, leftOver),
      now.flip && "The kernel is given a half turn before it slides.",
    ].filter(Boolean).join(" ");
    if (!without.has("parameters")) {
      count.textContent = `Parameters: (${weights} + 1) · ${now.laid.length} = ${now.parameters}`;
    }
    steps.setCount(spot().count);
    steps.setPlace(now.place);
    drawPlace();
  }

  function drawPlace() {
    const { at, terms, bias, result } = landing();
    tables.drawPlace(now, at);
    sum.replaceChildren(...sumLines(terms, now.channels, bias, result));
  }

  draw();
  el.append(root);
  return () => {
    steps.stop();
    stop();
  };
}
