"""Convolution twice: loops to be read, and arrays that run.

``slide_1d`` and ``slide_2d`` look at what they are given; their loops, ``sums_along``
and ``sums_over``, stand alone, as the chapters show them. ``spread_along`` and
``spread_over`` are the same walks with holes between the weights.

As in Keras and most of the field, "convolution" here is cross-correlation: the
kernel is laid on the picture as it is, not turned. ``slide_2d(..., flip=True)``
shows the other.

NaN and infinity are not refused: they show in every result whose window
touches them, as they do in Keras.
"""

import numpy as np

from cnn_course._checks import exact_sum, is_pair, numbers, pair, room_for, true_or_false, whole
from cnn_course._columns import convolve
from cnn_course._windows import PICTURE, PICTURES, as_batch, count_landings
from cnn_course.shapes import group_depth, output_size, padding_amounts

ROWS = {1: "(W,)", 2: "(H, W)"}


def pad(images, padding=1, value=0):
    """Put a border of zeros around a row, a picture or a batch.

    Parameters
    ----------
    images : array_like, (W,), (H, W), (H, W, C) or (N, H, W, C)
        Batch and channels are not padded.
    padding : int or ((top, bottom), (left, right)); (left, right) for a row
        How many zeros on each side.
    value : number
        What to put there instead of 0.

    Returns
    -------
    ndarray
        Same number of axes; whole numbers as int64, floats as they came.

    Raises
    ------
    TypeError, ValueError
        For other shapes, and amounts that are not whole numbers of at least 0.

    Examples
    --------
    >>> pad([1, 2, 3], 1)
    array([0, 1, 2, 3, 0])
    >>> pad([[5]], ((0, 1), (2, 0)))
    array([[0, 0, 5],
           [0, 0, 0]])
    """
    images = numbers(images, "images", {1: "(W,)"} | PICTURES)
    value = numbers(value, "value", {0: "one number"}).item()
    sides = 1 if images.ndim == 1 else 2
    if not is_pair(padding):
        amounts = [(whole(padding, "padding", 0),) * 2] * sides
    elif sides == 1:
        amounts = [pair(padding, "padding", 0)]
    elif len(padding) == 2 and all(is_pair(axis) for axis in padding):
        amounts = [pair(axis, "padding", 0) for axis in padding]
    else:
        raise ValueError(
            f"padding must be a whole number or ((top, bottom), (left, right)), got {padding!r}"
        )
    height_axis = 1 if images.ndim == 4 else 0
    widths = [(0, 0)] * images.ndim
    widths[height_axis : height_axis + sides] = amounts
    shape = tuple(n + sum(zeros) for n, zeros in zip(images.shape, widths))
    room_for(shape, f"images {images.shape} with {widths} zeros around")
    images = images.astype(np.result_type(images, value), copy=False)
    return np.pad(images, widths, constant_values=value)


def slide_1d(image, weights, stride=1, padding=0, dilation=1):
    """Slide a row of weights along each row of a picture.

    Parameters
    ----------
    image : array_like, (W,) or (H, W)
    weights : array_like, (k,)
    stride : int
        Pixels from one landing to the next.
    padding : int, "valid" or "same"
        Zeros at the left and right end of each row.
    dilation : int
        Pixels from one weight to the next.

    Returns
    -------
    ndarray, (landings,) or (H, landings)
        One sum of products a landing.

    Raises
    ------
    TypeError, ValueError
        For other shapes, other kinds of numbers, or weights that do not fit.

    Examples
    --------
    >>> slide_1d([1, 2, 4, 3], [1, 10])
    array([21, 42, 34])
    >>> slide_1d([1, 2, 4, 3], [1, 10], padding=1)
    array([10, 21, 42, 34,  3])
    >>> slide_1d([1, 2, 4, 3], [1, 10], dilation=2)
    array([41, 32])
    """
    image = numbers(image, "image", ROWS)
    weights = numbers(weights, "weights", {1: "(k,)"})
    exact_sum(image, weights, terms=weights.size)
    stride, dilation = whole(stride, "stride", 1), whole(dilation, "dilation", 1)
    landings = output_size(image.shape[-1], len(weights), stride, padding, dilation)
    zeros = padding_amounts(image.shape[-1], len(weights), stride, padding, dilation)
    rows = pad(np.atleast_2d(image), ((0, 0), zeros))

    if dilation == 1:
        sums = [sums_along(row, weights, landings, stride) for row in rows]
    else:
        sums = [spread_along(row, weights, landings, stride, dilation) for row in rows]
    result = np.array(sums, np.result_type(rows, weights))
    return result if image.ndim == 2 else result[0]


