// The digit reader's arithmetic: Keras's numbers, MNIST's centering, and the pen's ink.

import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import test from "node:test";

import { centered, placed } from "../../cnn_course/explorables/js/centering.js";
import { forward, fromHalf, stages, unpack } from "../../cnn_course/explorables/js/network.js";
import * as lines from "../../cnn_course/explorables/js/ink_text.js";
import { SIZE, begun, paper } from "../../cnn_course/explorables/js/paper.js";
import { close, given } from "./given.js";

const { pictures, halves } = given("digits");
const { packed, probabilities, maps, picture: small, convolutions } = given("network");
const network = unpack(packed);
const skip = probabilities ? false : "Keras is not installed: nothing to compare with";

test("the network and Keras agree on 200 test pictures", { skip }, (context) => {
  /** @type {number[]} */
  const times = [];
  const found = pictures.map((/** @type {number[]} */ picture) => {
    const start = performance.now();
    const made = forward(network, picture, 28, 28);
    times.push(performance.now() - start);
    return Array.from(made[made.length - 1].values);
  });
  assert.equal(found.length, 200);
  close(found, probabilities, { absolute: 1e-4 });
  const median = times.sort((a, b) => a - b)[100];
  context.diagnostic(`a digit is read in ${median.toFixed(1)} ms (median of 200)`);
});

test("every map is the one of Keras", { skip }, () => {
  const made = forward(network, pictures[7], 28, 28);
  const found = stages(network).map(({ relu }) => Array.from(made[relu].values));
  assert.equal(found.length, 6);
  close(found, maps, { absolute: 1e-4, relative: 1e-4 });
});

test("a layer convolves as conv2d does, with kernels of even sides, too", () => {
  for (const [shape, kernel, expected] of convolutions) {
    const layer = /** @type {const} */ ({ kind: "convolution" });
    const [made] = forward(
      [{ ...layer, shapes: [shape], weights: [Float32Array.from(kernel)] }], small.flat(2), 5, 6);
    assert.deepEqual(Array.from(made.values), expected.flat(2), shape);
    assert.deepEqual([made.height, made.width, made.channels], [5, 6, 2]);
  }
});

test("16-bit floats are decoded as NumPy does", () => {
  assert.deepEqual(halves[0].map(fromHalf), halves[1].map((/** @type {number} */ value) => value));
  assert.ok(Number.isNaN(fromHalf(0x7e00)) && fromHalf(0xfc00) === -Infinity);
});

test("weights that do not fit the layers are refused", () => {
  assert.throws(() => unpack({ layers: [], numbers: "AAAA" }), /the weights do not fit the layers/);
});

const ROWS = Array.from({ length: 280 }, (_, y) => y);

// A sheet of 280 by 280 with ink(y, x) on it.
/** @param {(y: number, x: number) => number} ink */
function sheet(ink) {
  return Float32Array.from(ROWS.flatMap((y) => ROWS.map((x) => ink(y, x))));
}

// Its picture in rows, and the rows and columns that hold ink.
function picture(/** @type {Float32Array} */ ink) {
  const flat = centered(ink, 280);
  if (!flat) return null;
  const rows = Array.from({ length: 28 }, (_, y) => Array.from(flat.slice(28 * y, 28 * y + 28)));
  const sums = [0, 1].map((axis) =>
    rows.map((row, at) => (axis ? rows.map((other) => other[at]) : row).reduce((a, b) => a + b, 0)));
  const reach = sums.map((sum) => {
    const used = [...sum.keys()].filter((at) => sum[at] > 0);
    return used[used.length - 1] - used[0] + 1;
  });
  return { flat: Array.from(flat), sums, reach, total: sums[0].reduce((a, b) => a + b, 0) };
}

