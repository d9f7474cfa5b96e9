"""The sliding template, seen from Python."""

import html
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnn_course import data
from cnn_course.explorables import SlidingTemplate

LATER = ("kernel", "window", "filter", "convolution", "stride", "padding", "feature map", "bias")
FOUR = data.make_small_four()
WEIGHTS = np.where(FOUR > 0, 1, -1)


def paper(column, columns=10):
    """An empty strip with the small four at a column."""
    strip = np.zeros((5, columns), int)
    strip[:, column : column + 4] = FOUR
    return strip


@st.composite
def laid(draw):
    """A strip and a template that fits it."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 16))
    wide = draw(st.integers(1, min(columns, 5)))
    numbers = st.integers(-9, 9)
    return draw(arrays(int, (rows, columns), elements=numbers)), draw(
        arrays(int, (rows, wide), elements=numbers)
    )


@given(laid())
def test_each_sum_is_that_of_the_products_under_the_template(given):
    strip, weights = given
    figure = SlidingTemplate(strip, weights)
    wide = weights.shape[1]
    sums = [np.sum(strip[:, at : at + wide] * weights) for at in range(strip.shape[1] - wide + 1)]
    assert figure.sums.tolist() == sums
    assert figure.largest == [at for at, one in enumerate(sums) if one == max(sums)]


@pytest.mark.parametrize("column", range(7))
def test_the_largest_sum_is_where_the_four_is(column):
    figure = SlidingTemplate(paper(column), WEIGHTS)
    assert figure.largest == [column]
    assert figure.sums[column] == FOUR.sum()


def test_sums_that_differ_by_rounding_alone_are_equally_large():
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1, by one bit.
    figure = SlidingTemplate([[0.1, 0.2, 0.3, -1, 0.3, 0.2, 0.1]], [[1, 1, 1]])
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert figure.largest == [0, 4]


def test_sums_of_the_largest_whole_numbers_are_told_apart():
    assert SlidingTemplate([[999_999, 1_000_000]], [[1]]).largest == [1]
    strip = [[1_000_000, 999_999, 1_000_000, 1_000_000]]
    assert SlidingTemplate(strip, [[1_000_000, 1]]).largest == [2]
    assert SlidingTemplate(strip, [[1, 1]]).largest == [2]


REFUSED = [
    ("strip", [[1, 2], [3]], "full grid"),
    ("strip", [["a"]], "real numbers"),
    ("strip", [[np.nan, 0, 0]], "no NaN"),
    ("strip", [1, 2, 3], "must have shape"),
    ("strip", [[1]], "not more columns; got weights \\(1, 2\\), strip \\(1, 1\\)"),
    ("strip", [[1, 2], [3, 4]], "as many rows as the strip"),
    ("strip", [[0] * 17], "16 columns at most"),
    ("strip", [[0, 0]] * 6, "5 rows and 16 columns at most"),
    ("strip", [[1e7, 0, 0]], "numbers up to 1000000"),
    ("weights", [[1, 2, 3, 4]], "not more columns"),
    ("weights", [[1], [1]], "as many rows as the strip"),
    ("weights", [[0] * 6], "5 columns at most"),
    ("weights", [[-1e7]], "numbers up to 1000000"),
    ("weights", [[[1]]], "must have shape"),
    ("strips", [[1, 2, 3]], "strips must be a dict of arrays, got list"),
    ("strips", {"odd": [[1], [2, 3]]}, r"strips\['odd'\] must be a full grid"),
    ("strips", {"gap": [[np.nan]]}, r"strips\['gap'\] must hold ordinary numbers"),
    ("strips", {"long": [[0] * 17]}, r"strips\['long'\] may have 5 rows and 16 columns"),
    ("strips", {"good": [[1, 2, 3]], "tall": [[0]] * 6}, r"strips\['tall'\]"),
    ("strips", {"bright": [[1e7]]}, r"strips\['bright'\] may hold numbers up to 1000000"),
    ("place", -1, "place must be at least 0"),
    ("place", 0.5, "place must be a whole number"),
    ("place", True, "place must be a whole number"),
]


@pytest.mark.parametrize("name, value, message", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name, value, message):
    figure = SlidingTemplate([[1, 2, 3]], [[1, -1]])
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before
    with pytest.raises((TypeError, ValueError), match=message):
        SlidingTemplate(**{"strip": [[1, 2, 3]], "weights": [[1, -1]], name: value})


def test_a_page_cannot_put_in_what_python_refuses():
    figure = SlidingTemplate([[1, 2, 3]], [[1, -1]])
    before = json.dumps(figure.state())
    with pytest.raises(ValueError, match="as many rows as the strip"):
        figure.set_state({"strip": [[1, 2, 3], [4, 5, 6]]})
    assert json.dumps(figure.state()) == before
    # Another strip comes with its template; together they fit.
    figure.set_state({"strip": [[1, 2, 3], [4, 5, 6]], "weights": [[1, 0], [0, 1]]})
    assert figure.sums.tolist() == [6, 8]


def test_the_page_gets_the_whole_state():
    figure = SlidingTemplate(paper(6), WEIGHTS, {"<b>": paper(2)}, np.int64(3))
    page = figure._repr_mimebundle_()[0]["text/html"]
    assert "<b>" not in page
    assert json.loads(html.unescape(page.split('state="')[1].split('"')[0])) == {
        "strip": paper(6).tolist(),
        "weights": WEIGHTS.tolist(),
        "strips": {"<b>": paper(2).tolist()},
        "place": 3,
    }


def test_without_javascript_there_are_tables_and_sentences():
    still = SlidingTemplate(paper(6), WEIGHTS, place=6).still()
    assert still.count("<table>") == 3
    for sentence in [
        "A template of 5 × 4 weights lies on the strip at place 6",
        "the sum is 2220.",
        "Places where the template fits: 7, counted from 0.",
        "The largest sum is 2220, at place 6.",
    ]:
        assert sentence in still
    assert "<caption>Sum at each place</caption>" in still and "<td>300</td>" in still
    twice = SlidingTemplate([[5, 0, 5, 0, 5]], [[1]], place=99).still()
    assert "at place 4: its left edge is on column 4" in twice
    assert "The largest sum is 5, at place 0, 2 and 4." in twice


def test_no_word_of_a_later_chapter_stands_in_it():
    still = SlidingTemplate(paper(6), WEIGHTS).still()
    assert [word for word in LATER if word in still.lower()] == []
