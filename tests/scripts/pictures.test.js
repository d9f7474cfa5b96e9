// A reader's own picture: made smaller, made ink, and laid under a filter.

import assert from "node:assert/strict";
import test from "node:test";

import { plan } from "../../cnn_course/explorables/js/arithmetic.js";
import { asInk, asNumbers, asPhoto, fitted, pictureAmong, shrunk, slidOver, usual } from "../../cnn_course/explorables/js/own_picture.js";
import { close, given } from "./given.js";

const vectors = given("pictures");

test("a photo is shrunk as NumPy averages it", () => {
  assert.equal(vectors.shrunk.length, 4);
  for (const { photo, side, colors, grays } of vectors.shrunk) {
    const color = shrunk(photo, side, 3);
    assert.deepEqual([color.height, color.width], [colors.length, colors[0].length]);
    close(Array.from(color.values), colors.flat(2), { absolute: 1e-9 });
    close(Array.from(shrunk(photo, side, 1).values), grays.flat(), { absolute: 1e-9 });
    assert.deepEqual(Array.from(shrunk(photo, side, 2).values).filter((_, at) => at % 2), Array.from(shrunk(photo, side, 1).values));
  }
});

test("a filter over a photo makes what conv2d makes", () => {
  for (const { picture, filter, bias, size, stride, padding, dilation, result } of vectors.slid) {
    const photo = { height: 11, width: 14, channels: 3, values: Float64Array.from(picture) };
    const places = plan(Array(11).fill(Array(14).fill(0)), size, stride, padding, dilation);
    const found = slidOver(photo, filter, bias, places);
    assert.deepEqual([found.height, found.width], [result.length, result[0].length]);
    close(Array.from(found.values), result.flat(), { absolute: 1e-9 });
  }
});

/** @param {number} height @param {number} width @param {(y: number, x: number) => number} gray */
const photo = (height, width, gray) => ({
  height, width,
  data: Array.from({ length: height * width }, (_, at) => {
    const light = gray(Math.floor(at / width), at % width);
    return [light, light, light, 255];
  }).flat(),
});

test("numbers fit a figure: whole, at most 16 a side, the shape is kept", () => {
  const wide = photo(300, 600, (_, x) => (x < 300 ? 10 : 200));
  const flat = asNumbers(wide, 1, true);
  assert.deepEqual([flat.length, flat[0].length, flat[0][0], flat[0][15]], [8, 16, 245, 55], "ink");
  assert.deepEqual(asNumbers(wide, 3, false)[0][0], [10, 10, 10]);
  assert.deepEqual(asNumbers(wide, 2, false)[0][0], [10, 10]);
  const { height, width, values } = asPhoto(wide, 1);
  assert.deepEqual([height, width, values[0]], [128, 256, 245]);
  assert.deepEqual(fitted({ width: 5000, height: 3 }, 16), [1, 16]);
  assert.deepEqual(fitted({ width: 5, height: 3 }, 16), [3, 5]);
});

test("dark ink on light paper and chalk on a board are the same digit", () => {
  const line = (/** @type {number} */ y, /** @type {number} */ x) => y >= 5 && y < 35 && x >= 18 && x < 22;
  const paper = asInk(photo(40, 40, (y, x) => (line(y, x) ? 30 : 220 - (y % 3))), 40);
  const board = asInk(photo(40, 40, (y, x) => (line(y, x) ? 240 : 20)), 40);
  assert.deepEqual(paper, board);
  assert.equal(paper.filter((value) => value === 255).length, 30 * 4);
  assert.equal(paper.filter((value) => value > 0).length, 30 * 4);
  assert.ok(asInk(photo(40, 40, (y) => 220 - (y % 9)), 40).every((value) => value === 0), "an empty paper");
  const wide = asInk(photo(10, 40, (y, x) => (x > 10 && x < 20 && y > 2 && y < 7 ? 0 : 255)), 40);
  assert.equal(wide.findIndex((value) => value > 0), (15 + 3) * 40 + 11);
});

test("a few glaring values do not leave the others pale", () => {
  const values = Float64Array.from({ length: 9000 }, (_, at) => (at < 90 ? 1e6 : (at % 2 ? 5 : -5)));
  assert.equal(usual(values), 5);
  assert.equal(usual(new Float64Array(1)), 0);
});

test("what is no picture, or too large, is refused in a sentence", () => {
  const file = (/** @type {string} */ type, size = 10) => /** @type {File} */ ({ type, size });
  const picture = file("image/png");
  assert.equal(pictureAmong([file("text/plain"), picture]).file, picture);
  assert.match(pictureAmong([file("text/plain")]).problem ?? "", /no picture in it/);
  assert.match(pictureAmong([]).problem ?? "", /no picture in it/);
  assert.match(pictureAmong([file("image/png", 60_000_000)]).problem ?? "", /too large: it has over 50 MB/);
});
