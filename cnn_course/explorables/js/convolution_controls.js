// What a reader sets in the convolution figure.

import { chosen } from "./convolution_state.js";
import {
  MOST_DILATION, MOST_FILTERS, MOST_KERNEL, MOST_STRIDE, MOST_ZEROS, PADDINGS, PARTS,
} from "./facts.js";
import { button, choice, element, labeled, numberField, segments, whenTyped } from "./interface.js";
import { named, same } from "./named_choice.js";
import { bothChoice, upTo } from "./sliding.js";
import { readNumber, written } from "./words.js";

/** @import { Now } from "./convolution_state.js" */
/** @import { Pair } from "./types.d.ts" */
/** @typedef {(typeof PARTS)[number]} Part */

const SIZES = upTo(MOST_KERNEL);
const PADDING = { ...Object.fromEntries(PADDINGS.map((name) => [name, name])), ...upTo(MOST_ZEROS) };

/** @param {string} text @param {(on: boolean) => void} onchange */
function checkbox(text, onchange) {
  const box = element("input", { type: "checkbox", onchange: () => onchange(box.checked) });
  const label = labeled(text, box);
  label.classList.add("cnn-check-field");
  return { label, box };
}

// A number that is typed; what is none is said, and the field shows the last one again.
/** @param {(value: number) => void} onread @param {(problem: string) => void} tell */
function number(onread, tell) {
  let last = 0;
  const field = numberField({ size: 5 });
  whenTyped(field, read);

  function show(/** @type {number} */ value) {
    last = value;
    field.value = written(value);
  }

  function read() {
    const { value, problem = "" } = readNumber(field.value);
    tell(problem);
    if (value !== undefined) onread(value);
    show(value ?? last);
  }

  show(last);
  return { field, show };
}

// settings(presets, act) calls act.change({...}) with new values for the model's keys, and
// act.picture and act.kernel with a name, act.resize(rows, columns), act.bias(value),
// act.paint({on, value}), act.addFilter(), act.dropFilter(), and act.tell(problem).
// Parts in `without` are left out.
/**
 * @param {Record<"pictures" | "kernels", Record<string, any>>} presets
 * @param {Set<Part>} without
 * @param {{
 *   change: (values: Record<string, unknown>) => void, tell: (problem: string) => void,
 *   picture: (name: string) => void, kernel: (name: string) => void,
 *   resize: (rows: number | null, columns: number | null) => void,
 *   bias: (value: number) => void, paint: (wish: {on?: boolean, value?: number}) => void,
 *   addFilter: () => void, dropFilter: () => void,
 * }} act
 */
export function settings({ pictures, kernels }, without, act) {
  const picture = named(pictures, act.picture);
  const kernel = named(kernels, act.kernel);
  const rows = segments("Kernel rows", SIZES, (value) => act.resize(Number(value), null));
  const columns = segments("Kernel columns", SIZES, (value) => act.resize(null, Number(value)));
  const strides = bothChoice("Stride", MOST_STRIDE, (stride) => act.change({ stride }));
  const dilations = bothChoice("Dilation", MOST_DILATION, (dilation) => act.change({ dilation }));
  const padding = choice(PADDING, "valid", (value) =>
    act.change({ padding: value in upTo(MOST_ZEROS) ? Number(value) : value }),
  );
  const bias = number(act.bias, act.tell);
  const flip = checkbox("Turn the kernel (true convolution)", (on) => act.change({ flip: on }));
  const visits = checkbox("Show visits per pixel", (value) => act.change({ visits: value }));
  const hide = checkbox("Hide results not yet reached", (value) => act.change({ hide: value }));
  const brush = number((value) => act.paint({ value }), act.tell);
  const paint = element(
    "div", { class: "cnn-buttons" },
    checkbox("Paint the picture with", (on) => act.paint({ on })).label, brush.field,
  );
  brush.field.setAttribute("aria-label", "number to paint with");
  const add = button("Add a filter", act.addFilter);
  const drop = button("Take this filter away", act.dropFilter);
  const filter = choice({}, 0, (value) => act.change({ filter: Number(value) }));
  const filters = element("div", { class: "cnn-buttons" }, labeled("Filter", filter), add, drop);
  /** @param {Part} part @param {HTMLElement[]} fields */
  const kept = (part, ...fields) => (without.has(part) ? [] : fields);
  const root = element(
    "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    ...(Object.keys(pictures).length ? [labeled("Picture", picture.select)] : []),
    ...(Object.keys(kernels).length ? [labeled("Kernel", kernel.select)] : []),
    ...kept("size", rows.root, columns.root),
    ...kept("stride", strides.root),
    ...kept("dilation", dilations.root),
    ...kept("padding", labeled("Padding", padding)),
    ...kept("bias", labeled("Bias", bias.field)),
    filters,
    element(
      "details", { class: "cnn-more" }, element("summary", {}, "More"),
      element(
        "div", { class: "cnn-settings" }, ...kept("flip", flip.label), ...kept("visits", visits.label),
        hide.label, paint,
      ),
    ),
  );

  function show(/** @type {Now} */ now) {
    const { size, stride, dilation, laid, oneDimension } = now;
    const index = now.filter;
    picture.show((preset) => same(preset, now.picture));
    kernel.show((preset) => same(chosen(preset, now), now.kernel));
    rows.show(size[0]);
    columns.show(size[1]);
    rows.root.hidden = oneDimension;
    /** @param {Pair} both @returns {Pair} */
    const along = ([down, across]) => [oneDimension ? across : down, across];
    strides.show(along(stride));
    dilations.show(along(dilation));
    padding.value = now.padding === 0 ? "valid" : String(now.padding);
    bias.show(now.bias[index]);
    flip.box.checked = now.flip;
    flip.label.hidden = oneDimension;
    visits.box.checked = now.visits;
    hide.box.checked = now.hide;
    if (filter.length !== laid.length) {
      filter.replaceChildren(...laid.map((_, at) => element("option", { value: at }, `${at + 1}`)));
    }
    filter.value = String(index);
    filters.hidden = !Array.isArray(now.kernel[0][0]);
    add.setAttribute("aria-disabled", String(laid.length >= MOST_FILTERS));
    drop.setAttribute("aria-disabled", String(laid.length <= 1));
  }

  return { root, show };
}
