// The way from a score down to the drawing: sums and fields are those of Python.

import assert from "node:assert/strict";
import test from "node:test";

import { explained, reach, strongest, views } from "../../cnn_course/explorables/js/looking.js";
import {
  cellInWords, placeName, reachInWords, short, sumLines, wholeSum,
} from "../../cnn_course/explorables/js/looking_words.js";
import { forward, unpack } from "../../cnn_course/explorables/js/network.js";
import { close, given } from "./given.js";

/** @import { Cell } from "../../cnn_course/explorables/js/looking.js" */

const { values, fields } = given("looking");
const network = unpack(given("network").packed);
const all = views(network);
const made = forward(network, values[0].picture, 28, 28);
const near = { relative: 1e-4, absolute: 1e-5 };

test("a reader looks at eleven views, from the picture up to the scores", () => {
  assert.deepEqual(all.map(({ name }) => name), [
    "Picture", "Layer 1", "Layer 2", "Pooling 1", "Layer 3", "Layer 4", "Pooling 2", "Layer 5",
    "Layer 6", "Average", "Score",
  ]);
});

test("every value is the sum of its parts, as NumPy has them", () => {
  assert.equal(values.length, 3 * 11 * 4);
  for (const { picture, kind, place, value, sums, scaled, cells } of values) {
    const where = `${kind} ${JSON.stringify(place)}`;
    const found = explained(network, all, forward(network, picture, 28, 28), place);
    assert.equal(all[place.view].kind, kind);
    close(found.value, value, near, where);
    if (cells) {
      const [part] = found.parts;
      close(part.rows.map((row) => row.map((cell) => cell.value)), cells, near, where);
      close(part.sum, value, near, where);
      continue;
    }
    const inOrder = [...found.parts].sort((a, b) => a.channel - b.channel);
    close(inOrder.map(({ sum }) => sum), sums, near, where);
    if (scaled === undefined) continue;
    close(found.scaled, scaled, near, where);
    for (const { rows, sum } of found.parts) {
      close(rows.flat().reduce((total, { product }) => total + product, 0), sum, near);
    }
    const sizes = found.parts.map(({ sum }) => Math.abs(sum));
    assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a), "the largest first");
  }
});

test("the pixels that reach a value are those that an impulse comes from", () => {
  assert.equal(fields.length, 9);
  fields.forEach((/** @type {{rows: number[][], side: number}} */ { rows, side }, /** @type {number} */ view) => {
    rows.forEach((reached, y) => {
      const { top, bottom, left, right } = reach(network, all, made, { view, y, x: 0, channel: 0 });
      assert.equal(bottom - top + 1, side);
      assert.equal(right - left + 1, side);
      assert.deepEqual([Math.max(top, 0), Math.min(bottom, 27)], [reached[0], reached[reached.length - 1]]);
    });
  });
  const whole = reach(network, all, made, { view: 10, y: 0, x: 0, channel: 4 });
  assert.ok(whole.top <= 0 && whole.bottom >= 27);
  assert.equal(reachInWords(whole, 28), "It sees the whole picture.");
});

test("a way down goes over what adds most, and ends at the drawing", () => {
  let place = { view: 10, y: 0, x: 0, channel: 4 };
  const way = [place.view];
  for (;;) {
    const cell = strongest(explained(network, all, made, place).parts);
    if (!cell) break;
    assert.ok(cell.inside);
    place = cell;
    way.push(cell.view);
  }
  assert.deepEqual(way, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

/** @param {number} value @param {number} weight @param {object} [more] @returns {Cell} */
const cell = (value, weight, more) =>
  ({ view: 0, y: 3, x: 2, channel: 0, inside: true, value, weight, product: value * weight, ...more });
const part = (/** @type {number} */ channel, /** @type {Cell[]} */ ...row) =>
  ({ channel, rows: [row], sum: row.reduce((sum, { product }) => sum + product, 0) });

test("no way leads out of the picture", () => {
  const [outside, inside] = [cell(0, 1, { inside: false }), cell(0, 1)];
  assert.equal(strongest([part(0, outside, inside)]), inside);
  assert.equal(strongest([]), null);
});

test("a place, its field and its sum in words", () => {
  const place = { view: 1, y: 3, x: 2, channel: 11 };
  assert.equal(placeName(all[1], place), "Layer 1, map 12, row 3, column 2");
  assert.equal(placeName(all[0], place), "Picture, row 3, column 2");
  assert.equal(placeName(all[9], place), "Average of map 12");
  assert.equal(placeName(all[10], { ...place, channel: 4 }), "Score of 4");
  assert.equal(reachInWords({ top: -1, bottom: 1, left: 4, right: 6 }, 28),
    "It sees 3 by 3 pixels: rows 0 to 1, columns 4 to 6, and zeros around the picture.");
  assert.equal(reachInWords({ top: 5, bottom: 5, left: 4, right: 4 }, 28), "One pixel: row 5, column 4.");
  assert.equal(short(-0.123456), "\u22120.123");

  const parts = [part(0, cell(2, 0.5), cell(1, -2, { inside: false, product: 0 })), part(3, cell(0.5, -0.5))];
  const found = { value: 1.75, parts, total: 0.75, factor: 2, shift: 0.25, scaled: 1.75 };
  assert.deepEqual(sumLines(all[2], all[1], found), [
    "1 (map 1) \u2212 0.25 (map 4) ≈ 0.75",
    "Batch normalization: 0.75 · 2 + 0.25 ≈ 1.75.",
    "ReLU: above zero, 1.75 stays.",
  ]);
  assert.equal(wholeSum(all[2], found),
    "Map 1: 2 times 0.5 is 1. Map 4: 0.5 times minus 0.5 is minus 0.25. In all 0.75. " +
      "Times 2 plus 0.25: 1.75; after ReLU 1.75.");
  assert.deepEqual(sumLines(all[2], all[1], { ...found, scaled: -1, value: 0 }).slice(-1),
    ["ReLU: below zero, it becomes 0."]);
  const many = Array.from({ length: 6 }, (_, at) => part(at, cell(1, 1)));
  const score = { value: 0.5, parts: many, total: 6, factor: 1, shift: -1, scaled: 5 };
  assert.deepEqual(sumLines(all[10], all[9], score), [
    "1 (map 1) + 1 (map 2) + 1 (map 3) + 1 (map 4) + 2 (the 2 others) ≈ 6",
    "With the bias: 6 \u2212 1 ≈ 5. Softmax turns the ten scores into shares of 1: 5 becomes 0.5.",
  ]);
  assert.match(wholeSum(all[10], score), /The 2 others add 2\. In all 6\. Plus the bias minus 1: 5, which is 50\.0 % /);
  const pool = { value: 2, parts: [part(0, cell(2, 1), cell(1, 1))], total: 2, factor: 1, shift: 0, scaled: 2 };
  assert.deepEqual(sumLines(all[3], all[2], pool), ["The largest of 2 wins: 2."]);
  assert.equal(wholeSum(all[3], pool), "The largest of 2, 1. It is 2.");
  assert.match(sumLines(all[0], all[0], { ...pool, value: 0.2 })[0], /^51 of 255, which the network takes as 0\.2/);
  assert.equal(cellInWords(all[2], all[1], cell(2, 0.5)), "Layer 1, map 1, row 3, column 2: 2 times 0.5 is 1");
  assert.equal(cellInWords(all[3], all[2], cell(2, 1)), "Layer 2, map 1, row 3, column 2: 2");
  assert.equal(cellInWords(all[2], all[1], cell(0, 1, { inside: false })), "outside: padding, zero");
});
