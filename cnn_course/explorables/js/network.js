// The course's digit network in plain JavaScript. The layers, their settings and their
// numbers come packed from cnn_course/explorables/digit_weights.py. Maps are channels
// last, as in Keras: values[(y * width + x) * channels + channel].

/** @import { Layer, Maps } from "./types.d.ts" */
/** @typedef {{maps: Maps, made: Maps}} Before what a layer got and made the last time */
/** @typedef {(maps: Maps, layer: Layer, before?: Before) => Maps} Run */

// A 16-bit float: one bit sign, five bits exponent, ten bits fraction.
export function fromHalf(/** @type {number} */ bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

// {layers, numbers} as it is packed: the layers, each with its `weights`.
/** @param {{layers: Omit<Layer, "weights">[], numbers: string}} packed @returns {Layer[]} */
export function unpack({ layers, numbers }) {
  const bytes = atob(numbers);
  let next = 0;
  const take = (/** @type {number[]} */ shape) => {
    const weights = new Float64Array(shape.reduce((size, side) => size * side, 1));
    for (let i = 0; i < weights.length; i++, next += 2) {
      weights[i] = fromHalf(bytes.charCodeAt(next) | (bytes.charCodeAt(next + 1) << 8));
    }
    return weights;
  };
  const filled = layers.map((layer) => ({ ...layer, weights: layer.shapes.map(take) }));
  if (next !== bytes.length) throw new RangeError("the weights do not fit the layers");
  return filled;
}

/** @param {Maps} maps @param {Maps["values"]} [values] */
function sameSize(maps, values = new Float32Array(maps.values.length)) {
  return { ...maps, values };
}

// The pixels that differ from those of before, 1 each.
/** @param {Maps} maps @param {Maps} [before] */
function changed({ height, width, channels, values }, before) {
  const news = new Uint8Array(height * width);
  if (before) {
    for (let at = 0; at < values.length; at++) {
      if (values[at] !== before.values[at]) news[Math.floor(at / channels)] = 1;
    }
  }
  return news;
}

// Is any of them in this window?
/** @param {Uint8Array} news @param {Maps} maps @param {number} top @param {number} left @param {number} rows @param {number} columns */
function within(news, { height, width }, top, left, rows, columns) {
  const right = Math.min(left + columns, width);
  for (let y = Math.max(top, 0); y < Math.min(top + rows, height); y++) {
    for (let x = Math.max(left, 0); x < right; x++) if (news[y * width + x]) return true;
  }
  return false;
}

/** @type {Record<Layer["kind"], Run>} */
const KINDS = {
  rescaling(maps, { scale = 1, offset = 0 }) {
    return sameSize(maps, maps.values.map((value) => value * scale + offset));
  },

  // Stride 1, padding "same": outside the maps everything is zero and is left out, and so are
  // the zeros in them, half of what ReLU leaves. Eight filters at a time keep their sums at hand.
  // Where a window sees what it saw before, its values stay.
  convolution(maps, { shapes, weights: [kernel] }, before) {
    const [rows, columns, depth, filters] = shapes[0];
    const { height, width, values } = maps;
    const up = Math.floor((rows - 1) / 2);
    const left = Math.floor((columns - 1) / 2);
    const made = new Float32Array(height * width * filters);
    const seen = new Float64Array(rows * columns * depth);
    const under = new Int32Array(seen.length); // where the weights of a seen value begin
    const news = changed(maps, before?.maps);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const to = (y * width + x) * filters;
        if (before && !within(news, maps, y - up, x - left, rows, columns)) {
          for (let f = to; f < to + filters; f++) made[f] = before.made.values[f];
          continue;
        }
        let count = 0;
        for (let ky = 0; ky < rows; ky++) {
          const row = y + ky - up;
          if (row < 0 || row >= height) continue;
          for (let kx = 0; kx < columns; kx++) {
            const column = x + kx - left;
            if (column < 0 || column >= width) continue;
            const from = (row * width + column) * depth;
            const at = (ky * columns + kx) * depth;
            for (let channel = 0; channel < depth; channel++) {
              if (values[from + channel] === 0) continue;
              seen[count] = values[from + channel];
              under[count++] = (at + channel) * filters;
            }
          }
        }
        let f = 0;
        for (; f + 7 < filters; f += 8) {
          let [a, b, c, d, p, q, r, s] = [0, 0, 0, 0, 0, 0, 0, 0];
          for (let i = 0; i < count; i++) {
            const value = seen[i]; const at = under[i] + f;
            a += value * kernel[at];
            b += value * kernel[at + 1];
            c += value * kernel[at + 2];
            d += value * kernel[at + 3];
            p += value * kernel[at + 4];
            q += value * kernel[at + 5];
            r += value * kernel[at + 6];
            s += value * kernel[at + 7];
          }
          made[to + f] = a;
          made[to + f + 1] = b;
          made[to + f + 2] = c;
          made[to + f + 3] = d;
          made[to + f + 4] = p;
          made[to + f + 5] = q;
          made[to + f + 6] = r;
          made[to + f + 7] = s;
        }
        for (; f < filters; f++) {
          let sum = 0;
          for (let i = 0; i < count; i++) sum += seen[i] * kernel[under[i] + f];
          made[to + f] = sum;
        }
      }
    }
    return { height, width, channels: filters, values: made };
  },

  normalization(maps, layer) {
    const { factors, shifts } = scaling(layer);
    const { channels, values } = maps;
    const made = sameSize(maps);
    for (let from = 0; from < values.length; from += channels) {
      for (let c = 0; c < channels; c++) {
        made.values[from + c] = values[from + c] * factors[c] + shifts[c];
      }
    }
    return made;
  },

  relu(maps) {
    const made = sameSize(maps);
    for (let i = 0; i < made.values.length; i++) made.values[i] = Math.max(maps.values[i], 0);
    return made;
  },

  max_pooling(maps, { pool_size: [rows, columns] = [1, 1] }) {
    const { channels, values } = maps;
    const height = Math.floor(maps.height / rows);
    const width = Math.floor(maps.width / columns);
    const made = new Float32Array(height * width * channels).fill(-Infinity);
    for (let y = 0; y < height * rows; y++) {
      for (let x = 0; x < width * columns; x++) {
        const from = (y * maps.width + x) * channels;
        const to = (Math.floor(y / rows) * width + Math.floor(x / columns)) * channels;
        for (let c = 0; c < channels; c++) {
          if (values[from + c] > made[to + c]) made[to + c] = values[from + c];
        }
      }
    }
    return { height, width, channels, values: made };
  },

  average({ height, width, channels, values }) {
    const made = new Float32Array(channels);
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let i = c; i < values.length; i += channels) sum += values[i];
      made[c] = sum / (height * width);
    }
    return { height: 1, width: 1, channels, values: made };
  },

  // With softmax: what each answer collects, as shares of one.
  dense({ values }, { shapes, weights: [table, bias] }) {
    const [inputs, answers] = shapes[0];
    const sums = Array.from(bias, (value, answer) => {
      let sum = value;
      for (let i = 0; i < inputs; i++) sum += values[i] * table[i * answers + answer];
      return sum;
    });
    const most = Math.max(...sums);
    const powers = sums.map((sum) => Math.exp(sum - most));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const shares = Float64Array.from(powers, (power) => power / total);
    return { height: 1, width: 1, channels: answers, values: shares };
  },
};

