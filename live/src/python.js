// Python from the page's side: one worker, which is ended and made anew to stop a cell.

import { decoded } from "./carried.js";

/** @import { Message } from "./types.d.ts" */

const STAGES = { python: [0.6, "Starting Python ..."], numpy: [0.8, "Unpacking NumPy and the course ..."] };

// startPython({carried, onStage(share, text), onMessage(message)})
// The answer: {ready, run(source), tell(message), end()}. ready and run() are promises; run()
// says whether the cell came to its end, and null when Python was ended before.
/**
 * @param {{
 *   carried: Record<string, string>,
 *   onStage: (share: number, text: string) => void,
 *   onMessage: (message: Message) => void,
 * }} page
 */
export function startPython({ carried, onStage, onMessage }) {
  const address = URL.createObjectURL(
    new Blob([decoded(carried["worker.js"])], { type: "text/javascript" }));
  const worker = new Worker(address);
  /** @type {Map<number, (ended: boolean | null) => void>} */
  const running = new Map();
  let runs = 0;
  let begin = () => {};
  let fail = (/** @type {Error} */ _problem) => {};
  const ready = /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    begin = resolve;
    fail = reject;
  }));
  ready.catch(() => {}); // whoever waits for it hears of it

  function broken(/** @type {string} */ text) {
    fail(new Error(inWords(text)));
    end();
  }

  worker.addEventListener("error", (event) => broken(event.message ?? "the worker did not start"));
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "ready") begin();
    else if (data.kind === "stage") {
      const [share, text] = STAGES[/** @type {keyof typeof STAGES} */ (data.stage)];
      onStage(Number(share), String(text));
    } else if (data.kind === "failed" && data.of === "boot") broken(data.text);
    else if (data.kind === "failed" && data.of === "run") {
      // Python itself ended: out of memory, or a fault of the runtime.
      onMessage({ kind: "output", type: "error", name: "Python ended", message: data.text, text: inWords(data.text) });
      end();
    } else if (data.kind === "done") {
      running.get(data.run)?.(data.ended);
      running.delete(data.run);
    } else onMessage(data);
  });
  const { "worker.js": _, ...files } = carried;
  worker.postMessage({ kind: "boot", carried: files });

  function end() {
    worker.terminate();
    URL.revokeObjectURL(address);
    for (const done of running.values()) done(null);
    running.clear();
  }

  return {
    ready, end,
    tell: (/** @type {Message} */ message) => worker.postMessage(message),
    /** @param {string} source @returns {Promise<boolean | null>} */
    run(source) {
      runs += 1;
      worker.postMessage({ kind: "run", run: runs, source });
      return new Promise((resolve) => running.set(runs, resolve));
    },
  };
}

/** @param {string} text */
export function inWords(text) {
  if (/memory|allocat|out of bounds/i.test(text)) {
    return `The browser gave Python no more memory (${text}). Close other pages and start again.`;
  }
  if (/worker|Refused|Security|Policy/i.test(text)) {
    return `The browser did not let Python start (${text}).`;
  }
  return `Python ended unexpectedly (${text}). Start again.`;
}
