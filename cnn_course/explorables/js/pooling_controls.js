// What a reader sets in the pooling figure, and the buttons that move its picture.

import { MOST_WINDOW, PADDINGS, POOLINGS } from "./facts.js";
import { button, element, freshId, segments, write } from "./interface.js";
import { bothChoice, upTo } from "./sliding.js";

/** @import { Now } from "./pooling_state.js" */
/** @import { Pair } from "./types.d.ts" */

const SIDES = upTo(MOST_WINDOW);

// settings(onChange) calls onChange({size: [2, 3]}). Its show(state) sets the fields.
/** @param {(values: Record<string, unknown>) => void} onChange */
export function settings(onChange) {
  let size = [2, 2];
  const rows = segments("Window rows", SIDES, (value) => onChange({ size: [Number(value), size[1]] }));
  const columns = segments("Window columns", SIDES, (value) => onChange({ size: [size[0], Number(value)] }));
  const strides = bothChoice(
    "Stride", MOST_WINDOW, (stride) => onChange({ stride }), { window: "as the window" },
  );
  const how = segments("Keep", POOLINGS, (value) => onChange({ how: value }));
  const padding = segments("Padding", Object.fromEntries(PADDINGS.map((name) => [name, name])),
    (value) => onChange({ padding: value }));
  const root = element(
    "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    how.root,
    rows.root,
    columns.root,
    strides.root,
    padding.root,
  );

  function show(/** @type {Now} */ now) {
    size = now.size;
    rows.show(size[0]);
    columns.show(size[1]);
    how.show(now.how);
    padding.show(now.padding);
    strides.show(now.stride ?? "window");
  }

  return { root, show };
}

// mover(onMove) calls onMove([down, right]) with one step, or onMove(null) for "back".
/** @param {(step: Pair | null) => void} onMove */
export function mover(onMove) {
  const arrows = [
    button("←", () => onMove([0, -1]), "Move the picture one pixel to the left"),
    button("↑", () => onMove([-1, 0]), "Move the picture one pixel up"),
    button("↓", () => onMove([1, 0]), "Move the picture one pixel down"),
    button("→", () => onMove([0, 1]), "Move the picture one pixel to the right"),
  ];
  const back = button("Back to its place", () => onMove(null));
  const title = element("span", { id: freshId("mover") }, "Move the picture");
  const line = element("p", { class: "cnn-count" });
  const root = element(
    "div", { class: "cnn-mover", role: "group", "aria-labelledby": title.id },
    element("div", { class: "cnn-buttons" }, title, ...arrows, back),
  );

  return {
    root, line,
    /** @param {string} text @param {boolean} away */
    show(text, away) {
      write(line, text);
      // A button that is switched off would lose the focus; it says so instead.
      back.setAttribute("aria-disabled", String(!away));
    },
  };
}
