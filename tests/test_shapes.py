"""Sizes and counts, against counting by hand, TensorFlow and Keras."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_course import (
    output_size,
    padding_amounts,
    parameter_count,
    receptive_field,
    slide_1d,
    visit_counts,
)

sizes = st.integers(1, 40)
kernels = st.integers(1, 9)
strides = st.integers(1, 6)
paddings = st.one_of(st.integers(0, 6), st.sampled_from(["valid", "same"]))


def landings(size, kernel, stride, before, after):
    """Count windows one by one."""
    return [s for s in range(-before, size + after, stride) if s + kernel <= size + after]


@given(sizes, kernels, strides, paddings)
def test_output_size_is_the_number_of_landings(size, kernel, stride, padding):
    before, after = padding_amounts(size, kernel, stride, padding)
    starts = landings(size, kernel, stride, before, after)
    if not starts:
        with pytest.raises(ValueError, match=f"kernel {kernel} does not fit a size of {size}"):
            output_size(size, kernel, stride, padding)
    else:
        assert output_size(size, kernel, stride, padding) == len(starts)


@given(sizes, kernels, strides)
def test_same_gives_one_result_for_each_step(size, kernel, stride):
    assert output_size(size, kernel, stride, "same") == -(-size // stride)
    before, after = padding_amounts(size, kernel, stride, "same")
    assert after - before in (0, 1)


def test_same_keeps_the_size_at_stride_one():
    for size, kernel in itertools.product(range(1, 12), range(1, 8)):
        assert output_size(size, kernel, 1, "same") == size


def test_unless_given_the_stride_is_one_and_there_is_no_padding():
    assert padding_amounts(4, 3) == (0, 0)
    assert padding_amounts(4, 3, padding="same") == (1, 1)  # in steps of two: (0, 1)
    assert output_size(4, 3) == 2
    assert visit_counts(4, 3) == [1, 2, 2, 1]


def test_same_puts_its_zeros_where_tensorflow_does(keras):
    # A kernel with a 1 at each place in turn reads off where the picture lies.
    for size, kernel, stride in itertools.product(range(1, 9), range(1, 6), range(1, 4)):
        row = np.arange(1.0, size + 1)
        before, after = padding_amounts(size, kernel, stride, "same")
        padded = np.pad(row, (before, after))
        probe = np.eye(kernel)[:, None, :]  # (k, 1, k): one filter for each place
        theirs = keras.ops.convert_to_numpy(
            keras.ops.conv(row[None, :, None], probe, strides=stride, padding="same")
        )[0]
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel)
        ours = windows[::stride]
        np.testing.assert_array_equal(ours, theirs)


def test_pairs_go_axis_by_axis():
    assert output_size((6, 8), 3) == (4, 6)
    assert output_size(6, (3, 2)) == (4, 5)
    assert output_size((6, 8), (2, 3), (1, 2), "same") == (6, 4)
    assert output_size(6, 3, [1, 2]) == (4, 2)


@given(sizes, kernels, strides, paddings)
def test_visits_are_counted_window_by_window(size, kernel, stride, padding):
    before, after = padding_amounts(size, kernel, stride, padding)
    starts = landings(size, kernel, stride, before, after)
    if starts:
        tally = [0] * size
        for start in starts:
            for pixel in range(max(start, 0), min(start + kernel, size)):
                tally[pixel] += 1
        assert visit_counts(size, kernel, stride, padding) == tally


def test_only_full_padding_makes_visits_equal():
    assert set(visit_counts(6, 3, padding=2)) == {3}
    assert len(set(visit_counts(6, 3, padding=1))) > 1


@pytest.mark.parametrize("bias", [True, False])
def test_parameter_count_is_that_of_keras(keras, bias):
    for kernel, channels, filters in [((3, 3), 1, 8), ((5, 5), 3, 10), ((2, 4), 6, 1)]:
        layer = keras.layers.Conv2D(filters, kernel, use_bias=bias)
        layer.build((None, 32, 32, channels))
        assert parameter_count(kernel, channels, filters, bias) == layer.count_params()


def probe_receptive_field(layers):
    """Which pixels reach the first value of the last layer? Layer by layer, backward."""
    seen = {0}
    for kernel, stride, dilation in reversed(layers):
        seen = {place * stride + weight * dilation for place in seen for weight in range(kernel)}
    return max(seen) - min(seen) + 1


@given(st.lists(st.tuples(kernels, st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4))
def test_receptive_field_is_what_a_probe_finds(layers):
    assert receptive_field(layers) == probe_receptive_field(layers)


@pytest.mark.parametrize(
    "layers",
    [
        [(3, 1, 1), (3, 1, 1)],
        [(3, 1, 1), (2, 2, 1), (3, 1, 1), (2, 2, 1), (3, 1, 1)],
        [(5, 2, 1), (3, 1, 2)],
        [(3, 1, 3), (2, 3, 1), (2, 1, 2)],
    ],
)
def test_receptive_field_is_what_disturbed_pixels_show(layers):
    def first_value(row):
        for kernel, stride, dilation in layers:
            weights = np.zeros((kernel - 1) * dilation + 1, int)
            weights[::dilation] = 1
            row = slide_1d(row, weights, stride)
        return row[0]

    dark = np.zeros(60, int)
    calm = first_value(dark)
    reached = [n for n, pixel in enumerate(np.eye(60, dtype=int)) if first_value(pixel) != calm]
    assert receptive_field(layers) == max(reached) - min(reached) + 1


def test_receptive_field_of_known_stacks():
    assert receptive_field([(5, 1), (2, 2)]) == 6
    assert receptive_field([(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]) == 18


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: output_size(0, 3), ValueError, "size must be at least 1, got 0"),
        (lambda: output_size(5, 0), ValueError, "kernel must be at least 1, got 0"),
        (lambda: output_size(5, 3, 0), ValueError, "stride must be at least 1, got 0"),
        (lambda: output_size(5, 3, 2.5), TypeError, "stride must be a whole number, got 2.5"),
        (lambda: output_size(5, 3, True), TypeError, "stride must be a whole number, got True"),
        (lambda: output_size(5, 3, 1, -1), ValueError, "padding must be at least 0, got -1"),
        (lambda: output_size(5, 3, 1, "full"), ValueError, '"valid" or "same", got \'full\''),
        (lambda: output_size(5, 3, 1, None), TypeError, "padding must be a whole number, got None"),
        (lambda: output_size((5, 5, 5), 3), ValueError, r"a pair \(rows, columns\), got"),
        (lambda: output_size("5", 3), TypeError, "size must be a whole number, got '5'"),
        (lambda: output_size(3, 5), ValueError, "add padding or use a smaller kernel"),
        (lambda: output_size(3, 9, 1, 2), ValueError, r"with 2 \+ 2 zeros"),
        (lambda: output_size((5, 0), 3), ValueError, r"size \(columns\) must be .* got 0"),
        (lambda: output_size(5, 3, (1, 2.0)), TypeError, r"stride \(columns\) .* got 2\.0"),
        (lambda: output_size(5, 3, 1, (1, 1)), TypeError, r"padding must be .* got \(1, 1\)"),
        (lambda: padding_amounts(0, 3), ValueError, "size must be at least 1, got 0"),
        (lambda: padding_amounts(5, 3, 1, b"same"), TypeError, "padding must be .* got b'same'"),
        (lambda: visit_counts((5, 5), 3), TypeError, r"size must be .* got \(5, 5\)"),
        (lambda: visit_counts(2, 3), ValueError, "kernel 3 does not fit a size of 2"),
        (lambda: parameter_count((3, 3, 3), 1, 1), ValueError, r"a pair .* got \(3, 3, 3\)"),
        (lambda: receptive_field([(3, 1, 0)]), ValueError, "dilation of layer 1 .* got 0"),
        (lambda: receptive_field([3, 1]), ValueError, "layer 1 must be .* got 3"),
        (lambda: receptive_field([(3.0, 1)]), TypeError, "kernel of layer 1 .* got 3.0"),
        (lambda: parameter_count(0, 1, 1), ValueError, "kernel must be at least 1, got 0"),
        (lambda: parameter_count(3, 1, 0), ValueError, "filters must be at least 1, got 0"),
        (lambda: parameter_count(3, 0, 1), ValueError, "channels must be at least 1, got 0"),
        (lambda: parameter_count(3, 1, 1.0), TypeError, "filters must be a whole number, got 1.0"),
        (lambda: parameter_count(3, 1, 1, "no"), TypeError, "bias must be True or False, got 'no'"),
        (lambda: receptive_field([]), ValueError, "layers must be a list"),
        (lambda: receptive_field(3), ValueError, "layers must be a list"),
        (lambda: receptive_field([(3,)]), ValueError, r"layer 1 must be \(kernel, stride\)"),
        (lambda: receptive_field([(3, 1), (3, 0)]), ValueError, "stride of layer 2"),
    ],
)
def test_bad_sizes_are_refused(call, error, says):
    with pytest.raises(error, match=says):
        call()
