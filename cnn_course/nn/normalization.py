"""Batch normalization: every channel is brought to mean 0 and spread 1, and learns two numbers."""

import numpy as np

from cnn_course.nn._settings import positive, share
from cnn_course.nn.layer import Layer
from cnn_course.nn.registry import register_layer


@register_layer(
    keras="BatchNormalization",
    only={"axis": -1, "center": True, "scale": True, "renorm": False, "synchronized": False},
)
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
        self.axes = tuple(range(len(input_shape)))  # of a batch: all but the channels
        return input_shape

    def initial(self, name, rng):
        begins = 1 if name in ("gamma", "moving_variance") else 0
        return np.full(self.stored_shapes[name], begins)

    def forward(self, x, training=False):
        mean, variance = self.kept["moving_mean"], self.kept["moving_variance"]
        if training:
            seen = x.mean(axis=self.axes), x.var(axis=self.axes)
            mean += (seen[0] - mean) * (1 - self.momentum)
            variance += (seen[1] - variance) * (1 - self.momentum)
            mean, variance = seen
        self.training = training
        self.spread = np.sqrt(variance + self.epsilon)
        self.normalized = (x - mean) / self.spread
        return self.weights["gamma"] * self.normalized + self.weights["beta"]

    def backward(self, slope, to_input=True):
        (slope * self.normalized).sum(axis=self.axes, out=self.slopes["gamma"])
        slope.sum(axis=self.axes, out=self.slopes["beta"])
        back = slope * self.weights["gamma"]
        if self.training:
            # What shifts or stretches all numbers of a channel alike is taken out again.
            stretch = (back * self.normalized).mean(axis=self.axes)
            back = back - back.mean(axis=self.axes) - self.normalized * stretch
        return back / self.spread

    def config(self):
        return {"momentum": self.momentum, "epsilon": self.epsilon}
