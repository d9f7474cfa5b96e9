// The numbers and sentences of the figures.

import assert from "node:assert/strict";
import test from "node:test";

import { isPair, isWhole, shapeOf } from "../../cnn_course/explorables/js/checks.js";
import * as landing from "../../cnn_course/explorables/js/convolution_words.js";
import { formula } from "../../cnn_course/explorables/js/formula.js";
import * as pooling from "../../cnn_course/explorables/js/pooling_words.js";
import { inWords } from "../../cnn_course/explorables/js/probability_bars.js";
import * as template from "../../cnn_course/explorables/js/sliding_template_words.js";
import { understood } from "../../cnn_course/explorables/js/transposed_convolution_state.js";
import * as stamps from "../../cnn_course/explorables/js/transposed_convolution_words.js";
import { equals, filled, inBrackets, inShort, listed, readNumber, spoken, written } from "../../cnn_course/explorables/js/words.js";
import { useDocument } from "./document.js";
import { given } from "./given.js";

useDocument();

test("a number is written in the figure as in the table that stands for it", () => {
  for (const [value, text] of given("writing").figures) assert.equal(written(value), text);
  assert.deepEqual([spoken(-2.5), inBrackets(-3), inBrackets(3)], ["minus 2.5", "(\u22123)", "3"]);
  assert.deepEqual([equals([1, 0.25]), equals([1, 1 / 3])], ["=", "≈"]);
  assert.deepEqual([listed(["a"]), listed(["a", "b", "c"])], ["a", "a, b and c"]);
  assert.equal(filled("{a} and {b}", { a: "$&", b: 1 }), "$& and 1");
});

test("what was typed digit by digit is written so; what was worked out is rounded", () => {
  assert.equal(written(-98765.4321), "\u221298770");
  readNumber("-98765.4321");
  assert.deepEqual([written(-98765.4321), spoken(-98765.4321)], ["\u221298765.4321", "minus 98765.4321"]);
  assert.equal(inShort(-98765.4321), "\u221298770");
  assert.equal(equals([-98765.4321]), "=");
  readNumber("1/7");
  assert.deepEqual([written(1 / 7), equals([1 / 7])], ["0.1429", "≈"]);
});

test("what is typed into a cell is a number, or said to be none", () => {
  /** @type {[string, number][]} */
  const numbers = [["7", 7], [" -2,5 ", -2.5], ["\u22121e3", -1000], ["\u22127e\u22127", -7e-7], ["+.5", 0.5], ["1000000", 1e6]];
  for (const [text, value] of numbers) assert.deepEqual(readNumber(text), { value });
  /** @type {[string, number][]} */
  const asPeopleWrite = [
    ["1,000", 1000], ["1\u202f000", 1000], ["1'000", 1000], ["1,5", 1.5], ["0,125", 0.125], ["1/4", 0.25],
    ["3*4", 12], ["3 \u00d7 4", 12], ["50 %", 0.5], ["\uff17", 7], ["'7'", 7], ["1,000,000", 1e6],
  ];
  for (const [text, value] of asPeopleWrite) assert.deepEqual(readNumber(text), { value }, text);
  for (const text of ["1 2", "1, 2", "1\t2", "2 -1", "[1, 2]"]) {
    assert.equal(readNumber(text).problem, `"${text}" is several numbers; this cell takes one.`);
  }
  for (const text of ["1/0", "[1]", "12 px", "()"]) {
    assert.equal(readNumber(text).problem, `"${text}" is not a number.`);
  }
  for (const text of ["seven", "0x10", "1_0", "NaN", "1e", "--1", "<b>"]) {
    assert.equal(readNumber(text).problem, `"${text}" is not a number.`);
  }
  assert.match(readNumber("").problem ?? "", /is empty/);
  assert.match(readNumber("1e999").problem ?? "", /too large here; the most is 1000000/);
  assert.equal(readNumber("x".repeat(30)).problem, `"${"x".repeat(20)}..." is not a number.`);
});

