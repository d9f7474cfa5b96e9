"""Whole layers of Keras against one call of ours."""

import numpy as np
import pytest

from cnn_course import conv2d, parameter_count, pool2d, receptive_field
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
