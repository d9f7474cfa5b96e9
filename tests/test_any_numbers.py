"""Every kind of number, in every layout, against exact fractions."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnn_course import (
    conv2d,
    conv2d_transpose,
    pad,
    pool2d,
    slide_1d,
    slide_2d,
    slide_pool,
    stamp_2d,
)
from tests import grid, reference

WHOLE = ["?", "i1", "u1", ">i2", "u2", "i4", ">u4", "i8"]
FLOATING = ["f2", ">f2", "f4", ">f4", "f8", ">f8", "g"]

LAYOUTS = {
    "as it is": lambda array: array,
    "Fortran order": np.asfortranarray,
    "backward": lambda array: array[::-1, ::-1].copy()[::-1, ::-1],
    "every second": lambda array: np.repeat(np.repeat(array, 2, 0), 2, 1)[::2, ::2],
    "from a transpose": lambda array: np.ascontiguousarray(array.T).T,
    "lists": lambda array: array.tolist(),
}


def entries(dtype):
    """Numbers of the dtype: whole ones to its own ends, floats of everyday size."""
    dtype = np.dtype(dtype)
    if dtype.kind in "iu":
        ends = np.iinfo(dtype if dtype.itemsize < 8 else np.int32)
        return st.integers(int(ends.min), int(ends.max))
    if dtype.kind == "f":
        return st.integers(-800, 800).map(lambda number: number / 8)
    return None


@st.composite
def pictures(draw, dtypes, largest):
    shape = draw(st.tuples(st.integers(1, largest), st.integers(1, largest)))
    dtype = draw(st.sampled_from(dtypes))
    return draw(arrays(dtype, shape, elements=entries(dtype)))


steps = st.tuples(st.integers(1, 4), st.integers(1, 4))
dilations = st.tuples(st.integers(1, 3), st.integers(1, 3))
paddings = st.one_of(st.integers(0, 3), st.sampled_from(["valid", "same"]))
layouts = st.sampled_from(list(LAYOUTS.values()))


def frozen(array):
    """Nothing may be written into an input."""
    if isinstance(array, np.ndarray):
        array.flags.writeable = False
    return array


@settings(max_examples=300)
@given(pictures(WHOLE, 6), pictures(WHOLE, 3), steps, paddings, dilations, layouts)
def test_whole_numbers_come_out_exactly_or_not_at_all(
    image, kernel, stride, padding, dilation, layout
):
    expected = reference.correlate(image.tolist(), kernel.tolist(), stride, padding, dilation)
    assume(expected and expected[0])
    image, kernel = frozen(layout(image)), frozen(layout(kernel))
    for slide in (slide_2d, conv2d):
        try:
            result = slide(image, kernel, stride=stride, padding=padding, dilation=dilation)
        except ValueError as error:
            assert "too large to be summed exactly" in str(error)
        else:
            assert result.dtype == np.int64
            assert result.tolist() == expected


@settings(max_examples=300)
@given(
    pictures(FLOATING, 6), pictures(FLOATING + WHOLE[:5], 3), steps, paddings, dilations, layouts
)
def test_floats_come_out_as_fractions_say(image, kernel, stride, padding, dilation, layout):
    exact = reference.exact(image), reference.exact(kernel)
    expected = reference.correlate(*exact, stride, padding, dilation)
    assume(expected and expected[0])
    size = float(np.abs(image).max()) * float(np.abs(kernel.astype(float)).max()) * kernel.size
    image, kernel = frozen(layout(image)), frozen(layout(kernel))
    for slide in (slide_2d, conv2d):
        result = slide(image, kernel, stride=stride, padding=padding, dilation=dilation)
        rounding = size * 4 * np.finfo(result.dtype).eps
        np.testing.assert_allclose(result, reference.as_floats(expected), rtol=0, atol=rounding)


@settings(max_examples=300)
@given(pictures(WHOLE + FLOATING, 6), steps, steps, paddings, layouts, st.sampled_from(grid.HOW))
def test_pooling_comes_out_as_fractions_say(image, size, stride, padding, layout, how):
    assume(isinstance(padding, str) or padding < min(size))
    expected = reference.pool(reference.exact(image), size, stride, padding, how)
    assume(expected and expected[0])
    kind, image = image.dtype.kind, frozen(layout(image))
    for pool in (slide_pool, pool2d):
        result = pool(image, size, stride, padding, how)
        assert (result.dtype == np.int64) == (how == "max" and kind in "biu")
        eps = 0 if how == "max" else 20 * np.finfo(result.dtype).eps
        rounding = eps * float(np.abs(np.asarray(image, float)).max())
        np.testing.assert_allclose(result, reference.as_floats(expected), rtol=0, atol=rounding)


@settings(max_examples=300)
@given(
    pictures(WHOLE, 8),
    st.lists(st.integers(-99, 99), min_size=1, max_size=4),
    st.integers(1, 4),
    paddings,
    st.integers(1, 3),
)
def test_rows_come_out_exactly(rows, weights, stride, padding, dilation):
    both = ("valid", padding), (1, dilation)
    expected = reference.correlate(rows.tolist(), [weights], (1, stride), *both)
    assume(expected[0])
    assert slide_1d(rows, weights, stride, padding, dilation).tolist() == expected


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.uint64, np.array])
def test_steps_may_be_any_whole_number_of_numpy(kind):
    # In 8 bits, place 200 or a sum over 127 would wrap around.
    image, kernel = grid.whole_numbers(0, 3, 300), grid.whole_numbers(1, 1, 3)
    for given_, plain in [(kind(2), 2), ((kind(1), kind(2)), (1, 2))]:
        for call in (
            lambda step: slide_2d(image, kernel, stride=step),
            lambda step: conv2d(image, kernel, stride=step),
            lambda step: slide_2d(image, kernel, dilation=step),
            lambda step: conv2d(image, kernel, dilation=step),
            lambda step: stamp_2d(image, kernel, step),
            lambda step: conv2d_transpose(image, kernel, stride=step),
            lambda step: pool2d(image, 2, step),
            lambda step: slide_pool(image, step),
        ):
            np.testing.assert_array_equal(call(given_), call(plain))
    np.testing.assert_array_equal(
        slide_1d(image, [1, 2], stride=kind(2), padding=kind(1)),
        slide_1d(image, [1, 2], stride=2, padding=1),
    )
    np.testing.assert_array_equal(
        slide_1d(image, [1, 2], dilation=kind(100)), slide_1d(image, [1, 2], dilation=100)
    )
    np.testing.assert_array_equal(pad(image, kind(100)), pad(image, 100))


@pytest.mark.parametrize("how", grid.HOW)
def test_small_floats_are_pooled_as_the_loop_pools_them(how):
    for scale in (1e30, 1e-30):
        image = (grid.floats(3, 5, 6) * scale).astype(np.float32)
        fast, slow = pool2d(image, how=how), slide_pool(image, how=how)
        assert fast.dtype == slow.dtype == np.float32
        np.testing.assert_allclose(fast, slow, rtol=1e-5)
        assert np.isfinite(fast).all() and fast.any()


def test_precision_stays_under_every_padding():
    image, kernel = np.ones((4, 5), np.float32), np.ones((2, 3), np.float32)
    for padding in grid.PADDINGS:
        assert slide_2d(image, kernel, 1, padding).dtype == np.float32
        assert conv2d(image, kernel, None, 1, padding).dtype == np.float32
        assert slide_1d(image, kernel[0], 1, padding).dtype == np.float32
    for how in grid.HOW:
        assert pool2d(image, 2, None, "same", how).dtype == np.float32
        assert slide_pool(image, 2, None, "same", how).dtype == np.float32
    assert pad(image, 1, value=0.5).dtype == np.float32
    assert pad(image.astype(int), 1, value=0.5).dtype == np.float64
