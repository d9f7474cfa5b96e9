// While the book is built: what Python makes of the modules that a chapter begins with, so that no
// reader's browser has to compile them. This CPython does it, whichever one builds the book.
//   node compile.mjs RUNTIME SITE OUT NAME...
// RUNTIME is Pyodide's folder, SITE an archive of the packages, each NAME a module. OUT becomes an
// archive: of each source that was imported for these, by its path there, the bytecode.

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { adjusted } from "./adjusted.js";

const COMPILE = `
import importlib, os, sys, zipfile
from importlib.util import source_hash
from importlib._bootstrap_external import _code_to_hash_pyc

for name in names.split():
    importlib.import_module(name)
with zipfile.ZipFile("/out.zip", "w") as out:
    for module in list(sys.modules.values()):
        file, loader = getattr(module, "__file__", None) or "", getattr(module, "__loader__", None)
        if file.endswith(".py") and hasattr(loader, "get_data"):  # others are frozen into the runtime
            path, source = os.path.normpath(file), loader.get_data(file)
            code = compile(source, path, "exec", dont_inherit=True)
            # Never compared with its source: nobody changes that in a page.
            out.writestr(path, _code_to_hash_pyc(code, source_hash(source), False))
`;

async function main() {
  const [runtime, site, out, ...names] = process.argv.slice(2);
  const folder = resolve(runtime);
  await import(pathToFileURL(join(folder, "pyodide.asm.js")).href);
  globalThis._createPyodideModule = adjusted(globalThis._createPyodideModule);
  const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
  // With one seed the same sources make the same bytecode each time.
  const python = await loadPyodide({ indexURL: folder, env: { HOME: "/home/reader", PYTHONHASHSEED: "0" } });
  python.unpackArchive(new Uint8Array(readFileSync(site)), "zip", { extractDir: "/lib/python3.11/site-packages" });
  python.globals.set("names", names.join(" "));
  python.runPython(COMPILE);
  writeFileSync(out, python.FS.readFile("/out.zip"));
}

// The message alone: Node would show the line, and the runtime is one of a million letters.
main().catch((problem) => {
  console.error(problem.message);
  process.exitCode = 1;
});
