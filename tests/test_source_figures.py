"""Every figure of the sources' arithmetic up to pooling, recomputed.

A Dense layer of n inputs has the parameters of a 1x1 convolution on n channels.
"""

import numpy as np
import pytest

from cnn_course import (
    conv2d,
    kernels,
    output_size,
    pad,
    parameter_count,
    pool2d,
    receptive_field,
    slide_1d,
    slide_2d,
    visit_counts,
)
from cnn_course.data import make_six_by_six

SIX_BY_SIX = np.array(
    [
        [18, 54, 51, 239, 244, 188],
        [55, 121, 75, 78, 95, 88],
        [35, 24, 204, 113, 109, 221],
        [3, 154, 104, 235, 25, 130],
        [15, 253, 225, 159, 78, 233],
        [68, 85, 180, 214, 245, 0],
    ]
)
SIXTEEN = [
    [429, 505, 686, 856],
    [261, 792, 412, 640],
    [633, 653, 851, 751],
    [608, 913, 713, 657],
]


def dense(inputs, units):
    return parameter_count(1, inputs, units)


@pytest.mark.parametrize("slide", [slide_2d, conv2d])
def test_all_sixteen_values(slide):
    assert slide(SIX_BY_SIX, kernels.EXAMPLE).tolist() == SIXTEEN
    assert slide(SIX_BY_SIX.astype(np.uint8), kernels.EXAMPLE.astype(np.uint8)).tolist() == SIXTEEN


def test_flipping_this_kernel_changes_nothing():
    assert slide_2d(SIX_BY_SIX, kernels.EXAMPLE, flip=True).tolist() == SIXTEEN


def test_the_middle_of_same_is_valid():
    same = conv2d(SIX_BY_SIX, kernels.EXAMPLE, padding="same")
    assert same.shape == (6, 6)
    assert same[1:5, 1:5].tolist() == SIXTEEN


def test_two_weights_on_four_columns():
    row = np.array([3, 7, 2, 5])
    first, second = slide_1d(row, [1, 0.3]), slide_1d(row, [0.1, 5])
    assert first.shape == second.shape == (3,)
    np.testing.assert_allclose(first + second, slide_1d(row, [1.1, 5.3]))
    assert slide_1d(row, [1, 0.3], padding=1).shape == (5,)


@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "expected"),
    [
        (32, 5, 1, 0, 28),
        (32, 3, 1, 0, 30),
        (5, 3, 1, 0, 3),
        (5, 3, 2, 0, 2),
        (6, 3, 2, 0, 2),
        (5, 3, 1, 1, 5),
        (6, 3, 2, 4, 6),
        (28, 5, 2, 0, 12),
        (300, 5, 1, 0, 296),
        (296, 2, 2, 0, 148),
    ],
)
def test_sizes(size, kernel, stride, padding, expected):
    assert output_size(size, kernel, stride, padding) == expected
    assert slide_1d(np.ones(size), np.ones(kernel), stride, padding).shape == (expected,)


@pytest.mark.parametrize(
    ("picture", "filters", "expected"),
    [
        ((32, 32, 3), (5, 5, 3, 10), (28, 28, 10)),
        ((32, 32, 3), (3, 3, 3, 10), (30, 30, 10)),
        ((32, 32, 3), (5, 5, 3, 1), (28, 28, 1)),
        ((5, 5), (3, 3, 1, 5), (3, 3, 5)),
    ],
)
def test_filters_stack_into_depth(picture, filters, expected):
    assert conv2d(np.ones(picture), np.ones(filters)).shape == expected


def test_padding_does_not_undo_a_stride():
    windows = conv2d(pad(np.ones((6, 6), int), 4), np.ones((3, 3), int), stride=2)
    assert windows.shape == (6, 6)
    assert (windows == 0).sum() == 20


def test_visits_of_six_by_six():
    visits = np.outer(*[visit_counts(6, 3, padding="same")] * 2)
    assert (visits[0, 0], visits[0, 2], visits[2, 2]) == (4, 6, 9)
    assert set(visit_counts(6, 3, padding=2)) == {3}


def test_pooling_halves_both_sides_of_each_slice():
    slices = np.arange(32).reshape(4, 4, 2)
    assert pool2d(slices)[..., 0].tolist() == [[10, 14], [26, 30]]
    assert pool2d(slices)[..., 1].tolist() == [[11, 15], [27, 31]]


def test_values_and_parameters_of_the_cats_and_dogs_model():
    after, halved = output_size(300, 5), output_size(output_size(300, 5), 2, 2)
    assert after**2 * 10 == 876_160
    assert halved**2 * 10 == 219_040
    first = parameter_count(5, 3, 10)
    assert first + dense(219_040, 1) == 219_801
    assert first + dense(219_040, 2) == 438_842
    again = output_size(output_size(halved, 5), 2, 2)
    assert first + parameter_count(5, 10, 10) + dense(again**2 * 10, 2) == 106_952
    assert dense(300 * 300 * 3, 2) == 540_002
    assert dense(300 * 300 * 3, 10) + dense(10, 2) == 2_700_032


def test_parameters_of_the_digits_model():
    layers = parameter_count(3, 1, 8), parameter_count(3, 8, 8), dense(2 * 2 * 8, 10)
    assert layers == (80, 584, 330)
    assert sum(layers) == 994


def test_parameters_and_view_of_the_ten_classes_model():
    side = 32
    for kernel, stride in (stack := [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]):
        side = output_size(side, kernel, stride)
    flat = dense(side**2 * 128, 128)
    depths = [(3, 32), (32, 64), (64, 128)]
    convolutions = [parameter_count(3, channels, filters) for channels, filters in depths]
    total = sum(convolutions) + flat + dense(128, 10)
    assert total == 356_810
    assert round(100 * flat / total, 1) == 73.5
    assert receptive_field(stack) == 18


def test_the_course_uses_the_picture_of_the_source():
    np.testing.assert_array_equal(make_six_by_six(), SIX_BY_SIX)
