// Work that is asked for often and done at most once a frame, and only while it can be
// seen. Off screen nothing runs; what was asked for is done on coming back, or for paper.

import { beforePrint } from "./interface.js";

// frames(root, work, piece): what may wait is cut into pieces. piece() does one and says whether
// any are left; each has a frame of its own, and none keeps work from having the next.
/** @param {HTMLElement} root @param {() => void} work */
export function frames(root, work, piece = () => false) {
  let asked = false;
  let left = false; // are there pieces?
  let worked = false; // in the last frame
  let seen = false;
  let frame = 0;
  const watch = new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
    next();
  });
  watch.observe(root);

  function next() {
    if ((asked || left) && seen && !frame) frame = requestAnimationFrame(run);
  }

  function run() {
    frame = 0;
    if (!seen) return;
    if (left && (worked || !asked)) {
      worked = false;
      left = piece();
    } else {
      asked = false;
      left = true;
      worked = true;
      work();
    }
    next();
  }

  const end = beforePrint(() => {
    if (asked) {
      asked = false;
      left = true;
      work();
    }
    while (left) left = piece();
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
