"""Convolution as one matrix product: every window laid out as one row.

A window of kh x kw x C numbers becomes a row, the kernels become the columns of
a matrix, and one product answers for every landing. Copying the windows takes
as long as the arithmetic, so the copies go into buffers that are used again,
small enough for the processor's cache. A large batch is cut into blocks, and
every core takes blocks, so that the copies are shared out and not the products
alone.
"""

import math
from itertools import product

import numpy as np

from cnn_course._cores import on_all_cores
from cnn_course._depthwise import depthwise
from cnn_course.shapes import reach

# Numbers in a block of windows: a quarter of a megabyte of float32.
BLOCK = 2**16
# NumPy's library for products, OpenBLAS, spreads a larger product than this, in
# multiplications, over threads of its own, which would compete with ours.
ALONE = 2**19 - 1
# A product of fewer landings is slow: arranging the kernels costs more than it saves.
FEWEST = 16


class Columns:
    """The windows of a batch as rows of a matrix, in buffers that are used again.

    Parameters
    ----------
    shape : (N, H, W, C)
    kernel, stride : (int, int)
    zeros : ((top, bottom), (left, right))
    dtype : dtype
    dilation : (int, int)

    Attributes
    ----------
    batch : int
        Pictures that there is room for.
    landings : (oh, ow)
    """

    def __init__(self, shape, kernel, stride, zeros, dtype, dilation=(1, 1)):
        self.batch, h, w, c = shape
        n = self.batch
        (top, bottom), (left, right) = zeros
        rows, columns = slice(top, top + h), slice(left, left + w)
        height, width = h + top + bottom, w + left + right
        (kh, kw), (down, across), (below, beside) = kernel, stride, dilation
        oh = (height - reach(kh, below)) // down + 1
        ow = (width - reach(kw, beside)) // across + 1
        self.landings = oh, ow
        # A window is a view: two of its axes go from landing to landing, two from
        # weight to weight. Long runs are copied fast. Either a row of the window is
        # one run, or, with the channels as separate pictures, a row of landings is.
        if kw * c >= ow:
            padded = np.zeros((n, height, width, c), dtype)
            self._inside = padded[:, rows, columns]
            picture, row, pixel, channel = padded.strides
            steps = picture, row * down, pixel * across, row * below, pixel * beside, channel
            self._windows = np.ndarray((n, oh, ow, kh, kw, c), dtype, padded, strides=steps)
            self._copies = np.empty(self._windows.shape, dtype)
            self._matrix = self._copies.reshape(n * oh * ow, -1)
        else:
            padded = np.zeros((c, n, height, width), dtype)
            self._inside = padded[:, :, rows, columns].transpose(1, 2, 3, 0)
            channel, picture, row, pixel = padded.strides
            steps = row * below, pixel * beside, channel, picture, row * down, pixel * across
            self._windows = np.ndarray((kh, kw, c, n, oh, ow), dtype, padded, strides=steps)
            self._copies = np.empty(self._windows.shape, dtype)
            self._matrix = self._copies.reshape(-1, n * oh * ow).T

    def of(self, images):
        """The matrix (N*oh*ow, kh*kw*C) of these images; valid until the next call."""
        self._inside[...] = images
        np.copyto(self._copies, self._windows)
        return self._matrix


def convolve(batch, kernels, stride, zeros, landings, dilation=(1, 1), groups=1):
    """Slide kernels over a batch; over a large one block by block, on all cores.

    Parameters
    ----------
    batch : ndarray of float, (N, H, W, C)
    kernels : ndarray of the same dtype, (kh, kw, C / groups, F)
    stride : (int, int)
    zeros : ((top, bottom), (left, right))
    landings, dilation : (int, int)
    groups : int

    Returns
    -------
    ndarray, (N, oh, ow, F)
    """
    n, (oh, ow), kernel = len(batch), landings, kernels.shape[:2]
    if groups > 1 and kernels.shape[2] == 1:
        return depthwise(_with_border(batch, zeros), kernels, stride, landings, dilation)
    matrices = shares(kernels.reshape(-1, kernels.shape[3]), groups)
    a_row = ow * len(matrices[0])
    if groups == 1 and n * oh * a_row <= 2 * BLOCK:  # too little to share out
        windows = Columns(batch.shape, kernel, stride, zeros, batch.dtype, dilation)
        return (windows.of(batch) @ matrices[0]).reshape(n, oh, ow, -1)

    batch = _with_border(batch, zeros)
    result = np.empty((n, oh, ow, kernels.shape[3]), batch.dtype)
    parts = list(zip(shares(batch, groups), matrices, shares(result, groups)))
    pieces = math.ceil(oh / max(1, BLOCK // a_row))  # of a picture, about equally high
    rows = math.ceil(oh / pieces)
    pictures = max(1, BLOCK // (a_row * oh))
    blocks = list(product(parts, range(0, n, pictures), range(0, oh, rows)))
    todo = iter(blocks)  # shared by the threads: whoever is free takes the next block

    def work():
        none, windows, block = ((0, 0), (0, 0)), None, None
        for (channels, matrix, filters), first, top in todo:
            out = filters[first : first + pictures, top : top + rows]
            start = top * stride[0]
            end = start + (out.shape[1] - 1) * stride[0] + reach(kernel[0], dilation[0])
            seen = channels[first : first + pictures, start:end]
            if seen.shape != block:
                block = seen.shape
                windows = Columns(block, kernel, stride, none, batch.dtype, dilation)
            _multiply(windows.of(seen), matrix, out.reshape(-1, out.shape[3]))

    on_all_cores(work, len(blocks) if _at_once(matrices[0]) else 1)
    return result


def shares(array, groups):
    """The groups' equal shares of the last axis: windows onto the array."""
    size = array.shape[-1] // groups
    return [array[..., start : start + size] for start in range(0, array.shape[-1], size)]


def _at_once(matrix):
    """Landings in a product that stays on its thread; 0 if they are too few to be fast."""
    landings = ALONE // matrix.size
    return landings if landings >= FEWEST else 0


def _multiply(windows, matrix, out):
    """Write windows @ matrix into ``out``: a stack of products that stay here, and a rest."""
    at_once = _at_once(matrix) or len(windows)
    whole = len(windows) // at_once * at_once
    stack = windows[:whole].reshape(-1, at_once, len(matrix))
    np.matmul(stack, matrix, out=out[:whole].reshape(-1, at_once, matrix.shape[1]))
    np.matmul(windows[whole:], matrix, out=out[whole:])


def _with_border(batch, zeros):
    if not any(map(any, zeros)):
        return batch
    n, h, w, c = batch.shape
    (top, bottom), (left, right) = zeros
    room = np.zeros((n, top + h + bottom, left + w + right, c), batch.dtype)
    room[:, top : top + h, left : left + w] = batch
    return room
