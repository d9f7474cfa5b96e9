"""What the values of the digit network were made of, by the package's own functions."""

import base64

import numpy as np

from cnn_course import conv2d, data, pool2d
from cnn_course.explorables import digit_weights
from cnn_course.shapes import receptive_field

PICTURES = (3, 404, 777)


def looking():
    """For some values of each view: its sums, and the pixels that reach it."""
    layers, weights = _network()
    rng = np.random.default_rng(0)
    found = []
    for which in PICTURES:
        picture = data.load_mnist_5k().test_images[which].astype(float)
        seen = _views(layers, weights, picture.reshape(1, 28, 28, 1))
        for number, (kind, values, details) in enumerate(seen):
            for _ in range(4):
                y, x, channel = (int(rng.integers(side)) for side in values.shape)
                found.append({
                    "picture": picture.ravel().tolist(), "kind": kind,
                    "place": {"view": number, "y": y, "x": x, "channel": channel},
                    "value": float(values[y, x, channel]),
                    **_made(kind, seen, number, details, y, x, channel),
                })  # fmt: skip
    return {"values": found, "fields": _fields(layers)}


def _network():
    packed = digit_weights.packed()
    numbers = np.frombuffer(base64.b64decode(packed["numbers"]), "<f2").astype(float)
    weights, next_one = [], 0
    for layer in packed["layers"]:
        weights.append([])
        for shape in layer["shapes"]:
            size = int(np.prod(shape))
            weights[-1].append(numbers[next_one : next_one + size].reshape(shape))
            next_one += size
    return packed["layers"], weights


def _views(layers, weights, maps):
    """[kind, values (H, W, C), what made them] from the picture up."""
    found, details = [], {}
    for layer, own in zip(layers, weights, strict=True):
        kind = layer["kind"]
        if kind == "rescaling":
            maps = maps * layer["scale"] + layer["offset"]
            found.append(("picture", maps[0], {}))
        elif kind == "convolution":
            details = {"kernel": own[0]}
            maps = conv2d(maps, own[0], padding="same")
        elif kind == "normalization":
            gamma, beta, mean, variance = own
            factor = gamma / np.sqrt(variance + layer["epsilon"])
            details |= {"factor": factor, "shift": beta - mean * factor}
            maps = maps * factor + details["shift"]
        elif kind == "relu":
            maps = np.maximum(maps, 0)
            found.append(("convolution", maps[0], details))
        elif kind == "max_pooling":
            maps = pool2d(maps, tuple(layer["pool_size"]))
            found.append(("pooling", maps[0], {}))
        elif kind == "average":
            maps = maps.mean(axis=(1, 2), keepdims=True)
            found.append(("average", maps[0], {}))
        else:
            score = maps[0, 0, 0] @ own[0] + own[1]
            powers = np.exp(score - score.max())
            details = {"table": own[0], "bias": own[1], "score": score}
            found.append(("scores", (powers / powers.sum())[None, None], details))
    return found


def _made(kind, seen, number, details, y, x, channel):
    """What each map before adds, and what becomes of the sum."""
    if kind == "picture":
        return {"sums": []}
    before = seen[number - 1][1]
    if kind == "convolution":
        kernel = details["kernel"][..., channel]
        padded = np.pad(before, [(1, 1), (1, 1), (0, 0)])
        sums = (padded[y : y + 3, x : x + 3] * kernel).sum((0, 1))
        factor, shift = details["factor"][channel], details["shift"][channel]
        scaled = sums.sum() * factor + shift
        return {"sums": sums.tolist(), "scaled": float(scaled)}
    if kind == "scores":
        sums = before[0, 0] * details["table"][:, channel]
        return {"sums": sums.tolist(), "scaled": float(details["score"][channel])}
    if kind == "average":
        return {"cells": before[..., channel].tolist()}
    return {"cells": before[2 * y : 2 * y + 2, 2 * x : 2 * x + 2, channel].tolist()}


def _fields(layers):
    """Which rows of the picture reach each row of a view: an impulse, sent through windows of ones.

    Beside them the side of the field, which takes in the padding.
    """
    rows = np.eye(28)[:, :, None, None]  # (28 pictures, 28 rows, 1 column, 1 channel)
    chain, found = [], [{"rows": np.arange(28)[:, None].tolist(), "side": 1}]
    for layer in layers:
        if layer["kind"] == "convolution":
            rows = conv2d(rows, np.ones((layer["shapes"][0][0], 1, 1, 1)), padding="same")
            chain.append((layer["shapes"][0][0], 1))
        elif layer["kind"] == "max_pooling":
            side = layer["pool_size"][0]
            rows = pool2d(rows, (side, 1))
            chain.append((side, side))
        if layer["kind"] in ("relu", "max_pooling"):
            reached = rows[:, :, 0, 0] > 0
            found.append({
                "rows": [np.flatnonzero(column).tolist() for column in reached.T],
                "side": receptive_field(chain),
            })  # fmt: skip
    return found
