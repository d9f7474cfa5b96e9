"""Depthwise convolution: each channel under weights of its own, one weight after another.

Laid out as a matrix, each channel's windows would be a product of their own with hardly
any columns: slow. So one weight of all windows and channels at once is multiplied and
added, as often as a kernel has weights, in blocks that stay in the processor's cache.
"""

import numpy as np

from cnn_course._cores import on_all_cores

# Numbers of the result in a block; it is read and written once for each weight.
BLOCK = 2**15


def depthwise(batch, kernels, stride, landings, dilation=(1, 1)):
    """Slide each channel's own kernels over it, on all cores.

    Parameters
    ----------
    batch : ndarray of float, (N, H, W, C)
        With its border.
    kernels : ndarray of the same dtype, (kh, kw, 1, C * multiplier)
    stride, landings, dilation : (int, int)

    Returns
    -------
    ndarray, (N, oh, ow, C * multiplier)
    """
    (n, _, _, channels), (oh, ow) = batch.shape, landings
    kh, kw, _, filters = kernels.shape
    # A row of landings long, so that NumPy multiplies whole rows and not pixel by pixel.
    weights = kernels.reshape(kh, kw, 1, channels, -1).repeat(ow, axis=2)
    result = np.empty((n, oh, ow, *weights.shape[3:]), batch.dtype)
    rows = min(oh, max(1, BLOCK // (ow * filters)))
    pictures = min(n, max(1, BLOCK // (oh * ow * filters)))
    blocks = [(first, top) for first in range(0, n, pictures) for top in range(0, oh, rows)]
    todo = iter(blocks)  # shared by the threads: whoever is free takes the next block
    (down, across), (below, beside) = stride, dilation

    def work():
        products = np.empty((pictures, rows, *weights.shape[2:]), batch.dtype)
        for first, top in todo:
            sums = result[first : first + pictures, top : top + rows]
            product = products[: len(sums), : sums.shape[1]]
            sums[...] = 0
            for i, j in np.ndindex(kh, kw):
                start = top * down + i * below
                end = start + (sums.shape[1] - 1) * down + 1
                left = j * beside
                right = left + (ow - 1) * across + 1
                seen = batch[first : first + pictures, start:end:down, left:right:across]
                np.multiply(seen[..., None], weights[i, j], out=product)
                sums += product

    on_all_cores(work, len(blocks))
    return result.reshape(n, oh, ow, filters)
