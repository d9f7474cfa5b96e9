"""Every slope against central differences in float64."""

import itertools

import numpy as np
import pytest

from cnn_course.nn import (
    AveragePool2D,
    BatchNormalization,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    ReLU,
    Residual,
    Sigmoid,
    Softmax,
    Tanh,
)
from tests import grid
from tests.nn.slopes import agree, alone, numeric

BATCH, CHANNELS, FILTERS = 3, 2, 3
# Central differences are slow, so the pictures are smaller than elsewhere.
PICTURES = [(4, 6), (5, 4)]
KERNELS = [(1, 1), (2, 2), (3, 2), (2, 3)]
CASES = list(itertools.product(PICTURES, KERNELS, grid.STRIDES, grid.PADDINGS))
# Padding may be larger than the kernel: then some landings see zeros only.
CASES += [((4, 5), (2, 1), stride, 4) for stride in (1, 2, (1, 3))]


@pytest.mark.parametrize("case", CASES, ids=grid.name)
def test_convolution(case):
    size, kernel, stride, padding = case
    layer = alone(Conv2D(FILTERS, kernel, stride, padding), (*size, CHANNELS))
    x = grid.floats(1, BATCH, *size, CHANNELS)
    agree(layer, x, grid.floats(2, *layer.forward(x).shape))


SPREAD = [
    ((7, 8), (3, 2), 1, 0, (2, 3), 1),
    ((6, 9), (2, 2), 2, "same", 3, 2),
    ((7, 8), (2, 3), (3, 2), 1, 2, 2),
    ((5, 4), (2, 3), 1, "same", 1, 2),
    ((4, 5), (3, 2), 2, 2, (2, 1), 4),  # depthwise
]


@pytest.mark.parametrize("case", SPREAD, ids=grid.name)
def test_convolution_spread_out_and_in_groups(case):
    size, kernel, stride, padding, dilation, groups = case
    layer = Conv2D(8, kernel, stride, padding, dilation_rate=dilation, groups=groups)
    layer = alone(layer, (*size, 4))
    x = grid.floats(1, BATCH, *size, 4)
    agree(layer, x, grid.floats(2, *layer.forward(x).shape))


def test_convolution_without_bias():
    layer = alone(Conv2D(2, 3, use_bias=False), (5, 4, 2))
    x = grid.floats(1, BATCH, 5, 4, 2)
    agree(layer, x, grid.floats(2, *layer.forward(x).shape))
    assert layer.bias is None


POOLED = [case for case in CASES if isinstance(case[3], str) or case[3] < min(case[1])]


@pytest.mark.parametrize("kind", [MaxPool2D, AveragePool2D])
@pytest.mark.parametrize("case", POOLED, ids=grid.name)
def test_pooling(kind, case):
    size, window, stride, padding = case
    layer = alone(kind(window, stride, padding), (*size, CHANNELS))
    x = grid.floats(1, BATCH, *size, CHANNELS)
    agree(layer, x, grid.floats(2, *layer.forward(x).shape))


def test_the_slope_goes_to_the_winner_alone_and_among_equals_to_the_first():
    layer = alone(MaxPool2D(2), (2, 4, 1))
    layer.forward(np.array([[1.0, 7, 5, 5], [3, 5, 5, 5]])[None, :, :, None])
    back = layer.backward(np.array([12.0, 20.0]).reshape(1, 1, 2, 1))
    assert back[0, :, :, 0].tolist() == [[0, 12, 20, 0], [0, 0, 0, 0]]


def test_a_pixel_that_wins_twice_gets_both_slopes():
    layer = alone(MaxPool2D(2, strides=1), (1 + 1, 3, 1))
    layer.forward(np.array([[0.0, 9, 0], [0, 0, 0]])[None, :, :, None])
    back = layer.backward(np.array([1.0, 10.0]).reshape(1, 1, 2, 1))
    assert back[0, :, :, 0].tolist() == [[0, 11, 0], [0, 0, 0]]


@pytest.mark.parametrize("layer", [ReLU(), Sigmoid(), Tanh()], ids=repr)
def test_activations(layer):
    agree(layer, grid.floats(1, BATCH, 4, 3, 2), grid.floats(2, BATCH, 4, 3, 2))


def test_softmax():
    agree(Softmax(), grid.floats(1, BATCH, 5), grid.floats(2, BATCH, 5))


@pytest.mark.parametrize("use_bias", [True, False])
def test_dense(use_bias):
    layer = alone(Dense(4, use_bias=use_bias), (5,))
    agree(layer, grid.floats(1, BATCH, 5), grid.floats(2, BATCH, 4))


def test_flatten():
    agree(Flatten(), grid.floats(1, BATCH, 4, 3, 2), grid.floats(2, BATCH, 24))


