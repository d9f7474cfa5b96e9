// The paper on the screen, and the pen that draws on it: mouse, finger or keyboard.

import { grayDots } from "./gray_dots.js";
import { element, freshId } from "./interface.js";
import { SIZE } from "./paper.js";

/** @import { Point, paper as newPaper } from "./paper.js" */

const STEPS = 28; // places along each side that the keyboard's pen knows
const LEAP = 4; // steps at once with Shift
/** @type {Record<string, [number, number]>} */
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// pen({paper, onInk, onEnd, onUndo, say}): onInk() there is new ink; onEnd(text) a line
// is finished; say(text) where the pen is. The answer: {root, board, paint(), busy(), lay()}.
/**
 * @param {{
 *   paper: ReturnType<typeof newPaper>, onInk: () => void, onEnd: (text: string) => void,
 *   onUndo: () => void, say: (text: string) => void,
 * }} desk
 */
export function pen({ paper, onInk, onEnd, onUndo, say }) {
  const help = freshId("keys");
  const canvas = element("canvas", {
    width: SIZE, height: SIZE, tabindex: "0", role: "application",
    "aria-label": "Paper to draw a digit on", "aria-describedby": help,
  });
  const mark = element("span", { class: "cnn-pen", "aria-hidden": "true" });
  const keys = element("p", { class: "cnn-keys", id: help },
    "Draw with a finger or a mouse. With keys: arrows move the pen (with Shift, four steps), Space puts it down " +
      "or up, Enter draws a line from where it last drew, Backspace takes back.");
  const board = element("div", { class: "cnn-paper" }, canvas, mark);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(SIZE, SIZE);
  let place = [13, 13]; // row and column of the keyboard's pen
  let down = false;
  /** @type {Point | null} */
  let anchor = null; // where the pen last drew
  /** @type {number | null} */
  let pointer = null;

  /** @param {number[]} place @returns {Point} */
  const dot = ([row, column]) => [((column + 0.5) * SIZE) / STEPS, ((row + 0.5) * SIZE) / STEPS];
  const where = () => `row ${place[0]}, column ${place[1]}`;

  function paint() {
    grayDots(image, paper.ink, 255);
    context.putImageData(image, 0, 0);
  }

  function showPen() {
    mark.style.setProperty("--row", String(place[0]));
    mark.style.setProperty("--column", String(place[1]));
    board.classList.toggle("cnn-down", down);
  }

  function begin(/** @type {Point} */ point) {
    paper.begin(point);
    anchor = point;
    onInk();
  }

  function move(/** @type {Point} */ point) {
    paper.move(point);
    anchor = point;
    onInk();
  }

  /** @param {PointerEvent} event @returns {Point} */
  function at(event) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [((event.clientX - left) * SIZE) / width, ((event.clientY - top) * SIZE) / height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (pointer !== null || event.button !== 0) return;
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    board.classList.remove("cnn-by-keys");
    down = false;
    begin(at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) move(at(each));
  });
  for (const kind of /** @type {const} */ (["pointerup", "pointercancel"])) {
    canvas.addEventListener(kind, (event) => {
      if (event.pointerId !== pointer || !anchor) return;
      pointer = null;
      // The keyboard goes on from here.
      place = [anchor[1], anchor[0]].map((value) =>
        Math.min(Math.max(Math.floor((value * STEPS) / SIZE), 0), STEPS - 1));
      showPen();
      onEnd("");
    });
  }

  canvas.addEventListener("blur", () => {
    if (down) lift();
  });

  function lift() {
    down = false;
    showPen();
    onEnd(`Pen up at ${where()}.`);
  }

  function line() {
    const from = anchor ?? dot(place);
    begin(from);
    move(dot(place));
    onEnd(`A line to ${where()}.`);
  }

  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || pointer !== null) return;
    if (event.key === "Backspace") {
      event.preventDefault();
      onUndo();
      return;
    }
    const step = MOVES[event.key];
    if (event.ctrlKey || event.metaKey || !(step || event.key === " " || event.key === "Enter")) {
      return;
    }
    event.preventDefault();
    board.classList.add("cnn-by-keys");
    if (step) walk(step, event.shiftKey ? LEAP : 1);
    else if (event.key === "Enter") line();
    else if (event.repeat) return;
    else if (down) lift();
    else {
      down = true;
      begin(dot(place));
      say(`Pen down at ${where()}.`);
    }
    showPen();
  });

  /** @param {[number, number]} step @param {number} times */
  function walk(step, times) {
    place = place.map((value, axis) =>
      Math.min(Math.max(value + times * step[axis], 0), STEPS - 1));
    if (down) move(dot(place));
    say(`Pen ${down ? "down" : "up"}, ${where()} of ${STEPS}.`);
  }

  showPen();
  return {
    root: element("div", { class: "cnn-drawing" }, board, keys),
    board,
    paint,
    busy: () => pointer !== null,
    // The paper was changed by other hands.
    lay() {
      down = false;
      anchor = null;
      showPen();
    },
  };
}