test("MNIST's own digits stay as they are: ten times larger and moved, pixel by pixel", () => {
  for (let at = 0; at < pictures.length; at += 10) {
    const own = (/** @type {number} */ y, /** @type {number} */ x) => pictures[at][28 * y + x];
    const inked = [...pictures[at].keys()].filter((place) => pictures[at][place] > 0);
    const top = Math.floor(inked[0] / 28);
    const left = Math.min(...inked.map((place) => place % 28));
    const ink = sheet((y, x) => {
      const [row, column] = [top + Math.floor((y - 13) / 10), left + Math.floor((x - 29) / 10)];
      return row < top || column < left || row > 27 || column > 27 ? 0 : own(row, column) / 255;
    });
    assert.deepEqual(picture(ink)?.flat, pictures[at]);
  }
});

test("a shape is fitted into 20 pixels and keeps its form", () => {
  // 40 rows, 120 columns: 6 dots a pixel.
  const found = picture(sheet((y, x) => Number(y >= 5 && y < 45 && x >= 100 && x < 220)));
  assert.deepEqual(found?.reach, [7, 20]);
  close(found?.total, (255 * 20 * 40) / 6, { relative: 0.01 });
});

test("the center of mass comes to the middle, wherever the shape lies", () => {
  // An L: most of it to the left and below.
  const corner = (/** @type {number} */ y, /** @type {number} */ x) =>
    Number((y >= 20 && y < 220 && x >= 30 && x < 50) || (y >= 200 && y < 220 && x >= 30 && x < 130));
  const found = picture(sheet(corner));
  for (const sums of found?.sums ?? [[]]) {
    const center = sums.reduce((all, sum, at) => all + sum * at, 0) / (found?.total ?? NaN);
    assert.ok(center >= 13.5 && center < 14.5);
  }
  assert.deepEqual(picture(sheet((y, x) => corner(y - 50, x - 90)))?.flat, found?.flat);
});

test("each pixel of the picture lies on its square of the paper", () => {
  // 100 by 100 dots become 20 by 20 pixels, and 14 - 10 of them come before.
  const found = placed(sheet((y, x) => Number(y >= 60 && y < 160 && x >= 110 && x < 210)), 280);
  assert.deepEqual([found?.scale, found?.top, found?.left], [5, 60 - 4 * 5, 110 - 4 * 5]);
  assert.equal(found?.picture[4 * 28 + 4], 255);
  assert.equal(found?.picture[3 * 28 + 4], 0);
});

test("no ink is lost however far the mass lies aside", () => {
  const found = picture(sheet((y, x) =>
    y >= 60 && y < 140 && x < 10 ? 1 : 0.02 * Number(y >= 100 && y < 102 && x < 200)));
  assert.equal(found?.reach[1], 20);
  assert.equal(picture(sheet(() => 0)), null);
});

test("a stroke leaves ink, and what was on the paper comes back from its text", () => {
  const { ink, begin, move, replace, put, text, bring, fits, untouched } = paper();
  const total = () => ink.reduce((sum, share) => sum + share, 0);
  begin([140, 140]);
  const dot = total();
  assert.ok(Math.abs(dot / (Math.PI * 11 ** 2) - 1) < 0.02, "a round pen");
  move([200, 140]);
  const line = total();
  assert.ok(line > dot && ink[140 * SIZE + 170] === 1);
  const [drawn, before] = [ink.slice(), text()];
  replace([[[20, 20]]]);
  assert.equal(ink[140 * SIZE + 170], 0);
  put(Float64Array.from(pictures[0]), 28);
  const most = Math.max(...pictures[0]);
  assert.ok(Math.abs(Math.max(...ink) - most / 255) < 1e-6);
  assert.equal(untouched()?.length, 784);
  const printed = ink.slice();
  begin([10.4, 20.6]);
  move([30, 20.7]);
  const [over, both] = [ink.slice(), text()];
  assert.equal(untouched(), null);
  bring(String(before));
  assert.deepEqual(ink, drawn);
  bring(String(both));
  assert.deepEqual(ink, over);
  bring("*0.");
  assert.deepEqual([ink, untouched()?.length], [printed, 784]);
  assert.throws(() => bring("*1."), { message: "its picture cannot be kept" });
  fits("*0."); // it came with the page
  put(Float64Array.from(pictures[0]), 28, true); // and this one is the reader's
  bring("*1.");
  assert.throws(() => fits("*1."), { message: "its picture cannot be kept" });
  for (const one of ["*1.", 7, null, "A", "*0.A"]) assert.throws(() => paper().fits(one), RangeError);
});

