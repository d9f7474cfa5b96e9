// What a reader changed in a figure: taken back and done again, kept in this browser, and put
// into a link. Where Python has the state, it is taken back alone.

import { decoded, difference, digest, encoded, LONGEST_LINK, patched } from "./difference.js";
import { ELEMENTS } from "./facts.js";
import { button, element, write } from "./interface.js";
import { address, listed, note } from "./links.js";
import { past } from "./past.js";
import { onOtherTabs, shelf, storage } from "./storage.js";
import { asWritten } from "./words.js";

/** @import { State } from "./past.js" */
/** @import { Stop } from "./types.d.ts" */

const SAYS = {
  kept: "Kept in this browser.",
  none: "This browser keeps nothing",
  lost: "This browser took no more",
  other: "Another tab changed this figure. Undo brings back what was here.",
  ours: "Another tab had changed this figure. Undo brings that back.",
  linked: "As the link has it. Undo brings back what was here.",
  copied: "The link is copied. It opens this page with this figure as it is now.",
  copy: "Copy this link. It opens this page with this figure as it is now.",
  end: "There is nothing to take back.",
  last: "There is nothing to do again.",
};

// What Python wrote of these values into a figure's element, as one text.
/** @param {string[]} keys @param {Element | null} host */
function given(keys, host) {
  try {
    const state = JSON.parse(host?.getAttribute("state") ?? "");
    return JSON.stringify(keys.map((key) => state[key]));
  } catch {
    return null; // such a figure does not start
  }
}

// remember({el, root, say, keeps, looks, later, values, fits, show, busy})
//   keeps   on a page of the book: it is kept, and can be linked to
//   values  () as they are now; looks: which of them only say where the reader looks
//   later   values that some kept states and links do not know, as they are where they change nothing:
//           then they are not in the figure's name
//   fits    (values) throws an error in words
//   show    (values, text) these are to be seen from here on; `text` says why
//   busy    () something is being drawn that must not be disturbed
// The answer: {bar, begin(), did(action), undo(), stop()}; what is there at begin() is what Reset
// brings back.
/**
 * @param {{
 *   el: HTMLElement, root: HTMLElement, say: (text: string) => void, keeps: boolean, looks?: string[],
 *   later?: State, values: () => State, fits: (values: State) => void,
 *   show: (values: State, text: string) => void, busy?: () => boolean,
 * }} figure
 */
