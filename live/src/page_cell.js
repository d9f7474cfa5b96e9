// One cell of the page: its editor, what it puts out, and whether it has run as it stands.

import { button, element, keepKeys } from "../../cnn_course/explorables/js/interface.js";
import { editor } from "./editor.js";
import { outputs } from "./outputs.js";

/** @import { Foot, Message, NotebookCell } from "./types.d.ts" */

/**
 * @param {Element} place
 * @param {{
 *   number: number, code: NotebookCell, written: string | null, foot: Foot,
 *   onRun: () => void, onChange: (written: string | null) => void,
 *   startFigure: (host: HTMLElement, model: string | undefined) => void,
 * }} cell
 */
export function pageCell(place, { number, code, written, foot, onRun, onChange, startFigure }) {
  const input = /** @type {HTMLElement} */ (place.querySelector(".cell_input"));
  const shown = /** @type {HTMLElement} */ (input.firstElementChild);
  let output = /** @type {HTMLElement | null} */ (place.querySelector(".cell_output"));
  if (!output) {
    output = element("div", { class: "cell_output docutils container", hidden: true });
    input.after(output);
  }
  const out = output;
  const stored = [...out.childNodes];
  const alts = [...out.querySelectorAll("img")].map((image) => image.alt);
  let source = written ?? code.source;
  let failed = ""; // the name of the error that it ended with
  /** @type {string | null} */
  let ran = null; // the code that ran last, since Python began
  /** @type {ReturnType<typeof outputs> | null} */
  let writer = null;
  let began = 0;

  const back = button("As it was", restore, `Bring back the code of cell ${number}`);
  back.hidden = source === code.source;
  const training = element("span", { class: "cnn-live-training" });
  foot.line.append(training, back);
  const field = editor({ code: source, name: `Code of cell ${number}`, onChange: change, onRun });
  shown.replaceWith(field.view.dom);
  keepKeys(field.view.dom); // the page takes "/" for its search, wherever it is typed
  foot.line.append(element("span", { class: "cnn-live-hint" }, "Shift+Enter runs. Escape, then Tab leads out."));

  /** @param {string} text */
  function change(text) {
    source = text;
    const own = text === code.source;
    back.hidden = own;
    if (ran !== null) foot.say(ran === source ? "" : "changed since it ran");
    onChange(own ? null : text);
  }

  function restore() {
    if (source !== code.source) field.set(code.source);
    if (ran !== code.source) {
      out.replaceChildren(...stored);
      out.hidden = !stored.length;
      ran = null;
      foot.say("");
    }
  }

  return {
    number, place, restore, say: foot.say,
    focus: () => field.view.focus(),
    write: field.set,
    changed: () => source !== code.source,
    // It is as the page has it, and what failed is what it asserts.
    failedCheck: () => source === code.source && failed === "AssertionError",
    // What a cell above did is not in what stands here.
    older(/** @type {number} */ above) {
      if (out.hasChildNodes()) {
        foot.say(ran === null ? "the page's own result" : `from before cell ${above} was changed`);
      }
    },
    // It counts as run, though a check failed.
    pass() {
      ran = source;
    },
    source: () => source,
    /** What it put out when it last ran here, as a notebook file keeps it. */
    outputs: () => (ran === null ? [] : writer?.kept ?? []),
    runs: () => place.classList.contains("cnn-live-runs"),
    // Has it to run before those below it can?
    due: () => ran !== source,
    begin() {
      began = performance.now();
      failed = "";
      // Its height stays until the new output is there, so that nothing jumps.
      out.style.minHeight = `${out.offsetHeight}px`;
      out.hidden = false;
      writer = outputs(out, { alts: source === code.source ? alts : [], startFigure });
      place.classList.add("cnn-live-runs");
      foot.offer(true);
      foot.say("runs ...");
    },
    put(/** @type {Message} */ message) {
      if (message.type === "error") failed = message.name;
      writer?.put(message);
    },
    // A training is under way: how far it is.
    train(/** @type {Message} */ { done, total, unit, more, ended }) {
      training.replaceChildren();
      if (ended) return;
      const share = total ? element("progress", { max: total, value: done, "aria-label": "Training" }) : "";
      training.append(share, ` ${done}${total ? ` of ${total}` : ""} ${unit}s${more ? `, ${more}` : ""}`);
    },
    // It came to its end (true), to an error (false), or was stopped (null).
    end(/** @type {boolean | null} */ ended) {
      const seconds = (performance.now() - began) / 1000;
      place.classList.remove("cnn-live-runs");
      out.style.minHeight = "";
      out.hidden = !out.hasChildNodes();
      ran = ended ? source : null;
      foot.offer(false);
      training.replaceChildren();
      const after = seconds < 0.1 ? "" : ` ${ended ? "in" : "after"} ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
      foot.say(ended === null ? "stopped" : `${ended ? "ran" : "ended with an error"}${after}`);
    },
    // Python began anew.
    forget() {
      if (ran !== null) foot.say("not run since Python began again");
      ran = null;
      place.classList.remove("cnn-live-runs");
    },
  };
}
