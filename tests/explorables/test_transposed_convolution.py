"""The transposed convolution figure, seen from Python."""

import html
import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_course import output_size, output_size_transpose, stamp_2d
from cnn_course.explorables import TransposedConvolution

SMALL = {"picture": [[1, 2], [3, 4]], "kernel": [[1, 1, 1]]}


@st.composite
def drawn(draw):
    """What a figure is made of; some papers are too large, some leave nothing."""
    numbers = st.integers(-9, 9)
    (rows, columns), (high, wide) = (draw(st.tuples(*[st.integers(1, 5)] * 2)) for _ in range(2))

    def table(rows, columns):
        row = st.lists(numbers, min_size=columns, max_size=columns)
        return draw(st.lists(row, min_size=rows, max_size=rows))

    return {
        "picture": table(rows, columns),
        "kernel": table(high, wide),
        "stride": draw(st.tuples(*[st.integers(1, 3)] * 2)),
        "padding": draw(st.sampled_from(["valid", "same", 0, 1, 2, 3, 4])),
    }


@given(drawn())
def test_the_paper_is_that_of_stamp_2d_and_its_size_leads_back(made):
    try:
        figure = TransposedConvolution(**made)
    except ValueError:
        assume(False)
    assert np.array_equal(figure.result, stamp_2d(*made.values()))
    settings = np.shape(made["kernel"]), made["stride"], made["padding"]
    size = output_size_transpose(np.shape(made["picture"]), *settings)
    assert figure.result.shape == figure.stamps.shape == size
    assert output_size(size, *settings) == np.shape(made["picture"])


def test_stamps_are_counted_on_every_pixel():
    ones = np.ones((2, 3), int)
    for stride, often in {1: {1, 2, 3, 4, 6}, 2: {1, 2, 4}, 3: {1}}.items():
        figure = TransposedConvolution(ones, np.ones((3, 3)), stride)
        assert set(figure.stamps.ravel()) == often
        assert np.array_equal(figure.stamps, figure.result)
    assert TransposedConvolution([[7]], [[-2, 0]], 3).stamps.tolist() == [
        [1, 1, 0], [0, 0, 0], [0, 0, 0],
    ]  # fmt: skip


REFUSED = [
    ("picture", [[1, 2], [3]], "full grid"),
    ("picture", [["a"]], "real numbers"),
    ("picture", [[np.nan]], "no NaN"),
    ("picture", [1, 2], "must have shape"),
    ("picture", [[1] * 6], "picture may have 5 rows and columns at most"),
    ("picture", [[1e7]], "numbers up to 1000000"),
    ("kernel", [[[1]]], "must have shape"),
    ("kernel", [[1]] * 6, "kernel may have 5 rows and columns at most"),
    ("kernel", [[-1e7]], "numbers up to 1000000"),
    ("stride", 0, "stride must be at least 1"),
    ("stride", (1, 4), "stride must be at most 3"),
    ("stride", 1.5, "whole number"),
    ("padding", "full", '"valid" or "same"'),
    ("padding", -1, "padding must be at least 0"),
    ("padding", 5, "padding must be at most 4"),
    ("padding", 2, "padding 2 leaves nothing of 1 pixels; cut off less"),
    ("kernels", [[[1]]], "kernels must be a dict of arrays, got list"),
    ("kernels", {"tall": [[1]] * 6}, r"kernels\['tall'\] may have 5 rows"),
    ("kernels", {"gap": [[np.inf]]}, r"kernels\['gap'\] must hold ordinary numbers"),
    ("visits", 1, "visits must be True or False"),
    ("hide", None, "hide"),
    ("place", -1, "place must be at least 0"),
    ("place", True, "place must be a whole number"),
]


@pytest.mark.parametrize("name, value, message", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name, value, message):
    figure = TransposedConvolution([[1, 2]], [[1, 1, 1]])
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before
    with pytest.raises((TypeError, ValueError), match=message):
        TransposedConvolution(**{"picture": [[1, 2]], "kernel": [[1, 1, 1]], name: value})


def test_a_paper_that_is_too_large_is_refused():
    five, kernel = np.ones((1, 5)), np.ones((1, 5))
    assert TransposedConvolution(five, np.ones((1, 4)), (1, 3)).result.shape == (1, 16)
    with pytest.raises(ValueError, match=r"the paper may have 16 rows .* got \(1, 17\); take a"):
        TransposedConvolution(five, kernel, (1, 3), "same")


def test_a_page_cannot_put_in_what_python_refuses():
    figure = TransposedConvolution([[1, 2]], [[1, 1, 1]])
    before = json.dumps(figure.state())
    with pytest.raises(ValueError, match="leaves nothing"):
        figure.set_state({"padding": 1})
    assert json.dumps(figure.state()) == before
    # A kernel with more rows comes with it; together they fit.
    figure.set_state({"padding": 1, "kernel": [[1], [2], [3]], "picture": [[1, 2, 3]]})
    assert figure.result.tolist() == [[4]]


def test_the_page_gets_the_whole_state():
    figure = TransposedConvolution(**SMALL, kernels={"<b>": [[2]]}, place=np.int64(3), hide=False)
    page = figure._repr_mimebundle_()[0]["text/html"]
    assert "<b>" not in page
    assert json.loads(html.unescape(page.split('state="')[1].split('"')[0])) == {
        **SMALL,
        "stride": [1, 1],
        "padding": "valid",
        "kernels": {"<b>": [[2]]},
        "visits": False,
        "hide": False,
        "place": 3,
    }


def test_without_javascript_there_are_the_paper_so_far_and_the_whole():
    still = TransposedConvolution(**SMALL, stride=(1, 2), visits=True).still()
    for part in [
        "Each of the 2 × 2 numbers of the picture",
        "1 down and 2 across from one stamp to the next, padding valid",
        "The paper has 2 × 5 pixels.",
        "Paper after stamp 1 of 4</caption><tbody><tr><td>1</td><td>1</td><td>1</td><td></td><td></td>",
        "Paper after all stamps</caption><tbody><tr><td>1</td><td>1</td><td>3</td><td>2</td><td>2</td>",
        "Stamps on each pixel</caption><tbody><tr><td>1</td><td>1</td><td>2</td>",
    ]:
        assert part in still
    for whole in ({"place": 3}, {"place": 99}, {"hide": False}):
        still = TransposedConvolution(**SMALL, **whole).still()
        assert still.count("<table>") == 3 and "Paper after all stamps" in still
