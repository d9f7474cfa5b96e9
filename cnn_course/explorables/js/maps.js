// The maps of every layer, small; each is a button.

import { grayDots } from "./gray_dots.js";
import { element, freshId } from "./interface.js";
import { sheet } from "./map_sheet.js";
import { stages } from "./network.js";
import { oneStop } from "./tiles.js";

/** @import { Layer, Maps } from "./types.d.ts" */
/** @typedef {ReturnType<typeof stages>[number]} Stage */

// One channel of some maps on a canvas of its own; `most` is drawn white.
/** @param {HTMLCanvasElement} canvas @param {Maps} maps @param {number} channel @param {number} most */
export function draw(canvas, maps, channel, most) {
  const { width, height, channels, values } = maps;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = context.createImageData(width, height);
  grayDots(image, values, most > 0 ? 255 / most : 0, { step: channels, from: channel });
  context.putImageData(image, 0, 0);
}

function largest(/** @type {Maps["values"]} */ values) {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

// gallery(network, first, onChoose): `first` is what the network makes of an empty picture, for
// the sizes; onChoose(layer, channel) a map was chosen. The answer: {root, update(made), paint()}; made is null where nothing was read.
/** @param {Layer[]} network @param {Maps[]} first @param {(layer: number, channel: number) => void} onChoose */
export function gallery(network, first, onChoose) {
  /** @type {Maps[] | null} */
  let made = null;
  const root = element("div", { class: "cnn-maps" });
  const layers = stages(network).map((stage, number) => layer(stage, number));
  /** @type {Set<typeof layers[number]>} */
  const old = new Set(); // layers whose maps are to be drawn, the one that waits longest first
  root.append(...layers.map(({ group }) => group));

  /** @param {Stage} stage @param {number} number */
  function layer(stage, number) {
    const { width, height, channels } = first[stage.relu];
    const title = freshId("layer");
    const buttons = Array.from({ length: channels }, (_, channel) => {
      const name = `Layer ${number + 1}, map ${channel + 1} of ${channels}`;
      return element("button", {
        type: "button", class: "cnn-map", "aria-label": name,
        onclick: () => onChoose(stage.relu, channel),
      });
    });
    oneStop(buttons);
    const heading = element("p", { class: "cnn-layer", id: title },
      `Layer ${number + 1}: ${channels} maps of ${height} by ${width}`);
    const row = element("div", { class: "cnn-tiles", role: "group", "aria-labelledby": title },
      ...buttons);
    return { stage, buttons, maps: sheet(row, buttons), group: element("div", {}, heading, row) };
  }

  function blank(/** @type {Maps} */ maps) {
    return { ...maps, values: new Float32Array(maps.values.length) };
  }

  return {
    root,
    update(/** @type {Maps[] | null} */ next) {
      made = next;
      for (const one of layers) old.add(one);
    },
    // Draws one layer, in turn, and says whether there are others whose maps are old.
    paint() {
      const [one] = old;
      if (!one) return false;
      old.delete(one);
      const maps = made?.[one.stage.relu] ?? blank(first[one.stage.relu]);
      one.maps.draw(maps, largest(maps.values));
      return old.size > 0;
    },
  };
}
