// What a reader sets in the pooling figure, and the buttons that move its picture.

import { choice, element, freshId, labeled } from "./interface.js";
import { HOW, MOST_WINDOW, PADDING } from "./pooling_state.js";

const SIDES = Object.fromEntries(
  Array.from({ length: MOST_WINDOW }, (_, number) => [number + 1, String(number + 1)]),
);
// A stride is a pair. The list offers equal steps, and Python's own when they differ.
const STRIDES = Object.fromEntries(Object.keys(SIDES).map((side) => [`${side},${side}`, side]));

// settings(onChange) calls onChange({size: [2, 3]}). Its show(state) sets the fields.
export function settings(onChange) {
  let size = [2, 2];
  const rows = choice(SIDES, 2, (value) => onChange({ size: [Number(value), size[1]] }));
  const columns = choice(SIDES, 2, (value) => onChange({ size: [size[0], Number(value)] }));
  const stride = choice({ window: "as the window", ...STRIDES }, "window", (value) =>
    onChange({ stride: value === "window" ? null : value.split(",").map(Number) }),
  );
  const how = choice(HOW, "max", (value) => onChange({ how: value }));
  const padding = choice(PADDING, "valid", (value) => onChange({ padding: value }));
  const unequal = element("option");
  const root = element(
    "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    labeled("Keep", how),
    labeled("Window rows", rows),
    labeled("Window columns", columns),
    labeled("Stride", stride),
    labeled("Padding", padding),
  );

  function show(state) {
    size = state.size;
    rows.value = size[0];
    columns.value = size[1];
    how.value = state.how;
    padding.value = state.padding;
    const [down, across] = state.stride ?? [0, 0];
    if (down === across) unequal.remove();
    else {
      unequal.value = `${down},${across}`;
      unequal.textContent = `${down} down, ${across} across`;
      stride.append(unequal);
    }
    stride.value = state.stride === null ? "window" : `${down},${across}`;
  }

  return { root, show };
}

// mover(onMove) calls onMove([down, right]) with one step, or onMove(null) for "back".
export function mover(onMove) {
  const button = (text, name, step) =>
    element(
      "button", { type: "button", "aria-label": name, title: name, onclick: () => onMove(step) },
      text,
    );
  const arrows = [
    button("←", "Move the picture one pixel to the left", [0, -1]),
    button("↑", "Move the picture one pixel up", [-1, 0]),
    button("↓", "Move the picture one pixel down", [1, 0]),
    button("→", "Move the picture one pixel to the right", [0, 1]),
  ];
  const back = element(
    "button", { type: "button", onclick: () => onMove(null) }, "Back to its place",
  );
  const title = element("span", { id: freshId("mover") }, "Move the picture");
  const line = element("p", { class: "cnn-count" });
  const root = element(
    "div", { class: "cnn-mover", role: "group", "aria-labelledby": title.id },
    element("div", { class: "cnn-buttons" }, title, ...arrows, back),
    line,
  );

  return {
    root,
    show(text, away) {
      line.textContent = text;
      // A button that is switched off would lose the focus; it says so instead.
      back.setAttribute("aria-disabled", !away);
    },
  };
}
