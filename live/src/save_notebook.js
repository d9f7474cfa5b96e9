// The chapter as a notebook file, with what the reader wrote.

/** @import { Notebook } from "./types.d.ts" */

/** @param {Notebook} notebook @param {[string, string][]} sources the code of each cell, by its id */
export function withSources(notebook, sources) {
  const written = new Map(sources);
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const source = written.get(cell.id) ?? cell.source;
    return { ...cell, source, outputs: [], execution_count: null };
  });
  return { ...notebook, cells };
}

/** @param {string} chapter @param {Notebook} notebook @param {[string, string][]} sources */
export function saveNotebook(chapter, notebook, sources) {
  const text = JSON.stringify(withSources(notebook, sources), null, 1);
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "application/x-ipynb+json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${chapter}.ipynb`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
