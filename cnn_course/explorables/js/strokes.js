// A finger, a pen or the mouse is drawn over cells of one size: which of them it passes.

/** @import { Pair } from "./types.d.ts" */

const ENDS = /** @type {const} */ (["pointerup", "pointercancel"]);

// All cells on the straight way between two places, in order; places and cells are rows and
// columns, places with a fraction.
/** @param {Pair} from @param {Pair} to @returns {Pair[]} */
export function passed(from, to) {
  const cuts = [0, 1]; // shares of the way at which an edge is crossed
  for (const axis of /** @type {const} */ ([0, 1])) {
    const [start, way] = [from[axis], to[axis] - from[axis]];
    const last = Math.max(start, to[axis]);
    for (let edge = Math.floor(Math.min(start, to[axis])) + 1; edge < last; edge++) {
      cuts.push((edge - start) / way);
    }
  }
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, at) => {
    if (end === cuts[at]) return []; // two edges in one corner
    const middle = (cuts[at] + end) / 2;
    /** @param {0 | 1} axis */
    const cell = (axis) => Math.floor(from[axis] + middle * (to[axis] - from[axis]));
    return [/** @type {Pair} */ ([cell(0), cell(1)])];
  });
}

// Follows a pointer that went down on a table until it is lifted, and calls onCell(y, x) for
// each cell that it comes to. Browsers keep a finger's events at the cell it first touched, so
// the cell is worked out from the place.
/**
 * @param {HTMLElement} table @param {Pair} count @param {PointerEvent} begin
 * @param {(y: number, x: number) => void} onCell
 */
export function follow(table, [rows, columns], begin, onCell) {
  const page = table.ownerDocument;
  /** @param {PointerEvent} event @returns {Pair} */
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = table.getBoundingClientRect();
    return [((clientY - top) * rows) / height, ((clientX - left) * columns) / width];
  };
  let place = at(begin);
  let cell = "";

  /** @param {PointerEvent} event */
  function come(event) {
    const from = place;
    place = at(event);
    for (const [y, x] of passed(from, place)) {
      const next = `${y} ${x}`;
      if (next === cell) continue;
      cell = next;
      if (y >= 0 && y < rows && x >= 0 && x < columns) onCell(y, x);
    }
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== begin.pointerId) return;
    if (!(event.buttons & 1) || !table.isConnected) return end(event);
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) come(each);
  }

  /** @param {PointerEvent} event */
  function end({ pointerId }) {
    if (pointerId !== begin.pointerId) return;
    page.removeEventListener("pointermove", move, true);
    for (const kind of ENDS) page.removeEventListener(kind, end, true);
  }

  page.addEventListener("pointermove", move, true);
  for (const kind of ENDS) page.addEventListener(kind, end, true);
  come(begin);
}
