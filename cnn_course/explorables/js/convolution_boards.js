// The tables of the convolution figure: the picture and the kernel, one for each channel, and
// a result for each filter.

import { board, layFrames, lengths } from "./board.js";
import { fromResult } from "./both_ways.js";
import { channelName } from "./convolution_words.js";
import { bySign, gray, grid, ink } from "./grid.js";
import { element, write } from "./interface.js";

/** @import { Now } from "./convolution_state.js" */
/** @import { Reached } from "./both_ways.js" */
/** @import { Pair, Shade, Spot } from "./types.d.ts" */
/** @typedef {ReturnType<typeof board> & {cells: ReturnType<typeof grid>, frame: HTMLElement, made?: Element}} Board */

/** @param {string} name @param {string} kind */
function group(name, kind) {
  return element("div", { class: `cnn-group ${kind}`, role: "group", "aria-label": name });
}

/** @param {string} what @param {number} index @param {number} channels */
function named(what, index, channels) {
  return channels === 1 ? what : `${what}, ${channelName(index, channels)}`;
}

// act: editPicture(y, x, channel, value), editKernel(...), pressPicture(y, x, channel),
// look({y, x, filter} or null), reach({pixel} or {weight} or null), choose(place, filter),
// tell(problem).
/**
 * @param {{
 *   editPicture: (y: number, x: number, channel: number, value: number) => void,
 *   editKernel: (y: number, x: number, channel: number, value: number) => void,
 *   pressPicture: (y: number, x: number, channel: number) => void,
 *   look: (cell: {y: number, x: number, filter: number} | null) => void,
 *   reach: (cell: {pixel?: Pair, weight?: Pair} | null) => void,
 *   choose: (place: number, filter: number) => void, tell: (problem: string) => void,
 * }} act
 */
