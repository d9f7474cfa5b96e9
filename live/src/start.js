// What each page of chapters 1 to 12 loads: buttons to run its code, and the way to Python,
// which is fetched when the first of them is pressed and not before.

import { button, element } from "../../cnn_course/explorables/js/interface.js";
import { foot } from "./foot.js";
import { keptCells } from "./kept_code.js";

/** Sizes of all scripts in bytes; the build writes them here. */
const sizes = SIZES;
const RUNTIME = [
  "room.js", "worker.js.js", "pyodide.js.js", "pyodide.asm.js.js", "pyodide.asm.wasm.js",
  "python_stdlib.zip.js", "pyodide-lock.json.js", "numpy.zip.js", "course.zip.js",
];
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
  button("Run this page", () => press(null)), meter, status);

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

// Said at the top of the page, and at the cell that was pressed.
/** @param {string} text @param {Element | null} cell */
function say(text, cell) {
  status.textContent = text;
  if (cell) feet[places.indexOf(cell)].say(text);
}

/** @param {Element | null} cell */
async function enter(cell) {
  const lacks = lacking();
  if (lacks) throw new Error(`Python cannot run here: ${lacks}.`);
  const all = RUNTIME.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  let done = 0;
  let failed = false;
  meter.hidden = false;
  const arrived = (/** @type {string} */ name) => {
    if (failed) return;
    done += sizes[name] ?? 0;
    meter.value = done / all / 2; // the other half is starting it
    say(`Loading Python: ${megabytes(done)} of ${megabytes(all)} MB`, cell);
  };
  say(`Loading Python: ${megabytes(all)} MB`, cell);
  try {
    await Promise.all([load(`pages/${chapter}.js`), ...RUNTIME.map((name) => load(name).then(arrived))]);
  } catch (problem) {
    failed = true;
    throw problem;
  }
  const { open } = /** @type {any} */ (globalThis.cnnLive).room;
  return open({ chapter, notebook, carried, load, bar, meter, status, places, feet });
}

/** @param {number} bytes */
function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

// Run all cells up to this one, or all there are.
/** @param {Element | null} cell */
async function press(cell) {
  try {
    room ??= enter(cell);
    await (await room).run(cell);
  } catch (problem) {
    room = null;
    meter.hidden = true;
    const { message } = /** @type {Error} */ (problem);
    say(`${message} The page can be read as before; pressing again tries again.`, cell);
  }
}

function begin() {
  document.querySelector(".bd-article h1")?.after(bar);
  const changed = keptCells(chapter);
  status.textContent = changed
    ? `You changed ${changed === 1 ? "a cell" : `${changed} cells`} of this page; what you wrote is kept.`
    : "Change any code below and run it: Python comes to this page, about 10 MB, once.";
  document.dispatchEvent(new CustomEvent("cnn-live-ready"));
}

globalThis.cnnLive = {
  carry(/** @type {string} */ name, /** @type {string} */ text) { carried[name] = text; },
  notebook(/** @type {import("./types.d.ts").Notebook} */ one) { notebook = one; },
  run: (/** @type {Element} */ inside) => press(inside.closest(".cell")),
  /** The chapter as it stands in this page, once Python is here. */
  written: async () => (await room)?.now(),
};
begin();
