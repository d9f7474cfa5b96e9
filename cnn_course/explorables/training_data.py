"""What a figure that trains can learn from, and what it refuses."""

from typing import NamedTuple

import numpy as np

from cnn_course._checks import whole
from cnn_course.explorables.facts import MOST_CLASSES, MOST_KERNEL, MOST_LEARNERS
from cnn_course.explorables.figure import ordinary, small_enough

SIDE = 3  # of the kernels that look at digits


class Lesson(NamedTuple):
    """What is to be learned, checked.

    `classes` is 0 where `y` holds pictures; `kernel` are the rows and columns of each kernel.
    """

    x: np.ndarray
    y: np.ndarray
    held_out: tuple | None
    classes: int
    kernel: tuple
    batch_size: int


def lesson_and_settings(x, y, held_out, batch_size, filters, padding, optimizer):
    """A `Lesson`, and with which filters, padding and optimizer it begins."""
    x, y = pictures(x, "x"), targets(y)
    same_number(x, y)
    if y.ndim == 1:
        classes, kernel, size = class_count(y, "y"), (SIDE, SIDE), 16
        from_0_to_1(x, "x")
        given = {"filters": filters, "padding": padding, "optimizer": optimizer}
        settings = {"filters": 8, "padding": "same", "optimizer": "adam"}
        settings |= {name: value for name, value in given.items() if value is not None}
    else:
        only_for_labels(held_out=held_out, padding=padding, optimizer=optimizer)
        classes, kernel, size = 0, kernel_between(x, y), len(x)
        if filters not in (None, y.shape[-1]):
            raise ValueError(
                f"y has {y.shape[-1]} channels, one for each filter, got filters {filters!r}; "
                f"leave filters out"
            )
        settings = {"filters": y.shape[-1], "padding": "valid", "optimizer": "sgd"}
    held_out = None if held_out is None else held_out_pair(held_out, x, classes)
    size = whole(size if batch_size is None else batch_size, "batch_size", 1)
    return Lesson(x, y, held_out, classes, kernel, min(size, len(x))), settings


def pictures(x, name):
    x = ordinary(x, name, {4: "(N, H, W, 1)"})
    if x.shape[-1] != 1:
        raise ValueError(
            f"{name} must have one channel in this figure, got shape {x.shape}; "
            f"for gray pictures of shape (N, H, W) write {name}[..., None]"
        )
    return small_enough(x, name)


def targets(y):
    return ordinary(y, "y", {1: "(N,) for labels", 4: "(N, h, w, filters) for pictures"})


def same_number(x, y):
    if len(x) != len(y):
        raise ValueError(f"x and y must be equally many, got {len(x)} and {len(y)}")


def class_count(y, name):
    """How many classes there are."""
    if y.dtype.kind != "i" or y.min() < 0 or y.max() >= MOST_CLASSES or y.max() < 1:
        raise ValueError(
            f"{name} must hold labels from 0 to {MOST_CLASSES - 1}, of two classes or more, "
            f"got {y.min()} to {y.max()} of dtype {y.dtype}"
        )
    return int(y.max()) + 1


def from_0_to_1(x, name):
    if x.min() < 0 or x.max() > 1:
        raise ValueError(
            f"{name} must lie between 0 and 1, got {x.min():g} to {x.max():g}; divide it by its "
            f"largest value"
        )


def only_for_labels(**given):
    for name, value in given.items():
        if value is not None:
            raise ValueError(f"{name} is for labels; y holds pictures here, so leave {name} out")


def kernel_between(x, y):
    """The kernel whose results have the size of y."""
    kernel = tuple(x.shape[axis] - y.shape[axis] + 1 for axis in (1, 2))
    if not all(1 <= side <= MOST_KERNEL for side in kernel):
        raise ValueError(
            f"a kernel of 1 to {MOST_KERNEL} rows and columns must lead from x to y without "
            f"padding; got shapes {x.shape} and {y.shape}, which ask for {kernel[0]} x {kernel[1]}"
        )
    if y.shape[-1] > MOST_LEARNERS:
        raise ValueError(f"y may have {MOST_LEARNERS} channels at most, got shape {y.shape}")
    return kernel


def held_out_pair(pair, x, classes):
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError("held_out must be a pair (x, y)")
    x_held = pictures(pair[0], "held-out x")
    labels = ordinary(pair[1], "held-out y", {1: "(N,)"})
    same_number(x_held, labels)
    if x_held.shape[1:] != x.shape[1:]:
        raise ValueError(
            f"held-out x must have pictures of shape {x.shape[1:]} as x, got {x_held.shape[1:]}"
        )
    from_0_to_1(x_held, "held-out x")
    if labels.dtype.kind != "i" or labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"held-out y must hold labels from 0 to {classes - 1}, as y")
    return x_held, labels
