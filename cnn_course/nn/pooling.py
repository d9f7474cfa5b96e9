"""Pooling layers: each channel on its own, padding never counted."""

import numpy as np

from cnn_course._checks import pair
from cnn_course.nn.layer import Layer, picture
from cnn_course.nn.registry import register_layer
from cnn_course.pooling import plan, shifted


class _Pool2D(Layer):
    """What both kinds share: where the windows land.

    Parameters
    ----------
    pool_size : int or (int, int)
    strides : int, (int, int) or None
        None means `pool_size`.
    padding : "valid", "same" or int
    """

    def __init__(self, pool_size=2, strides=None, padding="valid"):
        self.pool_size = pair(pool_size, "pool_size", 1)
        self.strides = self.pool_size if strides is None else pair(strides, "strides", 1)
        self.padding = padding

    def build(self, input_shape):
        h, w, c = picture(input_shape)
        *_, self.landings, zeros = plan((h, w), self.pool_size, self.strides, self.padding, "max")
        (top, bottom), (left, right) = zeros
        self.padded_shape = h + top + bottom, w + left + right, c
        self.inside = slice(None), slice(top, top + h), slice(left, left + w)
        self.has_border = self.padded_shape != tuple(input_shape)
        return *self.landings, c

    def _padded(self, x, value):
        if not self.has_border:
            return x
        room = np.full((len(x), *self.padded_shape), value, x.dtype)
        room[self.inside] = x
        return room

    def _cells(self, padded):
        """For each cell of the window, what it meets at all landings: (N, oh, ow, C)."""
        return shifted(padded, self.pool_size, self.strides, self.landings)

    def config(self):
        return {"pool_size": self.pool_size, "strides": self.strides, "padding": self.padding}


@register_layer(keras="MaxPooling2D")
class MaxPool2D(_Pool2D):
    __doc__ = (
        "Keep the largest number of each window.\n" + (_Pool2D.__doc__ or "").partition("\n")[2]
    )

    def forward(self, x, training=False):
        self.x = self._padded(x, -np.inf)
        cells = self._cells(self.x)
        self.y = next(cells).copy()
        for cell in cells:
            np.maximum(self.y, cell, out=self.y)
        return self.y

    def backward(self, slope, to_input=True):
        back = np.zeros_like(self.x)
        left = slope.copy()
        for cell, place in zip(self._cells(self.x), self._cells(back)):
            # Only the winner made the result. Among equals it is the first.
            won = left * (cell == self.y)
            place += won
            left -= won
        return back[self.inside]


@register_layer(keras="AveragePooling2D")
class AveragePool2D(_Pool2D):
    __doc__ = "Keep the mean of each window.\n" + (_Pool2D.__doc__ or "").partition("\n")[2]

    def build(self, input_shape):
        shape = super().build(input_shape)
        real = self._padded(np.ones((1, *input_shape)), 0)
        self.pixels = sum(self._cells(real)).astype(int)  # (1, oh, ow, C): pixels in each window
        return shape

    def forward(self, x, training=False):
        self.shape = x.shape
        self.share = (1 / self.pixels).astype(x.dtype)
        return sum(self._cells(self._padded(x, 0))) * self.share

    def backward(self, slope, to_input=True):
        back = np.zeros((self.shape[0], *self.padded_shape), slope.dtype)
        for place in self._cells(back):
            place += slope * self.share
        return back[self.inside]
