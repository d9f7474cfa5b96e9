// The training figure without a page: what it asks Python for, its sentences, its curves.

import assert from "node:assert/strict";
import test from "node:test";

import { RHYTHM, asking } from "../../cnn_course/explorables/js/asking.js";
import { SMALL, centered } from "../../cnn_course/explorables/js/centering.js";
import { path } from "../../cnn_course/explorables/js/chart.js";
import { INITIALS, OPTIMIZERS, PACES } from "../../cnn_course/explorables/js/facts.js";
import { largest, movement, places } from "../../cnn_course/explorables/js/kernel_tiles.js";
import { standIn } from "../../cnn_course/explorables/js/page.js";
import { checkSettings } from "../../cnn_course/explorables/js/training_state.js";
import * as words from "../../cnn_course/explorables/js/training_words.js";
import { useDocument } from "./document.js";
import { close, given } from "./given.js";

useDocument();

test("a setting is a word, and no list of one", () => {
  const [optimizer, initial, pace] = [OPTIMIZERS, INITIALS, PACES].map((all) => Object.keys(all)[0]);
  const settings = { rate: 1, filters: 4, padding: "same", optimizer, initial, pace };
  checkSettings(settings);
  for (const name of /** @type {const} */ (["optimizer", "initial", "pace"])) {
    assert.throws(() => checkSettings({ ...settings, [name]: [settings[name]] }), RangeError, name);
  }
});

// A learner and its Python: what is asked stands in `heard`; answer() does some steps of it.
function learner(pace = "fast") {
  const model = standIn({ done: 0, asked: 0, starts: 0, begun: 0, problem: "", pace });
  /** @type {number[]} */
  const heard = [];
  /** @type {(boolean | string)[]} */
  const said = [];
  let alive = true;
  model.save_changes = () => heard.push(model.get("asked") - model.get("done"));
  const asks = asking({
    model, alive: () => alive, onState: (playing) => said.push(playing), onSilence: () => said.push("?"),
  });
  return {
    model, heard, said, asks,
    answer: (/** @type {number} */ steps) => model.set("done", model.get("done") + steps),
    leave() {
      alive = false;
    },
  };
}

const FAST = RHYTHM.fast[0];

test("a step is asked for once, and a second one when the first is done", (context) => {
  context.mock.timers.enable();
  const { asks, heard, answer } = learner();
  asks.step();
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [1]);
  asks.step();
  asks.step();
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [1], "Python is not asked again before it has answered");
  answer(1);
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [1, 2], "both that were owed");
  answer(2);
  context.mock.timers.tick(5000);
  assert.deepEqual(heard, [1, 2]);
});

test("playing asks again after each answer, and a stop is a stop", (context) => {
  context.mock.timers.enable();
  const { asks, heard, said, answer } = learner();
  asks.play();
  asks.play();
  assert.deepEqual(heard, [FAST]);
  answer(40);
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [FAST, FAST]);
  asks.stop();
  answer(35);
  context.mock.timers.tick(1000);
  assert.deepEqual([heard.length, said], [2, [true, false]]);
  asks.play();
  context.mock.timers.tick(1);
  assert.equal(heard.length, 3, "on it goes");
});

test("the slow pace takes one step at a time", (context) => {
  context.mock.timers.enable();
  let now = 0;
  context.mock.method(performance, "now", () => now);
  const tick = (/** @type {number} */ time) => {
    now += time;
    context.mock.timers.tick(time);
  };
  assert.deepEqual(Object.keys(RHYTHM), Object.keys(PACES));
  const { asks, heard, answer } = learner("slow");
  asks.play();
  tick(100);
  answer(1);
  tick(RHYTHM.slow[1] - 101);
  assert.deepEqual(heard, [1]);
  tick(2);
  assert.deepEqual(heard, [1, 1]);
});

test("a new start waits until Python has heard of it", (context) => {
  context.mock.timers.enable();
  const { asks, model, heard, answer } = learner();
  asks.play();
  asks.forget();
  model.set("starts", 1);
  asks.play();
  asks.step();
  context.mock.timers.tick(1);
  answer(500); // the old answer, on its way
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [FAST]);
  model.set("done", 0);
  model.set("begun", 1);
  context.mock.timers.tick(1);
  assert.deepEqual(heard, [FAST, 1]);
});

test("steps that were owed are forgotten by a new start", (context) => {
  context.mock.timers.enable();
  const { asks, model, heard } = learner();
  asks.step();
  context.mock.timers.tick(1);
  asks.step();
  assert.ok(asks.busy());
  asks.forget();
  assert.ok(!asks.busy());
  model.set("starts", 1);
  assert.ok(asks.busy());
  model.set("begun", 1);
  context.mock.timers.tick(1000);
  assert.deepEqual(heard, [1]);
});

test("a loss beyond all numbers stops it, and nothing is asked for", (context) => {
  context.mock.timers.enable();
  const { asks, model, heard, said } = learner();
  asks.play();
  model.set("problem", "The loss grew.");
  asks.step();
  asks.play();
  context.mock.timers.tick(10_000);
  assert.deepEqual([heard.length, said, asks.playing()], [1, [true, false], false]);
});

