"""How weights begin.

Each initializer is called with a shape and a generator. The last axis counts
the outputs; all others together count the inputs of one output (its *fan in*).
The names and formulas are Keras's.
"""

import numpy as np


def zeros(shape, rng):
    """All weights 0. Right for biases; a hidden layer of zeros never learns."""
    return np.zeros(shape)


def random_normal(shape, rng):
    """From a normal distribution with standard deviation 0.05, whatever the layer's size."""
    return rng.normal(0, 0.05, shape)


def glorot_uniform(shape, rng):
    """Evenly within +-sqrt(6 / (fan in + fan out)): Keras's default (Glorot and Bengio 2010)."""
    fan_in, fan_out = fans(shape)
    limit = np.sqrt(6 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, shape)


def he_normal(shape, rng):
    """Normal with deviation sqrt(2 / fan in), made for ReLU (He and others 2015).

    Values beyond two deviations are drawn again, as Keras does, and the rest is
    widened to keep the deviation.
    """
    fan_in, _ = fans(shape)
    values = rng.normal(size=shape)
    while (far := np.abs(values) > 2).any():
        values[far] = rng.normal(size=far.sum())
    return values * np.sqrt(2 / fan_in) / 0.87962566103423978


def fans(shape):
    """How many inputs one output sums over, and how many outputs one input reaches.

    Examples
    --------
    >>> fans((3, 3, 8, 16))
    (72, 144)
    """
    window = int(np.prod(shape[:-2]))
    return window * shape[-2], window * shape[-1]


INITIALIZERS = {f.__name__: f for f in (zeros, random_normal, glorot_uniform, he_normal)}


def get(initializer):
    """The initializer of that name; a function stays as it is."""
    if callable(initializer):
        return initializer
    if not isinstance(initializer, str) or initializer not in INITIALIZERS:
        raise ValueError(
            f"an initializer is one of {', '.join(INITIALIZERS)}, or a function of "
            f"(shape, rng); got {initializer!r}"
        )
    return INITIALIZERS[initializer]
