"""One convolution: `conv2d`, the loop that teaches, SciPy, TensorFlow and PyTorch."""

import math
import time

import numpy as np

from benchmarks.contenders import HAS_TORCH
from benchmarks.rounds import four_digits, geometric_mean, spread, timed, turns
from cnn_course import conv2d, output_size, slide_2d
from cnn_course._keras import import_tensorflow

# (pictures, height, width, channels), filters, kernel, padding
SHAPES = [
    ((16, 8, 8, 1), 8, 3, "same"),
    ((16, 4, 4, 8), 8, 3, "same"),
    ((16, 28, 28, 1), 32, 3, "valid"),
    ((64, 14, 14, 32), 64, 3, "valid"),
    ((1, 300, 300, 3), 10, 5, "valid"),
    ((32, 32, 32, 3), 32, 3, "valid"),
    ((32, 15, 15, 32), 64, 3, "valid"),
    ((32, 64, 64, 3), 32, 3, "same"),
]
# The loop gets only what it can do in some 15 seconds. Nothing is extrapolated.
LANDINGS_OF_THE_LOOP = 3_000_000
AT_LEAST = 0.05  # seconds that a turn lasts
SQUARES = (512, 768, 1024, 1536, 2048)


def measure(rounds, shapes=SHAPES, squares=SQUARES):
    """Time every contender on every shape.

    Returns
    -------
    dict
        "shapes", a list with each contender's seconds a call; "peak", the
        fastest product of two square matrices; geometric means over the shapes.
    """
    rng = np.random.default_rng(0)
    peak = peak_rate(squares, rounds, rng)
    cases = [_case(*shape, rounds, peak, rng) for shape in shapes]
    return {"peak_gigaflops": four_digits(peak / 1e9), "shapes": cases, "means": _means(cases)}


def contenders(images, kernels, padding):
    """Functions without arguments; each gives the result in its own layout."""
    tf = import_tensorflow("the convolution to compare with comes")
    tensors = tf.constant(images), tf.constant(kernels)
    functions = {
        "ours": lambda: conv2d(images, kernels, padding=padding),
        "scipy": lambda: with_scipy(images, kernels, padding),
        "tensorflow": lambda: tf.nn.conv2d(*tensors, 1, padding.upper()),
    }
    if HAS_TORCH:
        import torch

        first = torch.tensor(np.ascontiguousarray(images.transpose(0, 3, 1, 2)))
        turned = torch.tensor(np.ascontiguousarray(kernels.transpose(3, 2, 0, 1)))
        functions["torch"] = lambda: torch.nn.functional.conv2d(first, turned, padding=padding)
    return functions


def with_scipy(images, kernels, padding):
    """SciPy knows pictures without channels: a loop over pictures, channels and filters."""
    from scipy.signal import correlate2d

    return plane_by_plane(images, kernels, lambda image, k: correlate2d(image, k, padding))


def with_the_loop(images, kernels, padding):
    """The loop of the course, summed over channels for every filter."""
    return plane_by_plane(images, kernels, lambda image, k: slide_2d(image, k, padding=padding))


def plane_by_plane(images, kernels, correlate):
    _, _, channels, filters = kernels.shape
    return np.stack(
        [
            np.stack(
                [
                    sum(correlate(image[..., c], kernels[..., c, f]) for c in range(channels))
                    for f in range(filters)
                ],
                axis=-1,
            )
            for image in images
        ]
    )


def channels_last(name, result):
    """Any contender's result as (N, oh, ow, F)."""
    return result.numpy().transpose(0, 2, 3, 1) if name == "torch" else np.asarray(result)


def peak_rate(squares, rounds, rng):
    """The most operations a second that NumPy reached in any product of float32 squares."""
    pairs = {n: rng.random((2, n, n), dtype=np.float32) for n in squares}
    products = {str(n): lambda pair=pair: pair[0] @ pair[1] for n, pair in pairs.items()}
    for product in products.values():
        product()
    seconds = turns(products, rounds, rng)
    return max(2 * n**3 / min(seconds[str(n)]) for n in squares)


def _case(shape, filters, size, padding, rounds, peak, rng):
    images = rng.random(shape, dtype=np.float32)
    kernels = rng.normal(size=(size, size, shape[3], filters)).astype(np.float32)
    functions = contenders(images, kernels, padding)
    results = {name: channels_last(name, function()) for name, function in functions.items()}
    landings = math.prod(output_size(shape[1:3], size, 1, padding))
    slow = None
    if shape[0] * shape[3] * filters * landings <= LANDINGS_OF_THE_LOOP:
        start = time.perf_counter()
        results["loop"] = with_the_loop(images, kernels, padding)
        slow = time.perf_counter() - start  # once
    for name, result in results.items():
        np.testing.assert_allclose(result, results["ours"], 1e-4, 1e-4, err_msg=name)

    repeats = {name: repeats_for(function) for name, function in functions.items()}
    long = {name: repeated(function, repeats[name]) for name, function in functions.items()}
    seconds = turns(long, rounds, rng)
    timed_calls = {name: spread(seconds[name], repeats[name]) for name in functions}
    if slow is not None:
        timed_calls["loop"] = spread([slow])
    flops = 2 * shape[0] * landings * kernels.size
    return {
        "images": list(shape),
        "kernels": list(kernels.shape),
        "padding": padding,
        "seconds": timed_calls,
        "share_of_peak": {
            name: four_digits(flops / timed_calls[name]["median"] / peak)
            for name in functions
            if name != "scipy"
        },
    }


def repeats_for(function):
    """How many calls last long enough to be timed."""
    function()
    repeats = 1
    while (seconds := timed(repeated(function, repeats))) < AT_LEAST:
        repeats = math.ceil(repeats * min(10, 1.5 * AT_LEAST / seconds))
    return repeats


def repeated(function, repeats):
    def run():
        for _ in range(repeats):
            function()

    return run


def _means(cases):
    """Geometric means of ratios, each over the shapes on which both were timed."""
    means = {}
    for over, under in [
        *(("ours", "tensorflow"), ("ours", "torch")),
        *(("scipy", "ours"), ("loop", "ours")),
    ]:
        both = [case["seconds"] for case in cases if {over, under} <= case["seconds"].keys()]
        if both:
            ratios = [times[over]["median"] / times[under]["median"] for times in both]
            means[f"{over}/{under}"] = {"ratio": geometric_mean(ratios), "shapes": len(both)}
    return means
