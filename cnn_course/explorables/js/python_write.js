// Values as Python writes them: repr of texts and numbers, %.10g, thousands with commas.

// The digits and the power of ten of a number, as toExponential gives them.
/** @param {number} value @param {number} [digits] */
function parts(value, digits) {
  const [mantissa, power] = Math.abs(value).toExponential(digits).split("e");
  return { digits: mantissa.replace(".", ""), power: Number(power) };
}

// Digits with their point, or with an exponent of two places where it is far away.
/** @param {number} value @param {string} digits @param {number} power @param {number} places */
function laidOut(value, digits, power, places) {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (power < -4 || power >= places) {
    const size = String(Math.abs(power)).padStart(2, "0");
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${rest}e${power < 0 ? "-" : "+"}${size}`;
  }
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  const rest = digits.slice(power + 1);
  return `${sign}${whole}${rest && `.${rest}`}`;
}

function noOrdinary(/** @type {number} */ value) {
  if (Number.isNaN(value)) return "nan";
  return value < 0 ? "-inf" : "inf";
}

// Python's "%.10g".
export function general(/** @type {number} */ value, places = 10) {
  if (!Number.isFinite(value)) return noOrdinary(value);
  let { digits, power } = parts(value, places - 1);
  // Halfway between two, Python takes the even one; JavaScript the larger.
  const exact = parts(value, 60).digits;
  if (/^50*$/.test(exact.slice(places)) && Number(exact[places - 1]) % 2 === 0) {
    ({ digits, power } = { digits: exact.slice(0, places), power: parts(value, 60).power });
  }
  return laidOut(value, digits.replace(/0+$/, "") || "0", power, places);
}

// Python's repr of a float: as few digits as tell it from its neighbors.
export function floatText(/** @type {number} */ value) {
  if (!Number.isFinite(value)) return noOrdinary(value);
  const { digits, power } = parts(value);
  const text = laidOut(value, digits, power, 16);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function thousands(/** @type {bigint} */ whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @type {Record<string, string>} */
const ESCAPES = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

// Python's repr of a text: in quotes, with what cannot be seen written as a code.
export function textInQuotes(/** @type {string} */ text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const written = Array.from(text, (sign) => {
    if (sign === quote) return `\\${sign}`;
    if (ESCAPES[sign]) return ESCAPES[sign];
    if (sign === " " || !/[\p{C}\p{Z}]/u.test(sign)) return sign;
    const code = sign.codePointAt(0) ?? 0;
    const [letter, length] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${letter}${code.toString(16).padStart(length, "0")}`;
  });
  return quote + written.join("") + quote;
}

// The first of very many characters; signs outside the basic plane count once.
/** @param {string} text @param {number} most */
export function shortened(text, most) {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most - 3).join("")}...`;
}
