// The live pages' parts that touch no page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { decoded, opened } from "../../live/src/carried.js";
import { sharedModels } from "../../live/src/models.js";
import { photos } from "../../live/src/photos.js";
import { inWords } from "../../live/src/python.js";
import { written } from "../../live/src/save_notebook.js";

/** @param {Uint8Array | Buffer} bytes */
const carried = (bytes) => Buffer.from(bytes).toString("base64");

test("a file that travelled as text is the same file", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, place) => (place * 7) % 256);
  assert.deepEqual(decoded(carried(bytes)), bytes);
  const text = await new Response(opened(carried(gzipSync("weights that slide")))).text();
  assert.equal(text, "weights that slide");
});

test("a photograph is fetched where code names it, if there is a script of it", () => {
  const sizes = { "chelsea.npz.js": 9, "china.npz.js": 9, "numpy.zip.js": 9 };
  assert.deepEqual(photos(`load_photo("china") + load_photo('chelsea')`, sizes), ["chelsea", "china"]);
  assert.deepEqual(photos(`numpy.zip("numpy.zip", china, "chinaware", "flower")`, sizes), []);
  assert.deepEqual(photos("Convolution(a, b, **presets())", sizes), ["chelsea"]);
});

function model() {
  /** @type {any[]} */
  const told = [];
  const models = sharedModels((message) => told.push(message));
  models.hear({ kind: "open", model: "figure-1", state: { stride: 1, kernel: [[1]] } });
  return { told, models, model: /** @type {any} */ (models.find("figure-1")) };
}

test("a figure begins with what Python says, and hears what it changes", () => {
  const { models, model: figure, told } = model();
  assert.equal(figure.get("stride"), 1);
  /** @type {any[]} */
  const heard = [];
  const listener = () => heard.push([figure.get("stride"), figure.get("kernel")]);
  figure.on("change:stride", listener);
  models.hear({ kind: "change", model: "figure-1", state: { stride: 2, kernel: [[5]] } });
  assert.deepEqual(heard, [[2, [[5]]]]); // whoever hears of one sees the others
  figure.off("change:stride", listener);
  models.hear({ kind: "change", model: "figure-1", state: { stride: 3 } });
  assert.equal(heard.length, 1);
  assert.deepEqual(told, []); // what came from Python does not go back
});

test("what the reader changes is told when it is saved, all at once", () => {
  const { model: figure, told } = model();
  figure.set("stride", 2);
  figure.set("kernel", [[0]]);
  assert.deepEqual(told, []);
  figure.save_changes();
  figure.save_changes();
  assert.deepEqual(told, [{ kind: "change", model: "figure-1", state: { stride: 2, kernel: [[0]] } }]);
});

test("a figure that is not there is no figure, and nothing breaks", () => {
  const { models } = model();
  assert.equal(models.find("figure-2"), undefined);
  models.hear({ kind: "change", model: "figure-2", state: { stride: 3 } });
});

test("the notebook has what was written and what came out, and all else as it was", () => {
  const notebook = {
    nbformat: 4,
    cells: [
      { cell_type: "markdown", id: "a", source: "text", metadata: {} },
      { cell_type: "code", id: "b", source: "1", metadata: { tags: [] }, outputs: [] },
      { cell_type: "code", id: "c", source: "2", metadata: {}, outputs: [] },
    ],
  };
  const outputs = [{ output_type: "stream", name: "stdout", text: "3\n" }];
  const after = written(notebook, new Map([["b", { source: "3", outputs }]]));
  assert.deepEqual(after.cells[0], notebook.cells[0]);
  assert.deepEqual(after.cells[1],
    { cell_type: "code", id: "b", source: "3", metadata: { tags: [] }, outputs, execution_count: null });
  assert.deepEqual(after.cells[2], notebook.cells[2]);
  assert.equal(notebook.cells[1].source, "1");
});

test("what ended Python is said in words", () => {
  assert.match(inWords("WebAssembly.Memory(): could not allocate memory"), /no more memory/);
  assert.match(inWords("Refused to create a worker (Content Security Policy)"), /did not let Python start/);
  assert.match(inWords("something else"), /ended unexpectedly \(something else\)/);
});
