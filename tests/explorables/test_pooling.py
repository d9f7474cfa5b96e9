"""The pooling figure, seen from Python."""

import html
import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_course import pool2d
from cnn_course.exercises.chapter_08 import FOUR
from cnn_course.explorables.pooling import Pooling, shifted

SMALL = [[1, 7, 2, 0], [3, 5, 4, 6]]


def test_result_is_pool2d_of_the_picture():
    for how in ("max", "average", "l2"):
        figure = Pooling(FOUR, size=(3, 2), stride=(1, 2), how=how, padding="same")
        np.testing.assert_array_equal(figure.result, pool2d(FOUR, (3, 2), (1, 2), "same", how))


def test_the_stride_is_the_window_unless_given():
    figure = Pooling(FOUR, size=(2, 4))
    assert figure.stride is None
    assert figure.result.shape == (4, 2)
    figure.stride = 1
    assert figure.stride == (1, 1)
    assert figure.result.shape == (7, 5)


@given(
    st.tuples(st.integers(1, 7), st.integers(1, 7)),
    st.tuples(st.integers(-8, 8), st.integers(-8, 8)),
)
def test_moving_keeps_each_pixel_at_its_new_place(shape, moved):
    picture = np.arange(1, shape[0] * shape[1] + 1).reshape(shape)
    shown = shifted(picture, moved)
    for y, x in np.ndindex(shape):
        row, column = y - moved[0], x - moved[1]
        inside = 0 <= row < shape[0] and 0 <= column < shape[1]
        assert shown[y, x] == (picture[row, column] if inside else 0)


def test_the_moved_digit_keeps_as_many_results_as_chapter_8_says():
    figure = Pooling(FOUR)
    assert figure.stays.all()
    figure.moved = (0, 1)
    assert figure.stays.sum() == 6
    assert "6 of 16 results are the same" in figure.still()
    assert "On average a result changes by 54 % of the spread." in figure.still()
    figure.moved = (0, 0)
    np.testing.assert_array_equal(figure.shown, FOUR)


def test_sums_that_differ_by_rounding_alone_are_the_same():
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1, by one bit.
    figure = Pooling([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]], size=(1, 3), stride=1, how="average")
    figure.moved = (1, 0)
    assert figure.result[1, 0] == pytest.approx(figure._pooled(figure.picture)[1, 0], rel=1e-12)
    assert figure.stays.tolist() == [[False], [True]]


def test_the_change_is_a_share_of_the_spread():
    figure = Pooling([[0, 4], [8, 4]], size=1)
    assert figure.change == 0
    figure.moved = (0, 1)  # 0 0 / 0 8: by 0, 4, 8 and 4, which is 4 on average
    assert figure.change == pytest.approx(4 / np.sqrt(8))


@given(st.sampled_from(["max", "average", "l2"]), st.sampled_from([0.01, 3, 1000]))
def test_the_change_does_not_hang_on_the_unit(how, unit):
    figures = [Pooling(picture, how=how) for picture in (FOUR, FOUR * unit)]
    for figure in figures:
        figure.moved = (1, -1)
    assert figures[0].change == pytest.approx(figures[1].change)


def test_where_all_results_are_one_number_there_is_no_spread():
    for figure in (Pooling([[1, 2], [3, 4]]), Pooling(np.full((4, 4), 0.1), how="average")):
        figure.moved = (1, 0)
        assert figure.change is None
        assert "spread" not in figure.still()


REFUSED = [
    ("picture", [[1, 2], [3]], "full grid"),
    ("picture", [["a"]], "real numbers"),
    ("picture", [[np.nan]], "no NaN"),
    ("picture", [], "must have shape"),
    ("picture", [[1]], "kernel 2 does not fit a size of 1"),
    ("picture", np.zeros((17, 4)), "16 rows and columns at most"),
    ("picture", [[1e7, 0], [0, 0]], "numbers up to 1000000"),
    ("size", 0, "size must be at least 1, got 0"),
    ("size", 2.5, "size must be a whole number"),
    ("size", (3, 2), "kernel 3 does not fit a size of 2"),
    ("size", 5, "at most 4"),
    ("stride", True, "stride must be a whole number"),
    ("stride", (1, 2, 3), "pair"),
    ("how", "min", "how must be one of max, average, l2"),
    ("how", None, "how must be one of max, average, l2"),
    ("padding", None, '"valid" or "same"'),
    ("moved", None, "pair"),
    ("padding", 1, '"valid" or "same"'),
    ("padding", "full", '"valid" or "same"'),
    ("moved", 1, "pair"),
    ("moved", (0, 17), "at most 16"),
    ("moved", (0, "1"), "whole number"),
]


@pytest.mark.parametrize("name, value, message", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name, value, message):
    figure = Pooling(SMALL)
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before
    if name != "moved":
        with pytest.raises((TypeError, ValueError), match=message):
            Pooling(**{"picture": SMALL, name: value})


def test_a_page_cannot_put_in_what_python_refuses():
    figure = Pooling(SMALL)
    before = json.dumps(figure.state())
    with pytest.raises(ValueError, match="kernel 4 does not fit"):
        figure.set_state({"stride": [1, 1], "size": [4, 4]})
    assert json.dumps(figure.state()) == before
    figure.set_state({"stride": [1, 1], "size": [2, 3], "picture": [[1, 2, 3], [4, 5, 6]]})
    assert figure.size == (2, 3)
    assert figure.result.tolist() == [[6]]


@given(
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.none() | st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.sampled_from(["max", "average", "l2"]),
    st.sampled_from(["valid", "same"]),
)
def test_the_page_gets_the_whole_state(size, stride, how, padding):
    assume(padding == "same" or (size[0] <= 2 and size[1] <= 4))
    figure = Pooling(SMALL, size, stride, how, padding)
    page = figure._repr_mimebundle_()[0]["text/html"]
    state = html.unescape(page.split('state="')[1].split('"')[0])
    assert json.loads(state) == {
        "picture": SMALL,
        "size": list(size),
        "stride": None if stride is None else list(stride),
        "how": how,
        "padding": padding,
        "moved": [0, 0],
        "place": 0,
    }


def test_without_javascript_there_are_tables_and_a_sentence():
    still = Pooling(SMALL, how="average", padding="same").still()
    assert still.count("<table>") == 2
    assert "Average pooling, windows of 2 × 2, steps of 2 down and 2 across" in still
    assert "<td>7</td>" in still
    assert "<td>4</td>" in still
