// Sizes, windows and sums: what cnn_course/shapes.py, convolution.py and pooling.py compute.

import assert from "node:assert/strict";
import test from "node:test";

import {
  landings, outputSize, paddingAmounts, parameterCount, plan, pooled, products, slide, spot, visitCounts,
  windowPixels,
} from "../../cnn_course/explorables/js/arithmetic.js";
import { given } from "./given.js";

test("one axis is counted as Python counts it, and refused in its words", () => {
  const cases = given("shapes");
  assert.ok(cases.length > 2700);
  for (const [axis, zeros, size, visits] of cases) {
    const given = /** @type {[any, any, any, any, any]} */ (axis);
    assert.deepEqual(paddingAmounts(...given), zeros, axis);
    if (typeof size === "string") {
      assert.throws(() => outputSize(...given), { name: "RangeError", message: size });
    } else {
      assert.equal(outputSize(...given), size, axis);
      assert.deepEqual(visitCounts(landings(...given), axis[0], axis[1]), visits, axis);
    }
  }
});

const PICTURE = [[[1], [2], [3]], [[4], [5], [6]]];
const KERNEL = [[[1], [0]], [[0], [10]]];

test("the products of a window are in reading order, zeros of the padding among them", () => {
  const places = plan(PICTURE, [2, 2], [1, 1], 1);
  assert.deepEqual([places.rows.count, places.columns.count], [3, 4]);
  const terms = products(PICTURE, KERNEL, places, 0, 1);
  assert.deepEqual(terms.map(({ row, column, inside, product }) => [row, column, inside, product]), [
    [-1, 0, false, 0], [-1, 1, false, 0], [0, 0, true, 0], [0, 1, true, 20],
  ]);
  const sums = slide(PICTURE, KERNEL, 5, places);
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 4; x++) {
      const sum = products(PICTURE, KERNEL, places, y, x).reduce((all, one) => all + one.product, 5);
      assert.equal(sums[y][x], sum);
    }
  }
});

test("the products of a window with holes leave out what lies in them", () => {
  const places = plan(PICTURE, [2, 2], [1, 1], 0, [1, 2]);
  const terms = products(PICTURE, KERNEL, places, 0, 0);
  assert.deepEqual(terms.map(({ row, column, value }) => [row, column, value]), [
    [0, 0, 1], [0, 2, 3], [1, 0, 4], [1, 2, 6],
  ]);
  assert.deepEqual(slide(PICTURE, KERNEL, 5, places), [[5 + 1 + 60]]);
});

test("in one dimension rows are neither padded nor stepped over", () => {
  const places = plan(PICTURE, [1, 2], [2, 2], 1, [1, 1], true);
  assert.deepEqual([places.rows.count, places.rows.zeros], [2, [0, 0]]);
  assert.deepEqual([places.columns.count, places.columns.zeros], [2, [1, 1]]);
});

test("a window of pooling holds pixels alone", () => {
  const picture = [[1, 7, 2], [3, 5, 4], [8, 0, 1]];
  const places = plan(picture, [2, 2], [2, 2], "same");
  assert.deepEqual(windowPixels(picture, [2, 2], places, 1, 1), [{ row: 2, column: 2, value: 1 }]);
  assert.deepEqual([pooled([3, -4], "max"), pooled([3, 4], "average"), pooled([3, -4], "l2")], [3, 3.5, 5]);
});

test("a place by its number and by its row and column", () => {
  const places = plan(PICTURE, [1, 1], [1, 1], 0);
  const last = { y: 1, x: 2, number: 5, count: 6 };
  assert.deepEqual(spot(places, 5), last);
  assert.deepEqual(spot(places, { y: 1, x: 2 }), last);
  assert.equal(parameterCount(3, 3, 8, 8), 584);
});
