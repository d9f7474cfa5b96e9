// What a reader sets in the receptive-field figure: a table with a line for each layer.

import { MOST_DILATION, MOST_KERNEL, MOST_LAYERS, MOST_ROW, MOST_STRIDE, PADDINGS } from "./facts.js";
import { button, choice, element, labeled, write } from "./interface.js";
import { upTo } from "./sliding.js";

/** @import { Now, Stacked } from "./receptive_field_state.js" */

const HEADS = ["Layer", "Kernel", "Stride", "Dilation", "Padding", "Values", "Sees"];
const OPTIONS = [
  upTo(MOST_KERNEL), upTo(MOST_STRIDE), upTo(MOST_DILATION),
  Object.fromEntries(PADDINGS.map((name) => [name, name])),
];
/** @type {Stacked} */
const NEW = [3, 1, 1, "valid"];

/** @param {Stacked} layer @param {number} part @param {unknown} value */
function changed(layer, part, value) {
  return layer.map((before, at) => (at === part ? value : before));
}

// stack(onChange) calls onChange({layers}) or onChange({pixels}). Its show(now) sets the fields.
/** @param {(values: Record<string, unknown>) => void} onChange */
export function stack(onChange) {
  /** @type {Stacked[]} */
  let layers = [];
  /** @type {{fields: HTMLSelectElement[], values: HTMLElement, sees: HTMLElement}[]} */
  let lines = [];
  const body = element("tbody");
  const table = element(
    "table", { class: "cnn-stack" },
    element("caption", {}, "The layers, from the picture upward"),
    element("thead", {}, element("tr", {}, ...HEADS.map((head) => element("th", { scope: "col" }, head)))),
    body,
  );
  const add = button("Add a layer", () => {
    if (layers.length < MOST_LAYERS) onChange({ layers: [...layers, NEW] });
  });
  const remove = button("Remove the last layer", () => {
    if (layers.length > 1) onChange({ layers: layers.slice(0, -1) });
  });
  const slider = element("input", {
    type: "range", min: 1, max: MOST_ROW, oninput: () => onChange({ pixels: Number(slider.value) }),
  });
  const count = element("span");
  const root = element(
    "div", { role: "group", "aria-label": "Settings" }, table,
    element("div", { class: "cnn-buttons" }, add, remove, labeled("Pixels in the row", slider), count),
  );

  // A line has four lists, and what comes of them.
  function line(/** @type {number} */ at) {
    const fields = OPTIONS.map((options, part) => {
      const select = choice(options, null, (value) => {
        const set = part < 3 ? Number(value) : value;
        onChange({ layers: layers.map((layer, one) => one === at ? changed(layer, part, set) : layer) });
      });
      select.setAttribute("aria-label", `${HEADS[part + 1]} of layer ${at + 1}`);
      return select;
    });
    const [values, sees] = [element("td"), element("td")];
    body.append(element(
      "tr", {}, element("th", { scope: "row" }, String(at + 1)),
      ...fields.map((field) => element("td", {}, field)), values, sees,
    ));
    return { fields, values, sees };
  }

  function show(/** @type {Now} */ now) {
    layers = now.layers;
    while (lines.length < layers.length) lines.push(line(lines.length));
    for (const { values } of lines.slice(layers.length)) values.closest("tr")?.remove();
    lines = lines.slice(0, layers.length);
    lines.forEach(({ fields, values, sees }, at) => {
      fields.forEach((field, part) => {
        field.value = String(layers[at][part]);
      });
      write(values, String(now.rows[at + 1].count));
      write(sees, String(now.rows[at + 1].width));
    });
    slider.value = String(now.pixels);
    write(count, String(now.pixels));
    // A button that is switched off would lose the focus; it says so instead.
    add.setAttribute("aria-disabled", String(layers.length === MOST_LAYERS));
    remove.setAttribute("aria-disabled", String(layers.length === 1));
  }

  return { root, show };
}
