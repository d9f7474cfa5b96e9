// The size formula with the numbers of the moment; what has just changed is marked.

import { reach } from "./arithmetic.js";
import { element } from "./interface.js";

/** @import { Pair, Places } from "./types.d.ts" */
/** @typedef {{size: number, zeros: Pair, kernel: number, stride: number, count: number, dilation: number}} Axis */

// Both axes of a result: `lines` to be shown; draw(picture, now) writes them anew, and answers
// with how many pixels are left over in all.
export function formulas() {
  const both = [formula("rows"), formula("columns")];
  return {
    lines: both.map(({ line }) => line),
    /** @param {unknown[][]} picture @param {{places: Places, size: Pair, steps: Pair}} now */
    draw(picture, { places: { rows, columns }, size, steps }) {
      const axes = [{ ...rows, size: picture.length }, { ...columns, size: picture[0].length }];
      const leftOver = axes.map((axis, at) =>
        both[at].update({ ...axis, kernel: size[at], stride: steps[at] }));
      return leftOver[0] + leftOver[1];
    },
  };
}

// formula("rows") draws one axis. update({size, zeros, kernel, stride, count, dilation}) writes it
// anew, and answers with how much is left over.
export function formula(/** @type {string} */ name) {
  const line = element("p", { class: "cnn-formula" });
  /** @type {Record<string, string> | null} */
  let before = null;

  /** @param {string} key @param {string} text @param {string} meaning */
  function term(key, text, meaning) {
    const changed = before !== null && before[key] !== text;
    return element(changed ? "mark" : "span", { title: meaning }, text);
  }

  /** @param {Axis} axis */
  function update({ size, zeros, kernel, stride, count, dilation }) {
    const now = {
      size: String(size), zeros: `${zeros[0]} + ${zeros[1]}`, kernel: String(kernel),
      stride: String(stride), count: String(count), dilation: String(dilation),
    };
    const left = (size + zeros[0] + zeros[1] - reach(kernel, dilation)) % stride;
    const weights = term("kernel", now.kernel, `${name} of the kernel`);
    line.replaceChildren(
      `${name}: ⌊(`,
      term("size", now.size, `${name} of the picture`),
      " + ",
      term("zeros", now.zeros, "zeros before and after"),
      " − ",
      ...(dilation === 1 ? [weights] : ["((", weights, " − 1)·", term("dilation", now.dilation, "dilation"), " + 1)"]),
      ") / ",
      term("stride", now.stride, "stride"),
      "⌋ + 1 = ",
      element("strong", {}, term("count", now.count, `${name} of the result`)),
      left ? `, and ${left} left over` : "",
    );
    before = now;
    return left;
  }

  return { line, update };
}
