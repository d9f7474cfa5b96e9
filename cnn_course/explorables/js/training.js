// A network learns while the reader watches. Python computes; this figure asks it for steps,
// shows what came, and hands it what is drawn.

import { asking } from "./asking.js";
import { chart } from "./chart.js";
import { need } from "./checks.js";
import { drawingPad } from "./drawing_pad.js";
import { WHO_TRAINS } from "./facts.js";
import { frames } from "./frames.js";
import { button, element, keepKeys, prefersStill, speaker } from "./interface.js";
import { kernelTiles } from "./kernel_tiles.js";
import { remember } from "./remember.js";
import { player, settings } from "./training_controls.js";
import { checkSettings, SETTINGS } from "./training_state.js";
import { accuracyLines, bowlLines, comeSoFar, lossAxes, lossLine } from "./training_words.js";

/** @import { Model, Render } from "./types.d.ts" */
/** @import { Told } from "./training_words.js" */

const TOLD = ["begun", "done", "curve", "judged", "shown", "began", "bowl", "walk", "problem",
  "per_epoch", "rate", "filters", "padding", "optimizer", "initial", "pace", "probabilities"];
const SENT = 20; // drawings that are remembered
const WAITS = "Run Python on this page first.";
const KEPT = "Kept for Python, which does not run on this page yet.";
const SELDOM = 1000; // milliseconds from one picture to the next, for who asks for less motion

/** @type {Render} */
export function render({ model, el }) {
  const root = element("div", { class: "cnn-training cnn-draws", role: "group", "aria-label": "Training" });
  const { line: said, say } = speaker();
  const problem = element("p", { class: "cnn-problem", role: "alert" });
  let wrong = ""; // what the reader did, or what Python does not do
  const tell = (/** @type {string} */ text) => {
    wrong = text;
    problem.textContent = model.get("problem") || wrong;
  };
  const count = element("p", { class: "cnn-count" });
  const told = () => /** @type {Told} */ (
    Object.fromEntries(TOLD.map((name) => [name, model.get(name)])));
  const still = prefersStill();
  let toSay = false; // the next picture is worth a sentence
  /** @type {string[]} */
  const sent = []; // drawings
  let ours = false; // what changes is what this figure told Python

  const learner = asking({
    model,
    alive: () => root.isConnected,
    rest: () => (still ? SELDOM : 0),
    onState(playing) {
      toSay = !playing;
      work.ask();
    },
    onSilence: () => tell("Python has not answered yet. Perhaps it still runs a cell."),
  });
  const fields = settings({
    model, onProblem: tell,
    onChange: (values) => chosen(change, values),
    onRestart: (values) => chosen(again, values),
  });
  const buttons = player({
    onStep() {
      if (waits() || model.get("problem")) return;
      toSay = true;
      learner.step();
    },
    onPlay: () => waits() || (learner.playing() ? learner.stop() : learner.play()),
    onAgain: () => waits() || again({}),
    onPace: (pace) => chosen(change, { pace }),
  });
  const loss = chart({ title: "The loss", x: "steps", lines: { loss: "loss" } });
  const other = otherChart(model);
  const charts = element("div", { class: "cnn-charts" }, loss.root, ...(other ? [other.root] : []));
  const single = model.get("bowl").length > 0;
  const labels = model.get("kind") === "labels";
  const kernels = kernelTiles(say);
  const pad = model.get("pad") && !model.alone ? drawingPad({
    classes: model.get("classes"), say,
    onEnd: () => memory.did(),
    onUndo: () => memory.undo(),
    onPicture(rows) {
      sent.push(JSON.stringify(rows));
      sent.splice(0, sent.length - SENT);
      change({ drawn: rows });
    },
  }) : null;
  // A drawing from Python. One that went there may come back late, when there is more ink.
  const take = () => {
    const back = sent.indexOf(JSON.stringify(model.get("drawn")));
    if (ours) return;
    if (back < 0) pad?.put(model.get("drawn"));
    else sent.splice(0, back + 1);
  };
  const answered = () => tell("");
  const work = frames(root, show);

  function change(/** @type {Record<string, unknown>} */ values) {
    ours = true;
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
    ours = false;
    tell("");
  }

  function again(/** @type {Record<string, unknown>} */ values) {
    learner.forget();
    toSay = true;
    change({ ...values, starts: model.get("starts") + 1 });
  }

  /** @param {(values: Record<string, unknown>) => void} how @param {Record<string, unknown>} values */
  function chosen(how, values) {
    how(values);
    memory.did();
    if (model.alone) tell(KEPT);
  }

  // Nothing learns where no Python is; the reader is told.
  function waits() {
    if (model.alone) tell(WAITS);
    return Boolean(model.alone);
  }

  // On a page, settings are chosen as well where Python is there.
  const settled = () => Object.fromEntries(SETTINGS.map((key) => [key, model.get(key)]));
  const memory = remember({
    el, root, say, keeps: el.closest("cnn-training") !== null,
    values: () => ({ ...settled(), ink: pad?.paper.text() ?? "" }),
    // Where pictures are learned, all but two follow from them.
    fits(values) {
      checkSettings(values);
      need(labels || ["filters", "padding", "optimizer"].every((key) => values[key] === model.get(key)),
        "this network takes another rate or beginning alone");
      if (pad) pad.paper.fits(values.ink);
    },
    show({ ink, ...values }, text) {
      const others = Object.keys(values).filter((key) => values[key] !== model.get(key));
      const news = Object.fromEntries(others.map((key) => [key, values[key]]));
      if (others.some((key) => key !== "rate" && key !== "pace")) again(news);
      else if (others.length) change(news);
      if (pad && ink !== pad.paper.text()) pad.bring(ink, text);
      fields.show();
    },
    busy: () => pad?.busy() ?? false,
  });

  function show() {
    const now = told();
    fields.show();
    buttons.show({ playing: learner.playing(), problem: now.problem, waits: Boolean(model.alone), pace: model.get("pace") });
    tell(wrong);
    const words = comeSoFar(now);
    count.textContent = words;
    const line = lossLine(now);
    loss.update({ loss: line }, lossAxes(line, now.done));
    charts.classList.toggle("cnn-empty", !now.done && !now.walk.length);
    other?.show(now);
    kernels.update(model.get("shown"), model.get("began"));
    pad?.answer(model.get("probabilities"));
    if (toSay && !learner.busy()) {
      say(now.problem || words.replaceAll("\u2212", "minus "));
      toSay = false;
    }
  }

  root.append(
    charts, ...(single ? [] : [kernels.root]), count,
    ...(model.alone ? [invitation(root, el)] : []), buttons.root, fields.root, memory.bar, problem, ...(pad ? [pad.root] : []), said);
  keepKeys(root);
  el.append(root);
  for (const name of TOLD) model.on(`change:${name}`, work.ask);
  model.on("change:done", answered);
  model.on("change:drawn", take);
  take();
  show();
  memory.begin();
  return () => {
    memory.stop();
    for (const name of TOLD) model.off(`change:${name}`, work.ask);
    model.off("change:done", answered);
    model.off("change:drawn", take);
    learner.end();
    pad?.end();
    work.stop();
  };
}

