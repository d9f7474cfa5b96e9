// What a reader sets while a network learns, and the buttons that let it learn.

import { INITIALS, MOST_LEARNERS, OPTIMIZERS, PACES, PADDINGS } from "./facts.js";
import { button, choice, element, labeled, numberField, segments, whenTyped } from "./interface.js";
import { readNumber, written } from "./words.js";

/** @import { Model } from "./types.d.ts" */

const SEEDS = 4;

/** @param {ReadonlyArray<string>} names */
const same = (names) => Object.fromEntries(names.map((name) => [name, name]));

// settings({model, onChange, onRestart, onProblem}): onChange({rate: 0.1}) goes on with it,
// onRestart({filters: 4}) begins anew. Its show() sets the fields.
/**
 * @param {{
 *   model: Model, onChange: (values: Record<string, unknown>) => void,
 *   onRestart: (values: Record<string, unknown>) => void, onProblem: (text: string) => void,
 * }} figure
 */
export function settings({ model, onChange, onRestart, onProblem }) {
  const labels = model.get("kind") === "labels";
  const single = model.get("bowl").length > 0;
  const rate = numberField();
  whenTyped(rate, readRate);
  const seed = (/** @type {unknown} */ value) => `random, seed ${value}`;
  const seeds = Object.fromEntries(Array.from({ length: SEEDS }, (_, at) => [`${at}`, seed(at)]));
  const filters = segments("Filters",
    same(Array.from({ length: Math.log2(MOST_LEARNERS) + 1 }, (_, at) => `${2 ** at}`)),
    (value) => onRestart({ filters: Number(value) }));
  const padding = segments("Padding", same(PADDINGS), (value) => onRestart({ padding: value }));
  const optimizer = segments("Optimizer", OPTIMIZERS, (value) => onRestart({ optimizer: value }));
  const initial = choice({ ...seeds, ...(single ? { zeros: "zero" } : INITIALS) }, null, (value) =>
    onRestart({ initial: value in INITIALS ? value : Number(value) }));

  function readRate() {
    const { value, problem } = readNumber(rate.value);
    if (value !== undefined && value > 0) onChange({ rate: value });
    else onProblem(problem?.replace("This cell", "The learning rate")
      ?? "The learning rate must be above 0: a step goes down the slope.");
    show();
  }

  function show() {
    rate.value = written(model.get("rate"));
    filters.show(model.get("filters"));
    padding.show(model.get("padding"));
    optimizer.show(model.get("optimizer"));
    const first = String(model.get("initial"));
    // A seed of Python's that the list did not know.
    if (![...initial.options].some(({ value }) => value === first)) {
      initial.append(element("option", { value: first }, seed(first)));
    }
    initial.value = first;
  }

  const root = element("div", { class: "cnn-settings", role: "group", "aria-label": "Settings" },
    labeled("Learning rate", rate),
    ...(labels ? [filters.root, padding.root, optimizer.root] : []),
    labeled(single ? "First weight" : "First weights", initial),
    element("p", { class: "cnn-hint" },
      `The rate may change at any time; another ${labels ? "choice" : "beginning"} starts again.`));
  return { root, show };
}

// The buttons: player({onStep, onPlay, onAgain, onPace}). Its show({playing, problem, waits, pace}).
/** @param {{onStep: () => void, onPlay: () => void, onAgain: () => void, onPace: (pace: string) => void}} does */
export function player({ onStep, onPlay, onAgain, onPace }) {
  const step = button("Step", onStep, "One step of learning");
  const play = button("Play", onPlay);
  const again = button("Start again", onAgain);
  const pace = segments("Pace", PACES, onPace);
  const root = element("div", { class: "cnn-buttons", role: "group", "aria-label": "Learning" },
    step, play, again, pace.root);
  return {
    root,
    /** @param {{playing: boolean, problem: string, waits: boolean, pace: string}} now */
    show(now) {
      play.textContent = now.playing ? "Pause" : "Play";
      // A button that is switched off would lose the focus; it says so instead.
      for (const one of [step, play]) one.setAttribute("aria-disabled", String(now.waits || Boolean(now.problem)));
      again.setAttribute("aria-disabled", String(now.waits));
      pace.show(now.pace);
    },
  };
}
