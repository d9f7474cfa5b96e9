// The chapter as a notebook file, with what the reader wrote and what came out.

/** @import { Notebook, NotebookCell } from "./types.d.ts" */

// The notebook with the code and the outputs of these cells, by their ids.
/** @param {Notebook} notebook @param {Map<string, { source: string, outputs: object[] }>} cells */
export function written(notebook, cells) {
  const filled = (/** @type {NotebookCell} */ cell) => {
    const now = cells.get(cell.id);
    return now ? { ...cell, ...now, execution_count: null } : cell;
  };
  return { ...notebook, cells: notebook.cells.map(filled) };
}

/** @param {string} name @param {Notebook} notebook */
export function saveNotebook(name, notebook) {
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.ipynb`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
