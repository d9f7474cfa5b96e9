"""The convolution layer: one matrix product forward, two backward."""

import numpy as np

from cnn_course._checks import pair, true_or_false, whole
from cnn_course._columns import Columns
from cnn_course._windows import count_landings
from cnn_course.nn import initializers
from cnn_course.nn.layer import Weighted, picture
from cnn_course.nn.registry import register_layer


@register_layer(keras="Conv2D")
class Conv2D(Weighted):
    """Slide `filters` kernels over the picture, as :func:`cnn_course.conv2d`.

    Parameters
    ----------
    filters : int
        Channels that come out.
    kernel_size, strides : int or (int, int)
    padding : "valid", "same" or int
    use_bias : bool
    kernel_initializer, bias_initializer : str or function of (shape, rng)

    Attributes
    ----------
    kernel : (kh, kw, C, filters)
    bias : (filters,)

    Examples
    --------
    >>> Conv2D(8, 3, padding="same").build((8, 8, 1))
    (8, 8, 8)
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
    ):
        self.filters = whole(filters, "filters", 1)
        self.kernel_size = pair(kernel_size, "kernel_size", 1)
        self.strides = pair(strides, "strides", 1)
        self.padding = padding
        self.use_bias = true_or_false(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)

    def build(self, input_shape):
        height, width, channels = picture(input_shape)
        self.input_shape = input_shape
        oh, ow, self.zeros = count_landings(
            (height, width), self.kernel_size, self.strides, self.padding
        )
        self._set_shapes((*self.kernel_size, channels, self.filters))
        self.windows = self.spread = None
        return oh, ow, self.filters

    def forward(self, x, training=False):
        if self.windows is None or len(x) != self.windows.batch:  # room for so many pictures
            self.windows = Columns(
                (len(x), *self.input_shape), self.kernel_size, self.strides, self.zeros, x.dtype
            )
        self.columns = self.windows.of(x)  # (N*oh*ow, kh*kw*C)
        y = self.columns @ self.kernel.reshape(-1, self.filters)  # (N*oh*ow, F)
        if self.use_bias:
            y += self.bias
        return y.reshape(len(x), *self.windows.landings, self.filters)

    def backward(self, slope, to_input=True):
        lines = slope.reshape(-1, self.filters)  # (N*oh*ow, F)
        # The same weight was used at every landing: its slopes add up.
        np.matmul(self.columns.T, lines, out=self.kernel_slope.reshape(-1, self.filters))
        if self.use_bias:
            lines.sum(axis=0, out=self.bias_slope)
        return self._spread(slope).back(slope, self.kernel) if to_input else None

    def _spread(self, slope):
        if self.spread is None or len(slope) != len(self.spread.room):  # room for so many
            self.spread = Spread((len(slope), *self.input_shape), self, slope.dtype)
        return self.spread

    def config(self):
        return {
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "use_bias": self.use_bias,
        }


class Spread:
    """Send the slopes of all landings back to the pixels they came from.

    This is a convolution too: of the slopes, set as far apart as the stride,
    with the kernel turned by half.
    """

    def __init__(self, shape, layer, dtype):
        n, h, w, c = shape
        (kh, kw), (down, across) = layer.kernel_size, layer.strides
        oh, ow = layer.windows.landings
        (top, _), (left, _) = layer.zeros
        # Room for a full slide; the pixels begin behind the padding.
        self.room = np.zeros((n, top + h + kh - 1, left + w + kw - 1, layer.filters), dtype)
        self.places = self.room[
            :, kh - 1 : kh - 1 + oh * down : down, kw - 1 : kw - 1 + ow * across : across
        ]
        self.pixels = self.room[:, top:, left:]
        none = ((0, 0), (0, 0))
        self.windows = Columns(self.pixels.shape, (kh, kw), (1, 1), none, dtype)
        self.shape = shape

    def back(self, slope, kernel):
        self.places[...] = slope[:, : self.places.shape[1], : self.places.shape[2]]
        turned = kernel[::-1, ::-1].swapaxes(2, 3)  # (kh, kw, F, C)
        back = self.windows.of(self.pixels) @ turned.reshape(-1, self.shape[3])
        return back.reshape(self.shape)