// Beside the loss: what is right, or the bowl that a single weight walks in.
function otherChart(/** @type {Model} */ model) {
  if (model.get("classes")) {
    const { root, update } = chart({
      title: "Right answers", x: "epochs", lines: { training: "training", held: "held out" },
    });
    return {
      root,
      show(/** @type {Told} */ { judged }) {
        const { axes, ...lines } = accuracyLines(judged);
        update(lines, axes, " %");
      },
    };
  }
  if (!model.get("bowl").length) return null;
  const { root, update } = chart({
    title: "The loss over the weight, and a dot for each step", x: "weight",
    lines: { bowl: "", walk: "", dots: "" },
  });
  return {
    root,
    show(/** @type {Told} */ now) {
      const { axes, ...lines } = bowlLines(now);
      update(lines, axes);
    },
  };
}

// On a page whose Python is not there yet.
/** @param {HTMLElement} root @param {HTMLElement} el */
function invitation(root, el) {
  const line = element("p", { class: "cnn-alone", role: "status" }, WHO_TRAINS);
  // It may take a minute until Python is here and the cells above have run: say how far it is.
  const heard = (/** @type {Event} */ event) => {
    if (!root.isConnected) document.removeEventListener("cnn-live-said", heard);
    else line.textContent = /** @type {CustomEvent} */ (event).detail;
  };
  const run = button("Run this page", () => {
    document.addEventListener("cnn-live-said", heard);
    globalThis.cnnLive?.run(el.closest("cnn-training") ?? root);
  });
  const offer = () => {
    if (globalThis.cnnLive) line.append(" ", run);
  };
  offer();
  if (!globalThis.cnnLive) document.addEventListener("cnn-live-ready", offer, { once: true });
  return line;
}
