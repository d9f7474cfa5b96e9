"""Transposed convolution twice: each number stamps a kernel on a larger paper.

A convolution with a stride makes a picture smaller: a window of pixels becomes one
number. This is the way back up: one number becomes a window of pixels, the kernel
times that number, and where windows overlap they add up. It brings back the size,
where nothing was dropped, and not the picture.

``stamp_2d`` looks at what it is given; its loop, ``stamps_on``, stands alone, as a
chapter shows it.
"""

import math

import numpy as np

from cnn_course._checks import exact_sum, numbers, pair, room_for
from cnn_course._columns import convolve
from cnn_course._windows import PICTURE
from cnn_course.convolution import as_bias, opened, precision
from cnn_course.shapes import output_size_transpose, padding_amounts


def stamp_2d(image, kernel, stride=1, padding=0):
    """Stamp a kernel, times each number of a picture, on a larger paper.

    Parameters
    ----------
    image : array_like, (H, W)
    kernel : array_like, (kh, kw)
    stride : int or (int, int)
        Pixels from one stamp to the next, down and across.
    padding : int, "valid" or "same"
        What is cut off around the paper; see :func:`output_size_transpose`.

    Returns
    -------
    ndarray, (oh, ow)

    Raises
    ------
    TypeError, ValueError
        For other shapes, other kinds of numbers, or where nothing is left.

    Examples
    --------
    >>> stamp_2d([[1, 2]], [[1, 1, 1]], stride=(1, 2))
    array([[1, 1, 3, 2, 2]])
    >>> stamp_2d([[1, 2]], [[1, 1, 1]], stride=(1, 2))[:, 1:4]
    array([[1, 3, 2]])
    """
    image = numbers(image, "image", PICTURE)
    kernel = numbers(kernel, "kernel", {2: "(kh, kw)"})
    stride = pair(stride, "stride", 1)
    exact_sum(image, kernel, terms=_overlap(kernel.shape, stride))
    whole, inside = _paper(image.shape, kernel.shape, stride, padding)
    room_for(whole, f"image {image.shape}, kernel {kernel.shape}, stride {stride}")
    paper = np.zeros(whole, np.result_type(image, kernel))
    stamps_on(paper, image, kernel, stride)
    return paper[inside].copy()


def stamps_on(paper, image, kernel, stride=(1, 1)):
    """The stamps of :func:`stamp_2d`, where nothing needs to be checked.

    Parameters
    ----------
    paper : ndarray, (oh, ow)
        Changed in place: the stamps are added to what stands on it.
    image : ndarray, (H, W)
    kernel : ndarray, (kh, kw)
    stride : (int, int)
        Pixels from one stamp to the next, down and across.

    Examples
    --------
    >>> paper = np.zeros((1, 5), int)
    >>> stamps_on(paper, np.array([[1, 2]]), np.array([[1, 1, 1]]), stride=(1, 2))
    >>> paper
    array([[1, 1, 3, 2, 2]])
    """
    height, width = kernel.shape
    for y in range(image.shape[0]):
        for x in range(image.shape[1]):
            top, left = y * stride[0], x * stride[1]
            paper[top : top + height, left : left + width] += image[y, x] * kernel


def conv2d_transpose(images, kernels, bias=None, stride=1, padding="valid"):
    """Stamp filters on larger paper: the fast form, as Keras's Conv2DTranspose.

    Parameters
    ----------
    images : array_like, (H, W), (H, W, C) or (N, H, W, C)
    kernels : array_like, (kh, kw, F, C), or (kh, kw) for one filter on (H, W)
        As Keras stores them: what comes out before what goes in.
    bias : array_like, (F,), or one number for a (kh, kw) kernel; optional
        Added to every pixel of its filter's paper.
    stride : int or (int, int)
        Pixels from one stamp to the next, down and across.
    padding : "valid", "same" or int
        What is cut off around the paper; see :func:`output_size_transpose`.

    Returns
    -------
    ndarray, (oh, ow), (oh, ow, F) or (N, oh, ow, F)
        int64 when everything is whole numbers, else float of the inputs' precision.

    Raises
    ------
    TypeError, ValueError
        For other shapes, other kinds of numbers, channels that do not match,
        or where nothing is left.

    Examples
    --------
    >>> conv2d_transpose([[1, 2]], [[1, 1, 1]], stride=(1, 2))
    array([[1, 1, 3, 2, 2]])
    >>> conv2d_transpose(np.ones((7, 7, 32)), np.ones((3, 3, 16, 32)), None, 2, "same").shape
    (14, 14, 16)
    """
    images, batch, kernels, as_given = opened(images, kernels, "(kh, kw, C_out, C_in)")
    kh, kw, filters, depth = kernels.shape
    n, h, w, channels = batch.shape
    if channels != depth:
        raise ValueError(
            f"the kernels' last axis must equal the images' channels: images {images.shape} have "
            f"{channels}, kernels {kernels.shape} end in {depth}; they are (kh, kw, C_out, C_in)"
        )
    bias = as_bias(bias, filters)
    stride = pair(stride, "stride", 1)
    exact_sum(images, kernels, terms=_overlap((kh, kw), stride) * depth, bias=bias)
    (height, width), inside = _paper((h, w), (kh, kw), stride, padding)
    room_for((n, height, width, filters), f"images {images.shape}, kernels {kernels.shape}")
    dtype, working = precision(batch, kernels, bias)
    batch, kernels = batch.astype(working, copy=False), kernels.astype(working, copy=False)
    papers = np.zeros((n, height, width, filters), working)
    for first_row, first_column in np.ndindex(min(stride[0], kh), min(stride[1], kw)):
        # Pixels of the paper as far apart as the stride meet the same weights of the stamps:
        # they are a convolution with these, turned by half, over the picture with a border.
        weights = kernels[first_row :: stride[0], first_column :: stride[1]]
        border = [size - 1 for size in weights.shape[:2]]
        turned = np.ascontiguousarray(weights[::-1, ::-1].transpose(0, 1, 3, 2))
        papers[:, first_row :: stride[0], first_column :: stride[1]] = convolve(
            batch, turned, (1, 1), [(b, b) for b in border], (h + border[0], w + border[1])
        )
    result = papers[:, *inside]
    if bias is not None:
        result = result + bias
    return as_given(np.ascontiguousarray(result, dtype))


def _paper(size, kernel, stride, padding):
    """Rows and columns of the whole paper, and what is left of it: slices."""
    whole = output_size_transpose(size, kernel, stride)
    left = output_size_transpose(size, kernel, stride, padding)
    cut = [padding_amounts(n * s, k, s, padding)[0] for n, k, s in zip(size, kernel, stride)]
    return whole, tuple(slice(start, start + rest) for start, rest in zip(cut, left))


def _overlap(kernel, stride):
    """How many stamps meet on one pixel, at most."""
    return math.prod(-(-k // s) for k, s in zip(kernel, stride))
