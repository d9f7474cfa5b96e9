// The digit reader: a drawing, the picture that the network gets, its maps, its answer.

import { placed } from "./centering.js";
import { SIDE } from "./facts.js";
import { frames } from "./frames.js";
import { beforePrint, button, clock, element, keepKeys, prefersStill, speaker, write } from "./interface.js";
import { lookingPanel } from "./looking_panel.js";
import { draw, gallery } from "./maps.js";
import { forward, unpack } from "./network.js";
import { asInk } from "./own_picture.js";
import { SIZE, begun, paper as newPaper } from "./paper.js";
import { pen } from "./pen.js";
import { enframe, frameOver } from "./pixel_board.js";
import { takesPictures } from "./picture_taking.js";
import { inWords, probabilityBars } from "./probability_bars.js";
import { remember } from "./remember.js";

/** @import { Sheet } from "./centering.js" */
/** @import { Box } from "./looking.js" */
/** @import { Point } from "./paper.js" */
/** @import { Render, Stop } from "./types.d.ts" */

/** @type {Record<string, Point[][]>} */
const EXAMPLES = {
  "a 4": [
    [[105, 45], [70, 150], [205, 150]],
    [[175, 60], [165, 240]],
  ],
  "a scribble": [
    [[60, 70], [215, 95], [75, 130], [220, 165], [90, 205], [190, 60], [120, 230], [60, 100]],
  ],
};

const WHOLE = { scale: SIZE / SIDE, top: 0, left: 0 }; // a picture from Python fills the paper

const [STEPS, PACE] = [30, 60]; // in which the example is drawn; milliseconds for each
const INVITES = {
  example: "An example. Draw your own digit: your first stroke clears it.",
  own: "Draw your own digit, large, over the whole paper.",
};

// The picture of the state as one array of numbers, or a sentence about what is wrong.
function readPicture(/** @type {any} */ rows) {
  const fits = Array.isArray(rows) && rows.length === SIDE &&
    rows.every((row) => Array.isArray(row) && row.length === SIDE &&
      row.every((value) => typeof value === "number" && value >= 0 && value <= 255));
  if (fits) return { picture: Float64Array.from(rows.flat()) };
  return {
    problem: `The picture it was given is not ${SIDE} rows of ${SIDE} numbers from 0 to 255; ` +
      "it was left out.",
  };
}

