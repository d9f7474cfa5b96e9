// What Python answers: the vectors that vectors.py writes before these tests run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const folder = process.env.CNN_COURSE_VECTORS ?? "";
if (!folder) throw new Error("these tests are run by `make scripts`, which writes their vectors");

export function given(/** @type {string} */ name) {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}

// numpy.allclose for nested arrays of one shape; with no tolerance, equal.
/** @param {any} found @param {any} expected @param {{relative?: number, absolute?: number}} [tolerance] @param {string} [where] */
export function close(found, expected, { relative = 0, absolute = 0 } = {}, where = "") {
  if (typeof expected !== "number") {
    assert.equal(found.length, expected.length, `${where}: another length`);
    expected.forEach((/** @type {any} */ one, /** @type {number} */ at) =>
      close(found[at], one, { relative, absolute }, `${where}[${at}]`));
    return;
  }
  const away = Math.abs(found - expected);
  assert.ok(away <= absolute + relative * Math.abs(expected), `${where}: ${found}, not ${expected}`);
}
