// What each page of chapters 1 to 12 loads: buttons to run its code, and the way to what they
// need. The editor comes with the first click into the code, Python with the first run.

import { button, element } from "../../cnn_course/explorables/js/interface.js";
import { foot } from "./foot.js";
import { keptCells } from "./kept_code.js";

/** Sizes of all scripts in bytes; the build writes them here. */
const sizes = SIZES;
const RUNTIME = [
  "worker.js.js", "pyodide.js.js", "pyodide.asm.js.js", "pyodide.asm.wasm.js",
  "python_stdlib.zip.js", "pyodide-lock.json.js", "numpy.zip.js", "course.zip.js",
];
const SIZE = RUNTIME.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const chapter = script.dataset.notebook ?? "";
const here = new URL(".", script.src);
/** @type {Record<string, string>} */
const carried = {};
/** @type {import("./types.d.ts").Notebook | null} */
let notebook = null;
/** @type {Promise<import("./types.d.ts").Room> | null} */
let room = null;

/** The cells of the page, and the line under each. */
const places = [...document.querySelectorAll(".bd-article .cell")].filter((cell) => cell.querySelector(".cell_input"));
const feet = places.map((cell, place) => foot(cell, place + 1, () => press(cell)));
const status = element("span", { class: "cnn-live-said", role: "status" });
const meter = element("progress", { max: 1, value: 0, hidden: true, "aria-label": "Python, loaded so far" });
const bar = element("div", { class: "cnn-live-bar" },
  button("Run this page", () => press(null)), meter, status,
  element("a", { href: "live.html" }, "How this works"));

// Scripts load from a file, too; nothing else does. Each is loaded once.
/** @type {Map<string, Promise<string>>} */
const loaded = new Map();

/** @param {string} name @returns {Promise<string>} */
function load(name) {
  const known = loaded.get(name);
  if (known) return known;
  const found = /** @type {Promise<string>} */ (new Promise((resolve, reject) => {
    const tag = element("script", { src: new URL(name, here).href, async: true });
    tag.addEventListener("load", () => resolve(name));
    tag.addEventListener("error", () => {
      tag.remove();
      loaded.delete(name); // another try may find it
      reject(new Error(`A part of Python could not be loaded (${name}).`));
    });
    document.head.append(tag);
  }));
  loaded.set(name, found);
  return found;
}

// What this browser lacks, in words, or "".
function lacking() {
  if (typeof WebAssembly !== "object") return "WebAssembly is switched off in this browser";
  if (typeof Worker !== "function") return "this browser has no workers";
  if (typeof DecompressionStream !== "function") return "this browser is too old to unpack it";
  return "";
}

// Said at the top of the page, at the cell that was pressed, and to the figures that wait.
/** @param {string} text @param {Element | null} [cell] */
function say(text, cell = null) {
  if (status.textContent !== text) status.textContent = text;
  if (cell) feet[places.indexOf(cell)].say(text);
  document.dispatchEvent(new CustomEvent("cnn-live-said", { detail: text }));
}

// Python's files; onStage(share, text) hears how far they are.
/** @param {(share: number, text: string) => void} onStage */
async function bring(onStage) {
  const lacks = lacking();
  if (lacks) throw new Error(`Python cannot run here: ${lacks}.`);
  let done = 0;
  let failed = false;
  const told = () => onStage(done / SIZE / 2, `Loading Python: ${megabytes(done)} of ${megabytes(SIZE)} MB`);
  const arrived = (/** @type {string} */ name) => {
    if (failed) return;
    done += sizes[name] ?? 0;
    told(); // the other half is starting it
  };
  told();
  try {
    await Promise.all(RUNTIME.map((name) => load(name).then(arrived)));
  } catch (problem) {
    failed = true;
    throw problem;
  }
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

// The room with its editors. Python is not in it yet.
function enter() {
  room ??= (async () => {
    await Promise.all([load("room.js"), load(`pages/${chapter}.js`)]);
    const { open } = /** @type {any} */ (globalThis.cnnLive).room;
    return open({ chapter, notebook, carried, bring, load, say, bar, meter, places, feet });
  })().catch((problem) => {
    room = null;
    throw problem;
  });
  return room;
}

// Run all cells up to this one, or all there are.
/** @param {Element | null} cell */
async function press(cell) {
  try {
    await (await enter()).run(cell);
  } catch (problem) {
    const { message } = /** @type {Error} */ (problem);
    say(`${message} The page can be read as before; pressing again tries again.`, cell);
  }
}

// A click into the code brings the editor, and the cursor into it.
/** @param {Element} cell */
async function edit(cell) {
  if (room) return;
  await enter().then(({ focus }) => focus(cell), (problem) => say(problem.message, cell));
}

function begin() {
  document.querySelector(".bd-article h1")?.after(bar);
  const changed = keptCells(chapter);
  for (const cell of places) {
    cell.querySelector(".cell_input > :first-child")?.addEventListener("click", () => edit(cell));
  }
  status.textContent = changed
    ? `You changed ${changed === 1 ? "a cell" : `${changed} cells`} of this page; what you wrote is kept.`
    : `Change any code below and run it: Python comes to this page, ${Math.round(SIZE / 1e6)} MB.`;
  if (changed) enter().catch(() => {}); // so that it is seen; a press says what went wrong
  document.dispatchEvent(new CustomEvent("cnn-live-ready"));
}

globalThis.cnnLive = {
  carry(/** @type {string} */ name, /** @type {string} */ text) { carried[name] = text; },
  notebook(/** @type {import("./types.d.ts").Notebook} */ one) { notebook = one; },
  run: (/** @type {Element} */ inside) => press(inside.closest(".cell")),
  /** The chapter as it stands in this page, once its room is open. */
  written: async () => (await room)?.now(),
};
begin();