export function remember({ el, root, say, keeps, looks, later = {}, values, fits, show, busy = () => false }) {
  const host = keeps ? /** @type {HTMLElement | null} */ (el.closest(Object.keys(ELEMENTS).join())) : null;
  let first = values();
  const steps = past(first, looks);
  const undo = button("Undo", () => go(-1));
  const redo = button("Redo", () => go(1));
  const reset = button("Reset", () => bring(first, ""), "Reset: as in the book, and nothing kept");
  const said = element("span", { class: "cnn-kept" });
  const bar = element("div", { class: "cnn-memory", role: "group", "aria-label": "Changes" },
    undo, redo, reset, ...(host ? [button("Copy link", copy)] : []), said);
  /** @type {EventTarget | null} */
  let typing = null; // a field whose own undo is asked for
  let bringing = true; // what changes is no deed of the reader's
  let name = "";
  /** @type {ReturnType<typeof shelf> | undefined} */
  let kept;
  /** @type {Stop} */
  let deaf = () => {};

  // Aloud as well, but for what is as it should be.
  function tell(/** @type {string} */ text) {
    if (text && text !== SAYS.kept) say(text);
    write(said, text);
  }

  function update() {
    undo.setAttribute("aria-disabled", String(!steps.leads(-1)));
    redo.setAttribute("aria-disabled", String(!steps.leads(1)));
    const changes = difference(first, values());
    reset.setAttribute("aria-disabled", String(!Object.keys(changes).length));
    return changes;
  }

  /** @param {State} state @param {string} [text] */
  function put(state, text = "") {
    bringing = true;
    try {
      show(state, text);
    } finally {
      bringing = false;
    }
  }

  // Why what is here would not come back on another page; "" where it would.
  function unfit() {
    try {
      fits(values());
      return "";
    } catch (problem) {
      return /** @type {Error} */ (problem).message;
    }
  }

  function keep() {
    const changes = update();
    if (!kept) return;
    note(name);
    const text = Object.keys(changes).length ? JSON.stringify(changes) : "";
    const why = text && unfit();
    if (!why && kept.write(text)) return tell(text && SAYS.kept);
    tell(`${why ? `Not kept (${why})` : storage() ? SAYS.lost : SAYS.none}: it lasts until you leave the page.`);
  }

  // The reader, or Python, changed something. What another tab wrote before is not lost.
  /** @param {string} [action] */
  function did(action) {
    if (bringing) return;
    const news = kept?.news() ?? null;
    if (news !== null) steps.add(opened(news) ?? first);
    steps.add(values(), action);
    keep();
    if (news !== null) tell(SAYS.ours);
  }

  /** @param {State} state @param {string} text */
  function bring(state, text) {
    if (busy()) return;
    put(state, text);
    did();
  }

  function go(/** @type {-1 | 1} */ by) {
    if (busy()) return;
    did(); // what is not finished is a step as it is
    const next = steps.move(by, values());
    if (!next) return tell(by < 0 ? SAYS.end : SAYS.last);
    put(next, by < 0 ? "Taken back." : "Done again.");
    keep();
  }

  // The values that stand for these changes: checked like all that comes from outside.
  /** @param {unknown} changes @returns {State} */
  function understood(changes) {
    const state = patched(first, changes);
    fits(state);
    JSON.stringify(changes, (_, value) => {
      if (typeof value === "number") asWritten(value);
      return value;
    });
    return state;
  }

  /** @param {string} text @returns {State | null} */
  function opened(text) {
    try {
      return understood(JSON.parse(text || "{}"));
    } catch {
      return null;
    }
  }

  function refuse(/** @type {string} */ why) {
    tell(`This link does not fit (${why}). The figure is as it was.`);
  }

  function follow(/** @type {string} */ link) {
    try {
      const state = understood(decoded(link));
      put(state);
      steps.add(values());
      update();
      if (steps.leads(-1)) tell(SAYS.linked);
    } catch (problem) {
      refuse(/** @type {Error} */ (problem).message);
    }
  }

  function fromOtherTab(/** @type {string | null} */ key) {
    if (busy() || (key !== null && key !== where())) return;
    const news = kept?.news() ?? null;
    const state = news === null ? null : opened(news);
    if (!state) return;
    steps.add(values());
    put(state);
    steps.add(values());
    update();
    tell(SAYS.other);
  }

  async function copy() {
    const link = encoded(difference(first, values()));
    const why = link.length > LONGEST_LINK ? "it is too large" : unfit();
    if (why) return tell(`No link (${why}).`);
    note(name, link);
    const text = address(name, link);
    bar.querySelector("input")?.remove();
    try {
      await globalThis.navigator.clipboard.writeText(text);
      tell(SAYS.copied);
    } catch {
      const field = element("input", { type: "text", readonly: true, "aria-label": "Link to this figure" });
      field.value = text;
      said.before(field);
      field.select();
      tell(SAYS.copy);
    }
  }

  const where = () => `cnn-course ${globalThis.location.pathname.split("/").pop()} ${name}`;

  // Figures of one kind that begin with the same values have numbers, whatever else tells them apart.
  function named(/** @type {HTMLElement} */ { localName }) {
    const text = JSON.stringify;
    const known = text(first, (key, value) => (text(value) === text(later[key]) ? undefined : value));
    const like = `${localName}-${digest(known)}`;
    const keys = Object.keys(first);
    /** @type {(Element | null)[]} */
    const same = [...document.querySelectorAll(localName)].filter((other) =>
      given(keys, other) === given(keys, host));
    const place = same.indexOf(host);
    return place > 0 ? `${like}.${place}` : like;
  }

  root.addEventListener("input", ({ target }) => {
    typing = target instanceof HTMLInputElement && target.type === "text" ? target : null;
  });
  for (const kind of ["change", "focusout"]) {
    root.addEventListener(kind, () => {
      typing = null;
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "Escape") typing = null;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || typing) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && (key !== "y" || event.shiftKey)) return;
    event.preventDefault();
    go(key === "y" || event.shiftKey ? 1 : -1);
  });

  return {
    bar, did,
    undo: () => go(-1),
    // What was kept, or what the link in the address says, comes into the finished figure.
    begin() {
      bringing = false;
      first = values();
      steps.begin(first);
      update();
      if (!host) return;
      name = named(host);
      kept = shelf(where());
      const text = kept.read();
      const state = text ? opened(text) : null;
      if (state) {
        put(state);
        steps.begin(values());
        update();
        tell(SAYS.kept);
      }
      listed(name, { host, open: follow, refuse });
      deaf = onOtherTabs(fromOtherTab);
    },
    stop: () => deaf(),
  };
}
