// What all figures share: making elements, saying things aloud, and stopping while nobody
// looks. Nothing is ever set as HTML.

/** @import { Stop } from "./types.d.ts" */

// A name that no other element on the page has, for labels. The page counts, so that figures
// of another version of the course do not count again from one.
export function freshId(/** @type {string} */ word) {
  globalThis.cnnCourseIds ??= { made: 0 };
  globalThis.cnnCourseIds.made += 1;
  return `cnn-${word}-${globalThis.cnnCourseIds.made}`;
}

// element("button", {class: "x", onclick: f, "aria-label": "..."}, "text", other, ...)
/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// A button that says `text`, and is called `name` where a sign alone says too little.
/** @param {string} text @param {() => void} onclick @param {string} [name] */
export function button(text, onclick, name) {
  return element("button", { type: "button", "aria-label": name, title: name, onclick }, text);
}

// A label and its control.
/** @param {string} text @param {HTMLElement} control */
export function labeled(text, control) {
  return element("label", { class: "cnn-field" }, element("span", {}, text), control);
}

// A field of one line drops the ends of lines, and would make 1213 of a column of 12 and 13.
export function keepLines(/** @type {HTMLInputElement} */ field) {
  field.addEventListener("paste", (event) => {
    const lines = event.clipboardData?.getData("text").trim().split(/\s*[\r\n]\s*/) ?? [];
    if (lines.length < 2) return;
    event.preventDefault();
    field.setRangeText(lines.join("; "), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  });
}

// A field for a number. Whoever comes to it finds the number selected, and typing replaces it.
// It asks for no keypad of decimals: on some phones that has neither a minus nor the stroke of 1/9.
/** @param {Record<string, any>} [attributes] */
export function numberField(attributes = {}) {
  const field = element("input", {
    type: "text", autocomplete: "off", spellcheck: "false", ...attributes,
  });
  keepLines(field);
  field.addEventListener("focus", () => field.select());
  // A press that brings the focus also sets a cursor, WebKit when it ends. It may slip away.
  field.addEventListener("pointerdown", () => {
    if (field.matches(":focus")) return;
    const end = (/** @type {Event} */ event) => {
      if (!field.matches(":focus")) return;
      event.preventDefault();
      field.select();
    };
    document.addEventListener("mouseup", end, { capture: true, once: true });
  });
  // What is selected could be dragged into another field.
  field.addEventListener("dragstart", (event) => event.preventDefault());
  return field;
}

// Calls read() when what a reader typed is finished: Enter, or the field is left. Also when it is
// what the field showed before, which browsers do not count as a change: a rounded number that is
// typed again is another number. The answer forgets what was typed.
/** @param {HTMLInputElement} field @param {() => void} read */
export function whenTyped(field, read) {
  let typed = false;
  const finish = () => {
    if (!typed) return;
    typed = false;
    read();
  };
  field.addEventListener("input", () => {
    typed = true;
  });
  for (const kind of ["change", "blur"]) field.addEventListener(kind, finish);
  field.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") finish();
  });
  return () => {
    typed = false;
  };
}

// choice({a: "first", b: "second"}, "a", onchange) is a select element.
/** @param {Record<string, string>} options @param {unknown} chosen @param {(value: string) => void} onchange */
export function choice(options, chosen, onchange) {
  const select = element("select", { onchange: () => onchange(select.value) });
  for (const [value, text] of Object.entries(options)) {
    select.append(element("option", { value, selected: value === String(chosen) }, text));
  }
  return select;
}

// segments("Keep", {a: "first", b: "second"}, onchange): a few choices side by side, all seen. They are
// radio buttons: one stop of the keyboard, and the arrow keys choose. A value that show() brings and
// that is none of them, as from Python, becomes one more, called named(value).
/** @param {string} name @param {Record<string, string>} options @param {(value: string) => void} onchange @param {(value: any) => string} [named] */
export function segments(name, options, onchange, named = String) {
  const group = freshId("choice");
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  const row = element("span", { class: "cnn-segments" });
  function add(/** @type {string} */ value, /** @type {string} */ text) {
    const input = element("input", { type: "radio", name: group, value, onchange: () => onchange(value) });
    inputs.push(input);
    row.append(element("label", {}, input, element("span", {}, text)));
  }
  for (const [value, text] of Object.entries(options)) add(value, text);
  const root = element("div", { class: "cnn-field", role: "radiogroup", "aria-label": name },
    element("span", { "aria-hidden": "true" }, name), row);
  return {
    root,
    show(/** @type {unknown} */ value) {
      const text = String(value);
      if (!inputs.some((input) => input.value === text)) add(text, named(value));
      for (const input of inputs) input.checked = input.value === text;
    },
  };
}

// A text that is set again is laid out again, and all around it.
/** @param {Node} node @param {string} text */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A line that screen readers read out when it changes.
export function speaker() {
  const line = element("p", { class: "cnn-said", role: "status", "aria-live": "polite" });
  return {
    line,
    say: (/** @type {string} */ text) => write(line, text),
  };
}

// JupyterLab takes arrow keys and letters for itself, wherever they are typed.
export function keepKeys(/** @type {HTMLElement} */ root) {
  for (const kind of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(kind, (event) => event.stopPropagation());
  }
}

/** @type {Set<() => void>} */
const forPaper = new Set();
let listens = false;

// Those as well that are added while others get ready: figures that are woken.
function print() {
  for (const ready of forPaper) ready();
}

// Calls ready() when the page is about to be printed, however it comes to it.
/** @param {() => void} ready @returns {Stop} */
export function beforePrint(ready) {
  forPaper.add(ready);
  if (!listens) {
    listens = true;
    globalThis.addEventListener("beforeprint", print);
    globalThis.matchMedia("print").addEventListener("change", ({ matches }) => matches && print());
  }
  return () => forPaper.delete(ready);
}

export function prefersStill() {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}

// Calls step() every so many milliseconds while `root` can be seen; answers with a stop
// function. step() says false when it is done.
/** @param {HTMLElement} root @param {number} milliseconds @param {() => boolean} step @returns {Stop} */
export function clock(root, milliseconds, step) {
  let seen = true;
  const watch = new IntersectionObserver((entries) => {
    seen = entries[entries.length - 1].isIntersecting;
  });
  watch.observe(root);
  const timer = setInterval(() => {
    if (!root.isConnected) stop();
    else if (seen && !document.hidden && step() === false) stop();
  }, milliseconds);
  function stop() {
    clearInterval(timer);
    watch.disconnect();
  }
  return stop;
}
/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