test("the shape of nested arrays", () => {
  assert.deepEqual([shapeOf(3), shapeOf([[1, 2], [3, 4]])], [[], [2, 2]]);
  for (const bad of [[], [[1], [2, 3]], [["1"]], [null], NaN, 1e7, "1", undefined]) {
    assert.equal(shapeOf(bad), null);
  }
  assert.ok(isPair([1, 3], 1, 3) && !isPair([1, 4], 1, 3) && !isPair([1], 1, 3));
  assert.ok(isWhole(0, 0) && !isWhole(true, 0) && !isWhole("1", 0) && !isWhole(0.5, 0));
});

test("the size formula, and the term that just changed", () => {
  const { line, update } = formula("rows");
  const axis = { size: 6, zeros: /** @type {[number, number]} */ ([0, 0]), kernel: 3, stride: 2, count: 2, dilation: 1 };
  assert.equal(update(axis), 1);
  assert.equal(line.textContent, "rows: ⌊(6 + 0 + 0 − 3) / 2⌋ + 1 = 2, and 1 left over");
  const marks = () => /** @type {any} */ (line).all("mark").map((/** @type {any} */ one) => one.textContent);
  assert.deepEqual(marks(), []);
  assert.equal(update({ ...axis, zeros: [1, 1], count: 3 }), 1);
  assert.deepEqual(marks(), ["1 + 1", "3"]);
  assert.equal(update({ ...axis, zeros: [1, 1], dilation: 2, count: 2 }), 1);
  assert.equal(line.textContent, "rows: ⌊(6 + 1 + 1 − ((3 − 1)·2 + 1)) / 2⌋ + 1 = 2, and 1 left over");
  assert.deepEqual(marks(), ["2", "2"]);
});

const lines = (/** @type {HTMLElement[]} */ all) => all.map((line) => line.textContent);
const at = { y: 0, x: 1, number: 1, count: 6, filter: 0 };
const term = (/** @type {number} */ value, /** @type {number} */ weight, channel = 0) =>
  ({ value, weight, channel, product: value * weight, row: 0, column: 0, ky: 0, kx: 0, inside: true });

test("a landing in numbers and in words", () => {
  const terms = [term(18, 1), term(-2.5, 2)];
  assert.deepEqual(lines(landing.sumLines(terms, 1, 0, 13)), ["18·1 + (\u22122.5)·2 = 13"]);
  assert.deepEqual(lines(landing.sumLines(terms, 1, -1, 12)), ["18·1 + (\u22122.5)·2 + (\u22121) (bias) = 12"]);
  assert.equal(
    landing.landingInWords(terms, { channels: 1, laid: [0], holes: false }, -1, 12, at),
    "Place 2 of 6, row 0, column 1. 18 times 1, plus minus 2.5 times 2, plus the bias minus 1: the sum is 12.",
  );
  assert.equal(landing.resultInWords({ laid: [0] }, -12.5, at), "Place 2 of 6, row 0, column 1: minus 12.5.");
  assert.match(landing.resultInWords({ laid: [0, 0] }, 1, at), /^Filter 1\. Place 2/);
  const colors = [term(1, 2, 0), term(3, 4, 1), term(5, 6, 2)];
  assert.deepEqual(lines(landing.sumLines(colors, 3, 0, 44)), [
    "red: 1·2 = 2", "green: 3·4 = 12", "blue: 5·6 = 30", "sum over the channels: 2 + 12 + 30 = 44",
  ]);
  assert.match(landing.landingInWords(colors, { channels: 3, laid: [0, 0], holes: false }, 0, 44, at), /^Filter 1. .* red 2, plus green 12/);
  assert.equal(landing.channelName(1, 2), "channel 1");
});

test("of a template's products those that are 0 are counted", () => {
  const terms = [term(200, 1), term(0, -1), term(220, -1), term(7, 0)];
  assert.deepEqual(lines(template.sumLines(terms, -20)), [
    "200·1 + 220·(\u22121), and 2 products that are 0", "= \u221220",
  ]);
  assert.deepEqual(lines(template.sumLines([term(3, 2)], 6)), ["3·2", "= 6"]);
  assert.deepEqual(lines(template.sumLines([term(0, 1)], 0)), ["1 product that is 0", "= 0"]);
  const now = { place: 1, sums: [5, -20, 5], largest: [0, 2], most: 5 };
  assert.equal(
    template.sumInWords(terms, now),
    "Place 1. 200 times 1, plus 220 times minus 1, and 2 products that are 0: the sum is minus 20.",
  );
  assert.equal(template.sumInWords([term(0, 1)], { place: 0, sums: [0] }), "Place 0. 1 product that is 0: the sum is 0.");
  assert.deepEqual([template.placeInWords(now), template.placeInWords({ ...now, place: 2 })], [
    "Place 1: minus 20.", "Place 2: 5, the largest.",
  ]);
  assert.equal(template.largestInWords(now), "The largest sum is 5, at place 0 and 2.");
  assert.match(template.legendOf(now), /★ .* fits: 3, .* at place 0 and 2\.$/);
});

