// A question with a field: what check("...") says in a cell, said in the page.

import { forgetAnswers, isLasting, keepAnswer, keeping, keptAnswer, onAnswers } from "./answer_store.js";
import { ELEMENTS } from "./facts.js";
import { button, element, freshId, keepKeys, keepLines } from "./interface.js";
import { judge } from "./judge.js";

/** @import { Entry, Feedback, Render, Shared } from "./types.d.ts" */

const TAKES_PYTHON =
  "This question takes Python: in the notebook, write your lines in place of the three dots and " +
  "run the cell. `check` answers there.";
const PYTHON_IS_HERE =
  "This question takes Python: in the cell above, write your lines in place of the three dots, and " +
  "run it. `check` answers here.";

/** @type {Record<string, string>} */
const WHERE = {
  kept: "Your answers, on all pages, are kept in this browser and sent nowhere.",
  none: "This browser keeps no answers: they last until you leave the page.",
  lost: "This browser did not keep what you answered last, because its store is full or the answer " +
    "too long: that lasts until you leave the page.",
};

// Text with what stands in backticks as code.
function withCode(/** @type {string} */ text) {
  const parts = text.split(/`([^`]+)`/);
  return parts.map((part, place) => (place % 2 ? element("code", {}, part) : part));
}

/** @param {string} text @param {Record<string, string>} [attributes] */
function paragraph(text, attributes = {}) {
  return element("p", attributes, ...withCode(text));
}

// As a cell shows it: cnn_course/exercises/question.py.
export function box(/** @type {Feedback} */ { status, title, paragraphs }) {
  return element("div", { class: `cnn-check cnn-check-${status}` },
    element("strong", { class: "cnn-check-title" }, title),
    ...paragraphs.map((text) => paragraph(text)),
  );
}

function hint(/** @type {Entry} */ { kind, count, axes }) {
  if (kind === "number") return "One number, such as 12 or 0.5.";
  if (kind === "numbers") return `${count} numbers in order, with commas between them.`;
  if (axes === 2) return "An array with 2 axes: a line for each row, or `[[1, 2], [3, 4]]`.";
  return `An array with ${axes} axes, in square brackets, such as \`[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]\`.`;
}

/** @param {Shared} shared @param {string | null} name @returns {Entry | undefined} */
function find(shared, name) {
  return name !== null && Object.hasOwn(shared?.questions ?? {}, name) ? shared.questions[name] : undefined;
}

/** @param {Element} host @returns {string | null} */
function nameOf(host) {
  try {
    return host.getAttribute("name") ?? JSON.parse(host.getAttribute("state") ?? "").name;
  } catch {
    return null;
  }
}

// The page's questions that have a field, each once, and the element of the first.
/** @param {Shared} shared @param {string} tag */
function onThisPage(shared, tag) {
  const hosts = [...document.querySelectorAll(tag)].filter((host) => {
    const entry = find(shared, nameOf(host));
    return entry && entry.kind !== "code";
  });
  return { first: hosts[0], names: [...new Set(hosts.map((host) => String(nameOf(host))))] };
}

/** @param {Shared} shared @param {string} name @param {string | undefined} text */
function isRight(shared, name, text) {
  const entry = find(shared, name);
  return entry && text !== undefined && judge(entry, shared, text).status === "right";
}

// "2 of 5 questions on this page are right", and a button that forgets the answers.
/** @param {Shared} shared @param {string[]} names */
function progress(shared, names) {
  const count = element("span", { role: "status" });
  const where = element("span", { "aria-live": "polite" });
  const update = (first = "") => {
    const right = names.filter((name) => isRight(shared, name, keptAnswer(name))).length;
    const questions = names.length === 1 ? "question" : "questions";
    const are = right === 1 ? "is" : "are";
    const of = `${right} of ${names.length} ${questions}`;
    count.textContent = `${first}${of} on this page ${are} right.`;
    const text = ` ${WHERE[keeping()]}`;
    if (where.textContent !== text) where.textContent = text;
  };
  const line = element("div", { class: "cnn-progress" },
    element("p", {}, count, where),
    button("Forget my answers", forgetAnswers),
  );
  update();
  return { line, update };
}

