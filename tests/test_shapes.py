"""Sizes and counts, against counting by hand, TensorFlow and Keras."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_course import (
    multiplication_count,
    output_size,
    output_size_transpose,
    padding_amounts,
    parameter_count,
    receptive_field,
    slide_1d,
    visit_counts,
)

sizes = st.integers(1, 40)
dilations = st.integers(1, 4)
kernels = st.integers(1, 9)
strides = st.integers(1, 6)
paddings = st.one_of(st.integers(0, 6), st.sampled_from(["valid", "same"]))


def landings(size, kernel, stride, before, after, dilation=1):
    """The pixels under the weights, window by window."""
    windows = [
        [start + weight * dilation for weight in range(kernel)]
        for start in range(-before, size + after, stride)
    ]
    return [window for window in windows if window[-1] < size + after]


@given(sizes, kernels, strides, paddings, dilations)
def test_output_size_is_the_number_of_landings(size, kernel, stride, padding, dilation):
    before, after = padding_amounts(size, kernel, stride, padding, dilation)
    windows = landings(size, kernel, stride, before, after, dilation)
    if not windows:
        says = (
            rf"kernel {kernel}( with dilation {dilation}, \d+ wide,)? does not fit a size of {size}"
        )
        with pytest.raises(ValueError, match=says):
            output_size(size, kernel, stride, padding, dilation)
    else:
        assert output_size(size, kernel, stride, padding, dilation) == len(windows)


@given(sizes, kernels, strides, dilations)
def test_same_gives_one_result_for_each_step(size, kernel, stride, dilation):
    assert output_size(size, kernel, stride, "same", dilation) == -(-size // stride)
    before, after = padding_amounts(size, kernel, stride, "same", dilation)
    assert after - before in (0, 1)


def test_same_keeps_the_size_at_stride_one():
    for size, kernel in itertools.product(range(1, 12), range(1, 8)):
        assert output_size(size, kernel, 1, "same") == size


def test_unless_given_the_stride_is_one_and_there_is_no_padding():
    assert padding_amounts(4, 3) == (0, 0)
    assert padding_amounts(4, 3, padding="same") == (1, 1)  # in steps of two: (0, 1)
    assert output_size(4, 3) == 2
    assert visit_counts(4, 3) == [1, 2, 2, 1]
    assert output_size_transpose(4, 3) == 6


@pytest.mark.parametrize("dilation", [1, 2, 3])
def test_same_puts_its_zeros_where_tensorflow_does(keras, dilation):
    # A kernel with a 1 at each place in turn reads off where the picture lies.
    for size, kernel, stride in itertools.product(range(1, 9), range(1, 6), range(1, 4)):
        if stride > 1 < dilation:
            continue  # Keras has no such convolution
        row = np.arange(1.0, size + 1)
        before, after = padding_amounts(size, kernel, stride, "same", dilation)
        padded = np.pad(row, (before, after))
        probe = np.eye(kernel)[:, None, :]  # (k, 1, k): one filter for each place
        theirs = keras.ops.convert_to_numpy(
            keras.ops.conv(
                row[None, :, None],
                probe,
                strides=stride,
                padding="same",
                dilation_rate=dilation,
            )
        )[0]
        windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel - 1) * dilation + 1)
        ours = windows[::stride, ::dilation]
        np.testing.assert_array_equal(ours, theirs)


def test_pairs_go_axis_by_axis():
    assert output_size((6, 8), 3) == (4, 6)
    assert output_size(6, (3, 2)) == (4, 5)
    assert output_size((6, 8), (2, 3), (1, 2), "same") == (6, 4)
    assert output_size(6, 3, [1, 2]) == (4, 2)
    assert output_size(9, 3, dilation=(1, 4)) == (7, 1)
    assert output_size_transpose((3, 4), (2, 3), (1, 2)) == (4, 9)
    assert output_size_transpose(3, 2, [1, 2], "same") == (3, 6)
    assert output_size_transpose(3, 1, stride=2) == 6  # not 5: room for whole steps, as in Keras


@given(sizes, kernels, strides, paddings, dilations)
def test_visits_are_counted_window_by_window(size, kernel, stride, padding, dilation):
    before, after = padding_amounts(size, kernel, stride, padding, dilation)
    windows = landings(size, kernel, stride, before, after, dilation)
    if windows:
        tally = [0] * size
        for pixel in itertools.chain(*windows):
            if 0 <= pixel < size:
                tally[pixel] += 1
        assert visit_counts(size, kernel, stride, padding, dilation) == tally


@given(sizes, kernels, strides, paddings)
def test_a_convolution_leads_from_the_paper_back_to_what_stamped(size, kernel, stride, padding):
    try:
        paper = output_size_transpose(size, kernel, stride, padding)
    except ValueError as error:
        assert f"padding {padding} leaves nothing of" in str(error)
    else:
        assert output_size(paper, kernel, stride, padding) == size
        if stride == 1 and not isinstance(padding, str):
            assert paper == output_size(size, kernel, 1, kernel - 1) - 2 * padding


def test_only_full_padding_makes_visits_equal():
    assert set(visit_counts(6, 3, padding=2)) == {3}
    assert len(set(visit_counts(6, 3, padding=1))) > 1


@pytest.mark.parametrize("bias", [True, False])
def test_parameter_count_is_that_of_keras(keras, bias):
    for kernel, channels, filters, groups in [
        *(((3, 3), 1, 8, 1), ((5, 5), 3, 10, 1), ((2, 4), 6, 1, 1)),
        *(((3, 2), 6, 4, 2), ((3, 3), 8, 16, 8)),
    ]:
        layer = keras.layers.Conv2D(filters, kernel, use_bias=bias, groups=groups)
        layer.build((None, 32, 32, channels))
        assert parameter_count(kernel, channels, filters, bias, groups) == layer.count_params()


def test_multiplications_are_those_of_the_loops():
    """Counted as the loops of `slide_2d` do them: a product for each weight at each landing."""
    for size, kernel, channels, filters, stride, padding, groups in [
        ((5, 8), (2, 3), 4, 6, (2, 1), 1, 2),
        ((7, 6), (3, 3), 3, 3, (1, 2), "same", 3),
        ((4, 4), (4, 4), 2, 5, (1, 1), 0, 1),
    ]:
        rows, columns = output_size(size, kernel, stride, padding)
        products = 0
        for _ in itertools.product(range(rows), range(columns), range(filters)):
            products += kernel[0] * kernel[1] * len(range(0, channels, groups))
        counted = multiplication_count(
            size, kernel, channels, filters, stride, padding, groups=groups
        )
        assert counted == products
    assert multiplication_count(6, 3, 1, 1) == multiplication_count((6, 6), (3, 3), 1, 1) == 144


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
        (lambda: output_size(5, 3, dilation=0), ValueError, "dilation must be at least 1, got 0"),
        (lambda: output_size(5, 3, 1, 0, 1.5), TypeError, "dilation must be .* got 1.5"),
        (
            lambda: output_size(8, 3, 1, 0, 4),
            ValueError,
            "kernel 3 with dilation 4, 9 wide, does not fit a size of 8; add padding",
        ),
        (lambda: output_size_transpose(0, 3), ValueError, "size must be at least 1, got 0"),
        (lambda: output_size_transpose(3, "3"), TypeError, "kernel must be a whole number"),
        (lambda: output_size_transpose(3, 3, 0), ValueError, "stride must be at least 1, got 0"),
        (lambda: output_size_transpose(3, 3, 1, "full"), ValueError, "padding must be .* 'full'"),
        (
            lambda: output_size_transpose(1, 3, 1, 2),
            ValueError,
            "padding 2 leaves nothing of 3 pixels; cut off less",
        ),
        (lambda: visit_counts(5, 3, 1, 0, True), TypeError, "dilation must be .* got True"),
        (
            lambda: parameter_count(3, 6, 4, groups=3),
            ValueError,
            "groups must divide the channels and the filters: 6 channels and 4 filters do not both",
        ),
        (lambda: parameter_count(3, 6, 4, groups=0), ValueError, "groups must be at least 1"),
        (lambda: parameter_count(3, 4, 6, groups=3), ValueError, "4 channels and 6 filters do"),
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
        (lambda: multiplication_count(2, 3, 1, 1), ValueError, "kernel 3 does not fit a size of 2"),
        (lambda: multiplication_count(2.0, 1, 1, 1), TypeError, "size must be a whole number"),
        (lambda: multiplication_count(4, 1, 3, 4, groups=2), ValueError, "groups must divide"),
        (lambda: receptive_field([]), ValueError, "layers must be a list"),
        (lambda: receptive_field(3), ValueError, "layers must be a list"),
        (lambda: receptive_field([(3,)]), ValueError, r"layer 1 must be \(kernel, stride\)"),
        (lambda: receptive_field([(3, 1), (3, 0)]), ValueError, "stride of layer 2"),
    ],
)
def test_bad_sizes_are_refused(call, error, says):
    with pytest.raises(error, match=says):
        call()
