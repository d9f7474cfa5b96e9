// What all figures share: making elements, writing and reading numbers, saying things
// aloud, and stopping while nobody looks. Nothing is ever set as HTML.

let made = 0;

// A name that no other element on the page has, for labels.
export function freshId(word) {
  made += 1;
  return `cnn-${word}-${made}`;
}

// element("button", {class: "x", onclick: f, "aria-label": "..."}, "text", other, ...)
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

// A label and its control; browsers give the control as `label.control`.
export function labeled(text, control) {
  return element("label", { class: "cnn-field" }, element("span", {}, text), control);
}

// A field for a number. Whoever comes to it finds the number selected, and typing replaces it.
export function numberField(attributes = {}) {
  const field = element("input", {
    type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", ...attributes,
  });
  field.addEventListener("focus", () => field.select());
  // A press that brings the focus also sets a cursor, WebKit when it ends. It may slip away.
  field.addEventListener("pointerdown", () => {
    if (field.matches(":focus")) return;
    const end = (event) => {
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

// choice({a: "first", b: "second"}, "a", onchange) is a select element.
export function choice(options, chosen, onchange) {
  const select = element("select", { onchange: () => onchange(select.value) });
  for (const [value, text] of Object.entries(options)) {
    select.append(element("option", { value, selected: value === String(chosen) }, text));
  }
  return select;
}

// A number as it is read: whole numbers whole, others with four digits that count.
export function written(value) {
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  return text.replace("-", "\u2212");
}

// The same for a voice, which may leave out a sign.
export function spoken(value) {
  return written(value).replace("\u2212", "minus ");
}

// A factor or a term of a sum.
export function inBrackets(value) {
  return value < 0 ? `(${written(value)})` : written(value);
}

// Between a sum and its result: whether all of these numbers are written to the last digit.
export function equals(values) {
  const whole = (value) => Number.isInteger(value) || Number(value.toPrecision(4)) === value;
  return values.every(whole) ? "=" : "≈";
}

export const LARGEST = 1e6;

// What a reader typed, as a number: {value}, or {problem} in words.
export function readNumber(text, largest = LARGEST) {
  const plain = text.trim().replace("\u2212", "-").replace(",", ".");
  if (plain === "") return { problem: "This cell is empty; it needs a number." };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,9})?$/i.test(plain)) {
    const shown = text.length > 20 ? `${text.slice(0, 20)}...` : text;
    return { problem: `"${shown}" is not a number.` };
  }
  const value = Number(plain);
  if (!(Math.abs(value) <= largest)) {
    return { problem: `That number is too large here; the most is ${written(largest)}.` };
  }
  return { value };
}

// A line that screen readers read out when it changes.
export function speaker() {
  const line = element("p", { class: "cnn-said", role: "status", "aria-live": "polite" });
  return {
    line,
    say(text) {
      if (line.textContent !== text) line.textContent = text;
    },
  };
}

// JupyterLab takes arrow keys and letters for itself, wherever they are typed.
export function keepKeys(root) {
  for (const kind of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(kind, (event) => event.stopPropagation());
  }
}

export function prefersStill() {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}

// Calls step() every so many milliseconds while `root` can be seen; answers with a stop
// function. step() says false when it is done.
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
