// In the built book: every <cnn-...> element becomes its figure. Python writes the state
// into an attribute, and a table or a sentence inside the element, which stays for readers
// without JavaScript and for print.

import { ELEMENTS } from "./facts.js";
import { beforePrint, element } from "./interface.js";
import { follow } from "./links.js";

/** @import { Model, Render } from "./types.d.ts" */

// What anywidget's model offers, for a page that has no Python.
/** @param {Record<string, any>} state @returns {Model} */
export function standIn(state) {
  /** @type {Map<string, (() => void)[]>} */
  const listeners = new Map();
  return {
    alone: true,
    get: (key) => state[key],
    set(key, value) {
      state[key] = value;
      for (const listener of listeners.get(`change:${key}`) ?? []) listener();
    },
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    },
    off(name, listener) {
      listeners.set(name, (listeners.get(name) ?? []).filter((other) => other !== listener));
    },
    save_changes() {},
  };
}

function readState(/** @type {HTMLElement} */ host) {
  const state = JSON.parse(host.getAttribute("state") ?? "{}");
  if (state === null || typeof state !== "object" || Array.isArray(state)) {
    throw new TypeError("the state is not an object");
  }
  // A question's box carries its name alone.
  const name = host.getAttribute("name");
  return name === null ? state : { ...state, name };
}

// With a model of its own, where Python runs in the page.
/** @param {HTMLElement} host @param {Render} render @param {Model} [model] */
export function start(host, render, model) {
  const still = element("div", { class: "cnn-still" });
  still.append(...host.childNodes);
  const live = element("div", { class: "cnn-live" });
  host.append(still, live);
  try {
    render({ model: model ?? standIn(readState(host)), el: live });
    host.classList.add("cnn-started");
  } catch (problem) {
    live.replaceChildren(
      element("p", { class: "cnn-problem", role: "status" },
        `This figure could not be started (${/** @type {Error} */ (problem).message}). Its numbers stand above.`),
    );
  }
}

// Figures begin when they come near the window, when a link leads to one, and when the page is
// printed, which shows them as the reader left them.
export function begin() {
  /** @type {Record<string, Render>} */
  const figures = {};
  for (const [name, module] of Object.entries(ELEMENTS)) {
    const loaded = globalThis.cnnCourse?.[module];
    if (loaded) figures[name] = loaded.render;
  }
  /** @type {Set<HTMLElement>} */
  const asleep = new Set();
  const waiting = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) wake(/** @type {HTMLElement} */ (target));
      }
    },
    { rootMargin: "600px" },
  );
  for (const name of Object.keys(figures)) {
    for (const host of document.querySelectorAll(name)) {
      asleep.add(/** @type {HTMLElement} */ (host));
      waiting.observe(host);
    }
  }

  function wake(/** @type {HTMLElement} */ host) {
    waiting.unobserve(host);
    if (asleep.delete(host)) start(host, figures[host.localName]);
  }

  /** @param {string} [tag] */
  function wakeAll(tag) {
    for (const host of asleep) if (tag === undefined || host.localName === tag) wake(host);
  }

  const go = (again = true) => follow(wakeAll, again)?.scrollIntoView();
  go(false);
  // What stands above may become higher or lower while the page is loading.
  globalThis.addEventListener("load", () => go(false));
  globalThis.addEventListener("hashchange", () => go());
  beforePrint(() => wakeAll());
}
