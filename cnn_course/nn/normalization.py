"""Batch normalization: every channel is brought to mean 0 and spread 1, and learns two numbers."""

import numpy as np

from cnn_course.nn._settings import positive, share
from cnn_course.nn.layer import Layer
from cnn_course.nn.registry import register_layer


@register_layer(keras="BatchNormalization")
class BatchNormalization(Layer):
    """Subtract each channel's mean over the batch, divide by its spread; stretch and shift.

    While training, mean and variance are the batch's, and running means of both are
    kept. When the network predicts, these are used: an answer does not depend on the
    other examples in the batch.

    Parameters
    ----------
    momentum : float
        What a running mean keeps of itself at each step, at least 0 and below 1.
    epsilon : float
        Added to the variance, so that a channel without spread is divided by something.

    Attributes
    ----------
    weights : gamma, beta : (C,)
        The stretch, 1 at first, and the shift, 0 at first.
    kept : moving_mean, moving_variance : (C,)

    Examples
    --------
    >>> from cnn_course.nn import Network
    >>> network = Network([BatchNormalization(epsilon=1e-9)], input_shape=(1,))
    >>> network.forward(np.array([[1.0], [3.0], [1.0], [3.0]]), training=True).round(3).tolist()
    [[-1.0], [1.0], [-1.0], [1.0]]
    """

    def __init__(self, momentum=0.99, epsilon=0.001):
        self.momentum = share(momentum, "momentum", 1)
        self.epsilon = positive(epsilon, "epsilon")

    def build(self, input_shape):
        channels = input_shape[-1:]
        self.weight_shapes = {"gamma": channels, "beta": channels}
        self.kept_shapes = {"moving_mean": channels, "moving_variance": channels}
        return input_shape

    def initial(self, name, rng):
        begins = 1 if name in ("gamma", "moving_variance") else 0
        return np.full(self.stored_shapes[name], begins)

    def forward(self, x, training=False):
        lines = x.reshape(-1, x.shape[-1])  # (N*H*W, C)
        self.training = training
        mean, variance = self.kept["moving_mean"], self.kept["moving_variance"]
        if training:
            seen = _mean(lines)
            spread_out = _mean((lines - seen) ** 2)
            mean += (seen - mean) * (1 - self.momentum)
            variance += (spread_out - variance) * (1 - self.momentum)
            mean, variance = seen, spread_out
        self.spread = np.sqrt(variance + self.epsilon)
        self.normalized = (lines - mean) / self.spread
        y = self.normalized * self.weights["gamma"] + self.weights["beta"]
        return y.reshape(x.shape)

    def backward(self, slope, to_input=True):
        lines = slope.reshape(self.normalized.shape)
        self.slopes["gamma"][...] = _total(lines * self.normalized)
        self.slopes["beta"][...] = _total(lines)
        back = lines * self.weights["gamma"]
        if self.training:
            # What moves all numbers of a channel alike, or stretches them, changes nothing.
            stretch = _mean(back * self.normalized)
            back = back - _mean(back) - self.normalized * stretch
        return (back / self.spread).reshape(slope.shape)

    def config(self):
        return {"momentum": self.momentum, "epsilon": self.epsilon}


def _mean(lines):
    return _total(lines) / len(lines)


def _total(lines):
    """The sum of each column; a product of matrices adds up faster than `sum`."""
    return np.ones(len(lines), lines.dtype) @ lines
