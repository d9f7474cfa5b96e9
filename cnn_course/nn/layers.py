"""The dense layer, and the two layers around it: flatten and dropout."""

import math

import numpy as np

from cnn_course._checks import true_or_false, whole
from cnn_course.nn import initializers
from cnn_course.nn._settings import share
from cnn_course.nn.layer import Layer, Weighted
from cnn_course.nn.registry import register_layer


@register_layer(keras="Dense")
class Dense(Weighted):
    """Each output is a sum over all inputs: ``x @ kernel + bias``.

    Parameters
    ----------
    units : int
        Outputs.
    use_bias : bool
    kernel_initializer, bias_initializer : str or function of (shape, rng)

    Attributes
    ----------
    kernel : (inputs, units)
    bias : (units,)

    Examples
    --------
    >>> Dense(10).build((32,))
    (10,)
    """

    def __init__(
        self, units, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros"
    ):
        self.units = whole(units, "units", 1)
        self.use_bias = true_or_false(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)

    def build(self, input_shape):
        if len(input_shape) != 1:
            raise ValueError(
                f"reads one line of numbers, got shape {input_shape}; put a Flatten before it"
            )
        self._set_shapes((input_shape[0], self.units))
        return (self.units,)

    def forward(self, x, training=False):
        self.x = x  # (N, inputs)
        y = x @ self.kernel  # (N, units)
        if self.use_bias:
            y += self.bias
        return y

    def backward(self, slope, to_input=True):
        np.matmul(self.x.T, slope, out=self.kernel_slope)
        if self.use_bias:
            slope.sum(axis=0, out=self.bias_slope)
        return slope @ self.kernel.T if to_input else None

    def config(self):
        return {"units": self.units, "use_bias": self.use_bias}


@register_layer(keras="Flatten")
class Flatten(Layer):
    """Lay each example out in one line, row after row."""

    def build(self, input_shape):
        return (math.prod(input_shape),)

    def forward(self, x, training=False):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, slope, to_input=True):
        return slope.reshape(self.shape)


@register_layer(keras="Dropout")
class Dropout(Layer):
    """While training, set each number to 0 with probability `rate`, and enlarge the others.

    The others are divided by ``1 - rate``, so that sums keep their size. When
    the network predicts, everything passes.

    Parameters
    ----------
    rate : float
        At least 0 and below 1.
    """

    def __init__(self, rate):
        self.rate = share(rate, "rate", 1)

    def forward(self, x, training=False):
        self.keep = None
        if not training or self.rate == 0:
            return x
        chance = self.rng.random(x.shape, dtype=x.dtype)
        self.keep = (chance >= self.rate) / x.dtype.type(1 - self.rate)
        return x * self.keep

    def backward(self, slope, to_input=True):
        return slope if self.keep is None else slope * self.keep

    def config(self):
        return {"rate": self.rate}
