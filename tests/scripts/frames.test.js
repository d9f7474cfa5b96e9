// What is done in which frame.

import assert from "node:assert/strict";
import test from "node:test";

import { frames } from "../../cnn_course/explorables/js/frames.js";

/** @type {((entries: {isIntersecting: boolean}[]) => void)[]} */
const watchers = [];
/** @type {(() => void)[]} */
let waiting = [];
const page = new EventTarget();

Object.assign(globalThis, {
  IntersectionObserver: class {
    constructor(/** @type {typeof watchers[number]} */ watcher) {
      watchers.push(watcher);
    }
    observe() {}
    disconnect() {}
  },
  requestAnimationFrame: (/** @type {() => void} */ run) => waiting.push(run),
  cancelAnimationFrame() {},
  matchMedia: () => new EventTarget(),
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
});

function frame() {
  const now = waiting;
  waiting = [];
  for (const run of now) run();
}

function figure(/** @type {number} */ pieces) {
  /** @type {string[]} */
  const done = [];
  let left = 0;
  const { ask } = frames(/** @type {any} */ ({}), () => {
    done.push("work");
    left = pieces;
  }, () => {
    done.push("piece");
    left -= 1;
    return left > 0;
  });
  const see = (/** @type {boolean} */ isIntersecting) =>
    watchers[watchers.length - 1]([{ isIntersecting }]);
  return { done, ask, see };
}

test("the work first, then its pieces, one a frame, and then nothing", () => {
  const { done, ask, see } = figure(3);
  see(true);
  frame();
  assert.deepEqual(done, []);
  ask();
  ask();
  for (let at = 0; at < 9; at++) frame();
  assert.deepEqual(done, ["work", "piece", "piece", "piece"]);
  assert.deepEqual(waiting, []);
});

test("who keeps asking gets every second frame at least, and pieces get on, too", () => {
  const { done, ask, see } = figure(3);
  see(true);
  for (let at = 0; at < 6; at++) {
    ask();
    frame();
  }
  assert.deepEqual(done, ["work", "piece", "work", "piece", "work", "piece"]);
});

test("before the page is printed all is done, pieces as well", () => {
  const { done, ask } = figure(2);
  ask();
  page.dispatchEvent(new Event("beforeprint"));
  page.dispatchEvent(new Event("beforeprint"));
  assert.deepEqual(done, ["work", "piece", "piece"]);
});

test("nothing is done while nobody sees it, and all of it later", () => {
  const { done, ask, see } = figure(1);
  ask();
  frame();
  see(true);
  frame();
  assert.deepEqual(done, ["work"]);
  see(false);
  frame();
  see(true);
  frame();
  assert.deepEqual(done, ["work", "piece"]);
});
