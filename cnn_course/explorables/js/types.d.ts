// What the scripts hand to each other, for the type check alone: `make scripts`.

export type Pair = [number, number];
export type Padding = number | "valid" | "same";
/** [y][x] */
export type Table = number[][];
/** [y][x][channel] */
export type Pixels = number[][][];

/** One axis of a picture: how many windows there are, and the pixel under a weight of one of them. */
export interface Axis {
  count: number;
  zeros: Pair;
  dilation: number;
  pixel(place: number, weight?: number): number;
}

export interface Places {
  rows: Axis;
  columns: Axis;
}

/** A window by its row and column, and its number among all of them. */
export interface Spot {
  y: number;
  x: number;
  number: number;
  count: number;
}

/** A number times a weight. */
export interface Product {
  value: number;
  weight: number;
  product: number;
}

/** One pixel under one weight. */
export interface Term extends Product {
  row: number;
  column: number;
  ky: number;
  kx: number;
  channel: number;
  inside: boolean;
}

/** One pixel in a window. */
export interface Pixel {
  row: number;
  column: number;
  value: number;
}

/** What anywidget gives to a figure, and the stand-in of a page. */
export interface Model {
  /** Nobody answers: the stand-in. */
  alone?: boolean;
  get(key: string): any;
  set(key: string, value: unknown): void;
  on(name: string, listener: () => void): void;
  off(name: string, listener: () => void): void;
  save_changes(): void;
}

export type Stop = () => void;
export type Render = (figure: { model: Model; el: HTMLElement }) => Stop;

/** One cell of a grid. */
export type Cell = HTMLTableCellElement & { inner: HTMLInputElement; painted?: string };
export type Shade = (value: any) => { background: string; color: string };

/** Maps of the digit network, channels last. */
export interface Maps {
  height: number;
  width: number;
  channels: number;
  values: Float32Array | Float64Array | number[];
}

export interface Layer {
  kind: "rescaling" | "convolution" | "normalization" | "relu" | "max_pooling" | "average" | "dense";
  shapes: number[][];
  weights: (Float32Array | Float64Array)[];
  scale?: number;
  offset?: number;
  epsilon?: number;
  pool_size?: Pair;
}

/** A value that was typed, under Python's name for its type; see answer_read.js. */
export interface Value {
  type: string;
  value?: any;
  parts?: Value[];
}

/** One number that was typed, and how it was written; see number_read.js. */
export interface Num {
  value: number;
  whole: boolean;
  how: string;
  seen: string;
  other?: { value: number; whole: boolean };
}

export interface Typed {
  value: Value;
  numbers: Num[];
}

/** One question, and what all share: cnn_course/exercises/table.py writes them. */
export interface Entry {
  asks: string;
  kind: "number" | "numbers" | "array" | "code";
  count: number;
  axes: number;
  percent: boolean;
  right: any;
  because: string;
  tolerance: number;
  mistakes: [any, string][];
}

export interface Shared {
  titles: Record<string, string>;
  sentences: Record<string, string>;
  kinds: Record<string, string>;
  shown: number;
  questions: Record<string, Entry>;
}

export interface Feedback {
  status: string;
  title: string;
  paragraphs: string[];
}

declare global {
  /** The registry of modules.py: modules and data by name. */
  var cnnCourse: Record<string, any> | undefined;
  var cnnCourseIds: { made: number } | undefined;
  /** There where the page can run its code: live/src/start.js. It says so by `cnn-live-ready`. */
  var cnnLive: Record<string, any> | undefined;
}
