"""Every slope against Keras, found by tf.GradientTape, over the whole grid."""

import numpy as np
import pytest

from cnn_course.nn import (
    AveragePool2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    ReLU,
    Residual,
    Sigmoid,
    Softmax,
    Tanh,
)
from tests import grid
from tests.nn.slopes import alone, found

BATCH, CHANNELS, FILTERS = 2, 2, 3


def tape(make, x, arriving, weights=(), **how):
    """Keras's slopes for the input and for the weights of a layer; `make` gets Keras's layers."""
    import keras
    import tensorflow as tf

    layer = make(keras.layers)
    x = tf.Variable(x)
    layer.build(x.shape)
    if weights:
        layer.set_weights(weights)
    with tf.GradientTape() as seen:
        loss = tf.reduce_sum(layer(x, **how) * arriving)
    return [slope.numpy() for slope in seen.gradient(loss, [x, *layer.trainable_variables])]


def same(ours, x, make, **how):
    arriving = grid.floats(2, *ours.forward(x).shape)
    weights = list(ours.stored.values())
    back, slopes = found(ours, x, arriving, **how)
    theirs = tape(make, x, arriving, weights, **how)
    for mine, other in zip([back, *slopes.values()], theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-9, atol=1e-11)


def strides_of(stride):
    return stride if isinstance(stride, tuple) else (stride, stride)


# TensorFlow convolves with equal strides only.
EQUAL_STRIDES = [case for case in grid.CASES if not isinstance(case[2], tuple)]


@pytest.mark.parametrize("case", EQUAL_STRIDES, ids=grid.name)
def test_convolution(keras, case):
    size, kernel, stride, padding = case
    ours = alone(Conv2D(FILTERS, kernel, stride, padding), (*size, CHANNELS))
    x = grid.floats(1, BATCH, *size, CHANNELS)
    zeros = 0 if isinstance(padding, str) else padding

    def make(layers):
        convolution = layers.Conv2D(
            FILTERS,
            kernel,
            strides_of(stride),
            padding if isinstance(padding, str) else "valid",
            dtype="float64",
        )
        return Padded(layers.ZeroPadding2D(zeros, dtype="float64"), convolution)

    same(ours, x, make)


SPREAD = [case for case in grid.SPREAD_IN_KERAS if not isinstance(case[2], tuple)]


@pytest.mark.parametrize("case", SPREAD, ids=grid.name)
def test_convolution_spread_out_and_in_groups(keras, case):
    size, kernel, stride, padding, dilation, groups = case
    ours = Conv2D(6, kernel, stride, padding, dilation_rate=dilation, groups=groups)
    ours = alone(ours, (*size, 6))
    zeros, dilation = 0 if isinstance(padding, str) else padding, strides_of(dilation)

    def make(layers):
        theirs = layers.Conv2D(
            6,
            kernel,
            strides_of(stride),
            padding if isinstance(padding, str) else "valid",
            dilation_rate=dilation,
            groups=groups,
            dtype="float64",
        )
        return Padded(layers.ZeroPadding2D(zeros, dtype="float64"), theirs)

    same(ours, grid.floats(1, BATCH, *size, 6), make)


class Padded:
    """Zeros around, then the convolution."""

    def __init__(self, zeros, convolution):
        self.zeros, self.convolution = zeros, convolution
        self.set_weights = convolution.set_weights

    def build(self, shape):
        self.convolution.build(self.zeros.compute_output_shape(shape))

    def __call__(self, x):
        return self.convolution(self.zeros(x))

    @property
    def trainable_variables(self):
        return self.convolution.trainable_variables


POOLED = [case for case in grid.CASES if isinstance(case[3], str)]


@pytest.mark.parametrize("name", ["MaxPool2D", "AveragePool2D"])
@pytest.mark.parametrize("case", POOLED, ids=grid.name)
def test_pooling(keras, name, case):
    size, window, stride, padding = case
    kind = {"MaxPool2D": MaxPool2D, "AveragePool2D": AveragePool2D}[name]
    theirs = {"MaxPool2D": "MaxPooling2D", "AveragePool2D": "AveragePooling2D"}[name]
    ours = alone(kind(window, stride, padding), (*size, CHANNELS))

    def make(layers):
        return getattr(layers, theirs)(window, strides_of(stride), padding, dtype="float64")

    same(ours, grid.floats(1, BATCH, *size, CHANNELS), make)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_among_equals_the_first_wins_as_in_tensorflow(keras, stride, padding):
    x = np.random.default_rng(0).integers(0, 2, (3, 7, 8, 2)).astype(float)
    ours = alone(MaxPool2D(3, stride, padding), x.shape[1:])
    same(ours, x, lambda layers: layers.MaxPooling2D(3, stride, padding, dtype="float64"))


@pytest.mark.parametrize("use_bias", [True, False])
def test_dense(keras, use_bias):
    ours = alone(Dense(4, use_bias=use_bias), (5,))
    x = grid.floats(1, BATCH, 5)
    same(ours, x, lambda layers: layers.Dense(4, use_bias=use_bias, dtype="float64"))


@pytest.mark.parametrize("ours", [ReLU(), Sigmoid(), Tanh(), Softmax()], ids=repr)
def test_activations(keras, ours):
    name = type(ours).__name__.lower()
    same(ours, grid.floats(1, BATCH, 6), lambda layers: layers.Activation(name, dtype="float64"))


def test_flatten(keras):
    same(Flatten(), grid.floats(1, BATCH, 4, 3, 2), lambda layers: layers.Flatten(dtype="float64"))


def test_dropout_that_is_off(keras):
    same(
        Dropout(0.4), grid.floats(1, BATCH, 6), lambda layers: layers.Dropout(0.4, dtype="float64")
    )


@pytest.mark.parametrize("training", [True, False])
def test_batch_normalization(keras, training):
    ours = alone(BatchNormalization(0.6, 0.01), (4, 3, 2))
    for numbers in ours.kept.values():
        numbers[...] = np.random.default_rng(4).uniform(0.5, 2, numbers.shape)

    def make(layers):
        return layers.BatchNormalization(momentum=0.6, epsilon=0.01, dtype="float64")

    same(ours, grid.floats(1, BATCH, 4, 3, 2), make, training=training)


class Around:
    """A layer, and a shortcut around it."""

    def __init__(self, layer):
        self.layer, self.build, self.set_weights = layer, layer.build, layer.set_weights

    def __call__(self, x):
        return x + self.layer(x)

    @property
    def trainable_variables(self):
        return self.layer.trainable_variables


def test_a_shortcut(keras):
    ours = alone(Residual([Conv2D(2, 3, padding="same")]), (4, 3, 2))

    def make(layers):
        return Around(layers.Conv2D(2, 3, padding="same", dtype="float64"))

    same(ours, grid.floats(1, BATCH, 4, 3, 2), make)
