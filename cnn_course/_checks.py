"""Refusing bad input before any arithmetic.

Every public function asks these helpers first. An error states the rule, what
was received, and the way out, so that a reader at two in the morning can go on.
"""

import math
import operator
import reprlib

import numpy as np

# float64 holds every whole number up to here exactly; beyond it sums of whole
# numbers would be rounded without a word.
LARGEST_EXACT_WHOLE = 2**53

# More numbers than this would take 16 GB.
MOST_NUMBERS = 2**31


def whole(value, name, at_least):
    """Return `value` as an int, or say why it is not a whole number >= `at_least`."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be a whole number, got {value!r}; write 1 or 0")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(
            f"{name} must be a whole number, got {value!r} of type {type(value).__name__}"
        ) from None
    if number < at_least:
        raise ValueError(f"{name} must be at least {at_least}, got {number}")
    return number


def is_pair(value):
    """True for a tuple or list: one entry for rows, one for columns."""
    return isinstance(value, (tuple, list))


def pair(value, name, at_least):
    """Return (rows, columns) from one whole number or a pair of them."""
    if not is_pair(value):
        return (whole(value, name, at_least),) * 2
    if len(value) != 2:
        raise ValueError(
            f"{name} must be one whole number or a pair (rows, columns), got {value!r}"
        )
    rows, columns = value
    return (
        whole(rows, f"{name} (rows)", at_least),
        whole(columns, f"{name} (columns)", at_least),
    )


def true_or_false(value, name):
    """Return `value` if it is a yes or no."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)


def numbers(array, name, shapes):
    """Return `array` as a NumPy array of real numbers with one of the named shapes.

    `shapes` maps a number of axes to how that shape is written, for instance
    ``{2: "(H, W)", 3: "(H, W, C)"}``. Whole numbers and booleans come back as
    int64, half precision as float32, so that nothing overflows on the way.
    """
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(
            f"{name} must have no mask, got a masked array of shape {array.shape}; "
            f"give each gap a number first, with .filled()"
        )
    try:
        array = np.asarray(array)
    except ValueError:
        raise ValueError(
            f"{name} must be a full grid: its rows differ in length, got {reprlib.repr(array)}"
        ) from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, got dtype {array.dtype}")
    if array.ndim not in shapes:
        allowed = " or ".join(shapes.values())
        raise ValueError(f"{name} must have shape {allowed}, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); it needs at least one number")
    if array.dtype.kind in "biu":
        if array.dtype.kind != "b" and largest(array) > LARGEST_EXACT_WHOLE:
            raise ValueError(
                f"{name} holds a whole number of size {largest(array)}, which cannot be "
                f"summed exactly; convert it to float first"
            )
        return array.astype(np.int64)
    if array.dtype.itemsize < 4:
        return array.astype(np.float32)
    if array.dtype.itemsize > 8:
        return array.astype(np.float64)
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def largest(array):
    """The largest absolute value of a whole-number array, as a Python int."""
    return max(abs(int(array.min())), abs(int(array.max())))


def room_for(shape, received):
    """Refuse work whose largest array, of this `shape`, no memory has room for."""
    if math.prod(shape) > MOST_NUMBERS:
        raise ValueError(f"too large: {received} take an array of shape {shape}; try with fewer")


def exact_sum(images, weights, terms, bias=None):
    """Refuse whole numbers whose sums of `terms` products could leave the exact range."""
    if images.dtype.kind == "i" and weights.dtype.kind == "i":
        bound = largest(images) * largest(weights) * terms
        if bias is not None and bias.dtype.kind == "i":
            bound += largest(bias)
        if bound > LARGEST_EXACT_WHOLE:
            raise ValueError(
                f"these whole numbers are too large to be summed exactly (up to "
                f"{largest(images)} in the picture, {largest(weights)} in the weights); "
                f"convert one of them to float first"
            )
