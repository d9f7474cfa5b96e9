"""Numbers are written with digits that every processor agrees about."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_course.rounding import BETWEEN, safe


@pytest.mark.parametrize(
    ("value", "within", "digits", "written"),
    [
        (271.6 / 297, 0.1 / 297, ".0%", "91%"),
        (271.6 / 297, 1 / 297, ".0%", "91%–92%"),  # the cell that was red on AVX-512
        (271.6 / 297, 1 / 297, ".1f", "0.9"),
        (0.315, None, ".2f", "0.31–0.32"),
        (0.315 + 1e-8, None, ".2f", "0.32"),
        (0.9375, None, ".3f", "0.937–0.938"),  # the F score of the four, as the notes print it
        (0.9375, None, ".2f", "0.94"),
        (0.9375, 0, ".3f", "0.938"),
        (3.4868e-11, None, ".0e", "3e-11"),
        (12, None, ".0f", "12"),
        (-0.004, None, ".2f", "0.00"),
        (0.5, None, ">7.1f", "    0.5"),
        (1234567.8, None, ",.1f", "1,234,567.8"),
        (np.float32(0.1), None, "+.2f", "+0.10"),
        (float("nan"), None, ".2f", "nan"),
        (float("-inf"), None, ".2f", "-inf"),
    ],
)
def test_how_numbers_are_written(value, within, digits, written):
    assert format(safe(value, within), digits) == written


def test_an_array_is_written_number_by_number():
    values = np.array([[7.389, -1e-12], [0.115, 2.0]])
    assert f"{safe(values):5.2f}" == "[[ 7.39  0.00]\n [0.11–0.12  2.00]]"
    assert f"{safe([1, 2]):.0f}" == "[1 2]"


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1, 1),
    st.sampled_from([".0f", ".2f", ".3f", ".0%", ".1%"]),
)
def test_one_number_is_written_only_where_its_neighbors_are_written_so(value, off, digits):
    written = format(safe(value), digits)
    elsewhere = format(value + 0.99e-9 * off * abs(value), digits)
    if BETWEEN not in written:
        assert written.lstrip("-") == elsewhere.lstrip("-")


@pytest.mark.parametrize("digits", ["", "g", "d", "8", ".2", "s", ".2d"])
def test_it_must_be_told_how_many_digits(digits):
    with pytest.raises(ValueError, match=re.escape('write for instance f"{safe(x):.2f}"')):
        format(safe(0.5), digits)


def test_it_is_not_shown_by_itself():
    assert "0.7" not in repr(safe(0.7))
    with pytest.raises(ValueError, match="how many digits"):
        str(safe(0.7))


@pytest.mark.parametrize("value", ["0.5", None, True, [True], 1j, {}])
def test_only_real_numbers(value):
    with pytest.raises(TypeError, match="value must be a real number or an array of them"):
        safe(value)


@pytest.mark.parametrize("within", [-1e-9, float("inf"), float("nan"), [1, 2]])
def test_the_distance_is_one_number_of_zero_or_more(within):
    with pytest.raises(ValueError, match="within must be one distance, zero or more"):
        safe(0.5, within=within)


def test_an_empty_array_is_written_as_one():
    assert f"{safe(np.zeros(0)):.2f}" == "[]"
