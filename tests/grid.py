"""The grid of cases that every operation is held to.

Non-square pictures, even and odd kernels, steps of 1 to 3 and unequal ones,
every kind of padding.
"""

import itertools

import numpy as np
from hypothesis import strategies as st

PICTURES = [(7, 10), (9, 6)]
KERNELS = [(1, 1), (2, 2), (3, 2), (2, 3), (4, 3), (5, 5)]
STRIDES = [1, 2, 3, (1, 2), (3, 1)]
PADDINGS = [0, 1, 2, "valid", "same"]
HOW = ["max", "average", "l2"]

CASES = list(itertools.product(PICTURES, KERNELS, STRIDES, PADDINGS))


# A case as above, with weights spread out and channels in groups: every pair of choices.
DILATIONS = [1, 2, 3, (2, 1)]
GROUPS = [1, 2, 3, 6]
SPREAD = [
    ((13, 11), kernel, stride, padding, dilation, GROUPS[(number + number // 4) % 4])
    for number, (kernel, stride, padding, dilation) in enumerate(
        itertools.product([(2, 3), (4, 2), (3, 3)], [1, 2, 3, (1, 2)], [0, 2, "same"], DILATIONS)
    )
]


def name(case):
    """A test's name: size, kernel, stride, padding, and perhaps dilation and groups."""
    (height, width), (kh, kw), stride, padding, *rest = case
    ends = "".join(f"-{letter}{choice}" for letter, choice in zip("dg", rest))
    return f"{height}x{width}-k{kh}x{kw}-s{stride}-{padding}{ends}".replace(" ", "")


# Keras convolves in longer steps, or with weights spread out, and never both.
SPREAD_IN_KERAS = [case for case in SPREAD if case[2] == 1 or case[4] == 1]


def pairs(at_most):
    return st.tuples(st.integers(1, at_most), st.integers(1, at_most))


# A case as above, drawn: some do not fit.
drawn_cases = st.tuples(pairs(9), pairs(4), pairs(4), st.sampled_from(PADDINGS))
seeds = st.integers(0, 99)


def whole_numbers(seed, *shape):
    return np.random.default_rng(seed).integers(-9, 10, shape)


def floats(seed, *shape, dtype=np.float64):
    return np.random.default_rng(seed).normal(size=shape).astype(dtype)
