"""Pooling: the loop against the fast form, Keras and NumPy."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_course import output_size, pool2d, slide_pool
from tests import grid


def allowed(case):
    picture, size, stride, padding = case
    if not isinstance(padding, str) and padding >= min(size):
        return False
    try:
        output_size(picture, size, stride, padding)
    except ValueError:
        return False
    return True


CASES = [case for case in grid.CASES if allowed(case)]


@pytest.mark.parametrize("how", grid.HOW)
@pytest.mark.parametrize("case", CASES, ids=map(grid.name, CASES))
def test_loop_and_fast_form_agree(case, how):
    picture, size, stride, padding = case
    image = grid.whole_numbers(0, *picture)
    slow = slide_pool(image, size, stride, padding, how)
    fast = pool2d(image, size, stride, padding, how)
    assert slow.shape == output_size(picture, size, stride, padding)
    assert slow.dtype == fast.dtype
    if how == "max":
        np.testing.assert_array_equal(slow, fast)
    else:
        np.testing.assert_allclose(slow, fast, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("how", ["max", "average"])
def test_keras_gives_the_same(keras, how, dtype):
    pool = keras.ops.max_pool if how == "max" else keras.ops.average_pool
    for case in CASES:
        picture, size, stride, padding = case
        if not isinstance(padding, str):
            continue
        images = grid.floats(1, 2, *picture, 3, dtype=dtype) - 5  # mostly negative
        theirs = keras.ops.convert_to_numpy(pool(images, size, stride, padding))
        ours = pool2d(images, size, stride, padding, how)
        assert ours.dtype == dtype
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5, err_msg=grid.name(case))


@given(grid.drawn_cases, st.sampled_from(grid.HOW), grid.seeds)
def test_drawn_cases(case, how, seed):
    assume(allowed(case))
    images = grid.floats(seed, 2, *case[0], 2)
    result = pool2d(images, *case[1:], how)
    for n in range(2):
        for channel in range(2):  # each channel on its own
            alone = slide_pool(images[n, :, :, channel], *case[1:], how)
            np.testing.assert_allclose(result[n, :, :, channel], alone, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("how", grid.HOW)
def test_a_batch_of_any_size_comes_out_picture_by_picture(how):
    for batch in (1, 2, 3):
        images = grid.floats(5, batch, 5, 6, 2)
        result = pool2d(images, 3, 2, "same", how)
        assert result.shape == (batch, 3, 3, 2)
        for image, own in zip(images, result):
            np.testing.assert_array_equal(own, pool2d(image, 3, 2, "same", how))


def test_padding_never_wins_and_is_never_averaged():
    dark = np.full((3, 3), -7)
    assert (pool2d(dark, 2, padding="same") == -7).all()
    assert (pool2d(dark, 2, padding=1) == -7).all()
    assert (pool2d(dark.astype(float), 2, padding="same", how="average") == -7).all()


def test_l2_is_the_norm_of_the_window():
    image = grid.floats(2, 6, 6)
    assert np.isclose(pool2d(image, 3, how="l2")[1, 0], np.linalg.norm(image[3:, :3]))


def test_the_stride_is_the_size_unless_given():
    image = grid.whole_numbers(3, 7, 8)
    np.testing.assert_array_equal(pool2d(image, (2, 3)), pool2d(image, (2, 3), (2, 3)))
    assert pool2d(image, 2, 1).shape == (6, 7)


def test_types():
    assert pool2d(np.array([[250, 255]], np.uint8), (1, 2)).dtype == np.int64
    assert pool2d(np.array([[250, 255]], np.uint8), (1, 2), how="average")[0, 0] == 252.5
    assert pool2d(np.array([[250, 255]], np.uint8), (1, 2), how="l2")[0, 0] == np.hypot(250, 255)
    assert pool2d(np.ones((2, 2), np.float32), how="average").dtype == np.float32


def test_inputs_are_left_as_they_were():
    image = grid.floats(4, 2, 5, 6, 3)
    image.flags.writeable = False
    for how in grid.HOW:
        pool2d(image, 2, 1, "same", how)[...] = 0
        slide_pool(image[0, ..., 0], 1, how=how)[...] = 0


@pytest.mark.parametrize("how", grid.HOW)
def test_infinity_shows_in_the_windows_that_touch_it(how):
    image = np.zeros((5, 6))
    image[2, 3] = np.inf
    touched = np.zeros((6, 7), bool)
    touched[2:4, 3:5] = True
    for pool in (pool2d, slide_pool):
        np.testing.assert_array_equal(np.isposinf(pool(image, 2, 1, 1, how)), touched)


def test_nan_shows_in_its_own_window_only():
    image = np.arange(16.0).reshape(4, 4)
    image[0, 0] = np.nan
    for how in grid.HOW:
        for result in (pool2d(image, how=how), slide_pool(image, how=how)):
            assert np.isnan(result).tolist() == [[True, False], [False, False]]


@pytest.mark.parametrize("pool", [pool2d, slide_pool])
@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"how": "mean"}, ValueError, "how must be one of max, average, l2, got 'mean'"),
        ({"how": None}, ValueError, "how must be one of"),
        ({"how": ["max"]}, ValueError, "how must be one of"),
        ({"size": 0}, ValueError, "size must be at least 1, got 0"),
        ({"size": 9}, ValueError, r"kernel 9 does not fit .*got picture \(4, 4\)"),
        ({"size": 2, "padding": 2}, ValueError, "padding 2 must be smaller than the window"),
        ({"stride": 0}, ValueError, "stride must be at least 1, got 0"),
        ({"stride": 1.5}, TypeError, "stride must be a whole number, got 1.5"),
        ({"padding": "full"}, ValueError, '"valid" or "same", got \'full\''),
    ],
)
def test_bad_arguments_are_refused(pool, arguments, error, says):
    with pytest.raises(error, match=says):
        pool(np.ones((4, 4)), **arguments)


def test_a_distant_nan_does_not_reach_padded_windows():
    image = np.full((4, 4), -1.0)
    image[0, 0] = np.nan
    pooled = pool2d(image, 2, padding=1)
    assert np.isnan(pooled[0, 0])
    assert np.isfinite(pooled).sum() == pooled.size - 1


def test_padding_must_be_smaller_than_both_sides_of_the_window():
    with pytest.raises(ValueError, match="padding 2 must be smaller than the window"):
        pool2d(np.ones((6, 6)), (2, 3), padding=2)
