// What a reader sets in the figure of the transposed convolution, and the size of its paper.

import { MOST_KERNEL, MOST_STRIDE, MOST_ZEROS, PADDINGS } from "./facts.js";
import { marks } from "./formula.js";
import { element, labeled, segments } from "./interface.js";
import { named, same } from "./named_choice.js";
import { bothChoice, upTo } from "./sliding.js";
import { resized } from "./transposed_convolution_state.js";

/** @import { Now } from "./transposed_convolution_state.js" */
/** @import { Table } from "./types.d.ts" */

const SIDES = upTo(MOST_KERNEL);
const CUT = "cut "; // a whole number alone would stand before the names
const PADDING = Object.fromEntries([
  ...PADDINGS.map((name) => [name, name]), ...Object.keys(upTo(MOST_ZEROS)).map((amount) => [CUT + amount, amount]),
]);

// settings(kernels, change) calls change({...}) with new values for the model's keys. Its show(now)
// sets the fields.
/** @param {Record<string, Table>} kernels @param {(values: Record<string, unknown>) => void} change */
export function settings(kernels, change) {
  /** @type {Now} */
  let now;
  const stride = bothChoice("Stride", MOST_STRIDE, (value) => change({ stride: value }));
  const padding = segments("Padding", PADDING, (value) =>
    change({ padding: value.startsWith(CUT) ? Number(value.slice(CUT.length)) : value }));
  const kernel = named(kernels, (name) => change({ kernel: kernels[name] }));
  const paper = segments("On the paper", { true: "stamps so far", false: "all stamps" },
    (value) => change({ hide: value === "true" }));
  const corners = segments("In the corners", { false: "this stamp", true: "visits" },
    (value) => change({ visits: value === "true" }));
  const sides = (/** @type {"kernel" | "picture"} */ key, /** @type {string} */ title) =>
    ["rows", "columns"].map((name, axis) => segments(`${title} ${name}`, SIDES, (value) => {
      const shape = [now[key].length, now[key][0].length];
      shape[axis] = Number(value);
      change({ [key]: resized(now[key], shape[0], shape[1]) });
    }));
  const [ofKernel, ofPicture] = [sides("kernel", "Kernel"), sides("picture", "Picture")];
  const root = element(
    "div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    stride.root,
    padding.root,
    ...(Object.keys(kernels).length ? [labeled("Kernel", kernel.select)] : []),
    paper.root,
    corners.root,
    ...ofKernel.map((side) => side.root),
    element(
      "details", { class: "cnn-more" }, element("summary", {}, "More"),
      element("div", { class: "cnn-settings" }, ...ofPicture.map((side) => side.root)),
    ),
  );

  return {
    root,
    show(/** @type {Now} */ next) {
      now = next;
      stride.show(now.stride);
      padding.show(typeof now.padding === "string" ? now.padding : now.padding ? CUT + now.padding : "valid");
      kernel.show((preset) => same(preset, now.kernel));
      paper.show(now.hide);
      corners.show(now.visits);
      ofKernel.forEach((side, axis) => side.show(now.size[axis]));
      ofPicture.forEach((side, axis) => side.show(now.count[axis]));
    },
  };
}

// The size formula along both axes, with the numbers of the moment; what has just changed is marked.
export function paperSizes() {
  const axes = ["rows", "columns"].map((name) => {
    const line = element("p", { class: "cnn-formula" });
    return { name, line, ...marks() };
  });
  return {
    lines: axes.map(({ line }) => line),
    draw(/** @type {Now} */ { count, size, stride, places, pixels }) {
      const zeros = [places.rows.zeros, places.columns.zeros];
      const paper = [pixels.length, pixels[0].length];
      axes.forEach(({ name, line, term, drawn }, axis) => {
        const [kernel, step] = [size[axis], stride[axis]];
        line.replaceChildren(
          `${name} of the paper: (`,
          term("count", count[axis], `${name} of the picture`),
          " − 1)·",
          term("stride", step, "stride"),
          " + ",
          term("kernel", kernel < step ? `max(${kernel}, ${step})` : kernel, `${name} of the kernel`),
          " − (",
          term("cut", zeros[axis].join(" + "), "cut off before and after"),
          ") = ",
          element("strong", {}, term("paper", paper[axis], `${name} of the paper`)),
        );
        drawn();
      });
    },
  };
}
