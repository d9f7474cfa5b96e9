"""The convolution figure and hostile values; and Python, which hears and is heard."""

import json

import numpy as np
import pytest

from cnn_course.explorables import Convolution
from cnn_course.explorables.facts import PARTS
from tests.browser.figure_page import (  # noqa: F401
    SMALL,
    alone,
    button,
    cell,
    cells,
    enter,
    pick,
    picked,
    say_why_they_stay_still,
    show,
)

TURN = [[1, 2], [3, 4]]
MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = ["", "seven", "NaN", "1e999", "-1e999", "99999999", "1" * 400, "0x10", "1_0", MARKUP]


@pytest.fixture
def page(show):
    return show(Convolution(SMALL, TURN))


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_no_number_changes_nothing(page, typed):
    result = cells(page, "result")
    enter(page, "picture", 0, 1, typed)
    assert page.get_by_role("alert").inner_text().endswith(".")
    assert cells(page, "picture") == SMALL
    enter(page, "kernel", 0, 1, "2")
    enter(page, "kernel", 0, 1, typed)
    assert cells(page, "kernel") == TURN
    page.get_by_text("More").click()
    for name in ("Bias", "number to paint with"):
        page.get_by_label(name).fill(typed)
        page.get_by_label(name).press("Enter")
        assert page.get_by_label(name).input_value() == "0"
        assert page.get_by_role("alert").inner_text().endswith(".")
    page.get_by_label("Bias").fill("1")
    page.get_by_label("Bias").press("Enter")
    assert page.get_by_role("alert").inner_text() == ""
    assert cells(page, "result") == (np.array(result) + 1).tolist()
    assert page.locator("img").count() == 0


