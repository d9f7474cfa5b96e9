// The joined modules, as JupyterLab evaluates them: once for every figure that is shown.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { ELEMENTS } from "../../cnn_course/explorables/js/facts.js";
import { folder } from "./given.js";

let times = 0;

// The text evaluated anew, as for another figure.
async function evaluated(/** @type {string} */ name) {
  times += 1;
  const text = readFileSync(join(folder, `${name}.mjs`), "utf8");
  const made = await import(`data:text/javascript,${encodeURIComponent(text)}//${times}`);
  return made.default.render;
}

test("figures of one kind share their modules", async () => {
  for (const module of Object.values(ELEMENTS)) {
    const name = module.slice(0, -3);
    assert.equal(await evaluated(name), await evaluated(name), name);
  }
});

test("ids are never given twice, not even by another version of the course", async () => {
  const ids = [];
  for (const name of ["question", "pooling", "question", "changed", "question", "changed"]) {
    await evaluated(name);
    ids.push(globalThis.cnnCourse?.["interface.js"].freshId("field"));
  }
  assert.match(ids[3], /^cnn-changed-field-/);
  const numbers = ids.map((id) => id.split("-").at(-1));
  assert.equal(new Set(numbers).size, ids.length);
});

test("another content is another module, and the first one comes back as it was", async () => {
  const first = await evaluated("question");
  const changed = await evaluated("changed");
  assert.notEqual(changed, first);
  assert.equal(await evaluated("question"), first);
  assert.equal(await evaluated("changed"), changed);
});
