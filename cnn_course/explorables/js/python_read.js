// What a reader types, read as Python reads a value that is written out: numbers, lists,
// tuples, and also what is no answer (texts, None, True), so that it gets its own name.
// The same rules as ast.literal_eval; nothing is ever evaluated.
//
// A value is {type, ...}: type is Python's name for it, and
//   int {value: BigInt}, float {value}, bool {value}, str {value},
//   list and tuple {parts}; NoneType, ellipsis, complex, bytes, set and dict have no more.

/** @import { Value } from "./types.d.ts" */

const DIGITS = "\\d(?:_?\\d)*";
const NUMBER = new RegExp(
  "0x(?:_?[\\da-f])+|0o(?:_?[0-7])+|0b(?:_?[01])+|" +
    `(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?j?`,
  "iy",
);
const STRING = /([rR]|[bB]|[uU]|[rR][bB]|[bB][rR])?('''|"""|'|")/y;
const ESCAPE = /\\(?:\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g;
/** @type {Record<string, string>} */
const LETTERS = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
const SPACE = /[ \t\f]+/y;
const SPACE_AND_LINES = /(?:[ \t\f\r\n]|#[^\n]*)+/y;
/** @type {Record<string, Value>} */
const WORDS = {
  None: { type: "NoneType" },
  True: { type: "bool", value: true },
  False: { type: "bool", value: false },
};
const DEEPEST = 200; // brackets within brackets
const MOST_DIGITS = 4300; // of a whole number

class NoValue extends Error {}

/** @returns {never} */
function refuse() {
  throw new NoValue();
}

// Text from outside the field has spaces and lines around it.
function trimmed(/** @type {string} */ text) {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
}

// The value that was typed. What is no value at all is taken as a text, as typed; an
// empty field as the three dots of a cell that waits.
/** @param {string} typed @returns {Value} */
export function readPython(typed) {
  const text = trimmed(typed);
  if (text === "") return { type: "ellipsis" };
  if (/[\0\p{Cs}]/u.test(text)) return { type: "str", value: text };
  try {
    return new Reader(text.replaceAll("\u2212", "-")).whole();
  } catch (problem) {
    if (problem instanceof NoValue) return { type: "str", value: text };
    throw problem;
  }
}

class Reader {
  constructor(/** @type {string} */ text) {
    this.text = text;
    this.place = 0;
    this.depth = 0;
  }

  // The text that a pattern matches here, which is stepped over; "" if it does not.
  take(/** @type {RegExp} */ pattern) {
    pattern.lastIndex = this.place;
    const [found] = pattern.exec(this.text) ?? [""];
    this.place += found.length;
    return found;
  }

  // Is `sign` next? Then step over it. Inside brackets a new line is a space.
  next(/** @type {string} */ sign) {
    this.take(this.depth ? SPACE_AND_LINES : SPACE);
    if (!this.text.startsWith(sign, this.place)) return false;
    this.place += sign.length;
    return true;
  }

  // Nothing left but spaces, empty lines and comments?
  ended() {
    const { place } = this;
    this.take(SPACE_AND_LINES);
    if (this.place === this.text.length) return true;
    this.place = place;
    return false;
  }

  /** @returns {Value} */
  whole() {
    const first = this.sum();
    const parts = [first];
    let comma = this.next(",");
    const value = comma ? { type: "tuple", parts } : first;
    while (comma && !this.ended()) {
      parts.push(this.sum());
      comma = this.next(",");
    }
    return this.ended() ? value : refuse();
  }

  // 1+2j is the only sum that counts as a value.
  /** @returns {Value} */
  sum() {
    const left = this.signed();
    const sign = this.next("+") || this.next("-");
    if (!sign) return left;
    const right = this.signed();
    const real = !left.summed && (left.type === "int" || left.type === "float");
    if (!real || right.type !== "complex" || right.sign || right.summed) refuse();
    return { type: "complex", summed: true };
  }

  /** @returns {Value} */
  signed() {
    const minus = this.next("-");
    if (!minus && !this.next("+")) return this.atom();
    const { type, value, sign, summed } = this.atom();
    if (sign || summed || !["int", "float", "complex"].includes(type)) refuse();
    return { type, value: minus && type !== "complex" ? -value : value, sign: true };
  }

  /** @returns {Value} */
  atom() {
    if (this.next("(")) return this.bracket(")");
    if (this.next("[")) return this.bracket("]");
    if (this.next("{")) return this.braces();
    if (this.next("...")) return { type: "ellipsis" };
    STRING.lastIndex = this.place;
    if (STRING.test(this.text)) return this.string();
    const number = this.take(NUMBER);
    if (number) return this.number(number);
    const word = this.take(/\w+/y);
    if (word === "set" && this.next("(") && this.next(")")) return { type: "set" };
    return Object.hasOwn(WORDS, word) ? WORDS[word] : refuse();
  }

  /** @param {string} found @returns {Value} */
  number(found) {
    if (/[\w\u0080-\uffff]/.test(this.text[this.place] ?? "")) refuse();
    const plain = found.replaceAll("_", "");
    if (/j$/i.test(plain)) return { type: "complex" };
    if (!/^(?:\d+|0[xob].*)$/i.test(plain)) return { type: "float", value: Number(plain) };
    if (/^\d+$/.test(plain) && (/^0+[1-9]/.test(plain) || plain.length > MOST_DIGITS)) refuse();
    return { type: "int", value: BigInt(plain) };
  }

  // Values up to the closing bracket, with commas between them.
  /** @param {string} close @param {() => Value} read */
  values(close, read) {
    /** @type {Value[]} */
    const parts = [];
    this.depth += 1;
    if (this.depth > DEEPEST) refuse();
    let comma = true;
    while (!this.next(close)) {
      if (!comma) refuse();
      parts.push(read());
      comma = this.next(",");
    }
    this.depth -= 1;
    return { parts, comma: comma && parts.length > 0 };
  }

  /** @param {string} close @returns {Value} */
  bracket(close) {
    const { parts, comma } = this.values(close, () => this.sum());
    if (close === "]") return { type: "list", parts };
    return parts.length === 1 && !comma ? parts[0] : { type: "tuple", parts };
  }

  /** @returns {Value} */
  braces() {
    let pairs = 0;
    const { parts } = this.values("}", () => {
      const key = this.sum();
      if (!hashable(key)) refuse();
      if (this.next(":")) {
        pairs += 1;
        this.sum();
      }
      return key;
    });
    if (pairs !== 0 && pairs !== parts.length) refuse();
    return { type: pairs === parts.length ? "dict" : "set" };
  }

  // One string, or several side by side.
  /** @returns {Value} */
  string() {
    let value = "";
    let type = "";
    for (;;) {
      this.next("");
      STRING.lastIndex = this.place;
      const opening = STRING.exec(this.text);
      if (!opening) return { type, value };
      this.place += opening[0].length;
      const [, prefix = "", quote] = opening;
      const inside = this.quoted(quote);
      const kind = /b/i.test(prefix) ? "bytes" : "str";
      type ||= kind;
      if (type !== kind || (kind === "bytes" && /\P{ASCII}/u.test(inside))) refuse();
      value += /r/i.test(prefix) ? inside : inside.replace(ESCAPE, unescaped);
    }
  }

  quoted(/** @type {string} */ quote) {
    const stops = quote.length === 3 ? /[\\'"]/g : /[\\'"\n]/g;
    const start = this.place;
    for (;;) {
      stops.lastIndex = this.place;
      const stop = stops.exec(this.text);
      if (!stop || stop[0] === "\n") refuse();
      this.place = stop.index;
      if (this.text.startsWith(quote, stop.index)) {
        this.place += quote.length;
        return this.text.slice(start, stop.index);
      }
      this.place += stop[0] === "\\" ? 2 : 1;
    }
  }
}

/** @param {Value} value @returns {boolean} */
function hashable({ type, parts = [] }) {
  if (type === "tuple") return parts.every(hashable);
  return !["list", "dict", "set"].includes(type);
}

function unescaped(/** @type {string} */ sequence) {
  const letter = sequence[1];
  if (letter === "\n") return "";
  if (/^\\[0-7]/.test(sequence)) return String.fromCharCode(parseInt(sequence.slice(1), 8));
  if (sequence.length > 2) {
    const code = parseInt(sequence.slice(2), 16);
    return code > 0x10ffff ? refuse() : String.fromCodePoint(code);
  }
  if ("xuUN".includes(letter)) refuse();
  if ("\\'\"".includes(letter)) return letter;
  return LETTERS[letter] ?? sequence;
}
