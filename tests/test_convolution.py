"""Convolution: the loop against the fast form, SciPy and Keras."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import signal

from cnn_course import (
    _columns,
    _depthwise,
    conv2d,
    convolution,
    output_size,
    pad,
    padding_amounts,
    slide_1d,
    slide_2d,
)
from tests import grid


def fits(case):
    picture, kernel, stride, padding, *dilation = case
    try:
        output_size(picture, kernel, stride, padding, *dilation)
    except ValueError:
        return False
    return True


FITTING = [case for case in grid.CASES if fits(case)]


def both(step):
    return (step, step) if isinstance(step, int) else step


def with_zeros_between(kernels, dilation):
    """What a dilated kernel is: a larger one, with zeros in its holes."""
    down, across = both(dilation)
    kh, kw, *rest = kernels.shape
    spread = np.zeros(((kh - 1) * down + 1, (kw - 1) * across + 1, *rest), kernels.dtype)
    spread[::down, ::across] = kernels
    return spread


def by_definition(images, kernels, bias, stride, padding, dilation=1, groups=1):
    """Every result as its own sum, for (N, H, W, C): slow, and written another way."""
    stride, kernels = both(stride), with_zeros_between(kernels, dilation)
    zeros = [
        padding_amounts(n, k, s, padding)
        for n, k, s in zip(images.shape[1:3], kernels.shape[:2], stride)
    ]
    images = np.pad(images, [(0, 0), *zeros, (0, 0)])
    kh, kw, depth, filters = kernels.shape
    oh = (images.shape[1] - kh) // stride[0] + 1
    ow = (images.shape[2] - kw) // stride[1] + 1
    result = np.zeros((len(images), oh, ow, filters))
    for n, y, x, f in np.ndindex(result.shape):
        top, left = y * stride[0], x * stride[1]
        first = depth * (f * groups // filters)  # of the channels that this filter reads
        window = images[n, top : top + kh, left : left + kw, first : first + depth]
        result[n, y, x, f] = (window * kernels[..., f]).sum() + bias[f]
    return result


@pytest.mark.parametrize("case", grid.SPREAD, ids=map(grid.name, grid.SPREAD))
def test_weights_spread_out_and_channels_in_groups(case):
    picture, kernel, stride, padding, dilation, groups = case
    images = grid.whole_numbers(2, 2, *picture, 6)
    kernels, bias = grid.whole_numbers(3, *kernel, 6 // groups, 12), np.arange(12)
    result = conv2d(images, kernels, bias, stride, padding, dilation, groups)
    expected = by_definition(images, kernels, bias, stride, padding, dilation, groups)
    assert result.dtype == np.int64
    np.testing.assert_array_equal(result, expected)
    assert result.shape[1:3] == output_size(picture, kernel, stride, padding, dilation)


@pytest.mark.parametrize("case", grid.SPREAD[::4], ids=map(grid.name, grid.SPREAD[::4]))
def test_the_loop_spreads_its_weights_out_in_the_same_way(case):
    picture, kernel, stride, padding, *_ = case
    image, weights = grid.whole_numbers(0, *picture), grid.whole_numbers(1, *kernel)
    for dilation in (1, 2, (3, 1), (1, 2)):
        slow = slide_2d(image, weights, stride, padding, dilation=dilation)
        fast = conv2d(image, weights, stride=stride, padding=padding, dilation=dilation)
        np.testing.assert_array_equal(slow, fast)
        turned = slide_2d(image, weights, stride, padding, flip=True, dilation=dilation)
        opposite = slide_2d(image, weights[::-1, ::-1], stride, padding, dilation=dilation)
        np.testing.assert_array_equal(turned, opposite)


@pytest.mark.parametrize("groups", [2, 3])
def test_each_group_is_a_convolution_of_its_own(groups):
    images, kernels = grid.floats(2, 3, 7, 8, 6), grid.floats(3, 3, 2, 6 // groups, 12)
    apart = [
        conv2d(
            images[..., 6 // groups * g :][..., : 6 // groups], kernels[..., of : of + 12 // groups]
        )
        for g, of in enumerate(range(0, 12, 12 // groups))
    ]
    together = conv2d(images, kernels, groups=groups)
    np.testing.assert_allclose(together, np.concatenate(apart, axis=3), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dilation", [2, (1, 3)])
@pytest.mark.parametrize("sizes", [(40, 100, 2), (300, 30, 1)])
def test_blocks_of_windows_with_holes(sizes, dilation, monkeypatch):
    images, kernels = grid.whole_numbers(7, 5, 13, 11, 4), grid.whole_numbers(8, 4, 3, 2, 6)
    expected = by_definition(images, kernels, np.zeros(6), (2, 1), "same", dilation, 2)
    for name, size in zip(("BLOCK", "ALONE", "FEWEST"), sizes):
        monkeypatch.setattr(_columns, name, size)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    result = conv2d(images, kernels, None, (2, 1), "same", dilation, 2)
    np.testing.assert_array_equal(result, expected)


# Numbers in a block: a row, some rows, some pictures.
@pytest.mark.parametrize("block", [1, 100, 400])
@pytest.mark.parametrize("case", grid.SPREAD[::5], ids=map(grid.name, grid.SPREAD[::5]))
def test_blocks_of_a_depthwise_convolution(case, block, monkeypatch):
    picture, kernel, stride, padding, dilation, _ = case
    images, kernels = grid.whole_numbers(7, 3, *picture, 6), grid.whole_numbers(8, *kernel, 1, 12)
    monkeypatch.setattr(_depthwise, "BLOCK", block)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    result = conv2d(images, kernels, None, stride, padding, dilation, 6)
    expected = by_definition(images, kernels, np.zeros(12), stride, padding, dilation, 6)
    np.testing.assert_array_equal(result, expected)


def test_a_depthwise_block_is_no_larger_than_the_result():
    images, kernels = grid.floats(7, 1, 4, 4, 2), grid.floats(8, 3, 3, 1, 2)
    tracemalloc.start()
    conv2d(images, kernels, groups=2)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000  # of 8 numbers


@pytest.mark.parametrize("case", FITTING, ids=map(grid.name, FITTING))
def test_loop_and_fast_form_agree_exactly_on_whole_numbers(case):
    picture, kernel, stride, padding = case
    image, weights = grid.whole_numbers(0, *picture), grid.whole_numbers(1, *kernel)
    slow = slide_2d(image, weights, stride, padding)
    fast = conv2d(image, weights, stride=stride, padding=padding)
    assert slow.shape == output_size(picture, kernel, stride, padding)
    assert slow.dtype == fast.dtype == np.int64
    np.testing.assert_array_equal(slow, fast)


@pytest.mark.parametrize("case", FITTING[::7], ids=map(grid.name, FITTING[::7]))
def test_batch_channels_filters_and_bias(case):
    picture, kernel, stride, padding = case
    images = grid.floats(2, 3, *picture, 2)
    kernels, bias = grid.floats(3, *kernel, 2, 4), grid.floats(4, 4)
    result = conv2d(images, kernels, bias, stride, padding)
    np.testing.assert_allclose(
        result, by_definition(images, kernels, bias, stride, padding), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_keras_gives_the_same(keras, dtype):
    close = {"rtol": 1e-4, "atol": 1e-4} if dtype == np.float32 else {"rtol": 1e-10, "atol": 1e-10}
    for case in FITTING:
        picture, kernel, stride, padding = case
        images = grid.floats(5, 2, *picture, 3, dtype=dtype)
        kernels = grid.floats(6, *kernel, 3, 4, dtype=dtype)
        theirs_images, theirs_padding = images, padding
        if not isinstance(padding, str):
            theirs_images, theirs_padding = pad(images, padding), "valid"
        theirs = keras.ops.conv(theirs_images, kernels, strides=stride, padding=theirs_padding)
        ours = conv2d(images, kernels, stride=stride, padding=padding)
        assert ours.dtype == dtype
        np.testing.assert_allclose(
            ours, keras.ops.convert_to_numpy(theirs), **close, err_msg=grid.name(case)
        )


# Numbers in a block, multiplications of a product that stays on its thread, fewest landings
@pytest.mark.parametrize("sizes", [(40, 100, 2), (300, 30, 1), (150, 100, 99)])
@pytest.mark.parametrize("case", FITTING[::11], ids=map(grid.name, FITTING[::11]))
def test_blocks_of_any_size_give_the_same(case, sizes, monkeypatch):
    picture, kernel, stride, padding = case
    images, kernels = grid.whole_numbers(7, 5, *picture, 2), grid.whole_numbers(8, *kernel, 2, 3)
    expected = by_definition(images, kernels, np.zeros(3), stride, padding)
    for name, size in zip(("BLOCK", "ALONE", "FEWEST"), sizes):
        monkeypatch.setattr(_columns, name, size)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    np.testing.assert_array_equal(conv2d(images, kernels, stride=stride, padding=padding), expected)


@pytest.mark.parametrize("filters", [3, 400])
def test_large_batches_are_shared_out_unless_the_kernels_are_large(filters, monkeypatch):
    asked = []
    monkeypatch.setattr(_columns, "on_all_cores", lambda work, tasks: asked.append(tasks) or work())
    images, kernels = grid.whole_numbers(7, 3, 40, 30, 8), grid.whole_numbers(8, 5, 4, 8, filters)
    result = conv2d(images, kernels, stride=(1, 2), padding="same")
    expected = conv2d(images[2:, :, :14], kernels[..., -1:], stride=(1, 2), padding="same")
    np.testing.assert_array_equal(result[2:, :, :5, -1:], expected[:, :, :5])
    assert asked == [6 if filters == 3 else 1]


@pytest.mark.parametrize(
    ("size", "mode", "padding"),
    [((2, 3), "valid", 0), ((4, 3), "valid", 0), ((3, 3), "full", 2), ((5, 3), "same", "same")],
)
def test_scipy_gives_the_same(size, mode, padding):
    image, kernel = grid.floats(7, 8, 11), grid.floats(8, *size)
    correlated = signal.correlate2d(image, kernel, mode)
    for slide in (slide_2d, conv2d):
        np.testing.assert_allclose(slide(image, kernel, padding=padding), correlated, atol=1e-12)
    turned = slide_2d(image, kernel, padding=padding, flip=True)
    np.testing.assert_allclose(turned, signal.convolve2d(image, kernel, mode), atol=1e-12)


@given(grid.drawn_cases, st.integers(1, 3), st.integers(1, 3), grid.seeds)
def test_drawn_cases(case, channels, filters, seed):
    assume(fits(case))
    picture, kernel, stride, padding = case
    images = grid.whole_numbers(seed, 2, *picture, channels)
    kernels = grid.whole_numbers(seed + 1, *kernel, channels, filters)
    bias = np.arange(filters)
    np.testing.assert_array_equal(
        conv2d(images, kernels, bias, stride, padding),
        by_definition(images, kernels, bias, stride, padding),
    )


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2, "valid", "same"])
def test_rows_are_pictures_of_one_row(stride, padding):
    rows, weights = grid.whole_numbers(9, 4, 11), grid.whole_numbers(10, 3)
    result = slide_1d(rows, weights, stride, padding)
    assert result.shape == (4, output_size(11, 3, stride, padding))
    for row, own in zip(rows, result):
        np.testing.assert_array_equal(own, slide_1d(row, weights, stride, padding))
        zeros = padding_amounts(11, 3, stride, padding)
        expected = slide_2d(np.pad(row, zeros)[None], weights[None], stride)[0]
        np.testing.assert_array_equal(own, expected)


@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("padding", [0, 2, "same"])
@pytest.mark.parametrize("dilation", [2, 3])
def test_rows_with_weights_spread_out(stride, padding, dilation):
    rows, weights = grid.whole_numbers(9, 4, 11), grid.whole_numbers(10, 3)
    spread = np.zeros(2 * dilation + 1, int)
    spread[::dilation] = weights
    expected = slide_1d(rows, spread, stride, padding)
    np.testing.assert_array_equal(slide_1d(rows, weights, stride, padding, dilation), expected)
    for row, own in zip(rows, expected):
        found = slide_1d(row, weights, stride, padding, dilation)
        np.testing.assert_array_equal(found, own)


def test_what_lies_in_a_hole_is_not_read():
    row = np.array([1, np.nan, 2, np.inf, 3])
    assert slide_1d(row, [1, 10, 100], dilation=2).tolist() == [321]
    for slide in (slide_2d, conv2d):
        assert slide(row[None], [[1, 10, 100]], dilation=(1, 2)).tolist() == [[321]]


def test_flip_is_a_half_turn():
    image, kernel = grid.whole_numbers(11, 6, 7), grid.whole_numbers(12, 2, 3)
    turned = slide_2d(image, kernel[::-1, ::-1])
    np.testing.assert_array_equal(slide_2d(image, kernel, flip=True), turned)
    assert not np.array_equal(slide_2d(image, kernel), turned)


def test_shapes_follow_the_input():
    kernels = grid.floats(13, 2, 2, 1, 3)
    assert conv2d(np.ones((4, 5)), np.ones((2, 2))).shape == (3, 4)
    assert conv2d(np.ones((4, 5)), kernels).shape == (3, 4, 3)
    assert conv2d(np.ones((4, 5, 1)), kernels).shape == (3, 4, 3)
    assert conv2d(np.ones((2, 4, 5, 1)), kernels).shape == (2, 3, 4, 3)
    assert conv2d(np.ones((4, 5)), np.ones((2, 2)), bias=7)[0, 0] == 11


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, bool, np.uint16])
def test_small_whole_numbers_do_not_overflow(dtype):
    image = np.full((4, 4), 200 if dtype != np.int8 else 100).astype(dtype)
    expected = 9 * int(image[0, 0]) * 100
    kernel = np.full((3, 3), 100, np.uint8)
    for result in (slide_2d(image, kernel), conv2d(image, kernel)):
        assert result.dtype == np.int64
        assert (result == expected).all()


def test_large_whole_numbers_stay_exact_or_are_refused():
    image, kernel = np.full((2, 2), 2**45), np.array([[1, 2], [3, 5]])
    assert conv2d(image, kernel)[0, 0] == slide_2d(image, kernel)[0, 0] == 11 * 2**45
    for slide in (slide_2d, conv2d):
        with pytest.raises(ValueError, match="too large to be summed exactly"):
            slide(image * 2**7, kernel)


def test_every_channel_and_the_bias_count_in_an_exact_sum():
    # 2 x 8 weights x 2 channels x 2**47 x 2 = 2**53: exact to the last unit, and not one more.
    images, kernels = np.full((2, 8, 2), 2**47), np.full((2, 8, 2, 1), 2)
    assert conv2d(images, kernels).item() == 2**53
    for more in ({"images": images + 1}, {"bias": [1]}):
        with pytest.raises(ValueError, match="too large to be summed exactly"):
            conv2d(**{"images": images, "kernels": kernels, **more})


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_nan_shows_where_a_window_touches_it_and_nowhere_else(bad, keras):
    image = grid.floats(14, 6, 7)
    image[2, 3] = bad
    kernel = grid.floats(15, 3, 3)
    ours = conv2d(image, kernel)
    touched = np.zeros((4, 5), bool)
    touched[0:3, 1:4] = True
    np.testing.assert_array_equal(~np.isfinite(ours), touched)
    np.testing.assert_array_equal(~np.isfinite(slide_2d(image, kernel)), touched)
    theirs = keras.ops.conv(image[None, ..., None], kernel[..., None, None])
    np.testing.assert_array_equal(
        ~np.isfinite(keras.ops.convert_to_numpy(theirs)[0, ..., 0]), touched
    )


def test_pad_puts_zeros_around_pictures_only():
    assert pad([1, 2], 1).tolist() == [0, 1, 2, 0]
    assert pad([1, 2], (0, 2)).tolist() == [1, 2, 0, 0]
    assert pad(np.ones((2, 3, 4)), 1).shape == (4, 5, 4)
    assert pad(np.ones((2, 3, 4, 5)), ((1, 0), (0, 2))).shape == (2, 4, 6, 5)
    assert pad(np.ones((2, 2), int), 1, value=0.5)[0, 0] == 0.5


def test_inputs_are_left_as_they_were():
    image, kernel = grid.floats(16, 5, 5), grid.floats(17, 3, 3)
    image.flags.writeable = kernel.flags.writeable = False
    slide_2d(image, kernel, flip=True), conv2d(image, kernel, padding="same"), pad(image, 2)
    slide_1d(image, kernel[0], padding=1)


def test_views_and_foreign_byte_orders():
    image = grid.floats(18, 12, 10)
    kernel = grid.floats(19, 3, 3)
    view = image[::2, ::-1].T
    np.testing.assert_allclose(conv2d(view, kernel), slide_2d(view.copy(), kernel), atol=1e-12)
    np.testing.assert_array_equal(conv2d(image.astype(">f8"), kernel), conv2d(image, kernel))
    half = conv2d(image.astype(np.float16), kernel.astype(np.float16))
    assert half.dtype == np.float32


def test_fractions_in_the_weights_or_the_bias_are_kept():
    assert slide_2d([[1, 2]], [[0.5, 0.5]]).tolist() == [[1.5]]
    assert slide_1d([1, 2], [0.5, 0.5]).tolist() == [1.5]
    assert conv2d([[1]], [[1]], bias=0.5).tolist() == [[1.5]]


def test_the_loops_refuse_what_they_cannot_sum_exactly():
    row = np.full(8, 2**50)
    for slide, image in ((slide_1d, row), (slide_2d, row[None])):
        weights = np.ones((1,) * (image.ndim - 1) + (8,), int)
        assert slide(image, weights).item() == 2**53
        with pytest.raises(ValueError, match="too large to be summed exactly"):
            slide(image, 2 * weights)


def test_the_loops_that_the_chapters_show_are_the_loops_that_run(monkeypatch):
    row, picture = np.array([1, 2, 4, 3]), np.array([[1, 2, 3], [4, 5, 6], [0, 7, 9]])
    weights, kernel = np.array([1, 10]), np.array([[1, 0], [0, 10]])
    assert convolution.sums_along(row, weights, 3) == slide_1d(row, weights).tolist()
    assert convolution.sums_over(picture, kernel, (2, 2)) == slide_2d(picture, kernel).tolist()
    spread = convolution.spread_along(row, weights, 2, dilation=2)
    assert spread == slide_1d(row, weights, dilation=2).tolist()
    spread = convolution.spread_over(picture, kernel, (2, 1), dilation=(1, 2))
    assert spread == slide_2d(picture, kernel, dilation=(1, 2)).tolist()
    monkeypatch.setattr(convolution, "sums_along", lambda *given: [7])
    monkeypatch.setattr(convolution, "sums_over", lambda *given: [[8]])
    assert slide_1d(row, weights).tolist() == [7]
    assert slide_2d(picture, kernel).tolist() == [[8]]
    monkeypatch.setattr(convolution, "spread_along", lambda *given: [9])
    monkeypatch.setattr(convolution, "spread_over", lambda *given: [[10]])
    assert slide_1d(row, weights, dilation=2).tolist() == [9]
    assert slide_2d(picture, kernel, dilation=(1, 2)).tolist() == [[10]]
