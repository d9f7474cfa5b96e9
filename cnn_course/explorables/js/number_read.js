// A number as people write it, or a small calculation with such numbers: the same steps and,
// from facts.js, the same tables as cnn_course/exercises/numerals.py. Nothing is run as code.

import { AROUND, BLANK, DEEPEST, DOUBTFUL, EXACT, NUMERALS, RUN, SIGNS } from "./facts.js";

/** @import { Num } from "./types.d.ts" */

class NoNumber extends Error {}

/** @returns {never} */
function refuse() {
  throw new NoNumber();
}

const EDGES = new RegExp(AROUND[0], "gi");
const QUOTES = new RegExp(AROUND[1], "s");
const sticky = (/** @type {string} */ pattern) => new RegExp(pattern, "iy");
const [RUN_HERE, BLANK_HERE] = [sticky(RUN), sticky(BLANK)];
const SIGN = sticky(`${BLANK}[+-]`);
const TIMES = sticky(`${BLANK}(?:\\*(?!\\*)|[x/])`);
const POWER = sticky(`${BLANK}(?:\\^|\\*\\*)${BLANK}[+-]?[0-9]{1,2}(?![0-9.,])`);
const OPEN = sticky(`${BLANK}\\(`);
const CLOSE = sticky(`${BLANK}\\)`);
const HEXADECIMAL = sticky(`${BLANK}0x[0-9a-f]`);
const FORMS = Object.entries(NUMERALS).map(([name, [pattern, dropped, mark]]) =>
  /** @type {const} */ ([name, new RegExp(`^(?:${pattern})$`), dropped, mark]));
/** @type {Record<string, string>} */
const doubtful = DOUBTFUL;
/** @type {Record<string, string>} */
const signs = SIGNS;

// A text in plain signs, without what stands around an answer.
export function cleaned(/** @type {string} */ text) {
  const plain = Array.from(text, (sign) => signs[sign] ?? sign).join("").replace(EDGES, "");
  return plain.replace(QUOTES, "$2").replace(EDGES, "");
}

// One number in a cleaned text, or null. `how` is the name of the numeral, or "calculation",
// whose text is `seen`, or "percent"; `other` is what it would be if its mark meant the other thing.
/** @param {string} text @param {boolean} [inPercent] @returns {Num | null} */
export function number(text, inPercent = false) {
  const body = text.replace(/%$/, "");
  try {
    const found = new Calculation(body).whole();
    if (body === text || inPercent) return found;
    const seen = `${body.replace(/^[ \t\n\u00a0]+|[ \t\n\u00a0]+$/g, "")} %`;
    return { value: found.value / 100, whole: false, how: "percent", seen };
  } catch (problem) {
    if (problem instanceof NoNumber) return null;
    throw problem;
  }
}

/** @typedef {{value: number, whole: boolean}} Value */

class Calculation {
  constructor(/** @type {string} */ text) {
    this.text = text;
    this.place = 0;
    this.depth = 0;
    this.seen = "";
    /** @type {[string, string][]} */
    this.numerals = [];
    this.calculated = false;
  }

  /** @returns {Num} */
  whole() {
    const found = this.sum();
    this.take(BLANK_HERE);
    if (this.place < this.text.length) refuse();
    const whole = found.whole && Math.abs(found.value) <= EXACT;
    const value = whole ? found.value + 0 : found.value; // a whole number has no minus before zero
    if (this.calculated) return { value, whole, how: "calculation", seen: this.seen };
    const [how, body] = this.numerals[0];
    if (!(how in doubtful) || !new RegExp(`^(?:${doubtful[how]})$`).test(body)) {
      return { value, whole, how, seen: "" };
    }
    const size = Number(how === "plain" ? body.replace(".", "") : body.replace(",", "."));
    const other = { value: value < 0 ? -size : size, whole: how === "plain" };
    return { value, whole, how, seen: "", other };
  }

  // The text that a pattern matches here, which is stepped over; "" if it does not.
  take(/** @type {RegExp} */ pattern) {
    pattern.lastIndex = this.place;
    const [found] = pattern.exec(this.text) ?? [""];
    this.place += found.length;
    return found;
  }

  /** @returns {Value} */
  sum() {
    let { value, whole } = this.product();
    for (;;) {
      const start = this.place;
      const sign = this.take(SIGN);
      // In "2 -1" the sign belongs to a second number.
      if (!sign || (sign.length > 1 && !this.take(BLANK_HERE))) {
        this.place = start;
        return { value, whole };
      }
      const adds = sign.endsWith("+");
      this.note(` ${sign.slice(-1)} `);
      const more = this.product();
      value = adds ? value + more.value : value - more.value;
      whole &&= more.whole;
    }
  }

  product() {
    let { value, whole } = this.signed();
    for (let sign = this.take(TIMES); sign; sign = this.take(TIMES)) {
      const divides = sign.endsWith("/");
      this.note(divides ? " / " : " \u00d7 ");
      const more = this.signed();
      value = divides ? divided(value, more.value) : value * more.value;
      whole &&= more.whole && !divides;
    }
    return { value, whole };
  }

  signed() {
    const minus = this.take(SIGN).endsWith("-");
    if (minus) this.seen += "-";
    const { value, whole } = this.power();
    return { value: minus ? -value : value, whole };
  }

  power() {
    const base = this.atom();
    const power = this.take(POWER);
    if (!power) return base;
    const exponent = Number(/[+-]?[0-9]+$/.exec(power)?.[0]);
    this.note(`^${exponent}`);
    let value = 1;
    for (let step = 0; step < Math.abs(exponent); step++) value *= base.value;
    return exponent >= 0 ? { value, whole: base.whole } : { value: divided(1, value), whole: false };
  }

  /** @returns {Value} */
  atom() {
    if (this.take(OPEN)) {
      this.depth += 1;
      if (this.depth > DEEPEST) refuse();
      this.seen += "(";
      const found = this.sum();
      if (!this.take(CLOSE)) refuse();
      this.seen += ")";
      this.depth -= 1;
      return found;
    }
    HEXADECIMAL.lastIndex = this.place;
    if (HEXADECIMAL.test(this.text)) refuse();
    this.take(BLANK_HERE);
    return this.numeral(this.take(RUN_HERE));
  }

  note(/** @type {string} */ operation) {
    this.seen += operation;
    this.calculated = true;
  }

  numeral(/** @type {string} */ run) {
    const [body] = run.split(/e/i);
    const exponent = run.slice(body.length);
    const form = FORMS.find(([, pattern]) => pattern.test(body));
    if (!form) return refuse();
    const [name, , dropped, mark] = form;
    const kept = Array.from(body).filter((sign) => !dropped.includes(sign)).join("");
    const plain = kept.replace(mark, ".");
    this.numerals.push([exponent ? "exponent" : name, body]);
    this.seen += plain + exponent;
    return { value: Number(plain + exponent), whole: /^[0-9]+$/.test(plain) && !exponent };
  }
}

/** @param {number} value @param {number} by */
function divided(value, by) {
  return by ? value / by : NaN;
}
