"""Ticks are numbers that are easily read, wherever the axis reaches."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_course._drawing.axes import Axis
from tests.drawing.reading import value

MOST = st.integers(5, 9)


def texts(low, high, log=False, most=9):
    return [words for _, words in Axis(low, high, 100, log).ticks(most)]


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), MOST)
def test_ticks_go_in_steps_of_one_two_or_five(low, high, most):
    assume(abs(high - low) > 1e-6 * max(abs(low), abs(high), 1e-6))
    ticks = Axis(low, high, 100).ticks(most)
    numbers = np.array([number for number, _ in ticks])
    assert 2 <= len(ticks) <= most
    assert min(low, high) <= numbers.min() and numbers.max() <= max(low, high)
    (step,) = {f"{step:.3g}" for step in np.diff(numbers)} or {"1"}
    assert f"{float(step):e}"[0] in "125"
    steps = np.diff([value(words) for _, words in ticks])
    np.testing.assert_allclose(steps, float(step), rtol=1e-6)  # written with enough digits
    np.testing.assert_allclose([value(w) for _, w in ticks], numbers, atol=float(step) * 1e-3)


@given(st.floats(-30, 30), st.floats(0.01, 60), MOST)
def test_ticks_on_a_logarithmic_axis(power, powers, most):
    low, high = 10**power, 10 ** (power + powers)
    ticks = Axis(low, high, 100, log=True).ticks(most)
    numbers = np.array([number for number, _ in ticks])
    assert 2 <= len(ticks) <= max(most, 9)
    assert low * 0.999 <= numbers.min() and numbers.max() <= high * 1.001
    np.testing.assert_allclose([value(words) for _, words in ticks], numbers, rtol=1e-9)


def test_how_ticks_are_written():
    assert texts(0, 1) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert texts(-3, 3, most=7) == ["−3", "−2", "−1", "0", "1", "2", "3"]
    assert texts(1e6, 3.5e6, most=5) == ["1×10⁶", "2×10⁶", "3×10⁶"]
    assert texts(0, 2e-7, most=5)[:3] == ["0", "5.0×10⁻⁸", "1.0×10⁻⁷"]
    assert texts(1, 1000, log=True) == ["10⁰", "10¹", "10²", "10³"]
    assert texts(1e-9, 2, log=True, most=6) == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]
    assert texts(2, 30, log=True) == ["2", "5", "10", "20"]
    assert texts(3, 4, log=True)[:2] == ["3.0", "3.2"]


def test_small_ticks_stand_between_powers_of_ten():
    assert Axis(1, 20, 100, log=True).small_ticks() == [2, 3, 4, 5, 6, 7, 8, 9, 20]
    assert Axis(1, 1e9, 100, log=True).small_ticks() == []
    assert Axis(1, 20, 100).small_ticks() == []


def test_places_go_from_low_to_high():
    assert Axis(2, 4, 100).place([2, 3, 4]).tolist() == [0, 50, 100]
    assert Axis(4, 2, 100).place(3.5) == pytest.approx(25)
    assert Axis(1, 100, 100, log=True).place([1, 10]).tolist() == [0, 50]
    assert Axis(1, 100, 100, log=True).place(-1) < -10_000
