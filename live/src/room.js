// The room that opens with the first press: Python on its way, an editor in each cell, and the
// order in which cells run.

import { button } from "../../cnn_course/explorables/js/interface.js";
import { pageCell } from "./page_cell.js";
import { keepCode, keptCode } from "./kept_code.js";
import { sharedModels } from "./models.js";
import { photos } from "./photos.js";
import { saveNotebook, written } from "./save_notebook.js";
import { startPython } from "./python.js";

/** @import { Entered, Message, Room } from "./types.d.ts" */
/** @typedef {ReturnType<typeof pageCell>} Cell */

const DOWNLOAD = "get-the-package"; // the cell that only a download has
const SECOND_THOUGHTS = 20_000; // milliseconds
const PATIENCE = 15_000; // milliseconds after which a hint at Stop is due

/** @param {Entered} page @returns {Room} */
function open({ chapter, notebook, carried, bring, load, say, bar, meter, places, feet }) {
  const codes = notebook.cells.filter((cell) => cell.cell_type === "code" && cell.id !== DOWNLOAD);
  if (codes.length !== places.length) {
    throw new Error(`This page has ${places.length} cells, and its notebook ${codes.length}.`);
  }
  /** @type {Awaited<ReturnType<typeof startPython>>} */
  let python; // once it has begun
  /** @type {Promise<void> | null} */
  let begun = null; // Python is there
  let beginnings = 0;
  /** @type {ReturnType<typeof sharedModels>} */
  let models;
  /** @type {Cell | null} */
  let current = null; // the cell that runs
  let asked = 0; // an error or a stop makes what was asked before void
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  let kept = true;

  const cells = codes.map((code, place) => pageCell(places[place], {
    number: place + 1, code, written: keptCode(chapter, code.id), foot: feet[place],
    onRun: () => void run(places[place]),
    onChange(written) {
      kept = keepCode(chapter, code.id, written) && kept;
      if (!kept) say("This browser keeps nothing: download the notebook before you leave.");
    },
    startFigure: (host, name) => startFigure(host, name === undefined ? undefined : models.find(name)),
  }));

  const stopper = button("Stop", () => void stop(), "Stop the cell that runs, and start Python again");
  const again = button("Start again", () => void stop(), "Forget all that was computed");
  const back = button("Reset all cells", asItWas, "Bring back the code of the page in all cells");
  const save = button("Download mine", () => saveNotebook(chapter, now()),
    "Download this chapter as a notebook, with what you wrote");
  stopper.hidden = true;
  const all = /** @type {HTMLButtonElement} */ (bar.querySelector("button"));
  all.after(stopper, again, back, save);

  // Python, as soon as it is there; where it could not begin, or ended, another try.
  function started() {
    begun ??= begin().catch((problem) => {
      begun = null;
      throw problem;
    });
    return begun;
  }

  async function begin() {
    beginnings += 1;
    const mine = beginnings;
    meter.hidden = false;
    for (const cell of cells) cell.forget();
    const onStage = (/** @type {number} */ share, /** @type {string} */ text) => {
      meter.value = share;
      say(text);
      current?.say(text);
    };
    try {
      await bring(onStage);
      const fresh = await startPython({ carried, onStage, onMessage: heard });
      if (mine !== beginnings) return fresh.end(); // stopped again meanwhile
      python = fresh;
      models = sharedModels(python.tell);
      await python.ready;
    } finally {
      meter.hidden = true;
    }
  }

  /** @param {Message} message */
  function heard(message) {
    if (message.kind === "output") current?.put(message);
    else if (message.kind === "bar") current?.train(message);
    else if (message.kind === "open" || message.kind === "change") models.hear(message);
  }

  // Run this cell after those above it that have not run as they stand; null: all that have not.
  /** @param {Element | null} place */
  function run(place) {
    if (place !== null && current?.place === place) return current.runs() ? stop() : Promise.resolve();
    const [mine, last] = [asked, place === null ? cells.length : places.indexOf(place)];
    if (current) cells[last]?.say(`waits for cell ${current.number}`);
    const turn = queue.then(async () => {
      for (const [number, cell] of cells.entries()) {
        if (number > last) return;
        if (number === last || cell.due()) await one(cell, cells[last]);
        if (mine !== asked) {
          if (number < last) cells[last]?.say(`not run: cell ${number + 1} above did not come to its end `, go(cell));
          return;
        }
      }
      if (place === null) say("All cells have run.");
    });
    queue = turn.catch(() => {});
    return turn;
  }

  // Run one cell, on the way to another.
  /** @param {Cell} cell @param {Cell | undefined} goal */
  async function one(cell, goal) {
    current = cell;
    stopper.hidden = false;
    const till = goal && goal !== cell ? ` on the way to ${goal.number}` : "";
    const hint = setTimeout(
      () => say(`Cell ${cell.number} still runs${till}. Stop ends it, and Python starts again.`), PATIENCE);
    try {
      await started();
      for (const name of photos(cell.source(), SIZES)) await fetchPhoto(name);
      const before = begun;
      cell.begin();
      say(`Cell ${cell.number} runs${till} ...`);
      const ended = await python.run(cell.source(), cell.number);
      cell.end(ended);
      if (ended) {
        say(`Cell ${cell.number} has run.`);
        if (cell.changed()) for (const below of cells.slice(cell.number)) below.older(cell.number);
      } else if (ended === false && cell !== goal && cell.failedCheck()) {
        // The page's own check, and the reader changed what it checks: no reason to stop.
        cell.say("A check of the page does not hold any more: code above it was changed.");
        cell.pass();
      } else {
        asked += 1;
        if (ended === false) say(`Cell ${cell.number} ended with an error; no cell below it was run.`);
        else if (begun === before) begun = null; // Python ended by itself
      }
    } catch (problem) {
      asked += 1;
      const { message } = /** @type {Error} */ (problem);
      say(`${message} The page can be read as before; pressing again tries again.`);
      cell.say(message);
    } finally {
      clearTimeout(hint);
      current = null;
      stopper.hidden = true;
    }
  }

  // A way to a cell, which may be folded.
  /** @param {Cell} cell */
  function go(cell) {
    return button(`Show cell ${cell.number}`, () => {
      for (const fold of cell.place.querySelectorAll("details")) fold.open = true;
      cell.place.scrollIntoView({ block: "center" });
      cell.focus();
    });
  }

  // A photograph travels when a cell names it.
  /** @param {string} name */
  async function fetchPhoto(name) {
    const file = `${name}.npz`;
    if (carried[file] !== undefined) return;
    say(`Fetching the photograph ${name} ...`);
    await load(`${file}.js`);
    python.tell({ kind: "store", name: file, text: carried[file] });
  }

  async function stop() {
    asked += 1;
    python?.end();
    begun = null;
    try {
      await started();
      say("Python began again: nothing is computed yet, and the next run begins at the first cell.");
    } catch (problem) {
      say(/** @type {Error} */ (problem).message);
    }
  }

  // The chapter as it stands here.
  function now() {
    return written(notebook, new Map(codes.map(({ id }, place) =>
      [id, { source: cells[place].source(), outputs: cells[place].outputs() }])));
  }

  // All cells as the page has them; a second press takes that back.
  function asItWas() {
    const mine = cells.map((cell) => cell.source());
    for (const cell of cells) cell.restore();
    say("All cells are as they were.");
    if (!cells.some((cell, place) => cell.source() !== mine[place])) return;
    const undo = button("Take that back", () => {
      for (const [place, cell] of cells.entries()) cell.write(mine[place]);
      undo.replaceWith(back);
      say("What you wrote is back.");
    });
    back.replaceWith(undo);
    setTimeout(() => undo.isConnected && undo.replaceWith(back), SECOND_THOUGHTS);
  }

  // A figure's own script may not be on this page: a reader can ask for any.
  /** @param {HTMLElement} host @param {any} model */
  function startFigure(host, model) {
    const { ELEMENTS } = globalThis.cnnCourse?.["facts.js"] ?? { ELEMENTS: {} };
    const render = globalThis.cnnCourse?.[ELEMENTS[host.localName]]?.render;
    if (render) globalThis.cnnCourse?.["page.js"].start(host, render, model);
  }

  all.textContent = "Run all";
  const focus = (/** @type {Element} */ place) => cells[places.indexOf(place)]?.focus();
  return { run, now, focus };
}

/** @type {any} */ (globalThis.cnnLive).room = { open };
