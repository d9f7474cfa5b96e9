"""Whole layers of Keras against one call of ours."""

import numpy as np
import pytest

from cnn_course import (
    conv2d,
    conv2d_transpose,
    output_size_transpose,
    parameter_count,
    pool2d,
    receptive_field,
)
from tests import grid

# Float32 sums in another order differ in the last digits.
CLOSE = {"float32": {"rtol": 1e-5, "atol": 1e-5}, "float64": {"rtol": 1e-12, "atol": 1e-12}}


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3, (1, 2), (3, 1)])
@pytest.mark.parametrize("kernel", [(1, 1), (2, 3), (4, 3), (5, 5)])
def test_conv2d_layer(keras, kernel, stride, padding, dtype):
    images = grid.floats(0, 2, 9, 6, 3, dtype=dtype)
    kernels, bias = grid.floats(1, *kernel, 3, 4, dtype=dtype), grid.floats(2, 4, dtype=dtype)
    layer = keras.layers.Conv2D(4, kernel, stride, padding, dtype=dtype)
    layer.build(images.shape)
    layer.set_weights([kernels, bias])
    ours = conv2d(images, kernels, bias, stride, padding)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, keras.ops.convert_to_numpy(layer(images)), **CLOSE[dtype])
    assert parameter_count(kernel, 3, 4) == layer.count_params()


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("case", grid.SPREAD_IN_KERAS, ids=grid.name)
def test_conv2d_layer_spread_out_and_in_groups(keras, case, dtype):
    picture, kernel, stride, padding, dilation, groups = case
    images = grid.floats(0, 2, *picture, 6, dtype=dtype)
    kernels = grid.floats(1, *kernel, 6 // groups, 12, dtype=dtype)
    bias = grid.floats(2, 12, dtype=dtype)
    theirs, zeros = images, "valid"
    if isinstance(padding, str):
        zeros = padding
    else:
        theirs = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
    layer = keras.layers.Conv2D(
        12, kernel, stride, zeros, dilation_rate=dilation, groups=groups, dtype=dtype
    )
    layer.build(theirs.shape)
    layer.set_weights([kernels, bias])
    ours = conv2d(images, kernels, bias, stride, padding, dilation, groups)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, keras.ops.convert_to_numpy(layer(theirs)), **CLOSE[dtype])
    assert parameter_count(kernel, 6, 12, groups=groups) == layer.count_params()


def test_depthwise_convolution_is_as_many_groups_as_channels(keras):
    images, bias = grid.floats(0, 2, 9, 6, 4), grid.floats(2, 8)
    kernels = grid.floats(1, 2, 3, 1, 8)
    layer = keras.layers.DepthwiseConv2D((2, 3), depth_multiplier=2, dtype="float64")
    layer.build(images.shape)
    layer.set_weights([kernels.reshape(2, 3, 4, 2), bias])
    ours = conv2d(images, kernels, bias, groups=4)
    np.testing.assert_allclose(ours, layer(images).numpy(), **CLOSE["float64"])


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [1, 2, 3, (1, 2), (3, 1)])
@pytest.mark.parametrize("kernel", [(1, 1), (2, 3), (4, 3), (5, 5)])
def test_conv2d_transpose_layer(keras, kernel, stride, padding, dtype):
    images = grid.floats(0, 2, 5, 4, 3, dtype=dtype)
    kernels, bias = grid.floats(1, *kernel, 6, 3, dtype=dtype), grid.floats(2, 6, dtype=dtype)
    layer = keras.layers.Conv2DTranspose(6, kernel, stride, padding, dtype=dtype)
    layer.build(images.shape)
    layer.set_weights([kernels, bias])
    ours = conv2d_transpose(images, kernels, bias, stride, padding)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, keras.ops.convert_to_numpy(layer(images)), **CLOSE[dtype])
    assert ours.shape[1:3] == output_size_transpose((5, 4), kernel, stride, padding)


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("how", ["max", "average"])
@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("stride", [None, 1, 3, (2, 1)])
@pytest.mark.parametrize("size", [2, 3, (2, 3)])
def test_pooling_layer(keras, size, stride, padding, how, dtype):
    layers = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}
    images = grid.floats(3, 2, 9, 6, 3, dtype=dtype) - 3
    theirs = keras.ops.convert_to_numpy(layers[how](size, stride, padding, dtype=dtype)(images))
    ours = pool2d(images, size, stride, padding, how)
    assert ours.dtype == dtype
    np.testing.assert_allclose(ours, theirs, **CLOSE[dtype])


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_not_a_number_spreads_as_far_in_keras(keras, padding):
    images = grid.floats(4, 2, 7, 8, 2)
    images[0, 3, 4, 1] = np.nan
    kernels = grid.floats(5, 3, 2, 2, 3)
    theirs = keras.ops.convert_to_numpy(keras.ops.conv(images, kernels, 2, padding))
    ours = conv2d(images, kernels, None, 2, padding)
    np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))
    theirs = keras.ops.convert_to_numpy(keras.ops.average_pool(images, 3, 2, padding))
    ours = pool2d(images, 3, 2, padding, "average")
    np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))


def test_eighteen_pixels_reach_a_value_of_the_ten_classes_model(keras):
    stack = [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]
    image = np.zeros((1, 32, 32, 1), np.float32)
    values = [image]
    for place in range(32):
        lit = image.copy()
        lit[0, place, :, 0] = 1
        values.append(lit)
    batch = np.concatenate(values)
    for kernel, stride in stack:
        if stride == 1:
            batch = keras.ops.conv(batch, np.ones((kernel, kernel, 1, 1), np.float32))
        else:
            batch = keras.ops.average_pool(batch, kernel, stride)
    first = keras.ops.convert_to_numpy(batch)[:, 0, 0, 0]
    assert np.count_nonzero(first[1:] != first[0]) == receptive_field(stack) == 18
