"""Forward, the layers are the course's own operations, whatever batch came before."""

import numpy as np
import pytest

from cnn_course import conv2d, pool2d
from cnn_course.nn import AveragePool2D, Conv2D, Dense, Flatten, MaxPool2D, Network, Softmax
from tests import grid
from tests.nn.slopes import agree, alone


@pytest.mark.parametrize("case", grid.CASES, ids=grid.name)
def test_convolution(case):
    size, kernel, stride, padding = case
    layer = alone(Conv2D(3, kernel, stride, padding), (*size, 2))
    for batch in (3, 1, 4):
        x = grid.floats(batch, batch, *size, 2)
        right = conv2d(x, layer.kernel, layer.bias, stride, padding)
        np.testing.assert_allclose(layer.forward(x), right, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("case", grid.SPREAD, ids=grid.name)
def test_convolution_spread_out_and_in_groups(case):
    size, kernel, stride, padding, dilation, groups = case
    layer = Conv2D(6, kernel, stride, padding, dilation_rate=dilation, groups=groups)
    layer = alone(layer, (*size, 6))
    for batch in (3, 1, 4):
        x = grid.floats(batch, batch, *size, 6)
        right = conv2d(x, layer.kernel, layer.bias, stride, padding, dilation, groups)
        np.testing.assert_allclose(layer.forward(x), right, rtol=1e-12, atol=1e-12)


POOLED = [case for case in grid.CASES if isinstance(case[3], str) or case[3] < min(case[1])]


@pytest.mark.parametrize(("kind", "how"), [(MaxPool2D, "max"), (AveragePool2D, "average")])
@pytest.mark.parametrize("case", POOLED, ids=grid.name)
def test_pooling(kind, how, case):
    size, window, stride, padding = case
    layer = alone(kind(window, stride, padding), (*size, 2))
    for batch in (2, 3):
        # All below zero: a border of zeros would win.
        x = -abs(grid.floats(batch, batch, *size, 2))
        right = pool2d(x, window, stride, padding, how)
        np.testing.assert_allclose(layer.forward(x), right, rtol=1e-12)


def test_what_is_not_said_is_as_in_keras():
    said = {"padding": "valid", "strides": (1, 1), "use_bias": True}
    said |= {"dilation_rate": (1, 1), "groups": 1}
    assert Conv2D(4, 3).config() == {"filters": 4, "kernel_size": (3, 3)} | said
    assert Dense(4).config() == {"units": 4, "use_bias": True}
    for kind in (MaxPool2D, AveragePool2D):
        assert kind().config() == {"pool_size": (2, 2), "strides": (2, 2), "padding": "valid"}
    biased = Network([Conv2D(2, 3), Flatten(), Dense(3)], (3, 3, 1)).get_weights()
    assert [array.any() for array in biased] == [True, False, True, False]  # biases begin at 0


@pytest.mark.parametrize("kind", [MaxPool2D, AveragePool2D])
def test_a_layer_that_pools_has_no_weights(kind):
    assert Network([kind(2)], (28, 28, 10)).weights.size == 0


def test_another_batch_gets_buffers_of_its_own_backward_too():
    layer = alone(Conv2D(2, 3, padding="same"), (4, 5, 2))
    for batch in (3, 1, 2):
        x = grid.floats(batch, batch, 4, 5, 2)
        agree(layer, x, grid.floats(7, *layer.forward(x).shape))


def test_outputs_stay_when_the_next_batch_comes():
    network = Network([Conv2D(2, 3)], (5, 5, 1), rng=np.random.default_rng(0))
    one = network.forward(np.ones((2, 5, 5, 1), np.float32))
    kept = one.copy()
    network.forward(np.zeros((2, 5, 5, 1), np.float32))
    np.testing.assert_array_equal(one, kept)


def test_weights_are_windows_onto_one_line():
    network = Network([Flatten(), Dense(2), Softmax()], (2, 1, 1), rng=np.random.default_rng(0))
    dense = network.layers[1]
    dense.kernel = [[1, 2], [3, 4]]
    dense.bias = [5, 6]
    assert network.weights.tolist() == [1, 2, 3, 4, 5, 6]
    network.weights += 1
    assert dense.kernel.tolist() == [[2, 3], [4, 5]]
    assert [array.tolist() for array in network.get_weights()] == [[[2, 3], [4, 5]], [6, 7]]


def test_the_summary_counts_and_lines_up():
    layers = [Conv2D(2, 3), Conv2D(1000, 3), MaxPool2D(2), Flatten(), Dense(3, use_bias=False)]
    summary = Network(layers, (6, 6, 1)).summary()
    assert summary.total == 20 + 19_000 + 3_000
    assert repr(summary).split("\n") == [
        "Layer (type)            Output Shape        Param #",
        "---------------------------------------------------",
        "conv2d (Conv2D)         (None, 4, 4, 2)          20",
        "conv2d_1 (Conv2D)       (None, 2, 2, 1000)   19,000",
        "max_pool2d (MaxPool2D)  (None, 1, 1, 1000)        0",
        "flatten (Flatten)       (None, 1000)              0",
        "dense (Dense)           (None, 3)             3,000",
        "---------------------------------------------------",
        "Total params: 22,020",
    ]
    with pytest.raises(ValueError, match="the network has no shapes yet; give it input_shape"):
        Network([Flatten()]).summary()