def sums_along(row, weights, landings, stride=1):
    """The walk of :func:`slide_1d` along one row, where nothing needs to be checked.

    Parameters
    ----------
    row : ndarray, (W,)
    weights : ndarray, (k,)
    landings : int
        How many fit.
    stride : int

    Returns
    -------
    list of number
        One sum of products a landing.

    Examples
    --------
    >>> np.array(sums_along(np.array([1, 2, 4, 3]), np.array([1, 10]), landings=3))
    array([21, 42, 34])
    """
    sums = []
    for x in range(landings):
        start = x * stride
        window = row[start : start + len(weights)]
        sums.append(np.sum(window * weights))
    return sums


def spread_along(row, weights, landings, stride=1, dilation=1):
    """The walk of :func:`sums_along` with the weights spread out, holes between.

    Parameters
    ----------
    row, weights, landings, stride
        As in :func:`sums_along`.
    dilation : int
        Pixels from one weight to the next.

    Returns
    -------
    list of number
        One sum of products a landing.

    Examples
    --------
    >>> np.array(spread_along(np.array([1, 2, 4, 3]), np.array([1, 10]), 2, dilation=2))
    array([41, 32])
    """
    sums = []
    for x in range(landings):
        thinned = row[x * stride :: dilation]  # the pixels that weights can lie on
        sums += sums_along(thinned, weights, landings=1)
    return sums


def slide_2d(image, kernel, stride=1, padding=0, flip=False, dilation=1):
    """Slide a kernel over a picture, left to right, then down.

    Parameters
    ----------
    image : array_like, (H, W)
    kernel : array_like, (kh, kw)
    stride : int or (int, int)
        Pixels from one landing to the next, down and across.
    padding : int, "valid" or "same"
        Zeros around the picture.
    flip : bool
        Give the kernel a half turn first: the convolution of mathematics.
        False is the cross-correlation that networks use.
    dilation : int or (int, int)
        Pixels from one weight to the next, down and across.

    Returns
    -------
    ndarray, (oh, ow)
        One sum of products a landing.

    Raises
    ------
    TypeError, ValueError
        For other shapes, other kinds of numbers, or a kernel that does not fit.

    Examples
    --------
    >>> slide_2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[51, 62]])
    >>> slide_2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]], flip=True)
    array([[15, 26]])
    >>> slide_2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]], dilation=(1, 2))
    array([[61]])
    """
    image = numbers(image, "image", PICTURE)
    kernel = numbers(kernel, "kernel", {2: "(kh, kw)"})
    exact_sum(image, kernel, terms=kernel.size)
    stride, dilation = pair(stride, "stride", 1), pair(dilation, "dilation", 1)
    oh, ow, zeros = count_landings(image.shape, kernel.shape, stride, padding, dilation)
    image = pad(image, zeros)
    if true_or_false(flip, "flip"):
        kernel = kernel[::-1, ::-1]

    if dilation == (1, 1):
        sums = sums_over(image, kernel, (oh, ow), stride)
    else:
        sums = spread_over(image, kernel, (oh, ow), stride, dilation)
    return np.array(sums, np.result_type(image, kernel))


def sums_over(image, kernel, landings, stride=(1, 1)):
    """The walk of :func:`slide_2d`, where nothing needs to be checked.

    Parameters
    ----------
    image : ndarray, (H, W)
    kernel : ndarray, (kh, kw)
    landings : (int, int)
        How many fit, down and across.
    stride : (int, int)
        Pixels from one landing to the next, down and across.

    Returns
    -------
    list of list of number
        Row by row, one sum of products a landing.

    Examples
    --------
    >>> image, kernel = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 0], [0, 10]])
    >>> np.array(sums_over(image, kernel, landings=(1, 2)))
    array([[51, 62]])
    """
    down, across = landings
    height, width = kernel.shape
    result = []
    for y in range(down):
        sums = []
        for x in range(across):
            top, left = y * stride[0], x * stride[1]
            window = image[top : top + height, left : left + width]
            sums.append(np.sum(window * kernel))
        result.append(sums)
    return result


def spread_over(image, kernel, landings, stride=(1, 1), dilation=(1, 1)):
    """The walk of :func:`sums_over` with the weights spread out, holes between.

    Parameters
    ----------
    image, kernel, landings, stride
        As in :func:`sums_over`.
    dilation : (int, int)
        Pixels from one weight to the next, down and across.

    Returns
    -------
    list of list of number
        Row by row, one sum of products a landing.

    Examples
    --------
    >>> image, kernel = np.array([[1, 2, 3], [4, 5, 6]]), np.array([[1, 0], [0, 10]])
    >>> np.array(spread_over(image, kernel, landings=(1, 1), dilation=(1, 2)))
    array([[61]])
    """
    down, across = landings
    result = []
    for y in range(down):
        sums = []
        for x in range(across):
            top, left = y * stride[0], x * stride[1]
            thinned = image[top :: dilation[0], left :: dilation[1]]
            sums += sums_over(thinned, kernel, landings=(1, 1))[0]
        result.append(sums)
    return result


