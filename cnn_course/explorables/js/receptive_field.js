// A stack of layers from the side: point at a value, and all that it sees lights up, down to the
// pixels; point at a pixel, and all that it reaches.

import { EACH_ADDS } from "./facts.js";
import { element, keepKeys, speaker } from "./interface.js";
import { kept } from "./kept.js";
import { stack } from "./receptive_field_controls.js";
import { reached, seen, understood } from "./receptive_field_state.js";
import { sentences } from "./receptive_field_words.js";
import { remember } from "./remember.js";
import { sideView } from "./side_view.js";

/** @import { Pair, Render } from "./types.d.ts" */

const KEYS = ["layers", "pixels", "at"];
const LEGEND = "Framed: the value you look at. Filled: what it sees. Striped: what it reaches. "
  + "The arrow keys go from value to value, up and down from layer to layer.";

/** @type {Render} */
export function render({ model, el }) {
  const { line: spoken, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  const text = element("p", { class: "cnn-sum" });
  const { first, values, change, put, stop } = kept({
    model, keys: KEYS, understood,
    onChange(next) {
      now = next;
      draw();
      say(said(now.at));
      memory.did();
    },
    onRefuse(why) {
      draw();
      problem.textContent = why;
    },
  });
  let now = first;
  const said = (/** @type {Pair} */ at) => sentences(now, at).join(" ");
  const controls = stack((changed) =>
    // Whoever looks at the top goes on looking there.
    change({ ...changed, at: now.at[0] === now.layers.length ? null : now.at }));
  const view = sideView({ look, choose });

  function draw() {
    problem.textContent = "";
    controls.show(now);
    view.show(now);
    look(now.at);
  }

  function look(/** @type {Pair} */ at = now.at) {
    view.light(at, seen(now, at), reached(now, at));
    text.textContent = said(at);
  }

  function choose(/** @type {Pair} */ at) {
    now.at = at;
    put("at", at);
    model.save_changes();
    look(at);
    say(said(at));
    memory.did();
  }

  const root = element(
    "div", { class: "cnn-figure cnn-slides cnn-side", role: "group", "aria-label": "Receptive field" },
  );
  const memory = remember({
    el, root, say, keeps: Boolean(model.alone), looks: ["at"], values, fits: understood, show: change,
  });
  root.append(
    view.root, text, controls.root, memory.bar, problem,
    element("p", { class: "cnn-legend" }, LEGEND), element("p", { class: "cnn-legend" }, EACH_ADDS), spoken,
  );
  keepKeys(root);
  draw();
  el.append(root);
  memory.begin();
  return () => {
    memory.stop();
    stop();
  };
}
