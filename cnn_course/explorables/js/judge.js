// Judges what was typed: the same steps, the same sentences and the same numbers as check.py and
// answers.py of cnn_course/exercises. Questions and sentences come from Python's table.

import { typed as readAnswer, waits } from "./answer_read.js";
import { floatText, general, shortened, textInQuotes, thousands } from "./python_write.js";
import { filled } from "./words.js";

/** @import { Entry, Feedback, Num, Shared, Value } from "./types.d.ts" */
/** @typedef {{shape: number[], leaves: Value[], whole: boolean}} NumPyArray */
/** @typedef {{one: Value} | {several: Value[]} | NumPyArray} Answer */

class Unreadable extends Error {}

const TOLD = ["calculation", "percent", "comma"]; // ways of reading that are always told

// judge(question, what all share, "12, 13") answers as Feedback does in Python:
// {status, title, paragraphs}.
/** @param {Entry} entry @param {Shared} shared @param {string} typed @returns {Feedback} */
export function judge(entry, shared, typed) {
  if (typed.replace(/[ \t\r\n]/g, "") === "" || waits(typed)) {
    return feedback(shared, "asked", [entry.asks]);
  }
  const { axes, count, percent } = entry;
  const { value, numbers } = readAnswer(typed, { axes, count, inPercent: percent });
  const again = filled(shared.sentences.again, entry);
  try {
    const found = judged(entry, shared, read(entry, shared, value));
    const [one] = numbers;
    if (found.status === "wrong" && numbers.length === 1 && one.other) {
      // No mistake, if the mark in the number means the other thing.
      const { value: other, whole } = one.other;
      const meant = { one: { type: whole ? "int" : "float", value: other } };
      if (judged(entry, shared, meant).status !== "wrong") {
        return feedback(shared, "unreadable", [told(shared, one), again]);
      }
    }
    const more = howRead(shared, numbers, found.status !== "right");
    return { ...found, paragraphs: [...found.paragraphs, ...more] };
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return feedback(shared, "unreadable", [problem.message, again]);
  }
}

/** @param {Entry} entry @param {Shared} shared @param {Answer} value */
function judged(entry, shared, value) {
  const written = shown(value, shared);
  if (same(value, entry.right, entry.tolerance)) {
    return feedback(shared, "right", [entry.because], written);
  }
  const known = entry.mistakes.filter(([mistake]) => same(value, mistake, entry.tolerance));
  if (known.length > 0) {
    return feedback(shared, "recognized", known.map(([, says]) => says), written);
  }
  return feedback(shared, "wrong", [filled(shared.sentences.unknown, entry)], written);
}

/** @param {Shared} shared @param {string} status @param {string[]} paragraphs */
function feedback(shared, status, paragraphs, written = "") {
  return { status, title: shared.titles[status].replace("{}", () => written), paragraphs };
}

// Sentences about how numbers were read, where that may be news.
/** @param {Shared} shared @param {Num[]} numbers @param {boolean} always */
function howRead(shared, numbers, always) {
  const news = numbers.length > 1
    ? numbers.filter(({ how }) => how === "comma").slice(0, 1)
    : numbers.filter(({ how, other }) => TOLD.includes(how) || (always && how === "thousands" && other));
  return news.map((one) => told(shared, one));
}

/** @param {Shared} shared @param {Num} one */
function told(shared, { value, whole, how, seen, other }) {
  const plainly = (/** @type {number} */ size, /** @type {boolean} */ isWhole) =>
    (isWhole ? String(BigInt(size)) : general(size));
  return filled(shared.sentences[how], {
    value: plainly(value, whole), seen, other: other && plainly(other.value, other.whole),
    shown: shown({ one: { type: whole ? "int" : "float", value } }, shared),
  });
}

// The answer as {one}, {several} or an array, {shape, leaves, whole}.
/** @param {Entry} entry @param {Shared} shared @param {Value} answer @returns {Answer} */
function read(entry, shared, answer) {
  if (entry.kind === "array") return readArray(entry, shared, answer);
  if (entry.kind === "number") return { one: readNumber(shared, answer) };
  const { parts } = answer;
  if (parts?.length !== entry.count) {
    const came = parts?.length ?? kind(shared, answer);
    throw new Unreadable(filled(shared.sentences.numbers, { count: entry.count, came }));
  }
  return { several: parts.map((part) => readNumber(shared, part)) };
}