def conv2d(images, kernels, bias=None, stride=1, padding="valid", dilation=1, groups=1):
    """Convolve pictures with filters: the fast form, as Keras's Conv2D.

    Parameters
    ----------
    images : array_like, (H, W), (H, W, C) or (N, H, W, C)
    kernels : array_like, (kh, kw, C / groups, F), or (kh, kw) for one filter on (H, W)
    bias : array_like, (F,), or one number for a (kh, kw) kernel; optional
        Added to every value of its filter's result.
    stride : int or (int, int)
    padding : "valid", "same" or int
    dilation : int or (int, int)
        Pixels from one weight to the next, down and across.
    groups : int
        Equal parts into which channels and filters are divided, in order: a
        filter reads the channels of its own part. With as many groups as
        channels this is a depthwise convolution.

    Returns
    -------
    ndarray, (oh, ow), (oh, ow, F) or (N, oh, ow, F)
        int64 when everything is whole numbers, else float of the inputs' precision.

    Raises
    ------
    TypeError, ValueError
        For other shapes, other kinds of numbers, channels that do not match,
        groups that do not divide them, or a kernel that does not fit.

    Examples
    --------
    >>> conv2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[51, 62]])
    >>> conv2d(np.ones((32, 32, 3)), np.ones((5, 5, 3, 10))).shape
    (28, 28, 10)

    Two filters, each on a channel of its own:

    >>> conv2d([[[1, 5], [2, 6]]], [[[[10, 100]]]], groups=2)
    array([[[ 10, 500],
            [ 20, 600]]])
    """
    images, batch, kernels, as_given = opened(images, kernels, "(kh, kw, C_in, C_out)")
    kh, kw, depth, filters = kernels.shape
    wanted = group_depth(batch.shape[3], filters, groups)
    if depth != wanted:
        each = f", in {groups} groups {wanted} each" if groups > 1 else ""
        raise ValueError(
            f"the kernels' depth must equal the images' channels: images {images.shape} have "
            f"{batch.shape[3]}{each}, kernels {kernels.shape} have depth {depth}"
        )
    bias = as_bias(bias, filters)
    exact_sum(images, kernels, terms=kh * kw * depth, bias=bias)
    stride, dilation = pair(stride, "stride", 1), pair(dilation, "dilation", 1)
    oh, ow, zeros = count_landings(batch.shape[1:3], (kh, kw), stride, padding, dilation)
    dtype, working = precision(batch, kernels, bias)
    batch, kernels = batch.astype(working, copy=False), kernels.astype(working, copy=False)
    padded = [size + sum(added) for size, added in zip(batch.shape[1:3], zeros)]
    for shape in ((len(batch), *padded, batch.shape[3]), (len(batch), oh, ow, filters)):
        room_for(shape, f"images {images.shape}, kernels {kernels.shape}, padding {padding!r}")
    result = convolve(batch, kernels, stride, zeros, (oh, ow), dilation, groups)
    if bias is not None:
        result += bias
    return as_given(result.astype(dtype, copy=False))


def opened(images, kernels, axes):
    """Images; as a batch; kernels with four `axes`; and what gives a result the images' shape."""
    images = numbers(images, "images", PICTURES)
    kernels = numbers(kernels, "kernels", {2: "(kh, kw)", 4: axes})
    single_kernel = kernels.ndim == 2
    if single_kernel:
        if images.ndim != 2:
            raise ValueError(
                f"a kernel of shape (kh, kw) goes with a picture of shape (H, W); for images "
                f"{images.shape} give kernels {axes}, got {kernels.shape}"
            )
        kernels = kernels[:, :, None, None]

    def as_given(result):
        if images.ndim < 4:
            result = result[0]
        return result[..., 0] if single_kernel else result

    return images, as_batch(images), kernels, as_given


def precision(batch, kernels, bias):
    """The dtype of the result, and the one to compute in.

    Only products of floats use the fast library. Whole numbers whose sums are
    exact go through float64 and come back exactly.
    """
    dtype = np.result_type(batch, kernels, *([] if bias is None else [bias]))
    return dtype, np.dtype(np.float64) if dtype.kind == "i" else dtype


def as_bias(bias, filters):
    """The biases as an array (filters,), or None."""
    if bias is None:
        return None
    bias = np.atleast_1d(numbers(bias, "bias", {0: "one number", 1: "(filters,)"}))
    if len(bias) != filters:
        raise ValueError(f"bias needs one number a filter: {filters} filters, got {len(bias)}")
    return bias
