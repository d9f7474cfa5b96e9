"""The honest judge: slopes found by moving one number at a time."""

import numpy as np

from cnn_course.nn import Network


def numeric(loss, values, h=1e-5):
    """Central differences of ``loss()`` for each number of `values`, which is changed in place."""
    slopes = np.zeros(values.shape)
    for place in np.ndindex(values.shape):
        before = values[place]
        values[place] = before + h
        above = loss()
        values[place] = before - h
        below = loss()
        values[place] = before
        slopes[place] = (above - below) / (2 * h)
    return slopes


def alone(layer, shape, seed=0):
    """A layer in a network of its own, in float64, with weights that are all different."""
    rng = np.random.default_rng(seed)
    network = Network([layer], shape, rng=rng, dtype="float64")
    network.weights[...] = rng.normal(size=network.weights.shape)
    return layer


def judged(layer, x, arriving, training=False):
    """What the judge says of a layer: slopes for the input, and by name for its weights."""

    def loss():
        return np.sum(layer.forward(x, training) * arriving)

    weights = {name: numeric(loss, layer.weights[name]) for name in layer.weight_shapes}
    return numeric(loss, x), weights


def found(layer, x, arriving, training=False):
    """What the layer itself says."""
    layer.forward(x, training)
    back = layer.backward(arriving)
    return back, {name: layer.slopes[name].copy() for name in layer.weight_shapes}


def agree(layer, x, arriving, training=False, rtol=1e-6, atol=1e-8):
    """The layer's outputs have the shape that `build` promised, and its slopes are right."""
    promised, outputs = (len(x), *layer.build(x.shape[1:])), layer.forward(x, training)
    assert outputs.shape == promised, f"{layer!r}: build promised {promised}, got {outputs.shape}"
    assert arriving.shape == promised, f"one slope arrives for each of {promised}"
    back, weights = found(layer, x, arriving, training)
    right_back, right_weights = judged(layer, x, arriving, training)
    np.testing.assert_allclose(back, right_back, rtol=rtol, atol=atol)
    for name, slopes in right_weights.items():
        np.testing.assert_allclose(weights[name], slopes, rtol=rtol, atol=atol, err_msg=name)
