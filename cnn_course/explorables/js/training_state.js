// What a reader sets for a network that learns, checked as Python checks it.

import { isWhole, need } from "./checks.js";
import { INITIALS, LARGEST, MOST_LEARNERS, OPTIMIZERS, PACES, PADDINGS } from "./facts.js";

export const SETTINGS = /** @type {const} */ (
  ["rate", "filters", "padding", "optimizer", "initial", "pace"]);

// Throws an error in words.
/** @param {Record<string, any>} values */
export function checkSettings({ rate, filters, padding, optimizer, initial, pace }) {
  need(
    typeof rate === "number" && rate > 0 && rate <= LARGEST,
    `the learning rate must be a number above 0, of ${LARGEST} at most`,
  );
  need(isWhole(filters, 1, MOST_LEARNERS), `there may be 1 to ${MOST_LEARNERS} filters`);
  need(PADDINGS.includes(padding), `padding must be one of ${PADDINGS.join(", ")}`);
  for (const [name, value, known] of /** @type {const} */ (
    [["the optimizer", optimizer, OPTIMIZERS], ["the pace", pace, PACES]])) {
    need(Object.keys(known).includes(value), `${name} must be one of ${Object.keys(known).join(", ")}`);
  }
  need(
    isWhole(initial, 0) || Object.keys(INITIALS).includes(initial),
    `the first weights must be a seed or one of ${Object.keys(INITIALS).join(", ")}`,
  );
}
