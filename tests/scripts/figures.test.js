// The states of the figures that slide or stack: what they make, and what is refused.

import assert from "node:assert/strict";
import test from "node:test";

import { fromResult, fromWeight } from "../../cnn_course/explorables/js/both_ways.js";
import * as convolution from "../../cnn_course/explorables/js/convolution_state.js";
import * as pooling from "../../cnn_course/explorables/js/pooling_state.js";
import * as field from "../../cnn_course/explorables/js/receptive_field_state.js";
import { sentences } from "../../cnn_course/explorables/js/receptive_field_words.js";
import * as template from "../../cnn_course/explorables/js/sliding_template_state.js";
import { largestInWords } from "../../cnn_course/explorables/js/sliding_template_words.js";
import * as stamps from "../../cnn_course/explorables/js/transposed_convolution_state.js";
import { checkSettings } from "../../cnn_course/explorables/js/training_state.js";
import { close, given } from "./given.js";

test("convolution computes what Python computes", () => {
  const cases = given("convolution");
  assert.equal(cases.length, 500);
  cases.forEach((/** @type {any} */ { state, refused, results, exact, visited, parameters }, /** @type {number} */ at) => {
    if (refused) {
      assert.match(refused, /does not fit/);
      assert.throws(() => convolution.understood(state), { message: refused });
      return;
    }
    const found = convolution.understood(state);
    close(found.results, results, exact ? {} : { relative: 1e-6, absolute: 1e-9 }, `case ${at}`);
    assert.deepEqual(found.visited, visited);
    assert.equal(found.parameters, parameters);
  });
});

test("pooling computes what Python computes", () => {
  const cases = given("pooling");
  assert.equal(cases.length, 300);
  cases.forEach((/** @type {any} */ { state, exact, result, stays, change, shown }, /** @type {number} */ at) => {
    const found = pooling.understood(state);
    close(found.result, result, exact ? {} : { relative: 1e-6, absolute: 1e-12 }, `case ${at}`);
    assert.deepEqual(found.stays, stays);
    if (change === null) assert.equal(found.change, null, `case ${at}`);
    else close([found.change], [change], { relative: 1e-9, absolute: 1e-12 }, `case ${at}`);
    assert.deepEqual(found.shown, shown);
  });
});

test("a value sees and reaches what Python says, and the figure says it in Python's words", () => {
  const cases = given("receptive_field");
  assert.equal(cases.length, 300);
  for (const { state, refused, sizes, widths, looks } of cases) {
    if (refused) {
      assert.match(refused, /does not fit/);
      assert.throws(() => field.understood(state), { message: refused });
      continue;
    }
    const now = field.understood(state);
    assert.deepEqual(now.rows.map(({ count }) => count), sizes);
    assert.deepEqual(now.rows.map(({ width }) => width), widths);
    for (const [at, seen, reached, said] of looks) {
      assert.deepEqual(field.seen(now, at), seen);
      assert.deepEqual(field.reached(now, at), reached);
      assert.deepEqual(sentences(now, at), said);
    }
  }
});

test("a value stands over the middle of what it sees, and a point means the nearest", () => {
  const now = field.understood({ layers: [[3, 1, 2, "valid"], [3, 2, 1, "same"]], pixels: 12 });
  assert.deepEqual(now.rows.map((row) => [field.middle(row, 0), field.middle(row, 1)]), [
    [0, 1], [2, 3], [3, 5],
  ]);
  const same = field.understood({ layers: [[4, 1, 1, "same"]], pixels: 12 });
  assert.equal(field.middle(same.rows[1], 0), 0.5, "one zero before it, two after the last");
  const top = now.rows[2];
  assert.deepEqual([-9, 3.9, 4.1, 99].map((point) => field.nearest(top, point)), [0, 0, 1, 3]);
});

test("the sums of a template are Python's, and so are the largest, and the sentence that says it", () => {
  const cases = given("sliding_template");
  assert.equal(cases.length, 201);
  cases.forEach((/** @type {any} */ { state, exact, sums, largest, still }, /** @type {number} */ at) => {
    const now = template.understood(state);
    close(now.sums, sums, exact ? {} : { relative: 1e-9, absolute: 1e-12 }, `case ${at}`);
    assert.deepEqual(now.largest, largest, `case ${at}`);
    assert.ok(still.includes(largestInWords(now)), `case ${at}`);
    assert.ok(still.includes(`at place ${now.place}: `), `case ${at}`);
  });
});

test("a stroke is as dark as the darkest pixel that there is to choose", () => {
  assert.equal(template.darkest([[0, 3]], { one: [[9, 1]], other: [[2]] }), 9);
  assert.equal(template.darkest([[4, -7]], {}), 4);
  assert.deepEqual([template.darkest([[0]], {}), template.darkest([[-5]], {})], [1, 1]);
});

