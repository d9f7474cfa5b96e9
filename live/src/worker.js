// Python, in a worker, so that the page never waits for it. Before these lines stand those of
// the runtime, and the page sends its files as text, because a page opened from a file can read
// no others; from here they look as if they had come over the network.

import { adjusted } from "./adjusted.js";
import { decoded, opened } from "./carried.js";

const BASE = "http://carried/"; // no host: nothing is ever asked of it
const SITE = "/lib/python3.11/site-packages";
/** @type {Map<string, Response>} */
const files = new Map();
/** @type {any} */
let python = null;
/** @type {any} */
let kernel = null;

/** @param {Record<string, unknown>} message */
function tell(message) {
  self.postMessage(message);
}

self.fetch = async (address) => {
  const name = String(address instanceof Request ? address.url : address).replace(BASE, "");
  const file = files.get(name);
  if (!file) throw new TypeError(`${name} did not travel with this page`);
  return file;
};

/** @param {ReadableStream} stream @param {string} type */
function answer(stream, type) {
  return new Response(stream, { headers: { "Content-Type": type } });
}

/** @param {Record<string, string>} carried */
async function boot(carried) {
  if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly.");
  files.set("pyodide.asm.wasm", answer(opened(carried["pyodide.asm.wasm"]), "application/wasm"));
  files.set("python_stdlib.zip", answer(opened(carried["python_stdlib.zip"]), "application/zip"));
  files.set("pyodide-lock.json", answer(opened(carried["pyodide-lock.json"]), "application/json"));
  // The browser unpacks these while Python starts.
  const packages = ["numpy.zip", "course.zip"].map((name) => new Response(opened(carried[name])).arrayBuffer());
  self._createPyodideModule = adjusted(self._createPyodideModule);
  tell({ kind: "stage", stage: "python" });
  python = await self.loadPyodide({ indexURL: BASE, env: { HOME: "/home/reader" } });
  tell({ kind: "stage", stage: "numpy" });
  for (const archive of packages) python.unpackArchive(await archive, "zip", { extractDir: SITE });
  for (const [name, text] of Object.entries(carried)) if (name.endsWith(".npz")) store(name, text);
  kernel = python.pyimport("kernel.page");
  kernel.start((/** @type {string} */ message) => tell(JSON.parse(message)));
  tell({ kind: "ready" });
}

/** @param {string} name @param {string} text */
function store(name, text) {
  python.FS.mkdirTree(`${SITE}/kernel/arrays`);
  python.FS.writeFile(`${SITE}/kernel/arrays/${name}`, decoded(text));
}

/** @type {Record<string, (message: any) => unknown>} */
const HEARD = {
  boot: ({ carried }) => boot(carried),
  store: ({ name, text }) => store(name, text),
  run({ source, number, run }) {
    tell({ kind: "done", run, ended: kernel.run(source, number) });
  },
  change: ({ model, state }) => kernel.changed(model, JSON.stringify(state)),
};

self.onmessage = async ({ data }) => {
  try {
    await HEARD[data.kind](data);
  } catch (problem) {
    tell({ kind: "failed", of: data.kind, text: String(/** @type {any} */ (problem)?.message ?? problem) });
  }
};
