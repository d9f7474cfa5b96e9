"""What the pooling figure takes from readers, from pages and from Python, and what not."""

import json

import pytest

from cnn_course.explorables.pooling import Pooling
from tests.browser.figure_page import (  # noqa: F401
    SMALL,
    alone,
    button,
    cell,
    cells,
    marked,
    pick,
    picked,
    say_why_they_stay_still,
    show,
)


def test_words_where_the_window_does_not_fit(show):
    page = show(Pooling(SMALL))
    pick(page, "Window rows", "4")
    expected = "kernel 4 does not fit a size of 3; add padding or use a smaller kernel"
    with pytest.raises(ValueError, match=expected):
        Pooling(SMALL, size=(4, 2))
    assert page.get_by_role("alert").inner_text() == f"{expected}."
    assert picked(page, "Window rows") == "2"
    assert cells(page, "result") == [[7, 6]]
    page.get_by_role("radio", name="same").check()
    pick(page, "Window rows", "4")
    assert page.get_by_role("alert").inner_text() == ""
    assert cells(page, "result") == Pooling(SMALL, size=(4, 2), padding="same").result.tolist()


def test_a_typed_number_pools_anew(show):
    page = show(Pooling(SMALL))
    cell(page, "picture", 0, 0).fill("-2,5")
    cell(page, "picture", 0, 0).press("Enter")
    assert cells(page, "picture")[0][0] == -2.5
    cell(page, "picture", 0, 2).fill("11")
    cell(page, "picture", 0, 2).press("Enter")
    assert cells(page, "result") == [[7, 11]]


@pytest.mark.parametrize(
    "typed", ["", "seven", "NaN", "1e999", "99999999", "<img src=x onerror=alert(1)>"]
)
def test_what_is_no_number_changes_nothing(show, typed):
    page = show(Pooling(SMALL))
    cell(page, "picture", 0, 1).fill(typed)
    cell(page, "picture", 0, 1).press("Enter")
    assert page.get_by_role("alert").inner_text().endswith(".")
    assert cells(page, "picture") == SMALL
    assert page.locator("img").count() == 0


def test_only_pixels_of_the_picture_can_be_changed_while_it_is_moved(show):
    page = show(Pooling(SMALL))
    button(page, "one pixel to the right").click()
    assert cell(page, "picture", 0, 0).get_attribute("readonly") is not None
    assert marked(page, "picture", "cnn-came") == [[0, 0], [1, 0], [2, 0]]
    cell(page, "picture", 0, 1).fill("10")
    cell(page, "picture", 0, 1).press("Enter")
    button(page, "Back to its place").click()
    assert cells(page, "picture") == [[10, 7, 2, 0], *SMALL[1:]]


MARKUP = "<img src=x onerror=alert(1)>"


def but(**changed):
    return json.dumps({**Pooling(SMALL).state(), **changed})


BAD = {
    "not JSON": "not valid JSON",
    "null": "the state is not an object",
    "{}": "the picture must be rows of numbers",
    but(picture=MARKUP): "the picture must be rows of numbers",
    but(picture=[[MARKUP]]): "the picture must hold numbers",
    but(picture=[[1, 2], [3]]): "the rows of the picture must be of one length",
    but(picture=[[1, None], [3, 4]]): "the picture must hold numbers",
    but(picture=[[1e7, 0], [3, 4]]): "the picture must hold numbers, of 1000000 at most",
    but(picture=[[0] * 300] * 300): "16 rows and columns at most",
    but(how="constructor"): "pooling must be one of max, average, l2",
    but(how=MARKUP): "pooling must be one of max, average, l2",
    but(padding=1): 'padding must be "valid" or "same"',
    but(size=[0, 2]): "the window must be two whole numbers from 1 to 4",
    but(stride="2"): "the stride must be two whole numbers from 1 to 4",
    but(moved=[0.5, 0]): "16 whole pixels at most",
    but(size=[4, 4]): "kernel 4 does not fit a size of 3",
}


def test_bad_states_are_said_and_the_still_stays(show):
    say_why_they_stay_still(show, "cnn-pooling", BAD)


def test_python_and_the_page_hear_of_each_other(show):
    page = show(Pooling(SMALL))
    alone(page, Pooling(SMALL))
    button(page, "one pixel down").click()
    assert page.evaluate("[model.get('moved'), saved]") == [[1, 0], 1]
    page.evaluate("model.set('moved', [0, 0])")
    assert cells(page, "picture") == SMALL
    page.evaluate("model.set('picture', [[1, 2], [3, 9]])")
    assert cells(page, "result") == [[9]]
    page.evaluate("model.set('stride', [1, 2])")
    assert picked(page, "Stride") == "1 down, 2 across"
    # A bad value is said; the figure stays, and the next change repairs the model.
    page.evaluate("model.set('picture', [['<b>']])")
    assert "numbers" in page.get_by_role("alert").inner_text()
    assert cells(page, "result") == [[9]]
    page.get_by_role("radio", name="average").check()
    assert page.evaluate("model.get('picture')") == [[1, 2], [3, 9]]
    assert cells(page, "result") == [[3.75]]
    page.evaluate("cleanup(); model.set('how', 'max')")
    assert cells(page, "result") == [[3.75]]
