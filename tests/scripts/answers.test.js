// What is typed: read, judged and written as Python does, sentence by sentence.

import assert from "node:assert/strict";
import test from "node:test";

import { typed as readAnswer } from "../../cnn_course/explorables/js/answer_read.js";
import { judge } from "../../cnn_course/explorables/js/judge.js";
import {
  floatText, general, shortened, textInQuotes, thousands,
} from "../../cnn_course/explorables/js/python_write.js";
import { box } from "../../cnn_course/explorables/js/question.js";
import { useDocument } from "./document.js";
import { given } from "./given.js";

useDocument();

test("every answer is judged as `check` judges it, in a box like its own", (context) => {
  const { table, answers } = given("answers");
  for (const [name, typed, status, title, paragraphs, html] of answers) {
    const where = `${name}: ${typed.slice(0, 80)}`;
    const found = judge(table.questions[name], table, typed);
    assert.equal(found.status, status, where);
    assert.equal(found.title, title, where);
    assert.deepEqual(found.paragraphs, paragraphs, where);
    if (html) assert.equal(box(found).outerHTML, html, where);
  }
  const questions = new Set(answers.map((/** @type {string[]} */ [name]) => name)).size;
  context.diagnostic(`${answers.length} answers to ${questions} questions, the same as in Python`);
});

test("texts are read as Python reads them, for each kind of question", () => {
  const same = (/** @type {any} */ found, /** @type {any} */ wanted, /** @type {string} */ where) => {
    assert.equal(found.type, wanted.type, where);
    if (wanted.parts) {
      assert.equal(found.parts.length, wanted.parts.length, where);
      wanted.parts.forEach((/** @type {any} */ part, /** @type {number} */ at) =>
        same(found.parts[at], part, where));
    } else if (wanted.type === "float") {
      assert.equal(floatText(found.value), wanted.value, where);
    } else {
      assert.equal(wanted.type === "int" ? String(BigInt(found.value)) : found.value, wanted.value, where);
    }
  };
  for (const [text, wanted, value, numbers] of given("reading")) {
    const where = `${text.slice(0, 80)} ${JSON.stringify(wanted)}`;
    const found = readAnswer(text, wanted);
    same(found.value, value, where);
    const told = found.numbers.map((one) =>
      [floatText(one.value), one.how, one.seen, one.other ? floatText(one.other.value) : null]);
    assert.deepEqual(told, numbers, where);
  }
});

test("numbers and texts are written as Python writes them", () => {
  const { floats, whole, texts } = given("writing");
  for (const [value, shortly, exactly] of floats) {
    assert.equal(general(value), shortly);
    assert.equal(floatText(value), exactly);
  }
  for (const [digits, written] of whole) assert.equal(thousands(BigInt(digits)), written);
  for (const [text, written] of texts) assert.equal(textInQuotes(text), written);
  assert.deepEqual([general(NaN), general(-Infinity), floatText(Infinity)], ["nan", "-inf", "inf"]);
  assert.equal(shortened("\u{1f600}".repeat(9), 8), `${"\u{1f600}".repeat(5)}...`);
});
