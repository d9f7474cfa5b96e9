// Asks Python for steps, and while it plays for more as soon as it has answered. Python chooses
// how many fit into a tenth of a second; so nothing waits long, and a stop is a stop.

/** @import { Model } from "./types.d.ts" */

// Steps to ask for at once, and milliseconds from one asking to the next.
/** @type {Record<string, [number, number]>} */
export const RHYTHM = { slow: [1, 700], steady: [10, 150], fast: [1_000_000, 0] };
const PATIENCE = 5000; // milliseconds, before it is said that Python does not answer

// asking({model, alive, onState, onSilence})
//   alive      () whether the figure still stands in a page
//   onState    (playing) it began to play or has stopped
//   onSilence  () Python lets one wait
/**
 * @param {{
 *   model: Model, alive: () => boolean, onState: (playing: boolean) => void,
 *   onSilence: () => void, rest?: () => number,
 * }} figure
 */
export function asking({ model, alive, onState, onSilence, rest = () => 0 }) {
  let playing = false;
  let waiting = false;
  let owed = 0; // single steps that were asked for meanwhile
  let asked = 0; // when
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;

  // After a new start, what Python has done counts only when Python has heard of it.
  const heard = () => model.get("begun") === model.get("starts");

  function ask(/** @type {number} */ steps) {
    if (waiting || !heard() || model.get("problem")) return;
    waiting = true;
    asked = performance.now();
    clearTimeout(silence);
    silence = setTimeout(onSilence, PATIENCE);
    model.set("asked", model.get("done") + steps);
    model.save_changes();
  }

  function settle() {
    waiting = false;
    clearTimeout(silence);
  }

  function answered() {
    if (!waiting) return;
    settle();
    more();
  }

  function more() {
    if (!playing && !owed) return;
    const pace = Math.max(RHYTHM[model.get("pace")][1], rest());
    clearTimeout(next);
    next = setTimeout(() => {
      if (!alive()) stop();
      else if (playing) ask(RHYTHM[model.get("pace")][0]);
      else if (owed) {
        ask(owed);
        owed = 0;
      }
    }, playing ? Math.max(pace - (performance.now() - asked), 0) : 0);
  }

  function stop() {
    if (!playing) return;
    playing = false;
    onState(false);
  }

  function failed() {
    if (!model.get("problem")) return;
    owed = 0;
    settle();
    stop();
  }

  model.on("change:done", answered);
  model.on("change:begun", more);
  model.on("change:problem", failed);
  return {
    playing: () => playing,
    busy: () => playing || waiting || owed > 0 || !heard(),
    step() {
      stop();
      owed += 1;
      if (!waiting && heard()) more();
    },
    play() {
      if (playing || model.get("problem")) return;
      playing = true;
      onState(true);
      ask(RHYTHM[model.get("pace")][0]);
    },
    stop,
    // A new start: what was asked for is of no use any more.
    forget() {
      stop();
      owed = 0;
      settle();
    },
    end() {
      playing = false;
      clearTimeout(next);
      settle();
      model.off("change:done", answered);
      model.off("change:begun", more);
      model.off("change:problem", failed);
    },
  };
}
