// What the figures with a window share: the frame, the values, the steps, and what is said.

import { formula } from "./formula.js";
import { button, choice, element, keepKeys, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { remember } from "./remember.js";
import { stepper } from "./stepper.js";

/** @import { Model, Pair, Places, Stop } from "./types.d.ts" */
/** @typedef {{places: Places, size: Pair, steps: Pair}} Window */

const LOOKS = ["place", "filter"];

// `place` is what a place is called ("window" 1, 2, ...). draw() is asked for when the values are
// others or were refused, announce() when it is to be said shortly where the window stands. All of
// it is said on request: a button called `whole` asks for inWords(). What is drawn
// at the moment is `now` of the answer; its begin(parts) answers with what ends the figure. `later`
// is as in remember.js.
/**
 * @template {Window} Now
 * @param {{
 *   model: Model, el: HTMLElement, name: string, keys: string[], understood: (values: any) => Now,
 *   place: string, draw: () => void, announce: () => void,
 *   whole: string, inWords: () => string,
 *   onStep: (place: number, playing: boolean) => void, later?: Record<string, unknown>,
 * }} figure
 */
export function sliding({
  model, el, name, keys, understood, place, draw, announce, whole, inWords, onStep, later,
}) {
  const root = element(
    "div", { class: "cnn-figure cnn-slides", role: "group", "aria-label": name },
  );
  const { line: said, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const tell = (/** @type {string} */ text) => {
    problem.textContent = text;
  };
  const formulas = [formula("rows"), formula("columns")];
  const steps = stepper({ root, describe: (number) => `${place} ${number + 1}`, onStep });
  const { first, values, change, put, stop } = kept({
    model, keys, understood,
    onChange(next) {
      figure.now = next;
      tell("");
      draw();
      announce();
      memory.did(action);
    },
    onRefuse(text) {
      tell(text);
      draw();
    },
  });

  const sum = element("div", { class: "cnn-sum" });
  // The button also is where a keyboard can scroll a long sum.
  const more = button(whole, () => say(inWords()));
  more.classList.add("cnn-quiet");

  let action = "";
  const memory = remember({
    el, root, say, keeps: Boolean(model.alone), looks: LOOKS, later, values, fits: understood,
    show: change,
  });

  const figure = {
    now: first, root, say, tell, steps,
    // What belongs to one action, such as a stroke, has its name.
    change(/** @type {Record<string, unknown>} */ next, of = "") {
      action = of;
      const fits = change(next);
      action = "";
      return fits;
    },
    put(/** @type {string} */ key, /** @type {unknown} */ value) {
      put(key, value);
      memory.did();
    },
    sum,
    sums: element("div", { class: "cnn-sums" }, sum, more),
    legend: element("p", { class: "cnn-legend" }),
    formulas: formulas.map(({ line }) => line),

    // The size of the result along both axes; how many pixels are left over in all.
    drawFormulas(/** @type {unknown[][]} */ picture) {
      const { places: { rows, columns }, size, steps: strides } = figure.now;
      const axes = [{ ...rows, size: picture.length }, { ...columns, size: picture[0].length }];
      const leftOver = axes.map((axis, at) =>
        formulas[at].update({ ...axis, kernel: size[at], stride: strides[at] }));
      return leftOver[0] + leftOver[1];
    },

    /** @param {HTMLElement[]} parts @returns {Stop} */
    begin(parts) {
      root.append(...parts, memory.bar, problem, said);
      keepKeys(root);
      draw();
      el.append(root);
      memory.begin();
      return () => {
        steps.stop();
        memory.stop();
        stop();
      };
    },
  };
  return figure;
}

// The numbers from 1 that a list offers.
export function upTo(/** @type {number} */ most) {
  const numbers = Array.from({ length: most }, (_, number) => String(number + 1));
  return Object.fromEntries(numbers.map((number) => [number, number]));
}

// A list of numbers for both axes. It offers equal ones, and Python's own where they differ.
/** @param {number} most @param {(both: Pair | null) => void} onchange @param {Record<string, string>} [others] */
export function bothChoice(most, onchange, others = {}) {
  const equal = Object.keys(upTo(most)).map((side) => [`${side},${side}`, side]);
  const texts = { ...others, ...Object.fromEntries(equal) };
  const select = choice(texts, null, (value) =>
    onchange(value in others ? null : /** @type {Pair} */ (value.split(",").map(Number))));
  const unequal = element("option");

  function show(/** @type {Pair | null} */ both) {
    const [down, across] = both ?? [0, 0];
    if (down === across) unequal.remove();
    else {
      unequal.value = `${down},${across}`;
      unequal.textContent = `${down} down, ${across} across`;
      select.append(unequal);
    }
    select.value = both === null ? Object.keys(others)[0] : `${down},${across}`;
  }

  return { select, show };
}