/** @param {Shared} shared @param {Value} answer */
function readNumber(shared, answer) {
  if (answer.type !== "int" && answer.type !== "float") {
    throw new Unreadable(filled(shared.sentences.one_number, { came: kind(shared, answer) }));
  }
  if (!Number.isFinite(answer.value)) throw new Unreadable(shared.sentences.ordinary);
  return answer;
}

// Nested lists become an array where NumPy would make one: equally long lists, and numbers in
// all places.
/** @param {Entry} entry @param {Shared} shared @param {Value} answer @returns {NumPyArray} */
function readArray(entry, shared, answer) {
  const { axes } = entry;
  const refuse = (/** @type {string} */ came) =>
    new Unreadable(filled(shared.sentences.array, { axes, came }));
  /** @type {number[]} */
  const shape = [];
  for (let part = answer; part?.parts; part = part.parts[0]) shape.push(part.parts.length);
  /** @type {Value[]} */
  const leaves = [];
  /** @param {Value} part @param {number} axis @returns {boolean} */
  const even = (part, axis) => {
    if (!part.parts) return leaves.push(part) > 0 && axis === shape.length;
    return part.parts.length === shape[axis] && part.parts.every((inner) => even(inner, axis + 1));
  };
  if (answer.type === "str" || !even(answer, 0)) throw refuse(kind(shared, answer));
  if (shape.length === 0) throw refuse(kind(shared, answer));
  if (shape.length !== axes) {
    throw refuse(shape.length > 1 ? filled(shared.sentences.axes, { axes: shape.length }) : shared.kinds.tuple);
  }
  // An array of nothing is one of floats.
  return { shape, leaves, whole: leaves.length > 0 && leaves.every(({ type }) => type === "int") };
}

// numpy.allclose, for values of one shape.
/** @param {Answer} answer @param {any} target @param {number} tolerance */
function same(answer, target, tolerance) {
  const shape = [];
  for (let part = target; Array.isArray(part); part = part[0]) shape.push(part.length);
  const leaves =
    "one" in answer ? [answer.one] : "several" in answer ? answer.several : answer.leaves;
  const numbers = leaves.map((leaf) => Number(leaf.value));
  const ownShape =
    "one" in answer ? [] : "several" in answer ? [numbers.length] : answer.shape;
  if (String(ownShape) !== String(shape)) return false;
  return [target].flat(Infinity).every((wanted, place) => {
    const number = numbers[place];
    return number === wanted || Math.abs(number - wanted) <= tolerance + 1e-9 * Math.abs(wanted);
  });
}

/** @param {Shared} shared @param {Value} answer */
function kind(shared, { type, value, parts }) {
  const name = parts?.length === 0 ? "empty" : type;
  const word = type === "str" ? shortened(textInQuotes(value), shared.shown) : type;
  return filled(shared.kinds[name], { shown: word });
}

/** @param {Answer} answer @param {Shared} shared @returns {string} */
function shown(answer, shared) {
  if ("several" in answer) {
    return `(${answer.several.map((part) => shown({ one: part }, shared)).join(", ")})`;
  }
  if ("one" in answer) {
    const { type, value } = answer.one;
    return shortened(type === "int" ? thousands(BigInt(value)) : general(value), shared.shown);
  }
  const { shape, leaves, whole } = answer;
  if (leaves.length > 12) {
    const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
    return filled(shared.sentences.large_array, { shape: tuple });
  }
  const text = (/** @type {Value} */ { value }) => (whole ? String(BigInt(value)) : floatText(value));
  /** @param {number} axis @param {number} from @param {number} size @returns {string} */
  const nested = (axis, from, size) => {
    if (axis === shape.length) return text(leaves[from]);
    const step = size / shape[axis];
    const starts = Array.from({ length: shape[axis] }, (_, place) => from + place * step);
    return `[${starts.map((start) => nested(axis + 1, start, step)).join(", ")}]`;
  };
  return shortened(nested(0, 0, leaves.length), shared.shown);
}
