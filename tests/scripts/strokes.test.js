// Which cells a pointer passes.

import assert from "node:assert/strict";
import test from "node:test";

import { passed } from "../../cnn_course/explorables/js/strokes.js";

test("a way passes every cell on it, in order", () => {
  assert.deepEqual(passed([0.5, 0.5], [0.5, 3.5]), [[0, 0], [0, 1], [0, 2], [0, 3]]);
  assert.deepEqual(passed([0.5, 3.5], [0.5, 1.5]), [[0, 3], [0, 2], [0, 1]]);
  assert.deepEqual(passed([0.5, 0.5], [2.5, 0.5]), [[0, 0], [1, 0], [2, 0]]);
  assert.deepEqual(passed([0.2, 0.5], [1.2, 2.5]), [[0, 0], [0, 1], [0, 2], [1, 2]]);
  assert.deepEqual(passed([0.5, 0.5], [2.5, 2.5]), [[0, 0], [1, 1], [2, 2]]);
});

test("no way is one cell, and ways may leave the table", () => {
  assert.deepEqual(passed([1.5, 2.5], [1.5, 2.5]), [[1, 2]]);
  assert.deepEqual(passed([0.5, 0.5], [0.5, -0.5]), [[0, 0], [0, -1]]);
});

test("neighbors on any way share an edge, or a corner that is crossed", () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return (8 * seed) / 2147483647;
  };
  for (let time = 0; time < 500; time++) {
    const [from, to] = [/** @type {[number, number]} */ ([random(), random()]), /** @type {[number, number]} */ ([random(), random()])];
    const cells = passed(from, to);
    assert.deepEqual(cells[0], from.map(Math.floor));
    assert.deepEqual(cells[cells.length - 1], to.map(Math.floor));
    cells.slice(1).forEach(([y, x], at) => {
      assert.equal(Math.abs(y - cells[at][0]) + Math.abs(x - cells[at][1]), 1);
    });
  }
});
