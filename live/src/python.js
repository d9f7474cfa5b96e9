// Python from the page's side: one worker, which is ended and made anew to stop a cell.

import { decoded, opened } from "./carried.js";

/** @import { Message } from "./types.d.ts" */

const STAGES = { python: [0.6, "Starting Python ..."], numpy: [0.8, "Unpacking NumPy and the course ..."] };

// A worker can load no script here: Firefox gives one from a file no other. So its scripts are
// joined into the one that it is made of.
/** @param {Record<string, string>} carried */
async function madeWorker(carried) {
  const runtime = await Promise.all(
    ["pyodide.js", "pyodide.asm.js"].map((name) => new Response(opened(carried[name])).blob()));
  const parts = [...runtime, decoded(carried["worker.js"])].flatMap((part) => [part, "\n"]);
  const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  const worker = new Worker(address);
  return { worker, forget: () => URL.revokeObjectURL(address) };
}

// startPython({carried, onStage(share, text), onMessage(message)})
// The answer: {ready, run(source, number), tell(message), end()}. ready and run() are promises; run()
// says whether the cell came to its end, and null when Python was ended before.
/**
 * @param {{
 *   carried: Record<string, string>,
 *   onStage: (share: number, text: string) => void,
 *   onMessage: (message: Message) => void,
 * }} page
 */
export async function startPython({ carried, onStage, onMessage }) {
  const { worker, forget } = await madeWorker(carried);
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
  const { "worker.js": _worker, "pyodide.js": _loader, "pyodide.asm.js": _glue, ...files } = carried;
  worker.postMessage({ kind: "boot", carried: files });

  function end() {
    worker.terminate();
    forget();
    for (const done of running.values()) done(null);
    running.clear();
  }

  return {
    ready, end,
    tell: (/** @type {Message} */ message) => worker.postMessage(message),
    /** @param {string} source @param {number} number @returns {Promise<boolean | null>} */
    run(source, number) {
      runs += 1;
      worker.postMessage({ kind: "run", run: runs, source, number });
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
