// Paper is light, whatever the screen is. The theme's colors hang on one attribute.

(() => {
  const root = document.documentElement;
  const paper = globalThis.matchMedia("print");
  let wasDark = false;

  function light() {
    if (root.dataset.theme !== "dark") return;
    wasDark = true;
    root.dataset.theme = "light";
  }

  function back() {
    if (wasDark) root.dataset.theme = "dark";
    wasDark = false;
  }

  globalThis.addEventListener("beforeprint", light);
  globalThis.addEventListener("afterprint", back);
  paper.addEventListener("change", () => (paper.matches ? light() : back()));
  // The theme follows the system also while a page is on its way to the printer.
  new MutationObserver(() => paper.matches && light()).observe(root, { attributeFilter: ["data-theme"] });
})();
