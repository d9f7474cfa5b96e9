// The line under a cell's code that says how it is with it, and the button that runs it.

import { button, element } from "../../cnn_course/explorables/js/interface.js";

/** @param {Element} place @param {number} number @param {() => void} onRun */
export function foot(place, number, onRun) {
  const state = element("span", { class: "cnn-live-state" });
  const line = element("div", { class: "cnn-live-foot" }, state);
  const run = button("", onRun);
  run.classList.add("cnn-live-run");
  place.querySelector(".cell_input")?.append(line, run);
  // One button runs the cell, and stops it while it runs.
  const offer = (/** @type {boolean} */ runs) => {
    const name = `${runs ? "Stop" : "Run"} cell ${number}`;
    run.textContent = `${number} ${runs ? "■" : "▶"}`;
    run.title = name;
    run.setAttribute("aria-label", name);
  };
  offer(false);
  return {
    line, offer,
    /** @param {string} text @param {Node[]} more */
    say(text, ...more) {
      if (state.textContent !== text || more.length) state.replaceChildren(text, ...more);
    },
  };
}
