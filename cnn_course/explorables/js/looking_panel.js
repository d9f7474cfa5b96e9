// Looking through the network: a value, what it was made of, and the way down to the drawing.

import { button, element, freshId } from "./interface.js";
import { explained, reach, strongest, views } from "./looking.js";
import { STRONGEST, cellInWords, ownValue, placeName, reachInWords, short, sumLines, wholeSum } from "./looking_words.js";
import { signed } from "./grid.js";
import { framedPicture, pixelBoard } from "./pixel_board.js";
import { oneStop } from "./tiles.js";

/** @import { Box, Cell, Part, Place } from "./looking.js" */
/** @import { Layer, Maps } from "./types.d.ts" */

// lookingPanel({network, first, say, onField}): `first` is what the network makes of an empty
// picture; onField(box) these pixels reach what is chosen, null where nothing is.
// The answer: {root, look(layer, channel), update(made), paint()}.
/**
 * @param {{
 *   network: Layer[], first: Maps[], say: (text: string) => void,
 *   onField: (box: Box | null) => void,
 * }} figure
 */
export function lookingPanel({ network, first, say, onField }) {
  const all = views(network);
  let made = first;
  /** @type {Place[]} */
  let path = []; // from where the reader began down to what is shown
  /** @type {Element | null} */
  let opener = null;
  let old = false; // is what is shown to be drawn again?

  const help = freshId("look");
  const crumbs = element("ol", { class: "cnn-crumbs" });
  const board = pixelBoard({ onMove: move, onEnter: deeper, help });
  const map = element("div", { class: "cnn-look-map" }, board.root, board.steps);
  const picture = framedPicture();
  const sees = element("p", {});
  const title = element("p", { class: "cnn-look-title" });
  const sum = element("div", { class: "cnn-look-sum" });
  const makers = element("div", { class: "cnn-slices cnn-cells" });
  const whole = element("p", {});
  const long = element("details", { ontoggle: () => tellAll() },
    element("summary", {}, "The whole sum in words"), whole);
  const root = element("section", { class: "cnn-look", "aria-label": "Look through the network", hidden: true },
    element("div", { class: "cnn-look-way" },
      element("nav", { "aria-label": "Way down" }, crumbs), button("Close", close)),
    title,
    element("div", { class: "cnn-look-stage" }, map,
      element("div", { class: "cnn-look-field" }, picture.root, sees)),
    sum, makers, long,
    element("p", { class: "cnn-keys", id: help },
      "Tap or click a pixel of a map to move there, a number to go in to what it shows, a name above " +
        "to go up. With the keyboard, arrow keys move, Enter goes in to what adds most, Escape goes up."));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (path.length > 1) up(path.length - 1);
    else close();
  });

  const here = () => path[path.length - 1];

  function close() {
    path = [];
    root.hidden = true;
    onField(null);
    say("Closed.");
    if (opener instanceof HTMLElement) opener.focus();
  }

  function move(/** @type {number} */ y, /** @type {number} */ x) {
    Object.assign(here(), { y, x });
    show();
    speak();
  }

  function up(/** @type {number} */ length) {
    path = path.slice(0, length);
    arrive();
  }

  function deeper() {
    const cell = strongest(explained(network, all, made, here()).parts);
    if (cell) down(cell);
    else say("This is the drawing: the way ends here.");
  }

  function down(/** @type {Place} */ { view, y, x, channel }) {
    path.push({ view, y, x, channel });
    arrive();
  }

  function arrive() {
    long.open = false;
    show();
    const start = map.hidden ? makers.querySelector("button[tabindex='0']") : board.root;
    if (start instanceof HTMLElement) start.focus({ preventScroll: true });
    root.scrollIntoView({ block: "nearest" });
    speak();
  }

  function speak() {
    const view = all[here().view];
    const value = ownValue(view, explained(network, all, made, here()));
    say(`${placeName(view, here())}: ${short(value).replace("\u2212", "minus ")}.`);
  }

  function tellAll() {
    whole.textContent = long.open && path.length
      ? wholeSum(all[here().view], explained(network, all, made, here())) : "";
  }

  function show() {
    old = false; // painted again, it would lose the keyboard's place
    const at = here();
    const view = all[at.view];
    const before = all[Math.max(at.view - 1, 0)];
    const maps = made[view.layer];
    const found = explained(network, all, made, at);
    const box = reach(network, all, made, at);
    const name = placeName(view, at);
    root.hidden = false;
    crumbs.replaceChildren(...path.map((place, step) => {
      const last = step === path.length - 1;
      const { kind, name } = all[place.view];
      const crumb = button(kind === "scores" ? `${name} of ${place.channel}` : name, () => up(step + 1),
        placeName(all[place.view], place));
      if (last) crumb.setAttribute("aria-current", "step");
      return element("li", {}, crumb);
    }));
    title.replaceChildren(`${name}: `, element("strong", {}, short(ownValue(view, found))));
    map.hidden = maps.height * maps.width === 1;
    if (!map.hidden) {
      const which = view.kind === "picture" ? "" : `, map ${at.channel + 1} of ${maps.channels}`;
      board.draw(`${view.name}${which}, ${maps.height} by ${maps.width}`, maps, at);
    }
    picture.draw(made[all[0].layer], 0, box);
    sees.textContent = reachInWords(box, made[all[0].layer].height);
    sum.replaceChildren(...sumLines(view, before, found).map((line) => element("p", {}, line)));
    const strong = found.parts.slice(0, STRONGEST);
    const most = Math.max(...strong.flatMap(({ rows }) => rows.flat().map(({ product }) => Math.abs(product))));
    makers.replaceChildren(...strong.map((part) => table(part, most)));
    long.hidden = strong.length === 0;
    if (long.open) tellAll();
    onField(box);
  }

  // The window in one map before, each cell a way down.
  /** @param {Part} part @param {number} most */
  function table(part, most) {
    const { channel, rows, sum: adds } = part;
    const view = all[here().view];
    const before = all[here().view - 1];
    const weighed = view.kind === "convolution" || view.kind === "scores";
    const best = Math.max(...rows.flat().filter(({ inside }) => inside).map(({ product }) => product));
    const cells = rows.map((row) => row.map((one) => cell(one, weighed)));
    const first = strongest([part]);
    oneStop(cells.flat(), rows[0].length, first ? rows.flat().indexOf(first) : 0);
    const body = rows.map((row, y) => element("tr", {}, ...row.map((one, x) => {
      const made = element("td", {}, cells[y][x]);
      const wins = view.kind === "pooling" && one.product === best;
      if (wins) made.classList.add("cnn-won");
      const { background, color } = signed(weighed || wins ? one.product : 0, most);
      made.style.setProperty("background", background);
      made.style.setProperty("color", color);
      return made;
    })));
    const name = before.kind === "picture" ? "over the picture" : `over map ${channel + 1}`;
    return element("table", { class: rows[0].length > 4 ? "cnn-small" : undefined },
      element("caption", {}, weighed ? `${name}: ${short(adds)}` : name),
      element("tbody", {}, ...body));
  }

  /** @param {Cell} one @param {boolean} weighed */
  function cell(one, weighed) {
    const [view, before] = [all[here().view], all[here().view - 1]];
    const lines = weighed && one.inside
      ? [short(one.value), `× ${short(one.weight)}`, `= ${short(one.product)}`] : [short(one.value)];
    const made = element("button", {
      type: "button", "aria-label": cellInWords(view, before, one),
      onclick: () => one.inside && down(one),
    }, ...lines.map((line) => element("span", {}, line)));
    if (!one.inside) made.setAttribute("aria-disabled", "true");
    return made;
  }

  return {
    root,
    // Begin at a layer of the network, with the pixel of a map that is largest.
    /** @param {number} layer @param {number} channel */
    look(layer, channel) {
      opener = document.activeElement;
      const view = all.findIndex((one) => one.layer === layer);
      const { width, channels, values } = made[layer];
      let best = channel;
      for (let at = channel; at < values.length; at += channels) if (values[at] > values[best]) best = at;
      const pixel = (best - channel) / channels;
      path = [{ view, y: Math.floor(pixel / width), x: pixel % width, channel }];
      arrive();
    },
    /** @param {Maps[] | null} next */
    update(next) {
      made = next ?? first;
      old = true;
    },
    // Draws what is old, and says that nothing is left.
    paint() {
      if (old && path.length > 0) show();
      old = false;
      return old;
    },
  };
}
