// The maps of every layer, small, and the filter behind the one that is chosen.

import { signed } from "./grid.js";
import { element, freshId } from "./interface.js";
import { scaling, stages } from "./network.js";
import { oneStop, shadedTable } from "./tiles.js";
import { written } from "./words.js";

/** @import { Layer, Maps } from "./types.d.ts" */
/** @typedef {ReturnType<typeof stages>[number]} Stage */
/** @typedef {{button: HTMLButtonElement, canvas: HTMLCanvasElement}} Tile */

const STRONGEST = 4;

// One channel of some maps on a canvas of its own; `most` is drawn white.
/** @param {HTMLCanvasElement} canvas @param {Maps} maps @param {number} channel @param {number} most */
export function draw(canvas, maps, channel, most) {
  const { width, height, channels, values } = maps;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    const light = most > 0 ? Math.round((255 * values[i * channels + channel]) / most) : 0;
    image.data.set([light, light, light, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
}

function largest(/** @type {Maps["values"]} */ values) {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

// gallery(network, first): `first` is what the network makes of an empty picture, for
// the sizes. The answer: {root, update(made)}; made is null where nothing was read.
/** @param {Layer[]} network @param {Maps[]} first @param {(text: string) => void} say */
export function gallery(network, first, say) {
  /** @type {Maps[] | null} */
  let made = null;
  /** @type {{number: number, channel: number, canvas: HTMLCanvasElement, words: HTMLElement} | null} */
  let chosen = null;
  const panel = element("div", { class: "cnn-filter" });
  const root = element("div", { class: "cnn-maps" });
  const layers = stages(network).map((stage, number) => layer(stage, number));
  root.append(...layers.map(({ group }) => group));

  /** @param {Stage} stage @param {number} number */
  function layer(stage, number) {
    const { width, height, channels } = first[stage.relu];
    const title = freshId("layer");
    /** @type {Tile[]} */
    const tiles = Array.from({ length: channels }, (_, channel) => {
      const canvas = element("canvas", { width, height, "aria-hidden": "true" });
      const name = `Layer ${number + 1}, map ${channel + 1} of ${channels}`;
      const button = element("button", {
        type: "button", class: "cnn-map", "aria-label": name, "aria-pressed": "false",
        onclick: () => choose(number, channel),
      }, canvas);
      return { button, canvas };
    });
    oneStop(tiles.map(({ button }) => button));
    const heading = element("p", { class: "cnn-layer", id: title },
      `Layer ${number + 1}: ${channels} maps of ${height} by ${width}`);
    const row = element("div", { class: "cnn-tiles", role: "group", "aria-labelledby": title },
      ...tiles.map(({ button }) => button));
    return { stage, tiles, group: element("div", {}, heading, row) };
  }

  /** @param {number} number @param {number} channel */
  function choose(number, channel) {
    const same = chosen && chosen.number === number && chosen.channel === channel;
    if (chosen) press(chosen, false);
    if (same) {
      chosen = null;
      panel.remove();
      say("The filter is closed.");
      return;
    }
    const { width, height } = first[layers[number].stage.relu];
    const canvas = element("canvas", { width, height, "aria-hidden": "true" });
    chosen = { number, channel, canvas, words: element("p") };
    press(chosen, true);
    panel.replaceChildren(canvas, chosen.words, ...filter(number, channel));
    layers[number].group.append(panel);
    look();
    say(`Layer ${number + 1}, map ${channel + 1}: its filter stands below the layer's maps.`);
  }

  /** @param {{number: number, channel: number}} place @param {boolean} on */
  function press({ number, channel }, on) {
    const { button } = layers[number].tiles[channel];
    button.setAttribute("aria-pressed", String(on));
  }

  // What made this map: a filter's slices and what is done to their sum.
  /** @param {number} number @param {number} channel */
  function filter(number, channel) {
    const { convolution, normalization } = layers[number].stage;
    const { shapes, weights: [kernel] } = network[convolution];
    const [rows, columns, depth, filters] = shapes[0];
    const slices = Array.from({ length: depth }, (_, from) =>
      Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (_, x) =>
          kernel[((y * columns + x) * depth + from) * filters + channel])));
    const weight = (/** @type {number[][]} */ slice) => slice.flat().reduce((sum, value) => sum + Math.abs(value), 0);
    const order = [...slices.keys()].sort((a, b) => weight(slices[b]) - weight(slices[a]));
    const shown = order.slice(0, STRONGEST);
    const most = Math.max(...shown.map((from) => largest(slices[from].flat().map(Math.abs))));
    const size = `${rows} by ${columns}`;
    const said = depth === 1
      ? `Its filter: ${size} numbers, laid over the picture (its pixels divided by 255).`
      : `Its filter has ${depth} slices of ${size} numbers, one for each map of layer ${number}. ` +
        `These are the ${shown.length} with the largest numbers.`;
    const { factors, shifts } = scaling(network[normalization]);
    const shift = shifts[channel];
    const then = `Then the sum is taken times ${written(factors[channel])}, ` +
      `${shift < 0 ? "minus" : "plus"} ${written(Math.abs(shift))} (batch normalization), ` +
      "and what is below zero becomes zero (ReLU).";
    const tables = shown.map((from) => shadedTable(
      depth === 1 ? "over the picture" : `over map ${from + 1}`, slices[from],
      (value) => signed(value, most)));
    return [
      element("p", {}, said),
      element("div", { class: "cnn-slices" }, ...tables),
      element("p", {}, then),
    ];
  }

  // The chosen map, larger, and its largest value in words.
  function look() {
    if (!chosen) return;
    const { number, channel } = chosen;
    const maps = made?.[layers[number].stage.relu] ?? blank(first[layers[number].stage.relu]);
    draw(chosen.canvas, maps, channel, largest(maps.values));
    const own = Array.from(maps.values).filter((_, i) => i % maps.channels === channel);
    const most = largest(own);
    const at = own.indexOf(most);
    const place = `row ${Math.floor(at / maps.width)}, column ${at % maps.width}`;
    chosen.words.textContent = `Layer ${number + 1}, map ${channel + 1}. ` +
      (most > 0 ? `Its largest value now: ${written(most)}, in ${place}.` : "It is all zero now.");
  }

  function blank(/** @type {Maps} */ maps) {
    return { ...maps, values: new Float32Array(maps.values.length) };
  }

  return {
    root,
    update(/** @type {Maps[] | null} */ next) {
      made = next;
      for (const { stage, tiles } of layers) {
        const maps = made?.[stage.relu] ?? blank(first[stage.relu]);
        const most = largest(maps.values);
        tiles.forEach(({ canvas }, channel) => draw(canvas, maps, channel, most));
      }
      look();
    },
  };
}