/** @type {Render} */
export function render({ model, el }) {
  const name = String(model.get("name"));
  // In JupyterLab the table comes with the model, in a page as a script of its own.
  const shared = model.get("table") ?? globalThis.cnnCourse?.["questions.js"];
  const entry = /** @type {Entry} */ (find(shared, name));
  if (!entry) throw new Error(`there is no question "${name}" on this page`);
  const asked = { status: "asked", title: shared.titles.asked, paragraphs: [entry.asks] };
  if (entry.kind === "code") {
    // A page whose code can be run is one where it is answered.
    const where = globalThis.cnnLive ? PYTHON_IS_HERE : TAKES_PYTHON;
    el.append(box({ ...asked, paragraphs: [entry.asks, where] }));
    return () => {};
  }

  // Only an element of a page keeps answers; in JupyterLab Python has them.
  const host = el.closest(Object.keys(ELEMENTS).join());
  const ids = { field: freshId("answer"), asks: freshId("asks"), hint: freshId("hint") };
  const described = { id: ids.field, "aria-describedby": `${ids.asks} ${ids.hint}` };
  const typing = { autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
  const field = entry.kind === "array"
    ? element("textarea", { ...described, ...typing, rows: 3 })
    : element("input", { ...described, ...typing, type: "text", size: 18 });
  if (field instanceof HTMLInputElement) {
    keepLines(field);
    field.addEventListener("keydown", ({ key, isComposing }) => {
      if (key === "Enter" && !isComposing) check();
    });
  }
  // No form: a frame that a learning platform shows may not submit one.
  const form = element("div", { class: "cnn-asks" },
    element("label", { for: ids.field }, "Your answer"),
    field,
    button("Check", check),
    paragraph(hint(entry), { id: ids.hint, class: "cnn-hint" }),
  );
  const question = box(asked);
  question.querySelector("p")?.setAttribute("id", ids.asks);
  question.append(form);
  const result = element("div", { role: "status" });
  const device = element("p", { class: "cnn-device", hidden: true }, "Answered on this device.");
  const root = element("div", { class: "cnn-question", role: "group", "aria-label": "Question" },
    question, result, device);
  el.append(root);
  keepKeys(root);
  let judged = "";
  let known = ""; // what was kept when it was last looked at

  function show(/** @type {string} */ text) {
    judged = text;
    const found = judge(entry, shared, text);
    const empty = { ...found, paragraphs: ["The field is empty."] };
    result.replaceChildren(box(text.trim() === "" ? empty : found));
    field.setAttribute("aria-invalid", String(found.status === "unreadable"));
    return found.status;
  }

  function clear() {
    judged = known = field.value = "";
    result.replaceChildren();
    field.removeAttribute("aria-invalid");
  }

  function check() {
    show(field.value);
    remember();
    model.set("typed", field.value);
    model.save_changes();
  }

  // A right answer stays when a wrong one is tried after it.
  function remember() {
    if (!host) return;
    const { value } = field;
    if (isRight(shared, name, value) || !isRight(shared, name, keptAnswer(name))) {
      keepAnswer(name, value);
    }
    known = value;
  }

  // What another tab kept or forgot shows here, too, unless something else is being typed.
  function follow() {
    const kept = keptAnswer(name) ?? "";
    if (field.value !== known || kept === known) return;
    clear();
    known = field.value = kept;
    if (isRight(shared, name, kept)) show(kept);
  }

  function fromPython() {
    const typed = model.get("typed") ?? "";
    if (typed === judged) return;
    if (typed === "") return clear();
    field.value = typed;
    show(typed);
  }

  model.on("change:typed", fromPython);
  field.addEventListener("change", remember);
  fromPython();
  let stop = () => {};
  if (host) {
    const { first, names } = onThisPage(shared, host.localName);
    const line = first === host ? progress(shared, names) : undefined;
    if (line) root.append(line.line);
    const update = (what = "") => {
      if (what === "forgotten") clear();
      if (what === "elsewhere") follow();
      device.hidden = !(isLasting(name) && isRight(shared, name, keptAnswer(name)));
      line?.update(what === "forgotten" ? "Forgotten. " : "");
    };
    field.value ||= known = keptAnswer(name) ?? "";
    if (isRight(shared, name, field.value)) show(field.value);
    update();
    stop = onAnswers(update);
  }
  return () => {
    stop();
    model.off("change:typed", fromPython);
  };
}
