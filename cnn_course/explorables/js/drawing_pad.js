// A paper for a small digit, what the network gets of it, and what it answers.

import { SMALL, centered } from "./centering.js";
import { button, element } from "./interface.js";
import { SIZE, paper as newPaper } from "./paper.js";
import { pen } from "./pen.js";
import { inWords, probabilityBars } from "./probability_bars.js";

const RADIUS = 24; // of the pen; of a digit that fills the paper this makes 1.4 pixels of 8
const { side: SIDE, most: MOST } = SMALL;
const PAUSE = 100; // milliseconds between two pictures while a line is being drawn

// drawingPad({classes, onPicture, onEnd, onUndo, say}): onPicture(rows) there is another picture,
// or null; onEnd() a line is finished.
// The answer: {root, paper, busy(), bring(text, said), put(rows), answer(probabilities), end()}.
/**
 * @param {{
 *   classes: number, onPicture: (rows: number[][] | null) => void, onEnd: () => void,
 *   onUndo: () => void, say: (text: string) => void,
 * }} pad
 */
export function drawingPad({ classes, onPicture, onEnd, onUndo, say }) {
  const paper = newPaper(RADIUS);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let sent = 0;
  /** @type {string | null} */
  let toSay = null; // before the next answer
  const drawing = pen({
    paper, say,
    onInk: () => changed(null),
    onEnd: ended,
    onUndo,
  });
  const sees = element("canvas", {
    width: SIDE, height: SIDE, role: "img",
    "aria-label": `The picture that the network gets, ${SIDE} by ${SIDE} pixels`,
  });
  const result = probabilityBars(classes);

  function changed(/** @type {string | null} */ text) {
    toSay = text;
    drawing.paint();
    clearTimeout(timer);
    timer = setTimeout(send, drawing.busy() ? Math.max(PAUSE - (performance.now() - sent), 0) : 0);
  }

  function send() {
    sent = performance.now();
    const flat = centered(paper.ink, SIZE, SMALL);
    draw(flat);
    onPicture(flat && Array.from({ length: SIDE }, (_, y) =>
      Array.from(flat.slice(y * SIDE, (y + 1) * SIDE))));
  }

  function draw(/** @type {ArrayLike<number> | null} */ flat) {
    const context = /** @type {CanvasRenderingContext2D} */ (sees.getContext("2d"));
    const image = context.createImageData(SIDE, SIDE);
    for (let at = 0; at < SIDE * SIDE; at++) {
      const light = flat ? Math.round((255 * flat[at]) / MOST) : 0;
      image.data.set([light, light, light, 255], 4 * at);
    }
    context.putImageData(image, 0, 0);
  }

  function ended(/** @type {string} */ text) {
    changed(text);
    onEnd();
  }

  draw(null);
  return {
    root: element("div", { class: "cnn-reader" },
      element("div", { class: "cnn-desk" },
        element("p", { class: "cnn-caption" }, "Draw a digit, large; the network answers while it learns"),
        drawing.root,
        element("div", { class: "cnn-buttons" },
          button("Clear", () => {
            drawing.lay();
            paper.replace([]);
            ended("");
          }))),
      element("div", { class: "cnn-sees" }, sees,
        element("p", {}, `What the network gets: ${SIDE} by ${SIDE} pixels.`)),
      result.root),
    paper,
    busy: drawing.busy,
    /** @param {string} text @param {string} [said] */
    bring(text, said = "") {
      drawing.lay();
      paper.bring(text);
      changed(said);
    },
    // A picture from Python.
    put(/** @type {number[][] | null} */ rows) {
      drawing.lay();
      if (rows) paper.put(rows.flat().map((value) => (255 * value) / MOST), SIDE, true);
      else paper.replace([]);
      drawing.paint();
      draw(rows?.flat() ?? null);
    },
    answer(/** @type {number[] | null} */ probabilities) {
      result.update(probabilities);
      if (toSay !== null) say(`${toSay} ${inWords(probabilities)}`.trim());
      toSay = null;
    },
    end: () => clearTimeout(timer),
  };
}
