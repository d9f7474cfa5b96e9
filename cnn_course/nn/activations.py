"""Layers that treat each number, or each line of scores, on its own."""

import numpy as np

from cnn_course.nn.layer import Layer
from cnn_course.nn.registry import register_layer


@register_layer(keras="ReLU", activation="relu")
class ReLU(Layer):
    """Cut off what is below zero. The slope passes where something was left."""

    def forward(self, x, training=False):
        self.y = np.maximum(x, 0)
        return self.y

    def backward(self, slope, to_input=True):
        return slope * (self.y > 0)


@register_layer(activation="sigmoid")
class Sigmoid(Layer):
    """Squeeze every number into 0 to 1."""

    def forward(self, x, training=False):
        # Half a tanh: no exponential overflows.
        self.y = 0.5 * np.tanh(0.5 * x) + 0.5
        return self.y

    def backward(self, slope, to_input=True):
        return slope * self.y * (1 - self.y)


@register_layer(activation="tanh")
class Tanh(Layer):
    """Squeeze every number into -1 to 1."""

    def forward(self, x, training=False):
        self.y = np.tanh(x)
        return self.y

    def backward(self, slope, to_input=True):
        return slope * (1 - self.y**2)


@register_layer(keras="Softmax", activation="softmax")
class Softmax(Layer):
    """Turn scores into probabilities that add up to 1."""

    def build(self, input_shape):
        if len(input_shape) != 1:
            raise ValueError(
                f"reads one line of scores, got shape {input_shape}; put a Flatten before it"
            )
        return input_shape

    def forward(self, x, training=False):
        self.y = softmax(x)
        return self.y

    def backward(self, slope, to_input=True):
        # Probabilities add up to 1: raising one lowers the others.
        return self.y * (slope - (slope * self.y).sum(axis=1, keepdims=True))


def softmax(scores):
    """Probabilities (N, classes) from scores of the same shape."""
    positive = np.exp(scores - scores.max(axis=1, keepdims=True))
    return positive / positive.sum(axis=1, keepdims=True)
