// What a reader changed: steps back and on, what differs from the beginning, and links of it.

import assert from "node:assert/strict";
import test from "node:test";

import * as way from "../../cnn_course/explorables/js/difference.js";
import { past } from "../../cnn_course/explorables/js/past.js";
import { shelf } from "../../cnn_course/explorables/js/storage.js";
import { asWritten, written } from "../../cnn_course/explorables/js/words.js";
import { given } from "./given.js";

test("steps lead back and on, and a new one ends what was taken back", () => {
  const steps = past({ a: 0 });
  assert.deepEqual([steps.leads(-1), steps.leads(1), steps.move(-1, {})], [false, false, null]);
  for (const a of [1, 2, 2, 3]) steps.add({ a });
  assert.deepEqual(steps.move(-1, { a: 3 }), { a: 2 });
  assert.deepEqual(steps.move(-1, { a: 2 }), { a: 1 });
  assert.deepEqual(steps.move(1, { a: 1 }), { a: 2 });
  steps.add({ a: 9 });
  assert.equal(steps.leads(1), false);
  assert.deepEqual([1, 2, 3].map(() => steps.move(-1, { a: 0 })?.a), [2, 1, 0]);
  assert.equal(steps.leads(-1), false);
  steps.begin({ a: 5 });
  assert.deepEqual([steps.leads(-1), steps.leads(1)], [false, false]);
});

test("what belongs to one action is one step, and another action is another", () => {
  const steps = past({ a: 0 });
  steps.add({ a: 1 }, "stroke 1");
  steps.add({ a: 2 }, "stroke 1");
  steps.add({ a: 3 }, "stroke 2");
  steps.add({ a: 4 });
  steps.add({ a: 5 });
  const back = [];
  for (let state = steps.move(-1, {}); state; state = steps.move(-1, {})) back.push(state.a);
  assert.deepEqual(back, [4, 3, 2, 0]);
  steps.move(1, {});
  steps.add({ a: 6 }, "stroke 1");
  assert.equal(steps.move(-1, {})?.a, 2, "after a step back the stroke is another one");
});

test("where the reader looks is no step, and stays", () => {
  const steps = past({ a: 0, place: 0 }, ["place"]);
  steps.add({ a: 0, place: 3 });
  assert.equal(steps.leads(-1), false);
  steps.add({ a: 1, place: 3 });
  assert.deepEqual(steps.move(-1, { a: 1, place: 7 }), { a: 0, place: 7 });
});

test("two hundred steps are remembered", () => {
  const steps = past({ a: 0 });
  for (let a = 1; a < 300; a++) steps.add({ a });
  let last;
  for (let state = steps.move(-1, {}); state; state = steps.move(-1, {})) last = state.a;
  assert.equal(last, 100);
});

const FIRST = { picture: [[1, 2, 3], [4, 5, 6]], stride: [1, 1], padding: "valid", flip: false, none: null };

test("only what differs is kept, of an array the cells, if that is shorter", () => {
  const differs = (/** @type {object} */ now) => way.difference(FIRST, { ...FIRST, ...now });
  assert.deepEqual(differs({}), {});
  assert.deepEqual(differs({ padding: "same", flip: true }), { padding: "same", flip: true });
  assert.deepEqual(differs({ picture: [[1, 2, 3], [4, 9, 6]] }), { picture: { 4: 9 } });
  assert.deepEqual(differs({ picture: [[9, 9, 9], [9, 9, 9]] }), { picture: [[9, 9, 9], [9, 9, 9]] });
  assert.deepEqual(differs({ picture: [[1, 2], [4, 5]] }), { picture: [[1, 2], [4, 5]] });
  assert.deepEqual(differs({ none: [2, 2], stride: null }), { none: [2, 2], stride: null });
});

test("every state comes back from its link, and links are short and plain", () => {
  const states = given("convolution").map((/** @type {any} */ { state }) => state);
  const [first, ...others] = states;
  for (const state of [first, ...others]) {
    const link = way.encoded(way.difference(first, state));
    assert.match(link, /^[\w-]*$/);
    assert.deepEqual(way.patched(first, way.decoded(link)), state);
  }
  assert.equal(way.encoded({}), "");
  assert.deepEqual(way.patched(FIRST, way.decoded("")), FIRST);
  const large = { picture: Array.from({ length: 16 }, () => Array(16).fill(255)) };
  const one = structuredClone(large);
  one.picture[7][7] = 0;
  assert.ok(way.encoded(way.difference(large, one)).length < 40);
});

test("what is no link of this figure is refused in words", () => {
  for (const [changes, message] of /** @type {[any, RegExp][]} */ ([
    [[], /not a set of values/], [null, /not a set of values/], ["text", /not a set of values/],
    [{ other: 1 }, /does not have/], [JSON.parse('{"__proto__": {"a": 1}}'), /does not have/],
    [{ picture: { 6: 1 } }, /a cell/], [{ picture: { a: 1 } }, /a cell/], [{ picture: { "01": 1 } }, /a cell/],
    [{ padding: { 1: 1 } }, /a cell/],
  ])) {
    assert.throws(() => way.patched(FIRST, changes), { name: "RangeError", message }, JSON.stringify(changes));
  }
  assert.equal(Object.hasOwn(Object.prototype, "a"), false);
  for (const link of ["%", "e30x!", "eyJh", "<b>", "\u00e9", "bm90IEpTT04"]) {
    assert.throws(() => way.decoded(link), { name: "RangeError", message: /missing or was changed/ }, link);
  }
  assert.throws(() => way.decoded("A".repeat(way.LONGEST_LINK + 1)), { message: /longer than/ });
});

test("a digest tells texts apart", () => {
  assert.equal(way.digest(""), (0x811c9dc5).toString(36));
  const found = new Set(Array.from({ length: 2000 }, (_, at) => way.digest(`{"a":${at}}`)));
  assert.equal(found.size, 2000);
});

test("a number that was typed is written as it was; a calculated one stays short", () => {
  for (const value of [2345.671, 1 / 7]) assert.notEqual(written(value), String(value));
  for (const value of [2345.671, 1 / 7]) asWritten(value);
  assert.deepEqual([written(2345.671), written(1 / 7)], ["2345.671", "0.1429"]);
});

function withStorage(/** @type {unknown} */ value) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, value });
}

test("a shelf says what is there, and what another tab put there", () => {
  const all = new Map();
  const own = {
    getItem: (/** @type {string} */ key) => all.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void all.set(key, text),
    removeItem: (/** @type {string} */ key) => void all.delete(key),
  };
  withStorage(own);
  const place = shelf("a");
  assert.deepEqual([place.read(), place.news()], ["", null]);
  assert.equal(place.write("1"), true);
  assert.deepEqual([all.get("a"), place.news()], ["1", null]);
  all.set("a", "2");
  assert.deepEqual([place.news(), place.news()], ["2", null]);
  assert.equal(place.write(""), true);
  assert.equal(all.has("a"), false);
  withStorage({ ...own, setItem() { throw new Error("full"); } });
  assert.equal(place.write("3"), false);
  withStorage({ ...own, setItem() {} });
  assert.equal(place.write("3"), false);
  withStorage(undefined);
  assert.deepEqual([place.write("3"), place.read()], [false, ""]);
});
