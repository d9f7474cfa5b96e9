// A stack of layers from the side: point at a value, and all that it sees lights up, down to the
// pixels; point at a pixel, and all that it reaches.

import { EACH_ADDS } from "./facts.js";
import { element, keepKeys, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { stack } from "./receptive_field_controls.js";
import { reached, seen, understood } from "./receptive_field_state.js";
import { sentences } from "./receptive_field_words.js";
import { sideView } from "./side_view.js";

/** @import { Pair, Render } from "./types.d.ts" */

const KEYS = ["layers", "pixels"];

/** @type {Render} */
export function render({ model, el }) {
  const { line: spoken, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const text = element("p", { class: "cnn-sum" });
  const { first, change, stop } = kept({
    model, keys: KEYS, understood,
    onChange(next) {
      const top = at[0] === now.layers.length;
      now = next;
      problem.textContent = "";
      // Whoever looks at the top goes on looking there.
      draw(top ? middleOf(now.layers.length) : at);
      say(said());
    },
    onRefuse(why) {
      problem.textContent = why;
      controls.show(now);
    },
  });
  let now = first;
  const middleOf = (/** @type {number} */ layer) =>
    /** @type {Pair} */ ([layer, Math.floor((now.rows[layer].count - 1) / 2)]);
  let at = middleOf(now.layers.length); // layer and place of the value that is looked at
  const said = () => sentences(now, at).join(" ");
  const controls = stack(change);
  const view = sideView((where, aloud) => {
    look(where);
    if (aloud) say(said());
  });

  function draw(/** @type {Pair} */ where) {
    controls.show(now);
    view.show(now);
    const layer = Math.min(where[0], now.layers.length);
    look([layer, Math.min(where[1], now.rows[layer].count - 1)]);
  }

  function look(/** @type {Pair} */ where) {
    at = where;
    view.light(at, seen(now, at), reached(now, at));
    text.textContent = said();
  }

  const root = element(
    "div", { class: "cnn-figure cnn-slides cnn-side", role: "group", "aria-label": "Receptive field" },
    view.root,
    element(
      "p", { class: "cnn-legend" },
      "Framed: the value you look at. Filled: what it sees. Striped: what it reaches. " +
        "The arrow keys go from value to value, up and down from layer to layer.",
    ),
    text, problem, controls.root, element("p", { class: "cnn-legend" }, EACH_ADDS), spoken,
  );
  keepKeys(root);
  draw(at);
  el.append(root);
  return stop;
}