test("a stamp, and a pixel of the paper, in numbers and in words", () => {
  const now = understood({
    picture: [[1, -2.5]], kernel: [[1, 0], [-1, 1]], stride: [1, 1], padding: "valid", visits: false, hide: true, place: 0,
  });
  assert.deepEqual(lines(stamps.stampLines(now, { ...at, count: 2 })), [
    "(−2.5)·1 = −2.5, (−2.5)·0 = 0; (−2.5)·(−1) = 2.5, (−2.5)·1 = −2.5",
    "Stamp 2 of 2: −2.5 times the kernel",
  ]);
  assert.equal(stamps.stampInWords(now, { ...at, count: 2 }), "Stamp 2 of 2, row 0, column 1: minus 2.5 times the kernel.");
  assert.equal(
    stamps.stampInFull({ ...now, kernel: [[1, 2]] }, { ...at, x: 0, number: 0, count: 2 }, [[0, 1], [0, 2]]),
    "Stamp 1 of 2, row 0, column 0. Reaches 2 pixels of the paper: row 0, columns 1 to 2. 1 times 1 is 1, 1 times 2 is 2.",
  );
  const terms = [term(1, 3), term(2, -1)].map((one) => ({ ...one, y: 0, x: 0 }));
  assert.deepEqual(lines(stamps.pixelLines(terms, 1)), ["1·3 + 2·(−1) = 1"]);
  assert.deepEqual(lines(stamps.pixelLines([], 0)), ["no stamp: 0"]);
  assert.equal(stamps.pixelInWords(terms, 1, [0, 2]), "Row 0, column 2 of the paper: 1, from 2 stamps.");
  assert.equal(stamps.pixelInWords(terms.slice(0, 1), 3, [1, 0]), "Row 1, column 0 of the paper: 3, from 1 stamp.");
  assert.equal(stamps.pixelInFull(terms, 1, [0, 2]), "Row 0, column 2 of the paper. 1 times 3, plus 2 times minus 1: the sum is 1.");
  assert.equal(stamps.pixelInFull([], 0, [0, 2]), "Row 0, column 2 of the paper. No stamp: the sum is 0.");
  assert.deepEqual([stamps.stampsInWords([]), stamps.stampsInWords([[1, 2]])], [
    "Reaches no pixel of the paper.", "Reaches 1 pixel of the paper: row 1, column 2.",
  ]);
});

test("how often the paper is stamped, and which papers lead back", () => {
  const state = { picture: [[1, 2]], kernel: [[1, 1, 1]], stride: [1, 2], padding: "valid", visits: false, hide: true, place: 0 };
  const now = understood(state);
  assert.equal(stamps.legendOf(now), "In the corners: what this stamp adds. Stamps on a pixel in the end: 1 and 2.");
  assert.match(stamps.backInWords(now), /makes 1 × 2 numbers of this paper, and of every paper of 1 row and 5 to 6 columns: the floor/);
  const apart = understood({ ...state, stride: [1, 3], kernel: [[1, 1]], visits: true });
  assert.equal(
    stamps.legendOf(apart),
    "In the corners: how many stamps lie on a pixel. Stamps on a pixel in the end: 0 and 1. Hatched: pixels that no stamp reaches.",
  );
  const even = understood({ ...state, stride: [1, 1], kernel: [[2]] });
  assert.match(stamps.legendOf(even), /Stamps on every pixel in the end: 1\.$/);
  assert.equal(stamps.backInWords(even), "Back: a convolution with these settings makes 1 × 2 numbers of this paper.");
  assert.match(stamps.legendOf(understood({ ...state, padding: "same" })), /Dashed: what padding cuts off\.$/);
});

