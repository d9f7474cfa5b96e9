"""Pooling twice: a loop to be read, and arrays that run.

Every channel is pooled on its own. Zeros that padding adds are no pixels:
they are never the maximum, and the average divides by the real pixels alone.
"""

import functools
import itertools

import numpy as np

from cnn_course._checks import numbers, pair
from cnn_course._windows import PICTURE, PICTURES, as_batch, count_landings
from cnn_course.convolution import pad


def slide_pool(image, size=2, stride=None, padding="valid", how="max"):
    """Pool one picture with explicit loops.

    Parameters
    ----------
    image : array_like, (H, W)
    size, stride, padding, how
        As in :func:`pool2d`.

    Returns
    -------
    ndarray, (oh, ow)

    Raises
    ------
    TypeError, ValueError
        As :func:`pool2d`.

    Examples
    --------
    >>> slide_pool([[1, 7, 2, 0], [3, 5, 4, 6]])
    array([[7, 6]])
    """
    image = numbers(image, "image", PICTURE)
    size, stride, landings, zeros = plan(image.shape, size, stride, padding, how)
    (above, _), (before, _) = zeros
    result = np.zeros(landings, _result_type(image, how))
    return pool_windows(result, image, size, stride, (above, before), KEEP[how])


def pool_windows(result, image, size, stride, zeros, keep):
    """Fill `result` window by window: the loop of :func:`slide_pool`, without its checks.

    Parameters
    ----------
    result : ndarray, (oh, ow)
        One place for each window; it is filled and returned.
    image : ndarray, (H, W)
    size, stride : (int, int)
    zeros : (int, int)
        Padding above and on the left. A window is cut off at the border of the
        picture, so that it holds real pixels only.
    keep : function
        Makes one number of a window.

    Examples
    --------
    >>> picture = np.array([[1, 7, 2, 0], [3, 5, 4, 6]])
    >>> pool_windows(np.zeros((1, 2), int), picture, (2, 2), (2, 2), (0, 0), np.max)
    array([[7, 6]])
    """
    rows, columns = result.shape
    for y in range(rows):
        for x in range(columns):
            top = y * stride[0] - zeros[0]
            left = x * stride[1] - zeros[1]
            window = image[max(top, 0) : top + size[0], max(left, 0) : left + size[1]]
            result[y, x] = keep(window)
    return result


def root_of_squares(window):
    """Square, add, take the root.

    >>> root_of_squares(np.array([[3, 4]])).item()
    5.0
    """
    return np.sqrt(np.sum(window.astype(float) ** 2))


KEEP = {"max": np.max, "average": np.mean, "l2": root_of_squares}
HOW = tuple(KEEP)


def pool2d(images, size=2, stride=None, padding="valid", how="max"):
    """Keep one number for each window: the fast form.

    Parameters
    ----------
    images : array_like, (H, W), (H, W, C) or (N, H, W, C)
    size : int or (int, int)
        Rows and columns of the window (Keras: ``pool_size``).
    stride : int, (int, int) or None
        Pixels from one window to the next; None means `size`.
    padding : "valid", "same" or int
        A whole number must be smaller than `size`, so that each window holds a
        pixel.
    how : "max", "average" or "l2"
        The largest value, the mean of the real pixels, or the square root of
        the sum of squares.

    Returns
    -------
    ndarray, (oh, ow), (oh, ow, C) or (N, oh, ow, C)
        "max" of whole numbers is int64; otherwise float.

    Raises
    ------
    TypeError, ValueError
        For other shapes, kinds of numbers, an unknown `how`, or a window that
        does not fit.

    Examples
    --------
    >>> pool2d([[1, 7, 2, 0], [3, 5, 4, 6]])
    array([[7, 6]])
    >>> pool2d([[1, 7, 2, 0], [3, 5, 4, 6]], how="average")
    array([[4., 3.]])
    >>> pool2d([[3, 4]], size=(1, 2), how="l2")
    array([[5.]])
    """
    images = numbers(images, "images", PICTURES)
    batch = as_batch(images)
    size, stride, landings, zeros = plan(batch.shape[1:3], size, stride, padding, how)
    dtype = _result_type(images, how)

    if how == "max":
        # What padding adds must never win.
        lowest = batch.min() if dtype.kind == "i" else -np.inf
        result = functools.reduce(
            np.maximum, shifted(pad(batch, zeros, lowest), size, stride, landings)
        )
    else:
        batch = batch.astype(dtype, copy=False)
        # Squares in float64, as in the loop: in float32 they end at 1.8e19.
        terms = batch.astype(np.float64) ** 2 if how == "l2" else batch
        result = sum(shifted(pad(terms, zeros), size, stride, landings))
        if how == "l2":
            result = np.sqrt(result).astype(dtype, copy=False)
        else:
            real = np.ones((1, *batch.shape[1:3], 1), dtype)
            result = result / sum(shifted(pad(real, zeros), size, stride, landings))

    if images.ndim < 4:
        result = result[0]
    return result[..., 0] if images.ndim == 2 else result


def plan(shape, size, stride, padding, how):
    """Check the arguments; answer with window, stride, landings and zeros."""
    if not isinstance(how, str) or how not in HOW:
        raise ValueError(f"how must be one of {', '.join(HOW)}, got {how!r}")
    size = pair(size, "size", 1)
    stride = size if stride is None else pair(stride, "stride", 1)
    oh, ow, zeros = count_landings(shape, size, stride, padding)
    if not isinstance(padding, str) and padding >= min(size):
        raise ValueError(
            f"padding {padding} must be smaller than the window {size}: "
            f"otherwise a window holds no pixel at all"
        )
    return size, stride, (oh, ow), zeros


def _result_type(images, how):
    """Whole numbers stay whole under max alone; floats keep their precision."""
    return images.dtype if how == "max" or images.dtype.kind == "f" else np.dtype(np.float64)


def shifted(batch, size, stride, landings):
    """For each cell of the window, the pixels it meets at all landings (N, oh, ow, C)."""
    for dy, dx in itertools.product(range(size[0]), range(size[1])):
        rows = slice(dy, dy + (landings[0] - 1) * stride[0] + 1, stride[0])
        columns = slice(dx, dx + (landings[1] - 1) * stride[1] + 1, stride[1])
        yield batch[:, rows, columns]
