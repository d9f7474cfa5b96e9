"""What a reader does, in Chromium, Firefox and WebKit: the same hands in each."""

import pytest

from cnn_course import data
from cnn_course import kernels as named
from cnn_course.exercises import check
from cnn_course.explorables import Convolution, DigitReader, Pooling, presets
from cnn_course.explorables import digit_reader, question
from tests.browser import figure_page
from tests.browser.conftest import HTML, missing
from tests.browser.figure_page import SMALL
from tests.browser.reader import hands, reader  # noqa: F401

TURN = [[1, 2], [3, 4]]
SUM = ".cnn-sum"
READ = ".cnn-answer"
GRID = """table => [...table.rows].map(row => [...row.cells].map(({ firstChild: inner }) =>
  Number((inner.value ?? inner.textContent).replace("\\u2212", "-"))))"""


@pytest.fixture
def show(reader, tmp_path):
    """`show(figure, ...)` opens a page from a file that holds these alone."""

    def open_page(*figures, scripts=None):
        bodies = [figure._repr_mimebundle_()[0]["text/html"] for figure in figures]
        figure_page.write(tmp_path, "".join(bodies), scripts)
        reader.open(tmp_path / "page.html")
        reader.sees(lambda: begun(reader), True)
        return reader

    return open_page


def begun(reader):
    """Whether the first figure has."""
    return reader.ask("() => document.querySelector('.cnn-live > *') !== null")


def grid(reader, name):
    return reader.of(name, GRID)


def cell(name, row, column):
    return f"{name}, row {row}, column {column}"


FIELDS = """() => [...document.querySelectorAll("input[inputmode=decimal]")].map(field =>
  field.getAttribute("aria-label")?.split(":")[0] ?? field.labels[0].firstChild.textContent)"""
SELECTED = "field => [field.selectionStart, field.selectionEnd, field.value.length]"


@pytest.mark.parametrize("figure", [Convolution([[2, 7]], [[5]], bias=3), Pooling([[2, 7]], 1)])
def test_a_click_on_any_number_selects_it_and_typing_replaces_it(show, figure):
    reader = show(figure)
    if isinstance(figure, Convolution):
        reader.click("More")
    names = reader.ask(FIELDS)
    assert len(names) == (5 if isinstance(figure, Convolution) else 2)
    for name in names:
        reader.click(name)
        start, end, length = reader.of(name, SELECTED)
        assert (start, end) == (0, length), name
        reader.type("1")
        assert reader.value(name) == "1", name
        reader.press("Enter")
