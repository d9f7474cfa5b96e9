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
    kept_shapes : dict
        Shapes of the numbers that the layer keeps in mind, as running means, by name. No
        slope changes them: the layer does, while it learns.
    weights, slopes, kept : dict of ndarray
        The weights, the slope of the loss for each, and what is kept, by name: windows
        onto the network's lines. Change what they hold (``[...]``), not what they are.
    rng : numpy.random.Generator
        The network's, for layers that draw.
    """

    weight_shapes: dict[str, tuple] = {}
    kept_shapes: dict[str, tuple] = {}
    weights: dict[str, np.ndarray] = {}
    slopes: dict[str, np.ndarray] = {}
    kept: dict[str, np.ndarray] = {}
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

    @classmethod
    def from_config(cls, config):
        """The layer that has this :meth:`config`."""
        return cls(**config)

    def initial(self, name, rng):
        """First values for the weights, or for what is kept, called `name`."""
        raise NotImplementedError(f"{self!r} must say how its weights begin: initial(name, rng)")

    def attach(self, weights, slopes, kept):
        """Take the arrays, by name, that hold the weights, their slopes, and what is kept."""
        self.weights, self.slopes, self.kept = weights, slopes, kept

    @property
    def stored_shapes(self):
        """The shapes of all numbers that a file needs: the weights', and what is kept."""
        return self.weight_shapes | self.kept_shapes

    @property
    def stored(self):
        """The arrays of these shapes."""
        return self.weights | self.kept

    def check(self, name, values):
        """Refuse values that the weights, or what is kept, called `name` cannot take."""
        if name not in self.stored_shapes:
            raise ValueError(f"{self!r} has no {name}")
        if np.shape(values) != self.stored_shapes[name]:
            raise ValueError(
                f"the {name} of {self!r} has shape {self.stored_shapes[name]}, got {np.shape(values)}"
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

    def attach(self, weights, slopes, kept):
        super().attach(weights, slopes, kept)
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


def checked_row(layers):
    """A list of layers that are free to be used, or an error."""
    layers = list(layers) if isinstance(layers, (list, tuple)) else layers
    if not isinstance(layers, list) or not layers:
        raise TypeError(f"layers must be a list of at least one layer, got {layers!r}")
    for number, layer in enumerate(layers, start=1):
        if not isinstance(layer, Layer):
            raise TypeError(f"layer {number} must be a layer such as ReLU(), got {layer!r}")
        if hasattr(layer, "name"):
            raise ValueError(f"layer {number}, {layer!r}, is in a network already; make a new one")
        if any(layer is earlier for earlier in layers[: number - 1]):
            raise ValueError(f"layer {number}, {layer!r}, is here twice; make a new one")
    return layers


def place_weights(layers, dtype, rng):
    """All weights of some layers in one line, with first values; as many slopes; what is kept.

    The layers get windows onto the three lines. So one sum changes every weight.
    """
    weights, own_weights = _line(layers, "weight_shapes", dtype)
    slopes, own_slopes = _line(layers, "weight_shapes", dtype)
    kept, own_kept = _line(layers, "kept_shapes", dtype)
    for layer in layers:
        layer.attach(own_weights[layer], own_slopes[layer], own_kept[layer])
        for name, values in layer.stored.items():
            values[...] = _first_values(layer, name, rng)
    return weights, slopes, kept


def _line(layers, shapes, dtype):
    """Zeros in one line, and each layer's windows onto it, of the `shapes` that it has."""
    line = np.zeros(
        sum(math.prod(s) for one in layers for s in getattr(one, shapes).values()), dtype
    )
    windows: dict = {layer: {} for layer in layers}
    start = 0
    for layer in layers:
        for name, shape in getattr(layer, shapes).items():
            size = math.prod(shape)
            windows[layer][name] = line[start : start + size].reshape(shape)
            start += size
    return line, windows


def _first_values(layer, name, rng):
    values, shape = np.asarray(layer.initial(name, rng), dtype=float), layer.stored_shapes[name]
    if values.shape != shape:
        raise ValueError(f"the initializer must give shape {shape}, got {values.shape}")
    return values
