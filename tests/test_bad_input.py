"""Whatever is passed, the answer is right or an error that names what came."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_course import conv2d, output_size, pad, pool2d, slide_1d, slide_2d

GOOD = np.ones((4, 5))
KERNEL = np.ones((2, 3))


class Odd:
    def __repr__(self):
        return "<an odd thing>"


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 2**70),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=4),
    st.complex_numbers(),
    st.lists(st.one_of(st.integers(), st.text(max_size=3), st.none()), max_size=4),
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
            np.float64(3),
            np.ma.masked_array([[1.0, 2.0]], [[True, False]]),
        ]
    ),
)


def reference(image, kernel):
    """Cross-correlation with Python numbers: no overflow, no rounding of whole numbers."""
    rows, columns = len(image) - len(kernel) + 1, len(image[0]) - len(kernel[0]) + 1
    return [
        [
            sum(
                image[y + i][x + j] * kernel[i][j]
                for i in range(len(kernel))
                for j in range(len(kernel[0]))
            )
            for x in range(columns)
        ]
        for y in range(rows)
    ]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # infinities meet zeros
@settings(max_examples=400)
@given(junk, junk, junk, junk, junk)
def test_junk_is_refused_or_answered_with_numbers(image, kernel, stride, padding, flip):
    calls = [
        lambda: slide_2d(image, KERNEL),
        lambda: slide_2d(GOOD, kernel),
        lambda: slide_2d(GOOD, KERNEL, stride=stride),
        lambda: slide_2d(GOOD, KERNEL, padding=padding if not _huge(padding) else 1),
        lambda: slide_2d(GOOD, KERNEL, flip=flip),
        lambda: slide_1d(image, [1, 2]),
        lambda: slide_1d(GOOD, kernel),
        lambda: conv2d(image, kernel),
        lambda: conv2d(GOOD, KERNEL, bias=image),
        lambda: conv2d(GOOD, KERNEL, stride=stride),
        lambda: pool2d(image),
        lambda: pool2d(GOOD, size=kernel),
        lambda: pool2d(GOOD, stride=stride, how=flip),
        lambda: pad(image, padding if not _huge(padding) else 1),
        lambda: pad(GOOD, 1, value=image),
    ]
    for call in calls:
        try:
            result = call()
        except (ValueError, TypeError) as error:
            assert len(str(error)) > 20, "an error says what came and what to do"
        else:
            assert isinstance(result, np.ndarray)
            assert result.dtype.kind in "if"


def _huge(padding):
    """A padding that is allowed, but that no machine has the memory for."""
    parts = padding if isinstance(padding, (list, tuple)) else [padding]
    return any(isinstance(part, int) and part > 1000 for part in parts)


@given(
    st.lists(st.lists(st.integers(-(2**40), 2**40), min_size=4, max_size=4), min_size=3, max_size=4),
    st.lists(st.lists(st.integers(-(2**16), 2**16), min_size=2, max_size=2), min_size=2, max_size=2),
)
def test_whole_numbers_are_exact_or_refused(image, kernel):
    for slide in (slide_2d, conv2d):
        try:
            result = slide(image, kernel)
        except ValueError as error:
            assert "too large to be summed exactly" in str(error)
        else:
            assert result.tolist() == reference(image, kernel)


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
        (lambda: slide_2d([[1, 2], [3]], KERNEL), ValueError, "its rows differ in length"),
        (lambda: slide_2d([["a"]], KERNEL), TypeError, "image must hold real numbers, got dtype"),
        (lambda: slide_2d(None, KERNEL), TypeError, "image must hold real numbers"),
        (lambda: slide_2d(np.zeros((0, 3)), KERNEL), ValueError, r"image is empty \(shape \(0, 3\)"),
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
        (lambda: conv2d(GOOD, np.ones((2, 2, 1))), ValueError, r"got shape \(2, 2, 1\)"),
        (lambda: conv2d(GOOD, KERNEL, bias=[1, 2]), ValueError, "1 filters, got 2"),
        (lambda: conv2d(GOOD, KERNEL, bias="x"), TypeError, "bias must hold real numbers"),
        (lambda: conv2d(GOOD, KERNEL, stride=(1, 2, 3)), ValueError, r"a pair .* got \(1, 2, 3\)"),
        (lambda: pad(GOOD, (1, 2)), ValueError, r"\(\(top, bottom\), \(left, right\)\), got"),
        (lambda: pad(GOOD, -1), ValueError, "padding must be at least 0, got -1"),
        (lambda: pad(GOOD, "same"), TypeError, "padding must be a whole number, got 'same'"),
    ],
)
def test_each_error_says_what_came_and_what_to_do(call, error, says):
    with pytest.raises(error, match=says):
        call()


def test_numpy_whole_numbers_are_whole_numbers():
    assert output_size(np.int64(28), np.uint8(5), np.int32(2)) == 12