test("stamps make what Python makes of them, all and so far, and what is cut off", () => {
  const cases = given("transposed_convolution");
  assert.equal(cases.length, 400);
  cases.forEach((/** @type {any} */ { state, refused, exact, result, so_far: soFar, whole, stamps: counts, back }, /** @type {number} */ at) => {
    if (refused) {
      const words = refused.includes("leaves nothing") ? { message: refused } : RangeError;
      assert.throws(() => stamps.understood(state), words, `case ${at}`);
      return;
    }
    const now = stamps.understood(state);
    const tolerance = exact ? {} : { relative: 1e-9, absolute: 1e-12 };
    close(now.pixels, result, tolerance, `case ${at}`);
    /** @param {import("../../cnn_course/explorables/js/types.d.ts").Table} table @param {(y: number, x: number) => number} make */
    const each = (table, make) => table.map((row, y) => row.map((_, x) => make(y, x)));
    const made = each(result, (y, x) => stamps.total(stamps.standing({ ...now, hide: true }, y, x)));
    close(made, soFar, tolerance, `case ${at}, so far`);
    const [top, left] = [now.places.rows.zeros[0], now.places.columns.zeros[0]];
    close(each(whole, (y, x) => stamps.total(stamps.stamped(now, y - top, x - left))), whole, tolerance, `case ${at}, whole`);
    assert.deepEqual(each(result, (y, x) => stamps.stamped(now, y, x).length), counts, `case ${at}`);
    assert.deepEqual(each(result, (y, x) => now.visited.rows[y] * now.visited.columns[x]), counts, `case ${at}`);
    const found = now.count.map((count, axis) => stamps.comeBack(count, now.size[axis], now.stride[axis], now.padding));
    assert.deepEqual(found, back, `case ${at}`);
    assert.deepEqual([now.places.rows.count, now.places.columns.count], now.count, `case ${at}`);
  });
});

test("a stamp's pixels are those that change with its number, and a weight's with the weight", () => {
  const cases = given("transposed_convolution").filter((/** @type {any} */ { refused }) => !refused).slice(0, 60);
  for (const { state } of cases) {
    const ones = (/** @type {number[][]} */ table) => table.map((row) => row.map(() => 1));
    const plain = { ...state, picture: ones(state.picture), kernel: ones(state.kernel) };
    const now = stamps.understood(plain);
    for (const key of /** @type {const} */ (["picture", "kernel"])) {
      plain[key].forEach((/** @type {number[]} */ row, /** @type {number} */ y) => row.forEach((_, x) => {
        const table = structuredClone(plain[key]);
        table[y][x] += 1;
        const after = stamps.understood({ ...plain, [key]: table }).pixels;
        const changed = now.pixels.flatMap((line, down) => line.flatMap((value, across) =>
          (value === after[down][across] ? [] : [`${down} ${across}`])));
        const { pixels } = key === "picture" ? fromResult(now, y, x) : fromWeight({ ...now, flip: false }, y, x);
        const inside = pixels.filter(([down, across]) => now.pixels[down]?.[across] !== undefined);
        assert.deepEqual(inside.map((pixel) => pixel.join(" ")), changed);
      }));
    }
  }
});

test("a table that grows has ones where nothing was", () => {
  assert.deepEqual(stamps.resized([[2, 3], [4, 5]], 3, 1), [[2], [4], [1]]);
  assert.deepEqual(stamps.resized([[2]], 1, 3), [[2, 1, 1]]);
});

test("a page takes what Python takes, up to every limit, and refuses what Python refuses", () => {
  const cases = given("refusals");
  const taken = cases.filter((/** @type {any} */ [, , fits]) => fits);
  assert.ok(taken.length > 20 && cases.length - taken.length > 40);
  /** @type {Record<string, (state: any) => unknown>} */
  const checks = {
    convolution(state) {
      convolution.checkPresets(state);
      convolution.understood(state);
    },
    pooling: pooling.understood,
    receptive_field: field.understood,
    sliding_template(state) {
      template.checkStrips(state.strips);
      template.understood(state);
    },
    training: checkSettings,
    transposed_convolution(state) {
      stamps.checkKernels(state.kernels);
      stamps.understood(state);
    },
  };
  for (const [figure, state, fits] of cases) {
    if (fits) checks[figure](state);
    else assert.throws(() => checks[figure](state), RangeError, JSON.stringify(state));
  }
});

test("a kernel keeps its axes, and what fits of its weights", () => {
  const deep = [[[[1, 2], [3, 4]]]]; // one row, one column, two channels, two filters
  const filters = convolution.asFilters(deep);
  assert.deepEqual(filters, [[[[1, 3]]], [[[2, 4]]]]);
  assert.deepEqual(convolution.asKernel(filters, deep), deep);
  const larger = convolution.resized(filters, 1, 2);
  assert.deepEqual(larger, [[[[1, 3], [0, 0]]], [[[2, 4], [0, 0]]]]);
  assert.deepEqual(convolution.asKernel(convolution.asFilters([[1, 2]]), [[0]]), [[1, 2]]);
});

test("a kernel that is chosen takes the place of the filter that is shown", () => {
  const kernel = [[[[1, 2], [3, 4]]]];
  const laid = convolution.asFilters(kernel);
  const now = { kernel, laid, channels: 2, filter: 1 };
  assert.deepEqual(convolution.chosen([[7, 8]], now), [[[[1, 7], [3, 7]], [[0, 8], [0, 8]]]]);
  assert.equal(convolution.chosen(kernel, now), kernel);
});

test("a pixel that came in has no place in the picture as it was", () => {
  const now = pooling.understood({
    picture: [[1, 2], [3, 4]], size: [1, 1], stride: null, how: "max", padding: "valid", moved: [0, 1],
  });
  assert.deepEqual([pooling.origin(now, 0, 0), pooling.origin(now, 0, 1)], [null, [0, 0]]);
  assert.equal(now.count, 0);
});
