// Judges what was typed: the same steps, the same sentences and the same numbers as
// cnn_course/exercises/check.py. Questions and sentences come from Python's table.

import { readPython } from "./python_read.js";
import { floatText, general, shortened, textInQuotes, thousands } from "./python_write.js";
import { filled } from "./words.js";

/** @import { Entry, Feedback, Shared, Value } from "./types.d.ts" */
/** @typedef {{shape: number[], leaves: Value[], whole: boolean}} NumPyArray */
/** @typedef {{one: Value} | {several: Value[]} | NumPyArray} Answer */

class Unreadable extends Error {}

// judge(question, what all share, "12, 13") answers as Feedback does in Python:
// {status, title, paragraphs}.
/** @param {Entry} entry @param {Shared} shared @param {string} typed @returns {Feedback} */
export function judge(entry, shared, typed) {
  const answer = readPython(typed);
  const { sentences } = shared;
  const dots = (/** @type {Value} */ { type }) => type === "ellipsis";
  if (dots(answer) || (answer.type === "tuple" && answer.parts?.some(dots))) {
    return feedback(shared, "asked", [entry.asks]);
  }
  let value;
  try {
    value = read(entry, shared, answer);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    return feedback(shared, "unreadable", [problem.message, filled(sentences.again, entry)]);
  }
  const written = shown(value, shared);
  if (same(value, entry.right, entry.tolerance)) {
    return feedback(shared, "right", [entry.because], written);
  }
  const known = entry.mistakes.filter(([mistake]) => same(value, mistake, entry.tolerance));
  if (known.length > 0) {
    return feedback(shared, "recognized", known.map(([, says]) => says), written);
  }
  return feedback(shared, "wrong", [filled(sentences.unknown, entry)], written);
}

/** @param {Shared} shared @param {string} status @param {string[]} paragraphs */
function feedback(shared, status, paragraphs, written = "") {
  return { status, title: shared.titles[status].replace("{}", () => written), paragraphs };
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
  if (!Number.isFinite(Number(answer.value))) throw new Unreadable(shared.sentences.ordinary);
  return answer;
}

// Nested lists become an array where NumPy would make one: equally long lists, numbers
// in all places, whole numbers of at most 64 bits, at most 64 axes.
/** @param {Entry} entry @param {Shared} shared @param {Value} answer @returns {NumPyArray} */
function readArray(entry, shared, answer) {
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
  const types = new Set(shape.length <= 64 && even(answer, 0) ? leaves.map(storedAs) : [""]);
  if (types.has("") || (types.size === 1 && types.has("bool"))) {
    const { axes } = entry;
    throw new Unreadable(filled(shared.sentences.array, { axes, came: kind(shared, answer) }));
  }
  const whole = !types.has("float") && !(types.has("int64") && types.has("uint64"));
  return { shape, leaves, whole };
}

function storedAs(/** @type {Value} */ { type, value }) {
  if (type !== "int") return type === "float" || type === "bool" ? type : "";
  if (BigInt.asIntN(64, value) === value) return "int64";
  return BigInt.asUintN(64, value) === value ? "uint64" : "";
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
function kind(shared, { type, value }) {
  let word = type;
  if (type === "str") word = shortened(textInQuotes(value), shared.shown);
  if (type === "bool") word = value ? "True" : "False";
  const sentence = Object.hasOwn(shared.kinds, type) ? shared.kinds[type] : shared.kinds.other;
  return filled(sentence, { shown: word });
}

/** @param {Answer} answer @param {Shared} shared @returns {string} */
function shown(answer, shared) {
  if ("several" in answer) {
    return `(${answer.several.map((part) => shown({ one: part }, shared)).join(", ")})`;
  }
  if ("one" in answer) {
    const { type, value } = answer.one;
    return shortened(type === "int" ? thousands(value) : general(value), shared.shown);
  }
  const { shape, leaves, whole } = answer;
  if (leaves.length > 12) {
    const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
    return filled(shared.sentences.large_array, { shape: tuple });
  }
  const text = (/** @type {Value} */ { value }) => (whole ? String(BigInt(value)) : floatText(Number(value)));
  /** @param {number} axis @param {number} from @param {number} size @returns {string} */
  const nested = (axis, from, size) => {
    if (axis === shape.length) return text(leaves[from]);
    const step = size / shape[axis];
    const starts = Array.from({ length: shape[axis] }, (_, place) => from + place * step);
    return `[${starts.map((start) => nested(axis + 1, start, step)).join(", ")}]`;
  };
  return shortened(nested(0, 0, leaves.length), shared.shown);
}