export function boards(act) {
  const groups = {
    pictures: group("The picture", "cnn-pictures"),
    kernels: group("The kernel", "cnn-kernels"),
    results: group("The result", "cnn-results"),
  };
  const root = element("div", { class: "cnn-boards" }, ...Object.values(groups));
  let made = "";
  /** @type {Board[]} */
  let pictures = [];
  /** @type {Board[]} */
  let kernels = [];
  /** @type {Board[]} */
  let results = [];
  /** @type {Shade[]} */
  const shades = [];

  // Tables of the right sizes; the old ones stay while the sizes do. Says whether there are
  // new ones.
  function build(/** @type {Now} */ now) {
    const { places, channels, size, filters, pixels } = now;
    const zeros = [...places.rows.zeros, ...places.columns.zeros];
    const counts = [places.rows.count, places.columns.count];
    const signature = String([pixels.length, pixels[0].length, channels, size, zeros, counts,
      filters.length]);
    if (signature === made) return false;
    made = signature;
    const [top, , left] = zeros;
    const high = pixels.length + zeros[0] + zeros[1];
    const wide = pixels[0].length + zeros[2] + zeros[3];
    /** @param {number} y @param {number} x */
    const inside = (y, x) =>
      y >= top && x >= left && y < top + pixels.length && x < left + pixels[0].length;
    /** @param {Parameters<typeof grid>[0] & {kind?: string}} options @returns {Board} */
    const table = (options) => {
      const place = board(options.kind);
      const cells = grid({ editable: true, onProblem: act.tell, ...options });
      const frame = element("div", { class: "cnn-window", "aria-hidden": "true" });
      place.stage.append(cells.root);
      if (!options.kind?.includes("cnn-kernel")) place.stage.append(frame);
      lengths(place.part, { across: options.columns, down: options.rows });
      return { ...place, cells, frame };
    };
    pictures = Array.from({ length: channels }, (_, channel) =>
      table({
        name: named("picture", channel, channels), rows: high, columns: wide, origin: [top, left],
        onChange: (y, x, value) => act.editPicture(y - top, x - left, channel, value),
        onPress(y, x) {
          if (inside(y, x)) act.pressPicture(y - top, x - left, channel);
        },
        onVisit: (y, x) => act.reach({ pixel: [y - top, x - left] }),
        onLeave: () => act.reach(null),
      }),
    );
    kernels = Array.from({ length: channels }, (_, channel) =>
      table({
        name: named("kernel", channel, channels), rows: size[0], columns: size[1],
        kind: "cnn-roomy cnn-kernel",
        onChange: (y, x, value) => act.editKernel(y, x, channel, value),
        onVisit: (y, x) => act.reach({ weight: [y, x] }),
        onLeave: () => act.reach(null),
      }),
    );
    results = filters.map((_, filter) =>
      table({
        name: filters.length === 1 ? "result" : `result of filter ${filter + 1}`,
        rows: counts[0], columns: counts[1], editable: false, kind: "cnn-roomy",
        onVisit: (y, x) => act.look({ y, x, filter }),
        onLeave: () => act.look(null),
        onPress: (y, x) => act.choose(y * counts[1] + x, filter),
      }),
    );
    for (const one of pictures) {
      one.cells.all((cell, y, x) => {
        cell.inner.readOnly = !inside(y, x);
        cell.classList.toggle("cnn-zero", !inside(y, x));
      });
    }
    groups.pictures.replaceChildren(...pictures.map(({ part }) => part));
    groups.kernels.replaceChildren(...kernels.map(({ part }) => part));
    groups.results.replaceChildren(...results.map(({ part }) => part));
    return true;
  }

  function draw(/** @type {Now} */ now) {
    const isNew = build(now);
    const { pixels, places, laid, channels } = now;
    const values = pixels.flat(2);
    // The channels of a photograph are light; one channel is drawn as ink.
    const [black, white] = [Math.min(0, ...values), Math.max(1, ...values)];
    /** @type {Shade} */
    const shade = channels > 1 ? (value) => gray(value, black, white) : ink(values);
    const [top, left] = [places.rows.zeros[0], places.columns.zeros[0]];
    pictures.forEach(({ cells, caption }, channel) => {
      const high = pixels.length + top + places.rows.zeros[1];
      const wide = pixels[0].length + left + places.columns.zeros[1];
      const shown = Array.from({ length: high }, (_, y) =>
        Array.from({ length: wide }, (_, x) => pixels[y - top]?.[x - left]?.[channel] ?? 0),
      );
      cells.update(shown, shade);
      write(caption, `${named("Picture", channel, channels)}, ${pixels.length} × ${pixels[0].length}`);
      cells.all((cell, y, x) => {
        const count = (now.visited.rows[y - top] ?? 0) * (now.visited.columns[x - left] ?? 0);
        cell.classList.toggle("cnn-unseen", count === 0 && !cell.inner.readOnly);
        if (now.visits && !cell.inner.readOnly) cell.dataset.visits = String(count);
        else delete cell.dataset.visits;
      });
    });
    results.forEach(({ caption }, index) => {
      shades[index] = bySign(now.results[index].flat());
      const which = laid.length > 1 ? ` of filter ${index + 1}` : "";
      write(caption, `Result${which}, ${places.rows.count} × ${places.columns.count}`);
    });
    drawResults(now);
    return isNew;
  }

  function drawResults(/** @type {Now} */ now) {
    /** @param {number} y @param {number} x */
    const reached = (y, x) => !now.hide || y * now.places.columns.count + x <= now.place;
    results.forEach(({ cells }, index) => {
      const shown = now.results[index].map((row, y) =>
        row.map((value, x) => (reached(y, x) ? value : null)),
      );
      cells.update(shown, shades[index]);
    });
  }

  // The weights as they were laid down, before any half turn.
  /** @param {Now} now @param {number} filter */
  function drawKernel({ laid, channels, size }, filter) {
    const shade = bySign(laid[filter].flat(2));
    const which = laid.length > 1 ? `Kernel of filter ${filter + 1}` : "Kernel";
    kernels.forEach(({ cells, caption }, channel) => {
      const weights = laid[filter].map((row) => row.map((cell) => cell[channel]));
      cells.update(weights, shade);
      write(caption, `${named(which, channel, channels)}, ${size.join(" × ")}`);
    });
  }

  // The window on the picture, the kernel in it, and the cell that it makes.
  /** @param {Now} now @param {Spot & {filter: number}} at */
  function drawPlace(now, at) {
    drawKernel(now, at.filter);
    const [top, left] = [at.y * now.steps[0], at.x * now.steps[1]];
    for (const { frame } of pictures) frame.classList.toggle("cnn-holes", now.holes);
    const read = now.holes ? fromResult(now, at.y, at.x).pixels : [];
    mark("cnn-read", pictures, read, [now.places.rows.zeros[0], now.places.columns.zeros[0]]);
    if (now.hide) drawResults(now);
    results.forEach((one, index) => {
      one.part.classList.toggle("cnn-chosen", results.length > 1 && index === at.filter);
      const made = one.cells.cell(at.y, at.x);
      if (one.made !== made) one.made?.classList.remove("cnn-made");
      made.classList.add("cnn-made");
      one.made = made;
    });
    const [high, wide] = now.window;
    layFrames([
      ...pictures.map(({ frame }) => ({ part: frame, at: { top, left, high, wide } })),
      ...results.map(({ frame }) => ({ part: frame, at: { top: at.y, left: at.x, high: 1, wide: 1 } })),
    ]);
  }

  /** @param {string} kind @param {Board[]} tables @param {Pair[]} places @param {Pair} [zeros] */
  function mark(kind, tables, places, zeros) {
    for (const { cells } of tables) cells.mark(kind, places, zeros);
  }

  // The pixels and the results that something reaches.
  /** @param {Now} now @param {Reached | null} reached */
  function light({ places: { rows, columns } }, reached) {
    mark("cnn-lit", pictures, reached?.pixels ?? [], [rows.zeros[0], columns.zeros[0]]);
    mark("cnn-lit", results, reached?.results ?? []);
  }

  return { root, draw, drawPlace, light };
}
