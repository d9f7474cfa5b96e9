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

// Terms of a formula that is written anew again and again: term(key, value, meaning) is marked where
// its value is another than before drawn() was called last.
export function marks() {
  /** @type {Record<string, string> | null} */
  let before = null;
  /** @type {Record<string, string>} */
  let now = {};
  return {
    /** @param {string} key @param {string | number} value @param {string} meaning */
    term(key, value, meaning) {
      now[key] = String(value);
      const changed = before && before[key] !== now[key];
      return element(changed ? "mark" : "span", { title: meaning }, now[key]);
    },
    drawn() {
      before = now;
      now = {};
    },
  };
}

// formula("rows") draws one axis. update({size, zeros, kernel, stride, count, dilation}) writes it
// anew, and answers with how much is left over.
export function formula(/** @type {string} */ name) {
  const line = element("p", { class: "cnn-formula" });
  const { term, drawn } = marks();
  let shown = "";

  /** @param {Axis} axis */
  function update({ size, zeros, kernel, stride, count, dilation }) {
    const left = (size + zeros[0] + zeros[1] - reach(kernel, dilation)) % stride;
    const given = String([size, zeros, kernel, stride, count, dilation]);
    if (given === shown && !line.querySelector("mark")) return left;
    shown = given;
    const weights = term("kernel", kernel, `${name} of the kernel`);
    line.replaceChildren(
      `${name}: ⌊(`,
      term("size", size, `${name} of the picture`),
      " + ",
      term("zeros", zeros.join(" + "), "zeros before and after"),
      " − ",
      ...(dilation === 1 ? [weights] : ["((", weights, " − 1)·", term("dilation", dilation, "dilation"), " + 1)"]),
      ") / ",
      term("stride", stride, "stride"),
      "⌋ + 1 = ",
      element("strong", {}, term("count", count, `${name} of the result`)),
      left ? `, and ${left} left over` : "",
    );
    drawn();
    return left;
  }

  return { line, update };
}
