// The values that Python and the reader both change. What does not fit is said in words, and
// the figure stays as it was.

/** @import { Model } from "./types.d.ts" */

// kept({model, keys, understood, onChange, onRefuse})
//   understood  (values) all that is drawn, or an error in words
//   onChange    (now) this is drawn from here on
//   onRefuse    (text) why it stays as it was
// The answer: {first, values(), change(values), put(key, value), stop()}.
/**
 * @template Now
 * @param {{
 *   model: Model, keys: string[], understood: (values: any) => Now,
 *   onChange: (now: Now) => void, onRefuse: (text: string) => void,
 * }} figure
 */
export function kept({ model, keys, understood, onChange, onRefuse }) {
  const current = () => Object.fromEntries(keys.map((key) => [key, model.get(key)]));
  let settling = false; // several values are set, one after the other
  let good = current();
  const first = understood(good);

  function set(/** @type {Record<string, unknown>} */ values) {
    settling = true;
    for (const [key, value] of Object.entries(values)) model.set(key, value);
    settling = false;
  }

  // What the reader changed: checked first, so that Python never hears of a bad value. All
  // values are set, the good ones of before in the place of bad ones, too. Says whether it fits.
  function change(/** @type {Record<string, unknown>} */ values) {
    return take({ ...good, ...values }, (wanted) => {
      set(wanted);
      model.save_changes();
    });
  }

  function refresh() {
    if (!settling) take(current());
  }

  /** @param {Record<string, any>} wanted @param {(wanted: Record<string, any>) => void} [send] */
  function take(wanted, send = () => {}) {
    let now;
    try {
      now = understood(wanted);
    } catch (refused) {
      onRefuse(`${/** @type {Error} */ (refused).message}.`);
      return false;
    }
    send(wanted);
    good = wanted;
    onChange(now);
    return true;
  }

  // One value that needs no check and no new drawing; the caller saves it.
  /** @param {string} key @param {unknown} value */
  function put(key, value) {
    set({ [key]: value });
    good = { ...good, [key]: value };
  }

  const names = keys.map((key) => `change:${key}`);
  for (const name of names) model.on(name, refresh);
  return {
    first, change, put,
    values: () => good,
    stop() {
      for (const name of names) model.off(name, refresh);
    },
  };
}
