// MathJax makes its styles while it runs, as elements. A page may be served with a policy that
// forbids such elements; the same rules as sheets of the document are allowed everywhere.

(() => {
  const { head } = document;
  if (!("adoptedStyleSheets" in document)) return;
  const adopted = new WeakSet();
  head.appendChild = (node) => {
    if (!(node instanceof HTMLStyleElement)) return Node.prototype.appendChild.call(head, node);
    if (adopted.has(node)) return node;
    adopted.add(node);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(node.textContent);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    Object.defineProperty(node, "sheet", { value: sheet }); // more rules follow
    return node;
  };
})();
