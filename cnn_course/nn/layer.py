"""What every layer has: a shape that goes in, one that comes out, forward and backward."""

import math
from collections.abc import Callable

import numpy as np


class Layer:
    """One step of a network, and the class that your own layers begin with.

    `build` answers with the shape that comes out. `backward` gets the slope of the
    loss for each number that came out, and answers with the slope for each number
    that went in. A layer with weights says in `build` what shapes they have.

    Attributes
    ----------
    weight_shapes : dict
        Shapes of the weights, by name.
    weights, slopes : dict of ndarray
        The weights and the slope of the loss for each, by name: windows onto the
        network's two lines. Change what they hold (``[...]``), not what they are.
    rng : numpy.random.Generator
        The network's, for layers that draw.
    """

    weight_shapes: dict[str, tuple] = {}
    weights: dict[str, np.ndarray] = {}
    slopes: dict[str, np.ndarray] = {}
    rng: np.random.Generator

    def build(self, input_shape):
        """Check the shape of one example, without the batch; answer with the output's."""
        return input_shape

    def forward(self, x, training=False):
        """Outputs (N, ...) for inputs (N, ...)."""
        raise NotImplementedError

    def backward(self, slope, to_input=True):
        """The slope for each number that went in; fills `slopes`. None unless `to_input`."""
        raise NotImplementedError

    def config(self):
        """The arguments that make this layer again."""
        return {}

    def initial(self, name, rng):
        """First values for the weights called `name`."""
        raise NotImplementedError(f"{self!r} must say how its weights begin: initial(name, rng)")

    def attach(self, weights, slopes):
        """Take the arrays, by name, that hold the weights and their slopes."""
        self.weights, self.slopes = weights, slopes

    def check(self, name, values):
        """Refuse values that the weights called `name` cannot take."""
        if name not in self.weight_shapes:
            raise ValueError(f"{self!r} has no {name}")
        if np.shape(values) != self.weight_shapes[name]:
            raise ValueError(
                f"the {name} of {self!r} has shape {self.weight_shapes[name]}, "
                f"got {np.shape(values)}"
            )
        if not np.isfinite(values).all():
            raise ValueError(
                f"the {name} of {self!r} must hold ordinary numbers, got NaN or infinity"
            )

    def __repr__(self):
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.config().items())
        return f"{type(self).__name__}({arguments})"


class Weighted(Layer):
    """A layer with a kernel and, unless it is left out, a bias.

    Setting `kernel` or `bias` changes what the network holds.
    """

    use_bias: bool
    kernel_initializer: Callable
    bias_initializer: Callable

    def _set_shapes(self, kernel_shape):
        self.weight_shapes = {"kernel": kernel_shape}
        if self.use_bias:
            self.weight_shapes["bias"] = kernel_shape[-1:]

    def attach(self, weights, slopes):
        super().attach(weights, slopes)
        self.kernel_slope, self.bias_slope = slopes["kernel"], slopes.get("bias")

    @property
    def kernel(self):
        return self.weights["kernel"]

    @kernel.setter
    def kernel(self, values):
        self._set("kernel", values)

    @property
    def bias(self):
        return self.weights.get("bias")

    @bias.setter
    def bias(self, values):
        self._set("bias", values)

    def _set(self, name, values):
        self.check(name, values)
        self.weights[name][...] = values

    def initial(self, name, rng):
        chosen = self.kernel_initializer if name == "kernel" else self.bias_initializer
        return chosen(self.weight_shapes[name], rng)


def picture(shape):
    """The three sizes of a picture with channels, or an error."""
    if len(shape) != 3:
        raise ValueError(f"reads pictures (H, W, C), got shape {shape}")
    return shape


def place_weights(layers, dtype, rng):
    """All weights of some layers in one line, with first values, and a line for their slopes.

    The layers get windows onto both lines. So one sum changes every weight.
    """
    places = [(layer, name) for layer in layers for name in layer.weight_shapes]
    sizes = [math.prod(layer.weight_shapes[name]) for layer, name in places]
    weights = np.zeros(sum(sizes), dtype)
    slopes = np.zeros_like(weights)
    views: dict = {layer: ({}, {}) for layer, _ in places}
    start = 0
    for (layer, name), size in zip(places, sizes):
        for line, view in zip((weights, slopes), views[layer]):
            view[name] = line[start : start + size].reshape(layer.weight_shapes[name])
        views[layer][0][name][...] = _first_values(layer, name, rng)
        start += size
    for layer, (own_weights, own_slopes) in views.items():
        layer.attach(own_weights, own_slopes)
    return weights, slopes


def _first_values(layer, name, rng):
    values, shape = np.asarray(layer.initial(name, rng), dtype=float), layer.weight_shapes[name]
    if values.shape != shape:
        raise ValueError(f"the initializer must give shape {shape}, got {values.shape}")
    return values
