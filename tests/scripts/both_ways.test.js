// What a pixel or a weight reaches is what changes when it changes.

import assert from "node:assert/strict";
import test from "node:test";

import { fromPixel, fromResult, fromWeight, reachedInWords } from "../../cnn_course/explorables/js/both_ways.js";
import { understood } from "../../cnn_course/explorables/js/convolution_state.js";
import { given } from "./given.js";

/** @import { Pair, Table } from "../../cnn_course/explorables/js/types.d.ts" */

const cases = given("convolution").filter((/** @type {any} */ { refused, state }) =>
  !refused && !Array.isArray(state.picture[0][0]) && !Array.isArray(state.kernel[0][0])).slice(0, 40);
const ones = (/** @type {Table} */ table) => table.map((row) => row.map(() => 1));

/** @param {Table} table @param {number} y @param {number} x */
function bumped(table, y, x) {
  const next = structuredClone(table);
  next[y][x] += 1;
  return next;
}

/** @param {any} state @param {any} other */
function changed(state, other) {
  const [before, after] = [state, other].map((one) => understood(one).results[0]);
  return before.flatMap((row, y) => row.flatMap((value, x) => (value === after[y][x] ? [] : [[y, x]])));
}

test("each pixel reaches what Python counts as its visits, and what changes with it", () => {
  assert.equal(cases.length, 40);
  for (const { state, visited } of cases) {
    const plain = { ...state, picture: ones(state.picture), kernel: ones(state.kernel) };
    const now = understood(plain);
    plain.picture.forEach((/** @type {number[]} */ row, /** @type {number} */ y) => row.forEach((_, x) => {
      const { pixels, results } = fromPixel(now, y, x);
      assert.deepEqual(pixels, [[y, x]]);
      assert.equal(results.length, visited.rows[y] * visited.columns[x]);
      assert.deepEqual(results, changed(plain, { ...plain, picture: bumped(plain.picture, y, x) }));
    }));
  }
});

test("each weight reaches what changes with it, with a half turn, too", () => {
  assert.ok(cases.some((/** @type {any} */ { state }) => state.flip));
  for (const { state } of cases) {
    const plain = { ...state, picture: ones(state.picture), kernel: ones(state.kernel) };
    const now = understood(plain);
    plain.kernel.forEach((/** @type {number[]} */ row, /** @type {number} */ y) => row.forEach((_, x) => {
      const { pixels, results } = fromWeight(now, y, x);
      assert.deepEqual(results, changed(plain, { ...plain, kernel: bumped(plain.kernel, y, x) }));
      assert.equal(pixels.length, results.length);
      // Without these pixels the weight changes nothing.
      const picture = structuredClone(plain.picture);
      for (const [row, column] of pixels) picture[row][column] = 0;
      const dark = { ...plain, picture };
      assert.deepEqual(changed(dark, { ...dark, kernel: bumped(plain.kernel, y, x) }), []);
    }));
  }
});

test("a result is made of what changes it, and of nothing in the holes of its window", () => {
  assert.ok(cases.some((/** @type {any} */ { state }) => understood(state).holes));
  for (const { state } of cases) {
    const plain = { ...state, kernel: ones(state.kernel) };
    const now = understood(plain);
    const { rows, columns } = now.places;
    const [y, x] = [rows.count >> 1, columns.count >> 1];
    const { pixels, results } = fromResult(now, y, x);
    assert.deepEqual(results, [[y, x]]);
    assert.equal(pixels.length, now.size[0] * now.size[1]);
    plain.picture.forEach((/** @type {number[]} */ row, /** @type {number} */ down) => row.forEach((_, across) => {
      const other = changed(plain, { ...plain, picture: bumped(plain.picture, down, across) });
      const reads = pixels.some(([one, two]) => one === down && two === across);
      assert.equal(reads, other.some(([one, two]) => one === y && two === x));
    }));
  }
});

test("what is reached, shortly", () => {
  /** @type {Pair[]} */
  const results = [[0, 2], [0, 3], [1, 2], [1, 3]];
  assert.equal(reachedInWords({ pixels: [[1, 3]], results }), "Reaches 4 results: rows 0 to 1, columns 2 to 3.");
  assert.equal(reachedInWords({ pixels: results, results }), "Meets 4 pixels. Reaches 4 results: rows 0 to 1, columns 2 to 3.");
  assert.equal(reachedInWords({ pixels: [[0, 0]], results: [[0, 0]] }), "Reaches 1 result: row 0, column 0.");
  assert.equal(reachedInWords({ pixels: [[0, 0]], results: [] }), "Reaches no result.");
  /** @type {Pair[]} */
  const apart = [[0, 1], [0, 3], [0, 5], [2, 1], [2, 3], [2, 5]];
  assert.equal(reachedInWords({ pixels: [[4, 5]], results: apart }), "Reaches 6 results: rows 0 and 2, columns 1, 3 and 5.");
});
