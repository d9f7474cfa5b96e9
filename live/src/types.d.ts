// What the scripts of the live pages hand to each other, for the type check alone.

export interface NotebookCell {
  cell_type: string;
  id: string;
  source: string;
  metadata: Record<string, any>;
}

export interface Notebook {
  cells: NotebookCell[];
  [other: string]: any;
}

/** The page, once Python is on its way. */
export interface Room {
  run(cell: Element | null): Promise<void>;
  focus(cell: Element): void;
  now(): Notebook;
}

/** The line under a cell, and its button. */
export interface Foot {
  line: HTMLElement;
  offer(runs: boolean): void;
  say(text: string, ...more: Node[]): void;
}

/** What start.js hands over. */
export interface Entered {
  chapter: string;
  notebook: Notebook;
  carried: Record<string, string>;
  bring(onStage: (share: number, text: string) => void): Promise<void>;
  load(name: string): Promise<unknown>;
  say(text: string): void;
  bar: HTMLElement;
  meter: HTMLProgressElement;
  places: Element[];
  feet: Foot[];
}

/** Something that a cell puts out, by the names of its forms. */
export interface Message {
  kind: string;
  [other: string]: any;
}

declare global {
  /** Bytes of each script, which the build knows. */
  const SIZES: Record<string, number>;
  /** What the runtime's own scripts leave behind. */
  var loadPyodide: (options: Record<string, unknown>) => Promise<any>;
  var _createPyodideModule: (module: any) => Promise<unknown>;
}
