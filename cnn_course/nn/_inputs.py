"""Refusing examples and labels that would train a network on nonsense."""

import numpy as np

from cnn_course._checks import numbers


def examples(x, input_shape, name, dtype):
    """`x` as (N, *input_shape) of that dtype, or an error that says which example is wrong."""
    written = "(N, " + ", ".join(map(str, input_shape)) + ("," if not input_shape else "") + ")"
    x = _grid(x, name)
    if x.shape[1:] != input_shape:
        hint = ""
        if (*x.shape[1:], 1) == input_shape:
            hint = f"; add the channel axis: {name}[..., None]"
        elif x.shape == input_shape:
            hint = f"; for a single example give {name}[None]"
        raise ValueError(f"{name} must have shape {written}, got {x.shape}{hint}")
    return _finite(x, name, dtype)


def targets(y, count, output_shape, classes, name, dtype):
    """What the outputs should be: labels become one-hot rows when there are `classes`."""
    y = _grid(y, name)
    if len(y) != count:
        raise ValueError(f"{name} must have one entry an example: {count} examples, got {len(y)}")
    if classes and y.ndim == 1:
        return _one_hot(y, classes, name, dtype)
    if y.shape[1:] != output_shape:
        labels = f" or, as whole-number labels, ({count},)" if classes else ""
        wanted = (count, *output_shape)
        raise ValueError(f"{name} must have shape {wanted}{labels}, got {y.shape}")
    y = _finite(y, name, dtype)
    if classes and (np.any(y < 0) or not np.allclose(y.sum(axis=1), 1, atol=1e-4)):
        raise ValueError(f"each row of {name} must be one-hot: numbers from 0 that add up to 1")
    return y


def _one_hot(labels, classes, name, dtype):
    _finite(labels, name, float)
    if np.any(labels != np.floor(labels)):
        raise ValueError(f"{name} must hold whole-number labels, got {labels.dtype} with fractions")
    outside = (labels < 0) | (labels >= classes)
    if outside.any():
        first = int(np.argmax(outside))
        raise ValueError(
            f"{name} must hold labels from 0 to {classes - 1}, for the {classes} outputs; "
            f"entry {first} is {labels[first]:g}"
        )
    return np.eye(classes, dtype=dtype)[labels.astype(int)]


def _grid(values, name):
    """An array of real numbers with a batch axis."""
    return numbers(values, name, {1: "(N, ...)"} | dict.fromkeys(range(2, 9), "any axes behind it"))


def _finite(values, name, dtype):
    """The values in that dtype, in one piece of memory; no NaN, and nothing too large for it."""
    with np.errstate(over="ignore"):
        values = np.ascontiguousarray(values, dtype)
    bad = ~np.isfinite(values).reshape(len(values), -1).all(axis=1)
    if bad.any():
        raise ValueError(
            f"{name} must hold ordinary numbers; example {int(np.argmax(bad))} holds NaN or "
            f"infinity ({int(bad.sum())} of {len(values)} examples do)"
        )
    return values
