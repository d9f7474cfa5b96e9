// The room that opens with the first press: Python on its way, an editor in each cell, and the
// order in which cells run.

import { button } from "../../cnn_course/explorables/js/interface.js";
import { pageCell } from "./page_cell.js";
import { keepCode, keptCode } from "./kept_code.js";
import { sharedModels } from "./models.js";
import { saveNotebook, written } from "./save_notebook.js";
import { startPython } from "./python.js";

/** @import { Entered, Message, Room } from "./types.d.ts" */

const DOWNLOAD = "get-the-package"; // the cell that only a download has
const PATIENCE = 15_000; // milliseconds after which a hint at Stop is due
const PHOTO = /["'](astronaut|chelsea|china|coffee|flower|motorcycle|rocket)["']/g;
const WITHIN = { "presets(": "chelsea" }; // what takes a photograph without naming it

/** @param {Entered} page @returns {Room} */
function open({ chapter, notebook, carried, load, bar, meter, status, places, feet }) {
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
  /** @type {ReturnType<typeof pageCell> | null} */
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
  const back = button("As it was", asItWas, "Bring back the code of the page in all cells");
  const save = button("Download", () => saveNotebook(chapter, now()),
    "Download this chapter as a notebook, with what you wrote");
  stopper.hidden = true;
  const all = /** @type {HTMLButtonElement} */ (bar.querySelector("button"));
  all.after(stopper, again, back, save);

  /** @param {string} text */
  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

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
    try {
      const fresh = await startPython({
        carried,
        onStage(share, text) {
          meter.value = share;
          say(text);
          current?.say(text);
        },
        onMessage: heard,
      });
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
        if (mine !== asked || number > last) return;
        if (number === last || cell.due()) await one(cell);
      }
      if (place === null && mine === asked) say("All cells have run.");
    });
    queue = turn.catch(() => {});
    return turn;
  }

  /** @param {ReturnType<typeof pageCell>} cell */
  async function one(cell) {
    current = cell;
    stopper.hidden = false;
    const hint = setTimeout(
      () => say(`Cell ${cell.number} still runs. Stop ends it, and Python starts again.`), PATIENCE);
    try {
      await started();
      for (const name of photos(cell.source())) await fetchPhoto(name);
      const before = begun;
      cell.begin();
      say(`Cell ${cell.number} runs ...`);
      const ended = await python.run(cell.source(), cell.number);
      cell.end(ended);
      if (ended) say(`Cell ${cell.number} has run.`);
      else {
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

  function asItWas() {
    for (const cell of cells) cell.restore();
    say("All cells are as they were.");
  }

  // A figure's own script may not be on this page: a reader can ask for any.
  /** @param {HTMLElement} host @param {any} model */
  function startFigure(host, model) {
    const { ELEMENTS } = globalThis.cnnCourse?.["facts.js"] ?? { ELEMENTS: {} };
    const render = globalThis.cnnCourse?.[ELEMENTS[host.localName]]?.render;
    if (render) globalThis.cnnCourse?.["page.js"].start(host, render, model);
  }

  all.textContent = "Run all";
  return { run, now };
}

// The photographs that this code takes.
/** @param {string} code */
function photos(code) {
  const named = [...code.matchAll(PHOTO)].map(([, name]) => name);
  const taken = Object.entries(WITHIN).filter(([call]) => code.includes(call)).map(([, name]) => name);
  return [...named, ...taken];
}

/** @type {any} */ (globalThis.cnnLive).room = { open };
