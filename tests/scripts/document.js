// As much of a document as the figures' words need: elements that can be written out again.

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
const escaped = (/** @type {string} */ text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

class Element {
  /** @type {(Element | string)[]} */
  children = [];
  /** @type {Record<string, string>} */
  attributes = {};

  constructor(/** @type {string} */ tag) {
    this.tag = tag;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  append(/** @type {(Element | string)[]} */ ...children) {
    this.children.push(...children);
  }

  replaceChildren(/** @type {(Element | string)[]} */ ...children) {
    this.children = children;
  }

  /** @returns {string} */
  get textContent() {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  /** @returns {string} */
  get outerHTML() {
    const names = Object.entries(this.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
    const inside = this.children.map((child) =>
      typeof child === "string" ? escaped(child) : child.outerHTML);
    return `<${this.tag}${names.join("")}>${inside.join("")}</${this.tag}>`;
  }

  /** @returns {Element[]} */
  all(/** @type {string} */ tag) {
    const below = this.children.flatMap((child) => (typeof child === "string" ? [] : child.all(tag)));
    return this.tag === tag ? [this, ...below] : below;
  }
}

class Document extends EventTarget {
  createElement(/** @type {string} */ tag) {
    return new Element(tag);
  }
}

// From here on `document` is this one.
export function useDocument() {
  Object.assign(globalThis, { document: new Document() });
}
