"""Whatever is passed, the answer is right or an error that names what came."""

import reprlib

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnn_course import (
    conv2d,
    conv2d_transpose,
    output_size,
    pad,
    parameter_count,
    pool2d,
    slide_1d,
    slide_2d,
    slide_pool,
    stamp_2d,
    visit_counts,
)
from tests import grid, reference

GOOD = grid.whole_numbers(0, 4, 5)
KERNEL = grid.whole_numbers(1, 2, 3)


class Odd:
    def __repr__(self):
        return "<an odd thing>"


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 5),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=4),
    st.complex_numbers(),
    st.lists(st.one_of(st.integers(-3, 3), st.text(max_size=3), st.none()), max_size=4),
    st.lists(st.lists(st.integers(-5, 5), max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
    st.builds(Odd),
    st.sampled_from(
        [
            np.zeros((0, 3)),
            np.zeros((3, 0)),
            np.ones((1, 1, 1, 1, 1)),
            np.array([["a"]]),
            np.array([[1j]]),
            np.array([[None]], object),
            np.array([[2**63]], np.uint64),
            np.array([["2020-01-01"]], "datetime64[D]"),
            np.array([1, 2]),
            np.float64(3),
            np.bool_(True),
            np.ma.masked_array([[1.0, 2.0]], [[True, False]]),
        ]
    ),
)


def traces(value):
    """The ways in which a message can name what came: the thing, or what matters about it."""
    yield from (repr(value), reprlib.repr(value))
    if isinstance(value, (list, tuple)):
        yield from (repr(entry) for entry in value)
    try:
        array = np.asarray(value)
    except ValueError:
        return
    yield from (f"dtype {array.dtype}", f"shape {array.shape}", f"images {array.shape}")
    yield f"got {array.size}"
    if array.dtype.kind in "iu" and array.size:
        yield str(max(abs(int(array.min())), abs(int(array.max()))))


def answer_or_none(call, value):
    """What the call answers, or None where it refuses `value` and names it."""
    try:
        return call()
    except (ValueError, TypeError) as error:
        assert any(trace in str(error) for trace in traces(value)), f"{value!r} not in: {error}"


@settings(max_examples=300)
@given(junk)
def test_a_bad_array_is_refused_by_name(array):
    for call in (
        lambda: slide_2d(array, [[1]]),
        lambda: slide_2d(GOOD, array),
        lambda: slide_1d(array, [1]),
        lambda: slide_1d(GOOD, array),
        lambda: conv2d(array, [[1]]),
        lambda: conv2d(GOOD, array),
        lambda: conv2d(GOOD, KERNEL, bias=array),
        lambda: pool2d(array, 1),
        lambda: slide_pool(array, 1),
        lambda: pad(array, 0),
        lambda: pad(GOOD, 1, value=array),
    ):
        answer = answer_or_none(call, array)
        if answer is not None and array is not None:  # no bias is a good bias
            assert np.asarray(array).dtype.kind in "biuf" and answer.dtype.kind in "if"


@settings(max_examples=300)
@given(junk)
def test_a_bad_step_is_refused_by_name_or_obeyed(stride):
    both = tuple(stride) if isinstance(stride, (list, tuple)) else (stride, stride)
    for call, expected in (
        (slide_2d, lambda: reference.correlate(GOOD, KERNEL, both)),
        (conv2d, lambda: reference.correlate(GOOD, KERNEL, both)),
        (_pool_three, lambda: reference.pool(GOOD, (3, 3), both, 0, "max")),
    ):
        answer = answer_or_none(lambda: call(GOOD, KERNEL, stride=stride), stride)
        if answer is not None and stride is not None:
            assert answer.tolist() == expected()
    answer = answer_or_none(lambda: slide_1d(GOOD, KERNEL[0], stride), stride)
    if answer is not None:
        assert answer.tolist() == reference.correlate(GOOD, KERNEL[:1], (1, stride))


@settings(max_examples=300)
@given(junk)
def test_a_bad_dilation_is_refused_by_name_or_obeyed(dilation):
    both = tuple(dilation) if isinstance(dilation, (list, tuple)) else (dilation, dilation)
    for slide in (slide_2d, conv2d):
        answer = answer_or_none(lambda: slide(GOOD, KERNEL, dilation=dilation), dilation)
        if answer is not None:
            assert answer.tolist() == reference.correlate(GOOD, KERNEL, (1, 1), 0, both)
    answer = answer_or_none(lambda: slide_1d(GOOD, KERNEL[0], dilation=dilation), dilation)
    if answer is not None:
        expected = reference.correlate(GOOD, KERNEL[:1], (1, 1), 0, (1, dilation))
        assert answer.tolist() == expected


@settings(max_examples=300)
@given(junk)
def test_bad_groups_are_refused_by_name_or_obeyed(groups):
    assume(type(groups) is not int or groups != 1)  # then it is the depth that is wrong
    images, kernels = np.ones((4, 5, 6), int), KERNEL[..., None, None] * np.ones((3, 6), int)
    answer = answer_or_none(lambda: conv2d(images, kernels, groups=groups), groups)
    if answer is not None:
        assert groups == 2
        plain = np.array(reference.correlate(GOOD * 0 + 3, KERNEL))
        assert (answer == plain[..., None]).all()


def _pool_three(image, _, stride):
    return pool2d(image, 3, stride)


@settings(max_examples=300)
@given(junk)
def test_a_bad_padding_is_refused_by_name_or_obeyed(padding):
    assume(type(padding) is not int or not 100 < padding < 2**31)  # right, but slow
    for slide in (slide_2d, conv2d):
        answer = answer_or_none(lambda: slide(GOOD, KERNEL, padding=padding), padding)
        if answer is not None:
            assert answer.tolist() == reference.correlate(GOOD, KERNEL, (1, 1), padding)
    for pool in (pool2d, slide_pool):
        answer = answer_or_none(lambda: pool(GOOD, 3, 1, padding), padding)
        if answer is not None:
            assert answer.tolist() == reference.pool(GOOD, (3, 3), (1, 1), padding, "max")
    answer = answer_or_none(lambda: slide_1d(GOOD, KERNEL[0], 1, padding), padding)
    if answer is not None:
        expected = reference.correlate(GOOD, KERNEL[:1], (1, 1), ("valid", padding))
        assert answer.tolist() == expected


@settings(max_examples=300)
@given(junk)
def test_a_bad_choice_is_refused_by_name(choice):
    for call in (
        lambda: slide_2d(GOOD, KERNEL, flip=choice),
        lambda: pool2d(GOOD, how=choice),
        lambda: slide_pool(GOOD, how=choice),
    ):
        if answer_or_none(call, choice) is not None:
            assert isinstance(choice, (bool, np.bool_)) or choice in grid.HOW


@settings(max_examples=300)
@given(junk)
def test_a_bad_window_is_refused_by_name_or_obeyed(size):
    both = tuple(size) if isinstance(size, (list, tuple)) else (size, size)
    for pool in (pool2d, slide_pool):
        answer = answer_or_none(lambda: pool(GOOD, size, 1), size)
        if answer is not None:
            assert answer.tolist() == reference.pool(GOOD, both, (1, 1), 0, "max")


def grids(rows, columns, largest):
    row = st.lists(st.integers(-largest, largest), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@given(grids(3, 4, 2**40), grids(2, 2, 2**16), st.integers(-(2**52), 2**52))
def test_whole_numbers_are_exact_or_refused(image, kernel, bias):
    for slide, added in ((slide_2d, {}), (conv2d, {}), (conv2d, {"bias": bias})):
        try:
            result = slide(image, kernel, **added)
        except ValueError as error:
            assert "too large to be summed exactly" in str(error)
        else:
            plain = reference.correlate(image, kernel)
            assert result.tolist() == reference.each(plain, lambda sum_: sum_ + sum(added.values()))


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (
            lambda: slide_2d(np.ones((3, 8)), np.ones((5, 5))),
            ValueError,
            r"kernel 5 does not fit a size of 3; add padding or use a smaller kernel "
            r"\(got picture \(3, 8\), kernel \(5, 5\)\)",
        ),
        (lambda: slide_2d([1, 2], KERNEL), ValueError, r"image must have shape \(H, W\), got"),
        (
            lambda: slide_2d([[1, 2], [3]], KERNEL),
            ValueError,
            r"its rows differ in length, got \[\[1, 2\], \[3\]\]",
        ),
        (
            lambda: slide_2d(np.ma.masked_equal([[1, 2]], 2), [[1]]),
            TypeError,
            r"image must have no mask, got a masked array of shape \(1, 2\); give .* \.filled\(\)",
        ),
        (lambda: slide_2d([["a"]], KERNEL), TypeError, "image must hold real numbers, got dtype"),
        (lambda: slide_2d(None, KERNEL), TypeError, "image must hold real numbers"),
        (lambda: slide_2d(np.zeros((0, 3)), [[1]]), ValueError, r"image is empty \(shape \(0, 3\)"),
        (lambda: slide_2d(GOOD, KERNEL, flip=1), TypeError, "flip must be True or False, got 1"),
        (lambda: slide_2d([[2**60]], [[1]]), ValueError, "convert it to float first"),
        (lambda: slide_1d(GOOD, [[1, 2]]), ValueError, r"weights must have shape \(k,\)"),
        (lambda: slide_1d(np.ones((2, 2, 2)), [1]), ValueError, r"\(W,\) or \(H, W\)"),
        (
            lambda: conv2d(np.ones((4, 4, 3)), np.ones((2, 2, 1, 5))),
            ValueError,
            r"images \(4, 4, 3\) have 3, kernels \(2, 2, 1, 5\) have depth 1",
        ),
        (
            lambda: conv2d(np.ones((4, 4, 3)), KERNEL),
            ValueError,
            r"for images \(4, 4, 3\) give kernels \(kh, kw, C_in, C_out\), got \(2, 3\)",
        ),
        (
            lambda: conv2d(np.ones((4, 4, 6)), np.ones((2, 2, 6, 4)), groups=2),
            ValueError,
            r"images \(4, 4, 6\) have 6, in 2 groups 3 each, kernels \(2, 2, 6, 4\) have depth 6",
        ),
        (
            lambda: conv2d(np.ones((4, 4, 6)), np.ones((2, 2, 3, 3)), groups=2),
            ValueError,
            "6 channels and 3 filters do not both come in 2 equal parts",
        ),
        (
            lambda: slide_2d(GOOD, KERNEL, dilation=4),
            ValueError,
            r"kernel 2 with dilation 4, 5 wide, does not fit a size of 4; .* \(got picture \(4, 5\)",
        ),
        (lambda: conv2d(GOOD, np.ones((2, 2, 1))), ValueError, r"got shape \(2, 2, 1\)"),
        (lambda: conv2d(GOOD, KERNEL, bias=[1, 2]), ValueError, "1 filters, got 2"),
        (lambda: conv2d(GOOD, KERNEL, bias="x"), TypeError, "bias must hold real numbers"),
        (lambda: conv2d(GOOD, KERNEL, stride=(1, 2, 3)), ValueError, r"a pair .* got \(1, 2, 3\)"),
        (lambda: pad(GOOD, (1, 2)), ValueError, r"\(\(top, bottom\), \(left, right\)\), got"),
        (lambda: pad(GOOD, (1, (0, 2))), ValueError, r"left, right\)\), got \(1, \(0, 2\)\)"),
        (lambda: pad(GOOD, (1, 2, 3)), ValueError, r"got \(1, 2, 3\)"),
        (lambda: pad(GOOD, ((1, 2, 3), (0, 0))), ValueError, r"a pair .* got \(1, 2, 3\)"),
        (lambda: pad([1, 2], (1, 0, 1)), ValueError, r"a pair .* got \(1, 0, 1\)"),
        (lambda: pad(GOOD, ((1, 0), (0, -2))), ValueError, r"padding \(columns\) .* got -2"),
        (lambda: pad(GOOD, 1, value=[1]), ValueError, r"value must have shape one number, got"),
        (lambda: pad(GOOD, 10**30), ValueError, r"too large: images \(4, 5\) with .*0{30}.* fewer"),
        (
            lambda: conv2d(GOOD, KERNEL, stride=10**30, padding=10**30),  # few results, many zeros
            ValueError,
            r"too large: images \(4, 5\), kernels \(2, 3, 1, 1\), padding 10{30}.* fewer",
        ),
        (lambda: conv2d(GOOD, KERNEL, bias=[[1]]), ValueError, r"bias must have shape .* \(1, 1\)"),
        (lambda: pad(GOOD, -1), ValueError, "padding must be at least 0, got -1"),
        (lambda: pad(GOOD, "same"), TypeError, "padding must be a whole number, got 'same'"),
    ],
)
def test_each_error_says_what_came_and_what_to_do(call, error, says):
    with pytest.raises(error, match=says):
        call()