def test_dropout_with_the_mask_held():
    class Fixed:
        """The same chances at every call."""

        def random(self, shape, dtype):
            return np.random.default_rng(5).random(shape, dtype)

    layer = Dropout(0.4)
    layer.rng = Fixed()
    x, arriving = grid.floats(1, BATCH, 4, 3, 2), grid.floats(2, BATCH, 4, 3, 2)
    agree(layer, x, arriving, training=True)
    kept = layer.forward(x, training=True)
    assert 0 < np.count_nonzero(kept) < kept.size
    np.testing.assert_allclose(kept[kept != 0], x[kept != 0] / 0.6)
    agree(layer, x, arriving)  # off: everything passes
    np.testing.assert_array_equal(layer.forward(x), x)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("shape", [(5,), (4, 3, 2)])
def test_batch_normalization(shape, training):
    layer = alone(BatchNormalization(0.6, 0.01), shape)
    for name in ("moving_mean", "moving_variance"):
        layer.kept[name][...] = np.random.default_rng(4).uniform(0.5, 2, shape[-1:])
    x, arriving = grid.floats(1, BATCH, *shape), grid.floats(2, BATCH, *shape)
    agree(layer, x, arriving, training=training)


@pytest.mark.parametrize("training", [True, False])
def test_a_shortcut(training):
    within = [
        Conv2D(CHANNELS, 3, padding="same"),
        BatchNormalization(),
        Tanh(),
        Residual([Conv2D(CHANNELS, (1, 2), padding="same", use_bias=False)]),
        Conv2D(CHANNELS, 3, padding="same"),
    ]
    layer = alone(Residual(within), (4, 3, CHANNELS))
    x = grid.floats(1, BATCH, 4, 3, CHANNELS)
    agree(layer, x, grid.floats(2, *x.shape), training=training)


@pytest.mark.parametrize("classes", [2, 5])
@pytest.mark.parametrize(
    "loss",
    [MeanSquaredError(), CategoricalCrossentropy(), CategoricalCrossentropy(label_smoothing=0.2)],
    ids=lambda loss: f"{loss.name}-{loss.config()}",
)
def test_losses(loss, classes):
    outputs = grid.floats(1, BATCH, classes)
    targets = np.eye(classes)[[0, 1, 1]]
    right = numeric(lambda: loss.forward(outputs, targets), outputs)
    loss.forward(outputs, targets)
    np.testing.assert_allclose(loss.backward(), right, rtol=1e-6, atol=1e-9)


def test_losses_of_numbers_that_are_known():
    outputs, targets = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, 0.0], [2.0, -2.0]])
    assert MeanSquaredError().forward(outputs, targets) == (0 + 4 + 4 + 1) / 4
    scores, targets = np.log([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]]), np.eye(3)[[1, 2]]
    right = -(np.log(0.25) + np.log(0.8)) / 2
    assert CategoricalCrossentropy().forward(scores, targets) == pytest.approx(right, rel=1e-12)
    # A tenth of each target is spread over three classes.
    smooth = targets * 0.9 + 0.1 / 3
    right = -(smooth * scores).sum() / 2
    assert CategoricalCrossentropy(0.1).forward(scores, targets) == pytest.approx(right, rel=1e-12)


def test_losses_are_means_over_the_batch():
    outputs, targets = grid.floats(1, BATCH, 4), np.eye(4)[[0, 1, 3]]
    for loss in (MeanSquaredError(), CategoricalCrossentropy()):
        one = loss.forward(outputs, targets)
        assert loss.forward(np.tile(outputs, (5, 1)), np.tile(targets, (5, 1))) == pytest.approx(
            one
        )


def test_cross_entropy_of_sure_and_wrong_is_finite_and_pulls():
    loss = CategoricalCrossentropy()
    assert loss.forward(np.array([[0.0, 1e4]]), np.array([[1.0, 0]])) == 1e4
    np.testing.assert_allclose(loss.backward(), [[-1, 1]])
    squared, softmax = MeanSquaredError(), Softmax()
    squared.forward(softmax.forward(np.array([[0.0, 10]])), np.array([[1.0, 0]]))
    assert abs(softmax.backward(squared.backward())).max() < 1e-4


def test_every_example_has_a_largest_score_of_its_own():
    scores, targets = np.array([[1e4, 0.0], [0.0, np.log(3)]]), np.array([[1.0, 0], [1.0, 0]])
    np.testing.assert_allclose(Softmax().forward(scores), [[1, 0], [0.25, 0.75]], rtol=1e-12)
    loss = CategoricalCrossentropy()
    assert loss.forward(scores, targets) == pytest.approx((0 + np.log(4)) / 2, rel=1e-12)
    np.testing.assert_allclose(loss.backward(), [[0, 0], [-0.375, 0.375]], atol=1e-12)


def test_sigmoid_of_large_numbers_does_not_overflow():
    with np.errstate(over="raise"):
        assert Sigmoid().forward(np.array([[-1e4, 0, 1e4]])).tolist() == [[0, 0.5, 1]]
