"""The convolution layer: for each group one matrix product forward, two backward."""

import math

import numpy as np

from cnn_course._checks import pair, true_or_false, whole
from cnn_course._columns import Columns, shares
from cnn_course._windows import count_landings
from cnn_course.nn import initializers
from cnn_course.nn.layer import Weighted, picture
from cnn_course.nn.registry import register_layer
from cnn_course.shapes import group_depth, reach


@register_layer(keras="Conv2D")
class Conv2D(Weighted):
    """Slide `filters` kernels over the picture, as :func:`cnn_course.conv2d`.

    Parameters
    ----------
    filters : int
        Channels that come out.
    kernel_size, strides : int or (int, int)
    padding : "valid", "same" or int
    dilation_rate : int or (int, int)
        Pixels from one weight to the next.
    groups : int
        Equal parts of channels and filters: a filter reads the channels of its own part.
    use_bias : bool
    kernel_initializer, bias_initializer : str or function of (shape, rng)

    Attributes
    ----------
    kernel : (kh, kw, C / groups, filters)
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
        dilation_rate=1,
        groups=1,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
    ):
        self.filters = whole(filters, "filters", 1)
        self.kernel_size = pair(kernel_size, "kernel_size", 1)
        self.strides = pair(strides, "strides", 1)
        self.padding = padding
        self.dilation_rate = pair(dilation_rate, "dilation_rate", 1)
        self.groups = whole(groups, "groups", 1)
        self.use_bias = true_or_false(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)

    def build(self, input_shape):
        height, width, channels = picture(input_shape)
        oh, ow, self.zeros = count_landings(
            (height, width), self.kernel_size, self.strides, self.padding, self.dilation_rate
        )
        depth = group_depth(channels, self.filters, self.groups)
        self._set_shapes((*self.kernel_size, depth, self.filters))
        self.part_shape = height, width, depth  # what a group reads
        self.landings = oh, ow
        self.windows = self.spreads = None
        return oh, ow, self.filters

    def forward(self, x, training=False):
        if self.windows is None or len(x) != self.windows[0].batch:  # room for so many pictures
            self.windows = [self._columns(x) for _ in range(self.groups)]
        # For each group (N*oh*ow, kh*kw*C/groups)
        self.columns = [
            windows.of(part) for windows, part in zip(self.windows, shares(x, self.groups))
        ]
        y = np.empty((len(x) * math.prod(self.landings), self.filters), x.dtype)  # (N*oh*ow, F)
        kernels = shares(self.kernel.reshape(-1, self.filters), self.groups)
        for columns, kernel, out in zip(self.columns, kernels, shares(y, self.groups)):
            np.matmul(columns, kernel, out=out)
        if self.use_bias:
            y += self.bias
        return y.reshape(len(x), *self.landings, self.filters)

    def backward(self, slope, to_input=True):
        lines = slope.reshape(-1, self.filters)  # (N*oh*ow, F)
        slopes = shares(self.kernel_slope.reshape(-1, self.filters), self.groups)
        for columns, own_lines, out in zip(self.columns, shares(lines, self.groups), slopes):
            # The same weight was used at every landing: its slopes add up.
            np.matmul(columns.T, own_lines, out=out)
        if self.use_bias:
            lines.sum(axis=0, out=self.bias_slope)
        return self._back(slope) if to_input else None

    def _back(self, slope):
        if self.spreads is None or len(slope) != len(self.spreads[0].room):  # room for so many
            shape = len(slope), *self.part_shape
            self.spreads = [Spread(shape, self, slope.dtype) for _ in range(self.groups)]
        parts = zip(self.spreads, shares(slope, self.groups), shares(self.kernel, self.groups))
        backs = [spread.back(own_slope, kernel) for spread, own_slope, kernel in parts]
        return backs[0] if self.groups == 1 else np.concatenate(backs, axis=3)

    def _columns(self, x):
        shape = len(x), *self.part_shape
        return Columns(
            shape, self.kernel_size, self.strides, self.zeros, x.dtype, self.dilation_rate
        )

    def config(self):
        return {
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "dilation_rate": self.dilation_rate,
            "groups": self.groups,
            "use_bias": self.use_bias,
        }


class Spread:
    """Send a group's slopes of all landings back to the pixels they came from.

    This is a convolution too: of the slopes, set as far apart as the stride,
    with the kernel turned by half, its weights as far apart as they were.
    """

    def __init__(self, shape, layer, dtype):
        n, h, w, c = shape
        (down, across), (oh, ow) = layer.strides, layer.landings
        high, wide = map(reach, layer.kernel_size, layer.dilation_rate)
        (top, _), (left, _) = layer.zeros
        # Room for a full slide; the pixels begin behind the padding.
        filters = layer.filters // layer.groups
        self.room = np.zeros((n, top + h + high - 1, left + w + wide - 1, filters), dtype)
        self.places = self.room[
            :, high - 1 : high - 1 + oh * down : down, wide - 1 : wide - 1 + ow * across : across
        ]
        self.pixels = self.room[:, top:, left:]
        none = ((0, 0), (0, 0))
        self.windows = Columns(
            self.pixels.shape, layer.kernel_size, (1, 1), none, dtype, layer.dilation_rate
        )
        self.shape = shape

    def back(self, slope, kernel):
        self.places[...] = slope[:, : self.places.shape[1], : self.places.shape[2]]
        turned = kernel[::-1, ::-1].swapaxes(2, 3)  # (kh, kw, F, C)
        back = self.windows.of(self.pixels) @ turned.reshape(-1, self.shape[3])
        return back.reshape(self.shape)
