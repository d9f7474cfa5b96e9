// What a reader sets in the convolution figure.

import { choice, element, labeled, numberField, readNumber, written } from "./interface.js";
import { MOST_FILTERS, MOST_KERNEL, MOST_STRIDE, chosen } from "./convolution_state.js";

function upTo(most) {
  return Object.fromEntries(
    Array.from({ length: most }, (_, number) => [number + 1, String(number + 1)]),
  );
}

const PADDING = { valid: "valid", same: "same", 1: "1", 2: "2", 3: "3", 4: "4" };

function checkbox(text, onchange) {
  const box = element("input", { type: "checkbox", onchange: () => onchange(box.checked) });
  const label = labeled(text, box);
  label.classList.add("cnn-check-field");
  return label;
}

// A number that is typed; what is none is said, and the field shows the last one again.
function number(onread, tell) {
  let last = 0;
  const field = numberField({ size: 5, onchange: read });

  function show(value) {
    last = value;
    field.value = written(value);
  }

  function read() {
    if (field.value === written(last)) return;
    const { value, problem = "" } = readNumber(field.value);
    tell(problem);
    if (!problem) onread(value);
    show(problem ? last : value);
  }

  show(last);
  return { field, show };
}

// What can be chosen by name; "own" says that it is none of these, and cannot be chosen.
function named(presets, onchange) {
  const texts = Object.fromEntries(Object.keys(presets).map((name) => [name, name]));
  const select = choice(texts, null, onchange);
  const own = element("option", { value: "", disabled: true }, "own");
  select.prepend(own);

  function show(isHere) {
    const name = Object.keys(presets).find((one) => isHere(presets[one]));
    if (name === undefined) own.selected = true;
    else select.value = name;
  }

  return { select, show };
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// settings(presets, act) calls act.change({...}) with new values for the model's keys, and
// act.picture and act.kernel with a name, act.resize(rows, columns), act.bias(value),
// act.paint({on, value}), act.addFilter(), act.dropFilter(), act.again(), and act.tell(problem). Parts in
// `without` are left out.
export function settings({ pictures, kernels }, without, act) {
  const picture = named(pictures, act.picture);
  const kernel = named(kernels, act.kernel);
  const rows = choice(upTo(MOST_KERNEL), 3, (value) => act.resize(Number(value), null));
  const columns = choice(upTo(MOST_KERNEL), 3, (value) => act.resize(null, Number(value)));
  const stride = choice(upTo(MOST_STRIDE), 1, (value) =>
    act.change({ stride: [Number(value), Number(value)] }),
  );
  const unequal = element("option");
  const padding = choice(PADDING, "valid", (value) =>
    act.change({ padding: value in { valid: 1, same: 1 } ? value : Number(value) }),
  );
  const bias = number(act.bias, act.tell);
  const flip = checkbox("Turn the kernel (true convolution)", (on) => act.change({ flip: on }));
  const visits = checkbox("Show visits per pixel", (value) => act.change({ visits: value }));
  const hide = checkbox("Hide results not yet reached", (value) => act.change({ hide: value }));
  const brush = number((value) => act.paint({ value }), act.tell);
  const paint = element(
    "div", { class: "cnn-buttons" },
    checkbox("Paint the picture with", (on) => act.paint({ on })), brush.field,
  );
  brush.field.setAttribute("aria-label", "number to paint with");
  const button = (text, onclick) => element("button", { type: "button", onclick }, text);
  const add = button("Add a filter", act.addFilter);
  const drop = button("Take this filter away", act.dropFilter);
  const filter = choice({}, 0, (value) => act.change({ filter: Number(value) }));
  const filters = element("div", { class: "cnn-buttons" }, labeled("Filter", filter), add, drop);
  const kept = (part, ...fields) => (without.has(part) ? [] : fields);
  const kernelRows = labeled("Kernel rows", rows);
  const root = element(
    "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    ...(Object.keys(pictures).length ? [labeled("Picture", picture.select)] : []),
    ...(Object.keys(kernels).length ? [labeled("Kernel", kernel.select)] : []),
    ...kept("size", kernelRows, labeled("Kernel columns", columns)),
    ...kept("stride", labeled("Stride", stride)),
    ...kept("padding", labeled("Padding", padding)),
    ...kept("bias", labeled("Bias", bias.field)),
    filters,
    element(
      "details", { class: "cnn-more" }, element("summary", {}, "More"),
      element(
        "div", { class: "cnn-settings" }, ...kept("flip", flip), ...kept("visits", visits), hide,
        paint, button("Start again", act.again),
      ),
    ),
  );

  function show(now) {
    const { size, stride: [down, across], laid, oneDimension } = now;
    const index = now.filter;
    picture.show((preset) => same(preset, now.picture));
    kernel.show((preset) => same(chosen(preset, now), now.kernel));
    [rows.value, columns.value] = size;
    kernelRows.hidden = oneDimension;
    if (down === across || oneDimension) unequal.remove();
    else {
      unequal.value = `${down},${across}`;
      unequal.textContent = `${down} down, ${across} across`;
      stride.append(unequal);
    }
    stride.value = unequal.isConnected ? unequal.value : String(across);
    padding.value = now.padding === 0 ? "valid" : String(now.padding);
    bias.show(now.bias[index]);
    flip.control.checked = now.flip;
    flip.hidden = oneDimension;
    visits.control.checked = now.visits;
    hide.control.checked = now.hide;
    filter.replaceChildren(...laid.map((_, at) => element("option", { value: at }, `${at + 1}`)));
    filter.value = String(index);
    filters.hidden = !Array.isArray(now.kernel[0][0]);
    add.setAttribute("aria-disabled", laid.length >= MOST_FILTERS);
    drop.setAttribute("aria-disabled", laid.length <= 1);
  }

  return { root, show };
}
