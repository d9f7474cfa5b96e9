"""A few choices stand side by side; many stand in a list."""

import numpy as np
import pytest

from cnn_course.explorables import (
    Convolution,
    Pooling,
    ReceptiveField,
    SlidingTemplate,
    Training,
    TransposedConvolution,
    presets,
)
from tests.browser.figure_page import SMALL, alone, pick, picked, show  # noqa: F401
from tests.browser.training_page import live  # noqa: F401

TURN = [[1, 2], [3, 4]]
FIGURES = {
    "convolution": lambda: Convolution(np.ones((6, 6, 3), int), np.ones((3, 3, 3, 2), int)),
    "presets": lambda: Convolution(SMALL, TURN, **presets()),
    "pooling": lambda: Pooling(SMALL),
    "receptive field": ReceptiveField,
    "template": lambda: SlidingTemplate([[0, 3, 0, 5, 1]], [[1, -1]]),
    "stamps": lambda: TransposedConvolution([[1, 2]], [[1, 1, 1]], 2),
    "digits": lambda: Training(np.zeros((4, 8, 8, 1)), [0, 1, 2, 3], filters=3),
    "weight": lambda: Training([[[[3]]]], [[[[6]]]], initial="zeros"),
}
# Lists of at most five short names that do not grow and do not stand in a table.
LISTS = """() => [...document.querySelectorAll("select")].filter(list =>
    !list.closest("td") && list.options.length <= 5
    && [...list.options].every(({ text }) => text.length <= 13))
  .map(list => list.closest("label").textContent)"""
# The radio buttons that do not lie exactly over their words.
BESIDE = """() => [...document.querySelectorAll(".cnn-segments label")].filter(label => {
    const [over, under] = [label.querySelector("input"), label].map(
      node => node.getBoundingClientRect());
    return ["left", "top", "right", "bottom"].some(side => Math.abs(over[side] - under[side]) > 1.1)
      || getComputedStyle(label.querySelector("input")).opacity !== "0";
  }).map(label => label.textContent)"""


@pytest.mark.parametrize("name", FIGURES)
def test_few_choices_are_all_seen(show, name):
    page = show(FIGURES[name]())
    # How many filters there are is the reader's to say, up to six.
    assert [text for text in page.evaluate(LISTS) if not text.startswith("Filter")] == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", FIGURES)
def test_a_press_on_a_word_chooses_it_on_a_page(show, name, width):
    page = show(FIGURES[name](), width=width)
    assert page.evaluate(BESIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", FIGURES)
def test_and_so_in_a_notebook(show, name):
    figure = FIGURES[name]()
    page = show(figure)
    alone(page, figure)
    assert page.locator(".cnn-live").count() == 0
    assert page.locator(".cnn-segments").count() + page.locator("td select").count() > 0
    assert page.evaluate(BESIDE) == []


def test_what_python_brings_is_one_more_choice_and_stays(live):
    figure = FIGURES["digits"]()
    page = live(figure)
    assert picked(page, "Filters") == "3"
    pick(page, "Filters", "16")
    page.wait_for_function("model.get('shown').length === 16")
    pick(page, "Filters", "3")
    page.wait_for_function("model.get('shown').length === 3")
    assert figure.filters == 3 and picked(page, "Filters") == "3"


def test_unequal_steps_can_be_chosen_again(show):
    page = show(Pooling(SMALL, stride=(1, 2)))
    assert picked(page, "Stride") == "1 down, 2 across"
    pick(page, "Stride", "as the window")
    assert picked(page, "Stride") == "as the window"
    pick(page, "Stride", "1 down, 2 across")
    wanted = Pooling(SMALL, stride=(1, 2)).result.tolist()
    shown = page.get_by_role("grid", name="result").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => Number(cell.textContent)))"
    )
    assert shown == wanted and page.errors == []


def test_the_arrow_keys_choose(show):
    page = show(Convolution(SMALL, TURN, padding="same"))
    page.get_by_role("radiogroup", name="Kernel rows").locator(":checked").focus()
    page.keyboard.press("ArrowRight")
    assert picked(page, "Kernel rows") == "3"
    assert page.evaluate("document.activeElement.checked")
    assert "Kernel, 3 × 2" in page.locator(".cnn-kernels").inner_text()
