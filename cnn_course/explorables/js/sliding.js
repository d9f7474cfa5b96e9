// What the figures with a window share: the frame, the values, the steps, and what is said.

import { button, element, keepKeys, segments, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { remember } from "./remember.js";
import { stepper } from "./stepper.js";

/** @import { Model, Pair, Stop } from "./types.d.ts" */

const LOOKS = ["place", "filter"];

// `moves` is what moves along, and describe(place) says where it stands. draw() is asked for when
// the values are others or were refused, announce() when it is to be said shortly where the window
// stands. After a step stepped() draws, and sayPlace() says it where that is another sentence. All of it is said on request: a button called `whole` asks for inWords(). What is drawn
// at the moment is `now` of the answer; its begin(parts, words) answers with what ends the figure. `later`
// is as in remember.js.
/**
 * @template {{place: number}} Now
 * @param {{
 *   model: Model, el: HTMLElement, name: string, keys: string[], understood: (values: any) => Now,
 *   moves?: string, describe: (place: number) => string, draw: () => void, announce: () => void,
 *   whole: string, inWords: () => string,
 *   stepped: () => void, sayPlace?: () => void, later?: Record<string, unknown>,
 * }} figure
 */
export function sliding({
  model, el, name, keys, understood, moves = "window", describe, draw, announce, whole, inWords,
  stepped, sayPlace = announce, later,
}) {
  const root = element(
    "div", { class: "cnn-figure cnn-slides", role: "group", "aria-label": name },
  );
  const { line: said, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const tell = (/** @type {string} */ text) => {
    problem.textContent = text; // one that is told again is read out again
  };
  const steps = stepper({ root, moves, describe, onStep: step });
  const { first, values, change, put, stop } = kept({
    model, keys, understood,
    onChange(next) {
      figure.now = next;
      wholeLine.textContent = "";
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
  const more = button(whole, () => {
    const words = inWords();
    say(words);
    wholeLine.textContent = words;
    sums.classList.add("cnn-open"); // from here on there is room for it
  });
  more.classList.add("cnn-quiet");
  const wholeLine = element("p", { class: "cnn-whole" });
  const sums = element("div", { class: "cnn-sums" }, more, sum, wholeLine);

  // To another place; silently while the figure plays.
  /** @param {number} place @param {boolean} playing */
  function step(place, playing) {
    wholeLine.textContent = "";
    figure.put("place", place);
    figure.now.place = place;
    stepped();
    if (playing) return;
    model.save_changes();
    sayPlace();
  }

  let action = "";
  const memory = remember({
    el, root, say, keeps: Boolean(model.alone), looks: LOOKS, later, values, fits: understood,
    show: change,
  });

  const figure = {
    now: first, root, say, tell, steps, step,
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
    sums,
    legend: element("p", { class: "cnn-legend" }),

    // Words come after all that is pressed: a line more or less of them moves nothing away from
    // under a finger.
    /** @param {HTMLElement[]} parts @param {HTMLElement[]} words @returns {Stop} */
    begin(parts, words) {
      root.append(...parts, memory.bar, problem, ...words, said);
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

// The numbers from 1 to choose from.
export function upTo(/** @type {number} */ most) {
  const numbers = Array.from({ length: most }, (_, number) => String(number + 1));
  return Object.fromEntries(numbers.map((number) => [number, number]));
}

// A number for both axes: equal ones to choose from, and Python's own where they differ.
/** @param {string} name @param {number} most @param {(both: Pair | null) => void} onchange @param {Record<string, string>} [others] */
export function bothChoice(name, most, onchange, others = {}) {
  const equal = Object.keys(upTo(most)).map((side) => [`${side},${side}`, side]);
  return segments(name, { ...others, ...Object.fromEntries(equal) },
    (value) => onchange(value in others ? null : /** @type {Pair} */ (value.split(",").map(Number))),
    ([down, across]) => `${down} down, ${across} across`);
}
