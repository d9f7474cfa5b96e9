// What a cell puts out, as the page shows the stored outputs.

import { element } from "../../cnn_course/explorables/js/interface.js";
import { pythonLanguage } from "@codemirror/lang-python";
import { classHighlighter, highlightCode } from "@lezer/highlight";

/** @import { Message } from "./types.d.ts" */

const FENCE = /^```python\n([\s\S]*)\n```$/;
const WIDGET = "application/vnd.jupyter.widget-view+json";

// The outputs of one run of a cell. `startFigure(host, model)` brings a figure to life; `alts`
// are the descriptions of the pictures, as far as the code is the page's own.
/**
 * @param {HTMLElement} place
 * @param {{ alts: string[], startFigure: (host: HTMLElement, model: string | undefined) => void }} given
 */
export function outputs(place, { alts, startFigure }) {
  /** @type {{ text: Text, output: { name: string, text: string } } | null} */
  let stream = null; // what is being written, in the page and as it is kept
  let pictures = 0;
  /** @type {Record<string, any>[]} */
  const kept = []; // as a notebook file keeps them
  place.replaceChildren();

  /** @param {string} name @param {string} text */
  function write(name, text) {
    if (stream?.output.name !== name) {
      const node = document.createTextNode("");
      const kind = name === "stderr" ? "cnn-live-stderr" : "";
      place.append(block(`output stream cnn-live-written ${kind}`, element("pre", {}, node)));
      const output = { output_type: "stream", name, text: "" };
      kept.push(output);
      stream = { text: node, output };
    }
    stream.text.appendData(text);
    stream.output.text += text;
  }

  /** @param {Record<string, any>} all */
  function display(all) {
    stream = null;
    const { [WIDGET]: widget, ...data } = all; // a widget lives as long as Python
    kept.push({ output_type: "display_data", data, metadata: {} });
    const model = widget?.model_id;
    if (data["text/html"] !== undefined) place.append(html(data["text/html"], model));
    else if (data["image/svg+xml"] !== undefined) place.append(picture(data["image/svg+xml"]));
    else if (data["text/markdown"] !== undefined) place.append(markdown(data["text/markdown"]));
    else place.append(block("output text_plain", element("pre", {}, data["text/plain"])));
  }

  // What Python made of what the reader wrote, in the reader's own page.
  /** @param {string} text @param {string | undefined} model */
  function html(text, model) {
    const found = element("div", { class: "output text_html" });
    found.innerHTML = text;
    for (const host of /** @type {NodeListOf<HTMLElement>} */ (found.querySelectorAll("*"))) {
      if (host.localName.startsWith("cnn-")) queueMicrotask(() => startFigure(host, model));
    }
    return found;
  }

  /** @param {string} text */
  function picture(text) {
    const found = element("div", { class: "output cnn-live-picture" });
    found.innerHTML = text;
    const svg = /** @type {SVGElement | null} */ (found.querySelector("svg"));
    const alt = alts[pictures];
    pictures += 1;
    if (svg && alt) svg.setAttribute("aria-label", alt);
    return found;
  }

  return {
    kept,
    /** @param {Message} message */
    put(message) {
      if (message.type === "stream") write(message.name, message.text);
      else if (message.type === "display") display(message.data);
      else {
        stream = null;
        const traceback = message.text.split("\n");
        kept.push({ output_type: "error", ename: message.name, evalue: message.message, traceback });
        place.append(block("output traceback", element("pre", { class: "cnn-live-error" }, message.text)));
      }
    },
  };
}

/** @param {string} kind @param {HTMLElement} inner */
function block(kind, inner) {
  return element("div", { class: `${kind} notranslate` }, element("div", { class: "highlight" }, inner));
}

/** @param {string} text */
function markdown(text) {
  const code = text.match(FENCE)?.[1];
  if (code === undefined) return block("output text_markdown", element("pre", {}, text));
  const pre = element("pre", {});
  highlightCode(code, pythonLanguage.parser.parse(code), classHighlighter,
    (part, classes) => pre.append(classes ? element("span", { class: classes }, part) : part),
    () => pre.append("\n"));
  return block("output text_markdown cnn-live-source", pre);
}