# What each message begins with, and a call in which nothing else is wrong.
NAMED = [
    *[("size", lambda: output_size("5", 3)), ("kernel", lambda: output_size(5, "3"))],
    *[("stride", lambda: output_size(5, 3, "1")), ("padding", lambda: output_size(5, 3, 1, -1))],
    *[
        ("kernel", lambda: parameter_count("3", 1, 1)),
        ("bias", lambda: parameter_count(3, 1, 1, 2)),
    ],
    ("channels", lambda: parameter_count(3, "1", 1)),
    ("filters", lambda: parameter_count(3, 1, "1")),
    *[("images", lambda: pad("x")), ("value", lambda: pad(GOOD, 1, "0"))],
    *[("padding", lambda: pad(GOOD, "1")), (r"padding \(columns\)", lambda: pad([1], (0, "1")))],
    *[("image", lambda: slide_1d("x", [1])), ("weights", lambda: slide_1d(GOOD, "x"))],
    *[("stride", lambda: slide_1d(GOOD, [1], "1")), ("image", lambda: slide_2d("x", KERNEL))],
    *[("kernel", lambda: slide_2d(GOOD, "x")), ("stride", lambda: slide_2d(GOOD, KERNEL, "1"))],
    *[("flip", lambda: slide_2d(GOOD, KERNEL, flip=2)), ("images", lambda: conv2d("x", KERNEL))],
    *[("kernels", lambda: conv2d(GOOD, "x")), ("bias", lambda: conv2d(GOOD, KERNEL, "x"))],
    ("stride", lambda: conv2d(GOOD, KERNEL, stride="1")),
    ("dilation", lambda: slide_1d(GOOD, [1], dilation="1")),
    ("dilation", lambda: slide_2d(GOOD, KERNEL, dilation="1")),
    ("dilation", lambda: conv2d(GOOD, KERNEL, dilation="1")),
    ("dilation", lambda: output_size(5, 3, dilation="1")),
    ("groups", lambda: conv2d(GOOD, KERNEL, groups="1")),
    ("groups", lambda: parameter_count(3, 1, 1, groups="1")),
    *[("image", lambda: stamp_2d("x", KERNEL)), ("kernel", lambda: stamp_2d(GOOD, "x"))],
    ("stride", lambda: stamp_2d(GOOD, KERNEL, "1")),
    ("images", lambda: conv2d_transpose("x", KERNEL)),
    ("kernels", lambda: conv2d_transpose(GOOD, "x")),
    ("stride", lambda: conv2d_transpose(GOOD, KERNEL, stride="1")),
    *[("image", lambda: slide_pool("x")), ("images", lambda: pool2d("x"))],
    *[("size", lambda: pool2d(GOOD, "2")), ("stride", lambda: pool2d(GOOD, 2, "1"))],
]


@pytest.mark.parametrize(("name", "call"), NAMED)
def test_a_message_begins_with_the_arguments_name(name, call):
    with pytest.raises((ValueError, TypeError), match=f"^{name} must "):
        call()


def test_numpy_whole_numbers_are_whole_numbers():
    assert output_size(np.int64(28), np.uint8(5), np.int32(2)) == 12
    wide = output_size(np.uint8(250), np.uint8(3), np.uint8(1), np.uint8(100))
    assert type(wide) is int and wide == 448
    assert visit_counts(np.uint8(250), np.int8(3), np.int8(2)) == visit_counts(250, 3, 2)
    with pytest.raises(ValueError, match="kernel 5 does not fit a size of 3"):
        output_size(np.uint8(3), np.uint8(5))
