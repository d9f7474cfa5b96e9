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

    Attributes
    ----------
    batch : int
        Pictures that there is room for.
    landings : (oh, ow)
    """

    def __init__(self, shape, kernel, stride, zeros, dtype):
        self.batch, h, w, c = shape
        n = self.batch
        (top, bottom), (left, right) = zeros
        rows, columns = slice(top, top + h), slice(left, left + w)
        height, width = h + top + bottom, w + left + right
        oh, ow = [(size - k) // s + 1 for size, k, s in zip((height, width), kernel, stride)]
        self.landings = oh, ow
        steps = slice(None, None, stride[0]), slice(None, None, stride[1])
        # Long runs are copied fast. Either a row of the window is one run, or,
        # with the channels as separate pictures, a row of landings is.
        if kernel[1] * c >= ow:
            padded = np.zeros((n, height, width, c), dtype)
            self._inside = padded[:, rows, columns]
            windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(1, 2))
            self._windows = windows[:, *steps].transpose(0, 1, 2, 4, 5, 3)
            self._copies = np.empty(self._windows.shape, dtype)  # (N, oh, ow, kh, kw, C)
            self._matrix = self._copies.reshape(n * oh * ow, -1)
        else:
            padded = np.zeros((c, n, height, width), dtype)
            self._inside = padded[:, :, rows, columns].transpose(1, 2, 3, 0)
            windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))
            self._windows = windows[:, :, *steps].transpose(4, 5, 0, 1, 2, 3)
            self._copies = np.empty(self._windows.shape, dtype)  # (kh, kw, C, N, oh, ow)
            self._matrix = self._copies.reshape(-1, n * oh * ow).T

    def of(self, images):
        """The matrix (N*oh*ow, kh*kw*C) of these images; valid until the next call."""
        self._inside[...] = images
        np.copyto(self._copies, self._windows)
        return self._matrix


def convolve(batch, kernels, stride, zeros, landings):
    """Slide kernels over a batch; over a large one block by block, on all cores.

    Parameters
    ----------
    batch : ndarray of float, (N, H, W, C)
    kernels : ndarray of the same dtype, (kh, kw, C, F)
    stride : (int, int)
    zeros : ((top, bottom), (left, right))
    landings : (int, int)

    Returns
    -------
    ndarray, (N, oh, ow, F)
    """
    n, (oh, ow), kernel = len(batch), landings, kernels.shape[:2]
    matrix = kernels.reshape(-1, kernels.shape[3])
    a_row = ow * len(matrix)
    if n * oh * a_row <= 2 * BLOCK:  # too little to share out
        windows = Columns(batch.shape, kernel, stride, zeros, batch.dtype)
        return (windows.of(batch) @ matrix).reshape(n, oh, ow, -1)

    batch = _with_border(batch, zeros)
    result = np.empty((n, oh, ow, kernels.shape[3]), batch.dtype)
    pieces = math.ceil(oh / max(1, BLOCK // a_row))  # of a picture, about equally high
    rows = math.ceil(oh / pieces)
    pictures = max(1, BLOCK // (a_row * oh))
    blocks = list(product(range(0, n, pictures), range(0, oh, rows)))
    todo = iter(blocks)  # shared by the threads: whoever is free takes the next block

    def work():
        none, windows, block = ((0, 0), (0, 0)), None, None
        for first, top in todo:
            out = result[first : first + pictures, top : top + rows]
            start = top * stride[0]
            end = start + (out.shape[1] - 1) * stride[0] + kernel[0]
            seen = batch[first : first + pictures, start:end]
            if seen.shape != block:
                block = seen.shape
                windows = Columns(block, kernel, stride, none, batch.dtype)
            _multiply(windows.of(seen), matrix, out.reshape(-1, out.shape[3]))

    on_all_cores(work, len(blocks) if _at_once(matrix) else 1)
    return result


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