test("what is drawn here comes back however large it is, and only then", () => {
  const { begin, move, text, bring, fits } = paper();
  begin([0, 5000]);
  for (let at = 0; at < 4000; at++) move([at % 2, 5000]);
  move([1, -5000]);
  const large = String(text());
  assert.deepEqual(lines.unpacked(large, false)[0].slice(-2), [[1, 1000], [1, -1000]]);
  bring("");
  bring(large);
  assert.equal(text(), large);
  assert.throws(() => fits(large), { message: "its drawing is too large" });
});

test("strokes are a short text, and what is none is refused", () => {
  const draw = seeded(7);
  for (let many = 0; many < 50; many++) {
    const dots = () => /** @type {[number, number]} */ ([draw(400) - 60, draw(400) - 60]);
    const strokes = Array.from({ length: draw(5) }, () => Array.from({ length: 1 + draw(9) }, dots));
    const text = lines.packed(strokes);
    assert.match(text, /^[\w.-]*$/);
    assert.deepEqual(lines.unpacked(text), strokes);
  }
  assert.equal(lines.packed([[[1, 1], [2, 0], [2, 15]]]), "CCCBAe");
  assert.throws(() => lines.unpacked("A"), { message: /cannot be read/ });
  for (const text of [".", "AAA", "AA.", "A<", "ggggA", "\u00e9A", " AA"]) {
    assert.throws(() => lines.unpacked(text), { message: "its drawing cannot be read" }, text);
  }
  const most = lines.MOST / lines.POINT;
  assert.equal(most, 4000);
  assert.equal(lines.unpacked("AA".repeat(most))[0].length, most);
  const large = { message: "its drawing is too large" };
  assert.throws(() => lines.unpacked(`${"AA".repeat(most)}.AA`), large);
  assert.equal(lines.unpacked(`${"AA".repeat(most)}.AA`, false).length, 2);
  const long = lines.packed([Array.from({ length: 100 }, (_, at) => [at % 2 ? 1000 : 0, 0])]);
  assert.throws(() => lines.unpacked(long), large);
  assert.deepEqual(lines.unpacked(lines.packed([[[1000, -1000]]])), [[[1000, -1000]]]);
  assert.throws(() => lines.unpacked(lines.packed([[[0, 0], [1001, 0]]])), large);
});

// Whole numbers below a bound, the same in each run.
function seeded(/** @type {number} */ seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("an example is drawn by shares of its length, and gives way to the first stroke", () => {
  /** @type {[number, number][][]} */
  const strokes = [[[0, 0], [60, 0]], [[100, 0], [100, 20], [100, 40]]];
  assert.deepEqual(begun(strokes, 0), [[[0, 0]]]);
  assert.deepEqual(begun(strokes, 0.3), [[[0, 0], [30, 0]]]);
  assert.deepEqual(begun(strokes, 0.7), [[[0, 0], [60, 0]], [[100, 0], [100, 10]]]);
  assert.deepEqual(begun(strokes, 1), strokes);
  const { ink, begin, show, text } = paper();
  assert.equal(text(), "");
  show(strokes);
  assert.ok(ink[30] > 0);
  assert.equal(text(), null);
  begin([200, 200]);
  assert.equal(ink[30], 0);
  assert.ok(ink[200 * SIZE + 200] > 0);
  assert.equal(text(), lines.packed([[[200, 200]]]));
});
