// The figures that Python and the page share: what anywidget's model offers, over the worker.

/** @import { Message } from "./types.d.ts" */

/** @param {(message: Message) => void} tell */
export function sharedModels(tell) {
  /** @type {Map<string, ReturnType<typeof sharedModel>>} */
  const models = new Map();
  return {
    /** @param {string} name */
    find: (name) => models.get(name)?.model,
    // Python made a figure, or changed one.
    hear(/** @type {Message} */ { kind, model, state }) {
      if (kind === "open") models.set(model, sharedModel(model, state, tell));
      else models.get(model)?.take(state);
    },
  };
}

/** @param {string} name @param {Record<string, any>} state @param {(message: Message) => void} tell */
function sharedModel(name, state, tell) {
  /** @type {Map<string, (() => void)[]>} */
  const listeners = new Map();
  /** @type {Record<string, unknown>} */
  let unsaved = {};

  /** @param {string} key @param {unknown} value */
  function put(key, value) {
    state[key] = value;
    for (const listener of listeners.get(`change:${key}`) ?? []) listener();
  }

  return {
    take(/** @type {Record<string, unknown>} */ values) {
      // All values first: whoever hears of one may look at the others.
      Object.assign(state, values);
      for (const [key, value] of Object.entries(values)) put(key, value);
    },
    model: {
      get: (/** @type {string} */ key) => state[key],
      set(/** @type {string} */ key, /** @type {unknown} */ value) {
        unsaved[key] = value;
        put(key, value);
      },
      on(/** @type {string} */ event, /** @type {() => void} */ listener) {
        listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      },
      off(/** @type {string} */ event, /** @type {() => void} */ listener) {
        listeners.set(event, (listeners.get(event) ?? []).filter((other) => other !== listener));
      },
      save_changes() {
        if (Object.keys(unsaved).length) tell({ kind: "change", model: name, state: unsaved });
        unsaved = {};
      },
    },
  };
}
