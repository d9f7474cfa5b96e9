// What the book's own scripts do to a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { runInNewContext } from "node:vm";

test("a style is adopted once, however often it is put into the head", () => {
  class Node {
    textContent = "";

    appendChild() {
      return "in the page";
    }
  }
  class HTMLStyleElement extends Node {}
  class CSSStyleSheet {
    replaceSync() {}
  }
  const document = { head: new Node(), adoptedStyleSheets: [] };
  const script = readFileSync(new URL("../../book/_ext/math_styles.js", import.meta.url), "utf-8");
  runInNewContext(script, { document, Node, HTMLStyleElement, CSSStyleSheet, WeakSet });
  const append = /** @type {(node: Node) => unknown} */ (document.head.appendChild);
  const style = new HTMLStyleElement();
  for (let time = 0; time < 2; time++) assert.equal(append(style), style);
  assert.equal(document.adoptedStyleSheets.length, 1);
  assert.equal(append(new Node()), "in the page");
});
