"""Transposed convolution: the loop against the fast form, exact sums, and convolution's own slopes."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import assume, given
from scipy import signal

from cnn_course import (
    conv2d,
    conv2d_transpose,
    output_size,
    output_size_transpose,
    stamp_2d,
    transposed,
)
from tests import grid, reference

CASES = [
    case
    for case in itertools.product([(3, 5), (4, 3)], grid.KERNELS, grid.STRIDES, grid.PADDINGS)
    if case[3] != 2 or min(case[1]) > 2
]


@pytest.mark.parametrize("case", CASES, ids=grid.name)
def test_loop_and_fast_form_are_what_exact_sums_say(case):
    size, kernel, stride, padding = case
    image, weights = grid.whole_numbers(0, *size), grid.whole_numbers(1, *kernel)
    both = stride if isinstance(stride, tuple) else (stride, stride)
    expected = reference.stamp(image.tolist(), weights.tolist(), both, padding)
    for stamp in (stamp_2d, conv2d_transpose):
        result = stamp(image, weights, stride=stride, padding=padding)
        assert result.dtype == np.int64
        assert result.tolist() == expected
        assert result.shape == output_size_transpose(size, kernel, stride, padding)


@given(grid.drawn_cases, grid.seeds)
def test_drawn_cases(case, seed):
    size, kernel, stride, padding = case
    try:
        output_size_transpose(size, kernel, stride, padding)
    except ValueError:
        assume(False)
    image, weights = grid.whole_numbers(seed, *size), grid.whole_numbers(seed + 1, *kernel)
    expected = reference.stamp(image.tolist(), weights.tolist(), stride, padding)
    for stamp in (stamp_2d, conv2d_transpose):
        assert stamp(image, weights, stride=stride, padding=padding).tolist() == expected


@pytest.mark.parametrize("case", CASES[::5], ids=grid.name)
def test_batch_channels_filters_and_bias(case):
    size, kernel, stride, padding = case
    images, kernels = grid.whole_numbers(0, 3, *size, 2), grid.whole_numbers(1, *kernel, 4, 2)
    bias = np.arange(4)
    result = conv2d_transpose(images, kernels, bias, stride, padding)
    for n, f in np.ndindex(3, 4):
        papers = [
            stamp_2d(images[n, ..., c], kernels[..., f, c], stride, padding) for c in range(2)
        ]
        np.testing.assert_array_equal(result[n, ..., f], sum(papers) + bias[f])


@pytest.mark.parametrize("case", CASES[::3], ids=grid.name)
def test_it_turns_a_convolution_over(case):
    # Laid on each other, a picture under the convolution and some numbers weigh as much as the
    # picture and the stamps of those numbers: that is what "transposed" says.
    size, kernel, stride, padding = case
    paper = output_size_transpose(size, kernel, stride, padding)
    assert output_size(paper, kernel, stride, padding) == size
    picture, numbers = grid.whole_numbers(2, 1, *paper, 4), grid.whole_numbers(3, 1, *size, 3)
    kernels = grid.whole_numbers(4, *kernel, 4, 3)
    down = conv2d(picture, kernels, stride=stride, padding=padding)
    up = conv2d_transpose(numbers, kernels, stride=stride, padding=padding)
    assert (down * numbers).sum() == (picture * up).sum()


def test_in_steps_of_one_it_is_the_convolution_of_mathematics():
    image, kernel = grid.floats(0, 5, 7), grid.floats(1, 3, 2)
    np.testing.assert_allclose(
        conv2d_transpose(image, kernel), signal.convolve2d(image, kernel), atol=1e-12
    )


def test_a_stride_beyond_the_kernel_costs_nothing():
    """Between the stamps the paper is empty, and nothing is looked for there."""
    start = time.process_time()
    result = conv2d_transpose([[3]], [[1, 2]], stride=2000)
    assert time.process_time() - start < 0.5  # it took seconds to look at every pixel of a stride
    assert result.shape == (2000, 2000)
    assert result[0, :2].tolist() == [3, 6] and result.sum() == 9


def test_shapes_follow_the_input():
    kernels = grid.floats(0, 2, 2, 3, 1)
    assert conv2d_transpose(np.ones((4, 5)), np.ones((2, 2))).shape == (5, 6)
    assert conv2d_transpose(np.ones((4, 5)), kernels).shape == (5, 6, 3)
    assert conv2d_transpose(np.ones((4, 5, 1)), kernels).shape == (5, 6, 3)
    assert conv2d_transpose(np.ones((2, 4, 5, 1)), kernels).shape == (2, 5, 6, 3)
    assert conv2d_transpose(np.ones((4, 5)), np.ones((2, 2)), bias=7)[0, 0] == 8
    assert conv2d_transpose([[1]], [[1]], bias=0.5).tolist() == [[1.5]]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_precision_stays(dtype):
    image, kernel = np.ones((2, 3), dtype), np.ones((3, 2), dtype)
    wanted = np.float64 if dtype == np.float64 else np.float32
    for padding in ("valid", "same", 1):
        assert stamp_2d(image, kernel, 2, padding).dtype == wanted
        assert conv2d_transpose(image, kernel, None, 2, padding).dtype == wanted


def test_inputs_are_left_as_they_were():
    image, kernel = grid.floats(0, 3, 4), grid.floats(1, 3, 3)
    image.flags.writeable = kernel.flags.writeable = False
    assert stamp_2d(image, kernel, 2, "same").flags.writeable
    assert conv2d_transpose(image, kernel, None, 2, "same").flags.writeable


def test_whole_numbers_are_exact_or_refused():
    # On each pixel of the middle four stamps of a 2x2 kernel meet: 4 x 2**50 x 2 = 2**53.
    image, kernel = np.full((2, 2), 2**50), np.full((2, 2), 2)
    for stamp in (stamp_2d, conv2d_transpose):
        assert stamp(image, kernel).max() == 2**53
        assert stamp(image * 4, kernel, stride=2).max() == 2**53  # here they do not meet
        with pytest.raises(ValueError, match="too large to be summed exactly"):
            stamp(image + 1, kernel)
        with pytest.raises(ValueError, match="too large to be summed exactly"):
            stamp(image * 4 + 1, kernel, stride=2)
    deep, kernels = np.full((1, 1, 2), 2**51), np.full((1, 1, 1, 2), 2)
    assert conv2d_transpose(deep, kernels).item() == 2**53
    with pytest.raises(ValueError, match="too large to be summed exactly"):
        conv2d_transpose(deep, kernels, bias=1)


def test_the_loop_that_the_chapter_shows_is_the_loop_that_runs(monkeypatch):
    image, kernel, paper = np.array([[1, 2]]), np.array([[1, 1, 1]]), np.zeros((1, 5), int)
    transposed.stamps_on(paper, image, kernel, (1, 2))
    assert paper.tolist() == stamp_2d(image, kernel, (1, 2)).tolist() == [[1, 1, 3, 2, 2]]
    monkeypatch.setattr(transposed, "stamps_on", lambda paper, *given: paper.fill(7))
    assert stamp_2d(image, kernel, (1, 2)).tolist() == [[7] * 5]


IMAGE, KERNEL = np.ones((4, 5), int), np.ones((2, 3), int)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: stamp_2d([1, 2], KERNEL), ValueError, r"image must have shape \(H, W\), got"),
        (lambda: stamp_2d(IMAGE, [1, 2]), ValueError, r"kernel must have shape \(kh, kw\), got"),
        (lambda: stamp_2d(IMAGE, KERNEL, 0), ValueError, "stride must be at least 1, got 0"),
        (lambda: stamp_2d(IMAGE, KERNEL, 1, None), TypeError, "padding must be .* got None"),
        (
            lambda: stamp_2d([[1]], KERNEL, 1, 1),
            ValueError,
            "padding 1 leaves nothing of 2 pixels; cut off less",
        ),
        (lambda: stamp_2d(IMAGE, KERNEL, 10**9), ValueError, r"too large: image \(4, 5\)"),
        (lambda: conv2d_transpose("x", KERNEL), TypeError, "images must hold real numbers"),
        (lambda: conv2d_transpose(IMAGE, "x"), TypeError, "kernels must hold real numbers"),
        (lambda: conv2d_transpose(IMAGE, KERNEL, "x"), TypeError, "bias must hold real numbers"),
        (lambda: conv2d_transpose(IMAGE, KERNEL, [1, 2]), ValueError, "1 filters, got 2"),
        (lambda: conv2d_transpose(IMAGE, KERNEL, None, 2.0), TypeError, "stride must be a whole"),
        (lambda: conv2d_transpose(IMAGE, KERNEL, None, 10**9), ValueError, "too large: images"),
        (
            lambda: conv2d_transpose(IMAGE, KERNEL, None, 1, "full"),
            ValueError,
            '"valid" or "same", got \'full\'',
        ),
        (
            lambda: conv2d_transpose(np.ones((4, 4, 3)), KERNEL),
            ValueError,
            r"for images \(4, 4, 3\) give kernels \(kh, kw, C_out, C_in\), got \(2, 3\)",
        ),
        (
            lambda: conv2d_transpose(np.ones((4, 4, 3)), np.ones((2, 2, 3, 5))),
            ValueError,
            r"images \(4, 4, 3\) have 3, kernels \(2, 2, 3, 5\) end in 5; they are .*C_out, C_in",
        ),
    ],
)
def test_each_error_says_what_came_and_what_to_do(call, error, says):
    with pytest.raises(error, match=says):
        call()
