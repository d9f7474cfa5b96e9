"""Convolution's relatives beside TensorFlow: depthwise, in groups, and transposed."""

import numpy as np

from benchmarks.conv2d import repeated, repeats_for
from benchmarks.rounds import geometric_mean, spread, turns
from cnn_course import conv2d, conv2d_transpose
from cnn_course._keras import import_tensorflow

# kind, (pictures, height, width, channels), filters, kernel, stride
CASES = [
    ("depthwise", (32, 28, 28, 64), 64, 3, 1),
    ("depthwise", (8, 112, 112, 32), 32, 3, 2),
    ("depthwise", (1, 56, 56, 96), 96, 7, 1),
    ("four groups", (32, 28, 28, 64), 64, 3, 1),
    ("transposed", (32, 7, 7, 32), 16, 3, 2),
    ("transposed", (32, 14, 14, 64), 32, 3, 2),
    ("transposed", (8, 28, 28, 64), 64, 4, 2),
]
GROUPS = {"depthwise": lambda channels: channels, "four groups": lambda channels: 4}


def measure(rounds, cases=CASES):
    """Time both on every case.

    Returns
    -------
    dict
        "cases", a list with each contender's seconds a call, and the geometric
        mean of ours over theirs for each kind.
    """
    rng = np.random.default_rng(0)
    measured = [_case(*case, rounds, rng) for case in cases]
    kinds = dict.fromkeys(case["kind"] for case in measured)
    return {
        "cases": measured,
        "means": {kind: geometric_mean(_ratios(measured, kind)) for kind in kinds},
    }


def _ratios(measured, kind):
    times = [case["seconds"] for case in measured if case["kind"] == kind]
    return [both["ours"]["median"] / both["tensorflow"]["median"] for both in times]


def _case(kind, shape, filters, size, stride, rounds, rng):
    images = rng.random(shape, dtype=np.float32)
    make = _transposed if kind == "transposed" else _grouped
    functions, kernels = make(kind, images, filters, size, stride, rng)
    np.testing.assert_allclose(*(function() for function in functions.values()), 1e-4, 1e-4)
    repeats = {name: repeats_for(function) for name, function in functions.items()}
    long = {name: repeated(function, repeats[name]) for name, function in functions.items()}
    seconds = turns(long, rounds, rng)
    return {
        "kind": kind,
        "images": list(shape),
        "kernels": list(kernels.shape),
        "stride": stride,
        "seconds": {name: spread(seconds[name], repeats[name]) for name in functions},
    }


def _grouped(kind, images, filters, size, stride, rng):
    tf = import_tensorflow("the convolution to compare with comes")
    channels = images.shape[3]
    groups = GROUPS[kind](channels)
    kernels = rng.normal(size=(size, size, channels // groups, filters)).astype(np.float32)
    pictures, weights = tf.constant(images), tf.constant(kernels)
    if groups == channels:  # TensorFlow has a function of its own for it
        weights = tf.reshape(weights, (size, size, channels, 1))
        strides = (1, stride, stride, 1)

        def theirs():
            return tf.nn.depthwise_conv2d(pictures, weights, strides, "SAME")

    else:

        def theirs():
            return tf.nn.conv2d(pictures, weights, stride, "SAME")

    def ours():
        return conv2d(images, kernels, stride=stride, padding="same", groups=groups)

    return {"ours": ours, "tensorflow": theirs}, kernels


def _transposed(kind, images, filters, size, stride, rng):
    tf = import_tensorflow("the convolution to compare with comes")
    n, height, width, channels = images.shape
    kernels = rng.normal(size=(size, size, filters, channels)).astype(np.float32)
    pictures, weights = tf.constant(images), tf.constant(kernels)
    whole = (n, height * stride, width * stride, filters)
    functions = {
        "ours": lambda: conv2d_transpose(images, kernels, None, stride, "same"),
        "tensorflow": lambda: tf.nn.conv2d_transpose(pictures, weights, whole, stride, "SAME"),
    }
    return functions, kernels
