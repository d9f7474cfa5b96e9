// What a figure keeps: its values, a page's stand-in for Python's model, and readers' answers.

import assert from "node:assert/strict";
import test from "node:test";

import * as store from "../../cnn_course/explorables/js/answer_store.js";
import { kept } from "../../cnn_course/explorables/js/kept.js";
import { standIn } from "../../cnn_course/explorables/js/page.js";
import { useDocument } from "./document.js";

useDocument();

// A figure with two numbers that must not be equal; what it is told stands in `heard`.
function figure(first = { a: 1, b: 2 }) {
  const model = standIn({ ...first });
  /** @type {any[]} */
  const heard = [];
  let saved = 0;
  model.save_changes = () => {
    saved += 1;
  };
  const values = kept({
    model, keys: ["a", "b"],
    understood({ a, b }) {
      if (a === b) throw new RangeError("a and b must differ");
      return { sum: a + b };
    },
    onChange: (now) => heard.push(now.sum),
    onRefuse: (text) => heard.push(text),
  });
  return { model, heard, values, saves: () => saved };
}

test("a change that fits is drawn once and saved once", () => {
  const { model, heard, values, saves } = figure();
  assert.equal(values.first.sum, 3);
  assert.equal(values.change({ a: 5, b: 6 }), true);
  assert.deepEqual([heard, saves(), model.get("a"), model.get("b")], [[11], 1, 5, 6]);
});

test("Python never hears of a value that does not fit", () => {
  const { model, heard, values, saves } = figure();
  assert.equal(values.change({ a: 2 }), false);
  assert.deepEqual([heard, saves(), model.get("a")], [["a and b must differ."], 0, 1]);
});

test("a bad value from Python is said, and the next change repairs the model", () => {
  const { model, heard, values } = figure();
  model.set("a", 2);
  assert.deepEqual(heard, ["a and b must differ."]);
  values.change({ b: 7 });
  assert.deepEqual([model.get("a"), model.get("b"), heard.at(-1)], [1, 7, 8]);
});

test("a value that is only put is there, and neither drawn nor saved", () => {
  const { model, heard, values, saves } = figure();
  values.put("a", 9);
  assert.deepEqual([model.get("a"), heard, saves()], [9, [], 0]);
  assert.deepEqual(values.values(), { a: 9, b: 2 });
});

test("a figure that ended hears nothing", () => {
  const { model, heard, values } = figure();
  values.stop();
  model.set("a", 5);
  assert.deepEqual(heard, []);
});

test("a figure whose first values do not fit does not begin", () => {
  assert.throws(() => figure({ a: 1, b: 1 }), /a and b must differ/);
});

// The page hears of other tabs.
const page = new EventTarget();
for (const name of /** @type {const} */ (["addEventListener", "removeEventListener"])) {
  Object.defineProperty(globalThis, name, { value: page[name].bind(page) });
}

// A storage like the browser's.
function storage(/** @type {Record<string, string>} */ texts = {}) {
  const all = new Map(Object.entries(texts));
  return {
    getItem: (/** @type {string} */ key) => all.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void all.set(key, text),
    removeItem: (/** @type {string} */ key) => void all.delete(key),
    all,
  };
}

function withStorage(/** @type {unknown} */ value) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value });
  store.forgetAnswers();
}

test("answers are kept, heard of, and forgotten", () => {
  const own = storage();
  withStorage(own);
  /** @type {string[]} */
  const heard = [];
  const stop = store.onAnswers((what) => heard.push(what));
  assert.equal(store.keeping(), "kept");
  store.keepAnswer("row.by_hand", "12");
  assert.equal(store.keptAnswer("row.by_hand"), "12");
  assert.equal(own.all.get("cnn-course-answers"), '{"row.by_hand":"12"}');
  store.keepAnswer("row.by_hand", "x".repeat(3000));
  assert.equal(own.all.get("cnn-course-answers"), '{"row.by_hand":"12"}', "too long to keep");
  assert.deepEqual([store.keeping(), store.isLasting("row.by_hand")], ["lost", false]);
  store.forgetAnswers();
  assert.equal(store.keeping(), "kept");
  assert.equal(store.keptAnswer("row.by_hand"), undefined);
  stop();
  store.keepAnswer("row.by_hand", "13");
  assert.deepEqual(heard, ["kept", "kept", "forgotten"]);
});

test("what another tab kept is read before this one writes, and heard of", () => {
  const own = storage();
  withStorage(own);
  /** @type {string[]} */
  const heard = [];
  const stop = store.onAnswers((what) => heard.push(what));
  const elsewhere = (/** @type {string | null} */ key, /** @type {string | null} */ newValue) =>
    page.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
  store.keepAnswer("a", "1");
  own.all.set("cnn-course-answers", '{"a":"2","b":"3"}');
  elsewhere("cnn-course-answers", own.all.get("cnn-course-answers") ?? null);
  assert.equal(store.keptAnswer("a"), "2");
  store.keepAnswer("c", "4");
  assert.equal(own.all.get("cnn-course-answers"), '{"a":"2","b":"3","c":"4"}');
  own.all.clear();
  elsewhere("another", null);
  elsewhere(null, null);
  assert.deepEqual(["a", "b", "c"].map(store.keptAnswer), [undefined, undefined, undefined]);
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  stop();
  elsewhere(null, null);
  assert.deepEqual(heard, ["kept", "elsewhere", "kept", "elsewhere", "elsewhere"]);
});

test("whatever stands in the storage, only texts by own names count", () => {
  for (const text of ["not JSON", "null", "[]", '"text"', "7", '{"a": 17}', '{"__proto__": "17"}']) {
    withStorage(storage());
    withStorage({ ...storage({ "cnn-course-answers": text }), removeItem() {} });
    for (const name of ["a", "constructor", "toString"]) assert.equal(store.keptAnswer(name), undefined);
    store.keepAnswer("a", "1");
    assert.equal(store.keptAnswer("a"), "1");
  }
});

test("without a storage, or a full one, answers last as long as the page", () => {
  const full = { ...storage(), setItem() { throw new Error("full"); } };
  const silent = { ...storage(), setItem() {} };
  for (const [own, before, after] of [[undefined, "none", "none"], [full, "kept", "lost"], [silent, "kept", "lost"]]) {
    withStorage(own);
    assert.equal(store.keeping(), before);
    store.keepAnswer("a", "1");
    assert.equal(store.keptAnswer("a"), "1");
    assert.deepEqual([store.keeping(), store.isLasting("a")], [after, false]);
  }
});