test("what the windows never reach", () => {
  assert.match(landing.neverVisited({ rows: [1, 0], columns: [1, 0, 0] }, 1), /1 row and 2 columns of pixels/);
  assert.match(landing.neverVisited({ rows: [1], columns: [1] }, 2), /left over are zeros of the padding/);
  assert.equal(landing.neverVisited({ rows: [1], columns: [1] }, 0), "Every pixel is read by some window.");
});

test("with holes it is said where the window reads, and that it does not read in them", () => {
  const terms = [[0, 1], [0, 4], [2, 1], [2, 4]].map(([row, column]) => ({ ...term(7, 1), row, column }));
  assert.match(
    landing.landingInWords(terms, { channels: 1, laid: [0], holes: true }, 0, 28, at),
    /column 1\. It reads rows 0 and 2, columns 1 and 4\. 7 times 1/,
  );
  const visited = { rows: [1], columns: [1] };
  /** @type {[number, number]} */
  const window = [3, 4];
  assert.equal(
    landing.legendOf({ visited, flip: true, holes: true, window, dilation: [2, 3] }, 0),
    "Every pixel is read by some window. From one weight to the next it is 2 down and 3 across: the window " +
      "is 3 × 4, and what lies in its holes is not read. The kernel is given a half turn before it slides.",
  );
  assert.doesNotMatch(landing.legendOf({ visited, flip: false, holes: false, window, dilation: [1, 1] }, 0), /holes/);
});

const pixels = [{ row: 0, column: 1, value: 7 }, { row: 1, column: 1, value: 5 }];

test("a window of pooling in numbers and in words", () => {
  const square = /** @type {[number, number]} */ ([2, 1]);
  const size = /** @type {[number, number]} */ ([2, 2]);
  assert.deepEqual(lines(pooling.sumLines(pixels, { how: "max", size: square }, 7)), ["max(7, 5) = 7"]);
  assert.deepEqual(lines(pooling.sumLines(pixels, { how: "average", size }, 6)), [
    "(7 + 5) / 2 = 6", "2 places of the window lie outside the picture and do not count.",
  ]);
  assert.deepEqual(lines(pooling.sumLines(pixels, { how: "l2", size: square }, Math.hypot(7, 5))), ["√(7² + 5²) ≈ 8.602"]);
  assert.equal(
    pooling.windowInWords(pixels, pixels.slice(0, 1), { how: "max", size: square }, 7, at),
    "Window 2 of 6, row 0, column 1. The largest of 7 and 5 is 7, in row 0, column 1 of the picture.",
  );
  assert.equal(pooling.resultInWords(-2.5, at), "Window 2 of 6, row 0, column 1: minus 2.5.");
});

test("how far a picture was moved, and what the marks mean", () => {
  const places = /** @type {any} */ ({ rows: { count: 4, zeros: [0, 0] }, columns: { count: 4, zeros: [0, 1] } });
  assert.equal(
    pooling.movedInWords({ moved: [-1, 2], count: 6, places, change: 0.535 }),
    "Moved 1 up and 2 to the right: 6 of 16 results are the same as before the move. " +
      "On average a result changes by 54 % of the spread.",
  );
  assert.doesNotMatch(pooling.movedInWords({ moved: [1, 0], count: 0, places, change: null }), /spread/);
  assert.equal(pooling.movedInWords({ moved: [0, 0], count: 16, places, change: 0 }), "The picture stands where it stood at first.");
  assert.match(pooling.legendOf({ how: "max", moved: [0, 1], places }), /★ .* Dashed .* Hatched.* spread/);
  assert.doesNotMatch(pooling.legendOf({ how: "l2", moved: [0, 0], places }), /★|Hatched|spread/);
});

test("an answer claims neither everything nor nothing", () => {
  assert.equal(inWords([0.02, 0.98]), "It reads a 1 and is 98.0 % sure.");
  assert.equal(inWords([...Array(8).fill(0.00001), 0.99992, 0]), "It reads an 8 and is over 99.9 % sure.");
  assert.equal(inWords(null), "The paper is empty: no answer.");
});