def test_the_largest_numbers_stay_in_their_cells(show):
    page = show(Convolution(np.full((6, 6), -1_000_000), np.full((3, 3), 1_000_000)), width=360)
    assert cells(page, "result") == [[-9e12] * 4] * 4
    cut = page.evaluate(
        "[...document.querySelectorAll('td > *')].filter(inner => inner.scrollWidth >"
        " inner.clientWidth || inner.scrollHeight > inner.clientHeight).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def but(**changed):
    return json.dumps({**Convolution(SMALL, TURN).state(), **changed})


def without(key):
    state = Convolution(SMALL, TURN).state()
    del state[key]
    return json.dumps(state)


BAD = {
    "not JSON": "not valid JSON",
    "null": "the state is not an object",
    "[]": "the state is not an object",
    "{}": "the picture must be rows of numbers",
    without("kernel"): "the kernel must hold numbers",
    without("bias"): "the bias must be one number for each filter",
    without("place"): "place must be a whole number",
    but(picture=MARKUP): "the picture must be rows of numbers",
    but(picture=[[MARKUP]]): "the picture must be rows of numbers",
    but(picture=[[1, 2], [3]]): "the picture must be rows of numbers",
    but(picture=[[1, None], [3, 4]]): "the picture must be rows of numbers",
    but(picture=[[1e7, 0], [3, 4]]): "of 1000000 at most",
    but(picture=[[0] * 300] * 300): "16 rows and columns, and 4 channels, at most",
    but(picture=[[[1]], [[2]]]): "as deep as the picture has channels",
    but(kernel=[]): "the kernel must hold numbers",
    but(kernel=[[1] * 6]): "5 rows and columns, and 6 filters, at most",
    but(kernel=[[[[1], [2]]]]): "as deep as the picture has channels",
    but(kernel=[[1]] * 4): "kernel 4 does not fit a size of 3",
    but(bias=[1, 2]): "one number for each filter",
    but(bias=MARKUP): "one number for each filter",
    but(stride=2): "two whole numbers from 1 to 3",
    but(stride=[0, 1]): "two whole numbers from 1 to 3",
    but(padding="full"): '"valid", "same" or a whole number up to 4',
    but(padding=1.5): '"valid", "same" or a whole number up to 4',
    but(flip="no"): "flip must be true or false",
    but(one_dimension=True): "in one dimension the kernel has one row",
    but(hide=None): "hide must be true or false",
    but(place=-1): "place must be a whole number of at least 0",
    but(filter="constructor"): "filter must be a whole number of at least 0",
    but(without=7): "the parts to leave out must be a list",
    but(pictures=[SMALL]): "what can be chosen must have names",
    but(kernels={MARKUP: [[MARKUP]]}): "the kernel must hold numbers",
}


def test_bad_states_are_said_and_the_still_stays(show):
    say_why_they_stay_still(show, "cnn-convolution", BAD)


def test_places_and_filters_beyond_the_last_are_the_last(show):
    page = show(Convolution(SMALL, TURN, place=99, filter=7))
    assert page.get_by_label("Place of the window").input_value() == "5"
    enter(page, "kernel", 0, 0, "0")
    assert page.locator(".cnn-sum").inner_text() == "4·0 + 6·2 + 1·3 + 9·4 = 51"


def test_a_name_is_never_read_as_markup(show):
    names = {MARKUP: [[5, 5], [5, 5]], "__proto__": [[1, 2], [3, 4]]}
    page = show(Convolution(SMALL, [[1]], pictures=names, kernels=names))
    for field in ("Picture", "Kernel"):
        page.get_by_role("combobox", name=field, exact=True).select_option(MARKUP)
    assert cells(page, "result") == [[100]]
    assert page.locator("img").count() == 0
    assert page.errors == []


def test_parts_that_a_chapter_has_not_come_to_are_left_out(show):
    page = show(Convolution(SMALL, TURN, without=PARTS))
    page.get_by_text("More").click()
    visible = page.locator(".cnn-settings label:visible").all_inner_texts()
    assert visible == ["Hide results not yet reached", "Paint the picture with"]
    assert page.locator(".cnn-formula:visible").count() == 0
    assert page.locator(".cnn-count").inner_text() == ""


def test_python_and_the_page_hear_of_each_other(page):
    alone(page, Convolution(SMALL, TURN))
    enter(page, "kernel", 0, 0, "10")
    assert page.evaluate("[model.get('kernel'), saved]") == [[[10, 2], [3, 4]], 1]
    page.get_by_label("Place of the window").press("End")
    assert page.evaluate("[model.get('place'), saved]") == [5, 2]
    page.evaluate("model.set('picture', [[1, 2, 3], [4, 5, 6]])")
    expected = Convolution([[1, 2, 3], [4, 5, 6]], [[10, 2], [3, 4]])
    assert cells(page, "result") == expected.result.tolist()
    page.evaluate("model.set('stride', [1, 2])")
    assert picked(page, "Stride") == "1 down, 2 across"
    # A bad value is said; the figure stays, and the next change repairs the model.
    page.evaluate("model.set('picture', [['<b>']])")
    assert "numbers" in page.get_by_role("alert").inner_text()
    assert cells(page, "picture") == expected.picture.tolist()
    page.get_by_label("Padding").select_option("1")
    assert page.evaluate("model.get('picture')") == expected.picture.tolist()
    assert page.get_by_role("alert").inner_text() == ""
    assert page.evaluate("saved") == 3


def test_what_is_looked_at_may_vanish(page):
    alone(page, Convolution(SMALL, TURN))
    cell(page, "result", 1, 2).hover()
    page.evaluate("model.set('kernel', [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]])")
    assert cells(page, "result") == [[46]]
    assert page.locator(".cnn-sum strong").inner_text() == "46"
    assert page.errors == []


def test_playing_is_saved_when_it_stops(page):
    alone(page, Convolution(SMALL, TURN))
    button(page, "Play all steps").click()
    page.wait_for_function("model.get('place') === 2")
    assert page.evaluate("saved") == 0
    button(page, "Pause").click()
    assert page.evaluate("[model.get('place'), saved]") == [2, 1]


def test_the_listeners_are_taken_away(page):
    alone(page, Convolution(SMALL, TURN))
    button(page, "Play all steps").click()
    before = cells(page, "result")
    page.evaluate("cleanup(); model.set('kernel', [[0]])")
    assert cells(page, "result") == before
    place = page.evaluate("model.get('place')")
    page.wait_for_timeout(900)
    assert page.evaluate("model.get('place')") == place
    assert page.errors == []


def test_the_count_of_parameters_follows_the_filters(show):
    page = show(Convolution(np.ones((4, 4, 3), int), np.ones((3, 3, 3, 1), int)))
    assert page.locator(".cnn-count").inner_text() == "Parameters: (3·3·3 + 1) · 1 = 28"
    page.get_by_role("button", name="Add a filter").click()
    assert page.locator(".cnn-count").inner_text() == "Parameters: (3·3·3 + 1) · 2 = 56"


def test_reset_brings_the_beginning_back(show):
    page = show(Convolution(SMALL, TURN))
    before = cells(page, "result")
    enter(page, "kernel", 0, 0, "10")
    pick(page, "Stride", "2")
    assert cells(page, "result") != before
    page.get_by_role("button", name="Reset").click()
    assert cells(page, "result") == before and cells(page, "kernel") == TURN