test("Python that does not answer is said, once", (context) => {
  context.mock.timers.enable();
  const { asks, said } = learner();
  asks.step();
  context.mock.timers.tick(1);
  context.mock.timers.tick(60_000);
  assert.deepEqual(said, ["?"]);
});

test("a figure that has left its page asks no more", (context) => {
  context.mock.timers.enable();
  const { asks, heard, answer, leave } = learner();
  asks.play();
  leave();
  answer(5);
  context.mock.timers.tick(1000);
  assert.deepEqual([heard.length, asks.playing()], [1, false]);
  const other = learner();
  other.asks.play();
  other.asks.end();
  other.answer(5);
  context.mock.timers.tick(10_000);
  assert.deepEqual([other.heard.length, other.said], [1, [true]]);
});

test("every figure's curves have room on their axes, and what is told is finite", () => {
  const told = given("training");
  assert.equal(told.length, 8);
  for (const { state, last, loss } of told) {
    const line = words.lossLine(state);
    const axes = words.lossAxes(line, state.done);
    for (const [x, y] of line) assert.ok(x >= 0 && x <= axes.right && y >= 0 && y <= axes.top);
    if (state.bowl.length) {
      const { walk, bowl, axes: around } = words.bowlLines(state);
      close(walk.at(-1), [last, loss], { relative: 1e-5, absolute: 1e-9 });
      for (const [x, y] of [...walk, ...bowl]) {
        assert.ok(x >= around.left && x <= around.right && y <= around.top * (1 + 1e-9));
      }
      close(line.at(-1), [state.done, loss], { relative: 1e-5, absolute: 1e-9 });
    }
    const { training, held, axes: shares } = words.accuracyLines(state.judged);
    assert.deepEqual([training.length, held.length], [state.judged.length, state.judged.length]);
    for (const [x, y] of [...training, ...held]) assert.ok(x <= shares.right && y <= 100);
    assert.ok(!words.comeSoFar(state).includes("NaN"));
  }
});

test("how far it has come, in words", () => {
  const none = { done: 0, per_epoch: 85, curve: [], judged: [], bowl: [], walk: [], problem: "" };
  assert.equal(words.comeSoFar(none), "No step yet.");
  assert.equal(words.comeSoFar({ ...none, done: 1, curve: [[0, 0.0912]] }), "1 step (0 epochs). Loss lately 0.0912.");
  assert.equal(
    words.comeSoFar({ ...none, done: 1020, curve: [[1020, 0.5]], judged: [[0.5, 0.25]] }),
    "1,020 steps (12 epochs). Loss lately 0.5; right in the last epoch: 50.0 % of the training, " +
      "25.0 % of the held-out digits.");
  assert.equal(
    words.comeSoFar({ ...none, done: 85, curve: [[85, 1]], judged: [[1, null]] }),
    "85 steps (1 epoch). Loss lately 1; right in the last epoch: 100.0 % of the training.");
  assert.equal(
    words.comeSoFar({ ...none, done: 1, per_epoch: 1, curve: [[0, 36]], bowl: [9, 2, 0], walk: [0, 1] }),
    "1 step. Loss 9. The weight is 1.");
});

test("numbers on axes and in tables", () => {
  assert.deepEqual([36, 31, 8, 0.0912, 1, 9.01, 1.2e-7].map(words.roundUp), [40, 40, 8, 0.1, 1, 10, 1.5e-7]);
  assert.deepEqual([0, NaN].map(words.roundUp), [1, 1]);
  assert.deepEqual(
    [0, 81, -1.5, 0.01234, 8577, 1.97e19, -4.8e-6].map(words.short),
    ["0", "81", "\u22121.5", "0.0123", "8580", "2.0e19", "\u22124.8e\u22126"]);
  assert.deepEqual(
    [1, -0.25, -0.0001, 999.5, -12345].map(places),
    ["1.000", "\u22120.250", "0.000", "999.500", "\u221212300"]);
});

test("a line goes through its places, and dots stand alone", () => {
  const axes = { left: 0, right: 2, bottom: 0, top: 10 };
  assert.equal(path([[0, 0], [1, 5], [2, 10]], axes), "M0.0 120.0L150.0 60.0L300.0 0.0");
  assert.equal(path([[1, 5], [2, 0]], axes, true), "M150.0 60.0h0M300.0 120.0h0");
  assert.equal(path([], axes), "");
});

test("a kernel's movement, and what is drawn full", () => {
  assert.deepEqual(movement([[3, 1]], [[1, 1]]), [[2, 0]]);
  assert.deepEqual([largest([[[1, -4]], [[2, 3]]]), largest([[[0]]])], [4, 1]);
});

test("a drawing for 8 by 8 pixels fills all rows and stands where the digits stand", () => {
  const size = 80;
  const ink = new Float32Array(size * size);
  for (let y = 10; y < 50; y++) for (let x = 60; x < 75; x++) ink[y * size + x] = 1;
  const flat = centered(ink, size, SMALL) ?? new Float64Array();
  assert.equal(flat.length, 64);
  const rows = Array.from({ length: 8 }, (_, y) => Array.from(flat.slice(8 * y, 8 * y + 8)));
  assert.deepEqual(rows, Array.from({ length: 8 }, () => [0, 0, 16, 16, 16, 0, 0, 0]));
  assert.equal(centered(new Float32Array(100), 10, SMALL), null);
});
