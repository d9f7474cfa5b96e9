// What the network answers: the ten probabilities as bars, and in words.

import { button, element, write } from "./interface.js";
import { oneStop } from "./tiles.js";

const NOTHING = "The paper is empty: no answer.";

// 0 to 1 in percent; never quite 0 or 100, which would claim too much.
export function percent(/** @type {number} */ share) {
  if (share > 0.9995) return "over 99.9 %";
  if (share < 0.0005) return "under 0.1 %";
  return `${(100 * share).toFixed(1)} %`;
}

function best(/** @type {number[]} */ probabilities) {
  return probabilities.indexOf(Math.max(...probabilities));
}

// "It reads a 4 and is 98.3 % sure."
export function inWords(/** @type {number[] | null} */ probabilities) {
  if (!probabilities) return NOTHING;
  if (Math.max(...probabilities) - Math.min(...probabilities) < 1e-9) {
    return "It cannot tell: all digits are equally likely to it.";
  }
  const digit = best(probabilities);
  const article = digit === 8 ? "an" : "a";
  return `It reads ${article} ${digit} and is ${percent(probabilities[digit])} sure.`;
}

// {root, update(probabilities)}; null clears the bars. With onChoose(answer) each can be chosen.
/** @param {number} count @param {(answer: number) => void} [onChoose] */
export function probabilityBars(count, onChoose) {
  const words = element("p", { class: "cnn-answer" }, NOTHING);
  /** @type {HTMLButtonElement[]} */
  const choosers = [];
  const rows = Array.from({ length: count }, (_, digit) => {
    const bar = element("span", { class: "cnn-bar", "aria-hidden": "true" }, element("span"));
    const share = element("span", { class: "cnn-share" }, "\u2013");
    const row = element("tr", {},
      element("th", { scope: "row" }, onChoose ? chooser(digit) : String(digit)),
      element("td", {}, bar), element("td", {}, share));
    return { row, bar, share };
  });
  oneStop(choosers, 1);

  function chooser(/** @type {number} */ digit) {
    const made = button(String(digit), () => onChoose?.(digit), `Look into the score of ${digit}`);
    choosers.push(made);
    return made;
  }
  const head = ["digit", "", "probability"].map((text) =>
    text ? element("th", { scope: "col" }, text) : element("td"));
  const table = element("table", {},
    element("caption", {}, "How sure the network is"),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows.map(({ row }) => row)));
  return {
    root: element("div", { class: "cnn-answers" }, words, table),
    count,
    update(/** @type {number[] | null} */ probabilities) {
      write(words, inWords(probabilities));
      const first = probabilities ? best(probabilities) : -1;
      rows.forEach(({ row, bar, share }, digit) => {
        row.classList.toggle("cnn-first", digit === first);
        bar.style.setProperty("--share", String(probabilities?.[digit] ?? 0));
        write(share, probabilities ? percent(probabilities[digit]) : "\u2013");
      });
    },
  };
}
