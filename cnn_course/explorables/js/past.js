// What a figure was before, and what was taken back. States are plain values by key.

/** @typedef {Record<string, any>} State */

const MOST = 200; // steps that are remembered

// `looks` are the keys that only say where the reader looks: another one is no step.
/** @param {State} first @param {string[]} [looks] */
export function past(first, looks = []) {
  let states = [first];
  let at = 0;
  /** @type {string | undefined} */
  let action; // what the last step belongs to
  const told = (/** @type {State} */ state) =>
    JSON.stringify(Object.entries(state).filter(([key]) => !looks.includes(key)));

  return {
    // The figure is like this now. What belongs to one action, such as a stroke, is one step.
    add(/** @type {State} */ state, /** @type {string} */ of = "") {
      if (told(state) === told(states[at])) return;
      const goesOn = of !== "" && of === action;
      action = of;
      states = [...states.slice(0, goesOn ? at : at + 1), state].slice(-MOST);
      at = states.length - 1;
    },
    // The state before (-1) or after (1), if there is one; where the reader looks stays.
    move(/** @type {-1 | 1} */ by, /** @type {State} */ now) {
      const next = states[at + by];
      if (!next) return null;
      at += by;
      action = undefined;
      return { ...next, ...Object.fromEntries(looks.map((key) => [key, now[key]])) };
    },
    leads: (/** @type {-1 | 1} */ by) => states[at + by] !== undefined,
    // Nothing was before this state.
    begin(/** @type {State} */ state) {
      [states, at, action] = [[state], 0, undefined];
    },
  };
}