/** @type {Render} */
export function render({ model, el }) {
  // In JupyterLab the weights come with the model, in a page as a script of their own.
  const packed = model.get("weights") ?? globalThis.cnnCourse?.["digit_weights.js"];
  if (!packed) throw new Error("the network's weights were not loaded");
  const network = unpack(packed);
  const empty = forward(network, new Float64Array(SIDE * SIDE), SIDE, SIDE);
  let last = empty;

  const paper = newPaper();
  const said = speaker();
  /** @type {string | null} */
  let toSay = null; // before the answer, once it is there; null: say nothing
  let ours = false;
  /** @type {Sheet} */
  let sheet = WHOLE;
  /** @type {Stop | null} */
  let drawn = null; // stops the example that is being drawn

  const kind = { class: "cnn-digit-reader cnn-draws", role: "group", "aria-label": "Digit reader" };
  const root = element("div", kind);
  // What is being drawn is finished on paper.
  const finish = beforePrint(() => {
    if (drawn) drawExample(true);
  });
  const work = frames(el, read, () => maps.paint() || panel.paint());
  const drawing = pen({
    paper,
    say: said.say,
    onInk: () => changed(toSay),
    onEnd: ended,
    onUndo: () => memory.undo(),
  });
  const sees = element("canvas", {
    width: SIDE, height: SIDE, role: "img",
    "aria-label": `The picture that the network gets, ${SIDE} by ${SIDE} pixels`,
  });
  const invite = element("p", { class: "cnn-invite" }, INVITES.own);
  const frame = frameOver();
  drawing.board.append(frame);
  const panel = lookingPanel({ network, first: empty, say: said.say, onField });
  const result = probabilityBars(empty[empty.length - 1].channels, (answer) =>
    panel.look(network.length - 1, answer));
  const maps = gallery(network, empty, panel.look);

  function changed(/** @type {string | null} */ text) {
    toSay = text;
    endExample();
    work.ask();
  }

  // The pixels of the picture that reach what is looked at, where they lie on the paper.
  function onField(/** @type {Box | null} */ box) {
    const { scale, top, left } = sheet;
    enframe(frame, box && {
      top: top + box.top * scale, bottom: top + (box.bottom + 1) * scale - 1,
      left: left + box.left * scale, right: left + (box.right + 1) * scale - 1,
    }, SIZE, SIZE);
  }

  function ended(/** @type {string} */ text) {
    changed(text);
    memory.did();
  }

  function endExample() {
    drawn?.();
    drawn = null;
    write(invite, INVITES.own);
  }

  // In a page the reader is not met by an empty paper and eleven rows of black squares.
  function drawExample(again = false) {
    endExample();
    const strokes = EXAMPLES["a 4"];
    write(invite, INVITES.example);
    let step = prefersStill() || again ? STEPS : 0;
    const draw = () => {
      paper.show(begun(strokes, step / STEPS));
      work.ask();
    };
    draw();
    if (step === STEPS) return;
    drawn = clock(root, PACE, () => {
      step += 1;
      if (step === STEPS) drawn = null;
      draw();
      return step < STEPS;
    });
  }

  function read() {
    drawing.paint();
    // A picture from Python is read as it is, until the reader draws on it.
    const before = paper.untouched();
    const given = before?.length === SIDE * SIDE ? Float64Array.from(before) : null;
    const found = given ? { picture: given, ...WHOLE } : placed(paper.ink, SIZE);
    sheet = found ?? WHOLE;
    const picture = found?.picture ?? null;
    const made = picture && forward(network, picture, SIDE, SIDE, last);
    last = made ?? last;
    const probabilities = made && Array.from(made[made.length - 1].values);
    const pixels = picture ?? new Float64Array(SIDE * SIDE);
    draw(sees, { width: SIDE, height: SIDE, channels: 1, values: pixels }, 0, 255);
    result.update(probabilities);
    maps.update(made);
    panel.update(made);
    if (toSay !== null) said.say(`${toSay} ${inWords(probabilities)}`.trim());
    toSay = null;
    if (!drawing.busy() && !drawn) share(given ? null : pixels, probabilities);
  }

  /** @param {Float64Array | null} pixels @param {number[] | null} probabilities */
  function share(pixels, probabilities) {
    ours = true;
    if (pixels) {
      const rows = Array.from({ length: SIDE }, (_, y) =>
        Array.from(pixels.slice(y * SIDE, (y + 1) * SIDE)));
      model.set("picture", rows);
    }
    model.set("probabilities", probabilities ?? new Array(result.count).fill(0));
    model.save_changes();
    ours = false;
  }

  /** @param {Point[][]} strokes @param {string | null} text */
  function replace(strokes, text) {
    drawing.lay();
    paper.replace(strokes);
    changed(text);
    memory.did();
  }

  // What was here before, or was kept.
  /** @param {{ink?: string | null}} values @param {string} text */
  function show({ ink = null }, text) {
    drawing.lay();
    changed(text);
    if (ink === null) drawExample(true);
    else paper.bring(ink);
  }

  // A picture from Python, or the one that the figure begins with.
  function take(/** @type {string | null} */ text) {
    if (ours) return;
    const { picture, problem } = readPicture(model.get("picture"));
    if (!picture) return said.say(problem);
    drawing.lay();
    if (picture.some((value) => value > 0)) {
      paper.put(picture, SIDE);
      ended(text ?? "");
    } else if (model.alone && text === null) drawExample();
    else replace([], text);
  }

  const examples = Object.entries(EXAMPLES).map(([name, strokes]) =>
    button(name, () => replace(strokes, `Drawn: ${name}.`)));
  const memory = remember({
    el, root, say: said.say, keeps: Boolean(model.alone), values: () => ({ ink: paper.text() }), show,
    fits: ({ ink }) => ink === null || paper.fits(ink), busy: drawing.busy,
  });
  root.append(
    element("div", { class: "cnn-reader" },
      element("div", { class: "cnn-desk" },
        invite, drawing.root,
        element("div", { class: "cnn-buttons" },
          button("Clear", () => replace([], "")),
          element("span", {}, "Or try"), ...examples),
        memory.bar, said.line),
      element("div", { class: "cnn-sees" },
        sees,
        element("p", {},
          "What the network gets. Your drawing is scaled into 20 by 20 pixels and centered by " +
            "its mass in 28 by 28, as MNIST's digits were. Draw large: a small drawing's lines " +
            "become thick.")),
      result.root),
    element("p", { class: "cnn-honest" },
      "The network knows ten answers and always gives one. A scribble gets one too, sometimes " +
        "a sure one: it says which digit your drawing is most like, never that it is none. For a " +
        "clear digit it was trained to say 91 %, not 100 % (label smoothing)."),
    panel.root,
    element("p", { class: "cnn-note" },
      "Every map of its layers, while you draw; white is the largest value of a layer. " +
        "Choose a map, or the digit of a score above, and look through the network: what it was " +
        "made of, layer by layer, down to your drawing."),
    maps.root);
  root.querySelector(".cnn-desk")?.append(takesPictures({
    root, tell: said.say,
    onPhoto(photo) {
      drawing.lay();
      paper.put(asInk(photo, SIZE), SIZE, true);
      ended("Your picture.");
    },
  }));
  keepKeys(root);
  el.append(root);

  const fromPython = () => take("A picture from Python.");
  model.on("change:picture", fromPython);
  if (model.get("picture") !== undefined) take(null);
  else if (model.alone) drawExample();
  work.ask();
  memory.begin();

  return () => {
    model.off("change:picture", fromPython);
    memory.stop();
    finish();
    drawn?.();
    work.stop();
  };
}
