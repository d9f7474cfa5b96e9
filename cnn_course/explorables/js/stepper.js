// Walking through the places of a window: back, play, on, and a slider for all of them.

import { button, clock, element, prefersStill } from "./interface.js";

/** @import { Stop } from "./types.d.ts" */

const PACE = 700; // milliseconds a step; a reader has to find the window again

// stepper({root, moves, describe, onStep})
//   root      the figure, which is not played while nobody sees it
//   moves     what moves: "window"
//   describe  (place) a place in words, for the slider
//   onStep    (place, playing) the place was changed here
// The answer: {controls, setCount(count), setPlace(place), stop()}.
/**
 * @param {{
 *   root: HTMLElement, moves: string, describe: (place: number) => string,
 *   onStep: (place: number, playing: boolean) => void,
 * }} figure
 */
export function stepper({ root, moves, describe, onStep }) {
  let count = 1;
  let place = 0;
  /** @type {Stop | null} */
  let halt = null;

  const back = button("◀", () => move(place - 1), "One step back");
  const play = button("", () => (halt ? stop() : start()));
  const on = button("▶", () => move(place + 1), "One step on");
  const slider = element("input", {
    type: "range", min: 0, max: 0, value: 0, "aria-label": `Place of the ${moves}`,
    oninput: () => move(Number(slider.value)),
  });
  const controls = element(
    "div", { class: "cnn-stepper", role: "group", "aria-label": "Steps" }, back, play, on, slider,
  );

  // Where nothing is to move by itself, the button makes one step, and says so.
  function showPlay() {
    const [text, name] = halt ? ["Pause", "Pause"]
      : prefersStill() ? ["Next step", "Next step, as your system asks for less motion"]
      : ["Play", "Play all steps"];
    if (play.textContent === text) return;
    play.textContent = text;
    play.setAttribute("aria-label", name);
    play.title = name;
  }

  function show() {
    showPlay();
    slider.max = String(count - 1);
    slider.value = String(place);
    slider.setAttribute("aria-valuetext", describe(place));
    // A button that is switched off would lose the focus; it says so instead.
    back.setAttribute("aria-disabled", String(place === 0));
    on.setAttribute("aria-disabled", String(place === count - 1));
  }

  /** @param {number} next */
  function move(next, playing = false) {
    if (!playing) stop();
    if (next < 0 || next >= count || next === place) return;
    place = next;
    show();
    onStep(place, playing);
  }

  function start() {
    const still = prefersStill();
    move(place === count - 1 ? 0 : place + 1, !still);
    if (still) return;
    halt = clock(root, PACE, () => {
      move(place + 1, true);
      if (place === count - 1) stop();
      return place < count - 1;
    });
    showPlay();
  }

  function stop() {
    if (!halt) return;
    halt();
    halt = null;
    showPlay();
    onStep(place, false);
  }

  return {
    controls,
    stop,
    setCount(/** @type {number} */ next) {
      count = next;
      place = Math.min(place, count - 1);
      show();
    },
    setPlace(/** @type {number} */ next) {
      place = Math.min(Math.max(next, 0), count - 1);
      show();
    },
  };
}