// Batch normalization after training: each channel times a factor, plus a shift.
/** @param {Layer} layer */
export function scaling({ epsilon = 0, weights: [gamma, beta, mean, variance] }) {
  const factors = gamma.map((value, c) => value / Math.sqrt(variance[c] + epsilon));
  return { factors, shifts: beta.map((value, c) => value - mean[c] * factors[c]) };
}

// A picture, row by row, 0 to 255: what every layer makes of it, the probabilities last. `before`
// is what they made of another one of this size: what they see again is not computed again.
/** @param {Layer[]} network @param {ArrayLike<number>} picture @param {number} height @param {number} width @param {Maps[]} [before] */
export function forward(network, picture, height, width, before) {
  /** @type {Maps[]} */
  const made = [];
  /** @type {Maps} */
  let maps = { height, width, channels: 1, values: Float32Array.from(picture) };
  network.forEach((layer, at) => {
    maps = KINDS[layer.kind](maps, layer, before?.[at - 1] && { maps: before[at - 1], made: before[at] });
    made.push(maps);
  });
  return made;
}

// The parts that make maps: a convolution, what scales its sums, and the ReLU whose
// maps are looked at, by their places among the layers.
export function stages(/** @type {Layer[]} */ network) {
  /** @type {Record<"convolution" | "normalization" | "relu", number>[]} */
  const found = [];
  let convolution = -1;
  let normalization = -1;
  network.forEach(({ kind }, place) => {
    if (kind === "convolution") convolution = place;
    if (kind === "normalization") normalization = place;
    if (kind === "relu") found.push({ convolution, normalization, relu: place });
  });
  return found;
}
