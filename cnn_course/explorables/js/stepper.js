// Walking through the places of a window: back, play, on, and a slider for all of them.

import { clock, element, prefersStill } from "./interface.js";

const PACE = 700; // milliseconds a step; a reader has to find the window again

// stepper({root, describe, onStep})
//   root      the figure, which is not played while nobody sees it
//   describe  (place) a place in words, for the slider
//   onStep    (place, playing) the place was changed here
// The answer: {controls, setCount(count), setPlace(place), stop()}.
export function stepper({ root, describe, onStep }) {
  let count = 1;
  let place = 0;
  let halt = null;

  const button = (text, name, onclick) =>
    element("button", { type: "button", "aria-label": name, title: name, onclick }, text);
  const back = button("◀", "One step back", () => move(place - 1));
  const play = button("Play", "Play all steps", () => (halt ? stop() : start()));
  const on = button("▶", "One step on", () => move(place + 1));
  const slider = element("input", {
    type: "range", min: 0, max: 0, value: 0, "aria-label": "Place of the window",
    oninput: () => move(Number(slider.value)),
  });
  const controls = element(
    "div", { class: "cnn-stepper", role: "group", "aria-label": "Steps" }, back, play, on, slider,
  );

  function show() {
    slider.max = count - 1;
    slider.value = place;
    slider.setAttribute("aria-valuetext", describe(place));
    // A button that is switched off would lose the focus; it says so instead.
    back.setAttribute("aria-disabled", place === 0);
    on.setAttribute("aria-disabled", place === count - 1);
  }

  function move(next, playing = false) {
    if (!playing) stop();
    if (next < 0 || next >= count || next === place) return;
    place = next;
    show();
    onStep(place, playing);
  }

  function start() {
    move(place === count - 1 ? 0 : place + 1, true);
    if (prefersStill()) return; // one step for each press, and nothing moves by itself
    play.textContent = "Pause";
    play.setAttribute("aria-label", "Pause");
    halt = clock(root, PACE, () => {
      move(place + 1, true);
      if (place === count - 1) stop();
      return place < count - 1;
    });
  }

  function stop() {
    if (!halt) return;
    halt();
    halt = null;
    play.textContent = "Play";
    play.setAttribute("aria-label", "Play all steps");
    onStep(place, false);
  }

  return {
    controls,
    stop,
    setCount(next) {
      count = next;
      place = Math.min(place, count - 1);
      show();
    },
    setPlace(next) {
      place = Math.min(Math.max(next, 0), count - 1);
      show();
    },
  };
}
