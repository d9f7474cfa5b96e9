// What the figures compute: the same rules as cnn_course/shapes.py, convolution.py and
// pooling.py, and the same words where something does not fit. Pictures are nested
// arrays, channels last: picture[y][x][channel].

export function paddingAmounts(size, kernel, stride, padding) {
  if (padding === "valid") return [0, 0];
  if (padding === "same") {
    const landings = Math.ceil(size / stride);
    const total = Math.max((landings - 1) * stride + kernel - size, 0);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  }
  return [padding, padding];
}

export function outputSize(size, kernel, stride, padding) {
  const [before, after] = paddingAmounts(size, kernel, stride, padding);
  const room = size + before + after - kernel;
  if (room < 0) {
    const padded = before + after ? ` with ${before} + ${after} zeros` : "";
    throw new RangeError(
      `kernel ${kernel} does not fit a size of ${size}${padded}; ` +
        "add padding or use a smaller kernel",
    );
  }
  return Math.floor(room / stride) + 1;
}

export function visitCounts(size, kernel, stride, padding) {
  const landings = outputSize(size, kernel, stride, padding);
  const [before] = paddingAmounts(size, kernel, stride, padding);
  const counts = new Array(size).fill(0);
  for (let landing = 0; landing < landings; landing++) {
    for (let reach = 0; reach < kernel; reach++) {
      const pixel = landing * stride - before + reach;
      if (pixel >= 0 && pixel < size) counts[pixel] += 1;
    }
  }
  return counts;
}

export function parameterCount(rows, columns, channels, filters, bias = true) {
  return (rows * columns * channels + (bias ? 1 : 0)) * filters;
}

// Where each window starts, along one axis, and how many there are.
export function landings(size, kernel, stride, padding) {
  return {
    count: outputSize(size, kernel, stride, padding),
    zeros: paddingAmounts(size, kernel, stride, padding),
    start(place) {
      return place * stride - this.zeros[0];
    },
  };
}

// Both axes of a picture. In one dimension only the columns are padded and stepped over.
export function plan(picture, kernel, stride, padding, oneDimension = false) {
  const [down, across] = Array.isArray(stride) ? stride : [stride, stride];
  return {
    rows: landings(picture.length, kernel[0], oneDimension ? 1 : down, oneDimension ? 0 : padding),
    columns: landings(picture[0].length, kernel[1], across, padding),
  };
}

export function halfTurn(kernel) {
  return kernel.map((row) => [...row].reverse()).reverse();
}

// One landing: every product, in reading order. A zero of the padding is a pixel too;
// `inside` tells them apart.
export function products(picture, kernel, places, y, x) {
  const found = [];
  const top = places.rows.start(y);
  const left = places.columns.start(x);
  kernel.forEach((row, ky) =>
    row.forEach((weights, kx) => {
      const line = picture[top + ky];
      const pixel = line === undefined ? undefined : line[left + kx];
      const inside = pixel !== undefined;
      weights.forEach((weight, channel) => {
        const value = inside ? pixel[channel] : 0;
        found.push({
          row: top + ky, column: left + kx, ky, kx, channel, inside, value, weight,
          product: value * weight,
        });
      });
    }),
  );
  return found;
}

// One filter, kernel[ky][kx][channel], over a picture: result[y][x].
export function slide(picture, kernel, bias, places) {
  const result = [];
  for (let y = 0; y < places.rows.count; y++) {
    const line = [];
    for (let x = 0; x < places.columns.count; x++) {
      let sum = bias;
      const top = places.rows.start(y);
      const left = places.columns.start(x);
      for (let ky = 0; ky < kernel.length; ky++) {
        const pixels = picture[top + ky];
        if (pixels === undefined) continue;
        for (let kx = 0; kx < kernel[ky].length; kx++) {
          const pixel = pixels[left + kx];
          if (pixel === undefined) continue;
          const weights = kernel[ky][kx];
          for (let c = 0; c < weights.length; c++) sum += pixel[c] * weights[c];
        }
      }
      line.push(sum);
    }
    result.push(line);
  }
  return result;
}

// The pixels of one window of a one-channel picture, without the zeros of the padding:
// those are never the maximum, and no average counts them.
export function windowPixels(picture, size, places, y, x) {
  const found = [];
  const top = places.rows.start(y);
  const left = places.columns.start(x);
  for (let row = Math.max(top, 0); row < Math.min(top + size[0], picture.length); row++) {
    for (let column = Math.max(left, 0); column < Math.min(left + size[1], picture[0].length); column++) {
      found.push({ row, column, value: picture[row][column] });
    }
  }
  return found;
}

export function pooled(values, how) {
  if (how === "max") return Math.max(...values);
  if (how === "average") return values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

// A one-channel picture, pooled: result[y][x].
export function pool(picture, size, places, how) {
  const result = [];
  for (let y = 0; y < places.rows.count; y++) {
    const line = [];
    for (let x = 0; x < places.columns.count; x++) {
      line.push(pooled(windowPixels(picture, size, places, y, x).map((pixel) => pixel.value), how));
    }
    result.push(line);
  }
  return result;
}
