// A list of what has names: pictures, kernels, strips.

import { choice, element } from "./interface.js";

// What can be chosen by name; "own" says that it is none of these, and cannot be chosen.
/** @param {Record<string, any>} presets @param {(name: string) => void} onchange */
export function named(presets, onchange) {
  const texts = Object.fromEntries(Object.keys(presets).map((name) => [name, name]));
  const select = choice(texts, null, onchange);
  const own = element("option", { value: "", disabled: true }, "own");
  select.prepend(own);

  function show(/** @type {(preset: any) => boolean} */ isHere) {
    const name = Object.keys(presets).find((one) => isHere(presets[one]));
    if (name === undefined) own.selected = true;
    else select.value = name;
  }

  return { select, show };
}

/** @param {unknown} one @param {unknown} other */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
