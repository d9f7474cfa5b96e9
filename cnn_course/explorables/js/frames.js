// Work that is asked for often and done at most once a frame, and only while it can be
// seen. Off screen nothing runs; what was asked for is done on coming back, or for paper.

import { beforePrint } from "./interface.js";

/** @param {HTMLElement} root @param {() => void} work */
export function frames(root, work) {
  let asked = false;
  let seen = false;
  let frame = 0;
  const watch = new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
    next();
  });
  watch.observe(root);

  function next() {
    if (asked && seen && !frame) frame = requestAnimationFrame(run);
  }

  function run() {
    frame = 0;
    if (!seen) return;
    asked = false;
    work();
  }

  const end = beforePrint(() => {
    if (!asked) return;
    asked = false;
    work();
  });

  return {
    ask() {
      asked = true;
      next();
    },
    stop() {
      end();
      watch.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
