"""The sliding template in a browser: moved, painted and changed by finger, mouse and keyboard."""

import json

import numpy as np
import pytest

from cnn_course.explorables import SlidingTemplate
from tests.browser.figure_page import (  # noqa: F401
    again,
    alone,
    axe_finds,
    button,
    cell,
    cells,
    enter,
    marked,
    say_why_they_stay_still,
    show,
)
from tests.browser.test_forced_colors import FORCED, colors
from tests.browser.test_touch import BELOW, drag, middle
from tests.explorables.test_sliding_template import LATER, WEIGHTS, paper

ONE_AND_FOUR = paper(6)
ONE_AND_FOUR[:, 1] = 220
STRIPS = {"a one and a four": ONE_AND_FOUR, "a four": paper(2), "empty": 0 * ONE_AND_FOUR}
FIGURE = SlidingTemplate(ONE_AND_FOUR, WEIGHTS, STRIPS)


def shows(page, figure, place):
    """All numbers and marks are those that Python has for this figure, with the template there."""
    sums = figure.sums.tolist()
    assert cells(page, "strip") == figure.strip.tolist()
    assert cells(page, "weights") == figure.weights.tolist()
    assert cells(page, "sums") == [sums]
    assert marked(page, "sums", "cnn-made") == [[0, place]]
    assert marked(page, "sums", "cnn-winner") == [[0, at] for at in figure.largest]
    laid = page.get_by_role("grid", name="strip").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => cell.dataset.weight))"
    )
    wide = figure.weights.shape[1]
    assert [row[place : place + wide] for row in laid] == [
        [str(one).replace("-", "\u2212") for one in row] for row in figure.weights.tolist()
    ]
    assert sum(one is not None for row in laid for one in row) == figure.weights.size
    assert page.locator(".cnn-sum strong").inner_text().replace("\u2212", "-") == str(sums[place])
    # The frame lies on the columns that the weights cover, and the sum stands below its left edge.
    frame, strip, made = (
        page.locator(selector).bounding_box()
        for selector in (".cnn-window", ".cnn-pictures .cnn-grid", ".cnn-made")
    )
    column = strip["width"] / figure.strip.shape[1]
    assert frame["x"] == pytest.approx(strip["x"] + place * column, abs=1)
    assert frame["width"] == pytest.approx(wide * column, abs=1)
    assert made["x"] == pytest.approx(frame["x"], abs=1)


def said(page):
    return page.get_by_role("status").inner_text()


@pytest.fixture
def touched(show):
    body = FIGURE._repr_mimebundle_()[0]["text/html"] + BELOW
    return show(body, width=360, has_touch=True)


def test_it_opens_as_python_says(show):
    page = show(FIGURE)
    shows(page, FIGURE, 0)
    assert said(page) == ""
    assert page.locator(".cnn-legend").inner_text().endswith("The largest sum is 2220, at place 6.")
    assert page.errors == []


def test_no_word_of_a_later_chapter_is_seen_or_spoken(show):
    page = show(FIGURE)
    words = page.locator(".cnn-live").evaluate(
        "figure => [figure.textContent, ...[...figure.querySelectorAll('*')].flatMap(node =>"
        " [node.getAttribute('aria-label'), node.title])].join(' ').toLowerCase()"
    )
    assert "template" in words
    found = [word for word in LATER if word in words]
    assert found == []


def test_a_finger_takes_the_template_along(touched):
    page = touched
    start, end = (middle(page, "strip", 2, column) for column in (1, 4))
    drag(page, start, end)
    shows(page, FIGURE, 3)
    assert said(page) == "Place 3: 660."
    # As far as it fits, and a finger that comes back takes it back.
    drag(page, middle(page, "strip", 0, 0), middle(page, "strip", 0, 9))
    shows(page, FIGURE, 6)
    assert said(page) == "Place 6: 2220, the largest."
    far, near = middle(page, "strip", 4, 9), middle(page, "strip", 4, 1)
    drag(page, far, near, middle(page, "strip", 4, 3))
    shows(page, FIGURE, 0)  # the grip was moved past the end
    drag(page, middle(page, "sums", 0, 1), middle(page, "sums", 0, 5))
    shows(page, FIGURE, 5)
    assert page.evaluate("[scrollX, scrollY]") == [0, 0]
    assert page.locator("input:focus").count() == 0  # no keyboard opens
    assert page.errors == []


def test_up_and_down_a_finger_scrolls(touched):
    page = touched
    x, y = middle(page, "strip", 4, 3)
    drag(page, (x, y), (x, y - 100))
    page.wait_for_function("scrollY > 50")
    shows(page, FIGURE, 0)


def test_a_finger_paints_and_wipes(touched):
    page = touched
    page.get_by_role("radio", name="paint").check()
    corners = [middle(page, "strip", *at) for at in [(0, 3), (4, 3), (4, 5)]]
    drag(page, *corners)
    painted = ONE_AND_FOUR.copy()
    painted[:, 3] = painted[4, 3:6] = 240
    shows(page, SlidingTemplate(painted, WEIGHTS), 0)
    page.get_by_role("radio", name="wipe").check()
    drag(page, middle(page, "strip", 2, 9), middle(page, "strip", 2, 0), steps=2)
    wiped = painted.copy()
    wiped[2] = 0
    shows(page, SlidingTemplate(wiped, WEIGHTS), 0)
    # A stroke is one step.
    button(page, "Undo").click()
    shows(page, SlidingTemplate(painted, WEIGHTS), 0)
    button(page, "Undo").click()
    shows(page, FIGURE, 0)
    assert page.evaluate("[scrollX, scrollY]") == [0, 0]


def test_a_strip_is_chosen_and_the_largest_sum_is_elsewhere(show):
    page = show(FIGURE)
    page.get_by_role("combobox", name="Strip").select_option("a four")
    shows(page, SlidingTemplate(paper(2), WEIGHTS), 0)
    assert said(page) == "Place 0: 60. The largest sum is 2220, at place 2."
    page.get_by_role("combobox", name="Strip").select_option("empty")
    shows(page, SlidingTemplate(paper(2) * 0, WEIGHTS), 0)
    assert said(page) == "Place 0: 0, the largest."
    # Ink is as dark here as in the other strips, and the strip is the reader's own.
    page.get_by_role("radio", name="paint").check()
    page.mouse.move(*middle(page, "strip", 0, 5))
    page.mouse.down()
    page.mouse.move(*middle(page, "strip", 4, 5), steps=5)
    page.mouse.up()
    assert (
        page.locator(".cnn-pictures :focus").count() == 0
    )  # it types nothing, and opens no keyboard
    one = np.zeros((5, 10), int)
    one[:, 5] = 240
    shows(page, SlidingTemplate(one, WEIGHTS), 0)
    chosen = "select => select.selectedOptions[0].text"
    assert page.get_by_role("combobox", name="Strip").evaluate(chosen) == "own"
    assert page.errors == []


def test_the_mouse_drags_presses_and_passes(show):
    page = show(FIGURE)
    page.mouse.move(*middle(page, "strip", 1, 8))
    page.mouse.down()
    page.mouse.move(*middle(page, "strip", 3, 9), steps=4)
    page.mouse.up()
    shows(page, FIGURE, 1)
    cell(page, "sums", 0, 4).click()
    shows(page, FIGURE, 4)
    cell(page, "sums", 0, 2).hover()
    shows(page, FIGURE, 4)


def test_all_of_it_by_keyboard(show):
    page = show(FIGURE)
    slider = page.get_by_role("slider", name="Place of the template")
    slider.press("End")
    assert slider.get_attribute("aria-valuetext") == "place 6"
    assert said(page) == "Place 6: 2220, the largest."
    button(page, "One step back").press("Enter")
    shows(page, FIGURE, 5)
    button(page, "Say the whole sum").press("Enter")
    assert said(page) == (
        "Place 5. 200 times minus 1, plus 220 times minus 1, plus 240 times 1, plus 240 times 1, "
        "plus 240 times 1, and 15 products that are 0: the sum is 300."
    )
    cell(page, "sums", 0, 5).press("Home")
    shows(page, FIGURE, 0)
    cell(page, "sums", 0, 0).press("ArrowRight")
    shows(page, FIGURE, 1)
    enter(page, "weights", 2, 0, "-5")
    changed = WEIGHTS.copy()
    changed[2, 0] = -5
    shows(page, SlidingTemplate(ONE_AND_FOUR, changed), 1)
    assert said(page) == "Place 1: minus 1100. The largest sum is 780, at place 6."
    enter(page, "strip", 0, 9, "70")
    assert cells(page, "strip")[0][9] == 70
    enter(page, "strip", 0, 9, "seven")
    assert page.get_by_role("alert").inner_text() == '"seven" is not a number.'
    page.keyboard.press("Control+z")
    shows(page, SlidingTemplate(ONE_AND_FOUR, changed), 1)


def test_play_goes_to_the_last_place(show):
    page = show(SlidingTemplate(ONE_AND_FOUR, WEIGHTS, place=4))
    button(page, "Play all steps").click()
    page.wait_for_function("document.querySelector('.cnn-sum strong').textContent === '2220'")
    shows(page, FIGURE, 6)
    still = show(FIGURE, reduced_motion="reduce")
    button(still, "Next step").click()
    shows(still, FIGURE, 1)
    still.wait_for_timeout(900)
    shows(still, FIGURE, 1)


def test_it_is_kept_linked_to_and_reset(show):
    page = show(FIGURE)
    page.get_by_role("combobox", name="Strip").select_option("a four")
    enter(page, "weights", 0, 0, "3")
    page.get_by_role("slider").press("End")
    changed = WEIGHTS.copy()
    changed[0, 0] = 3
    kept = SlidingTemplate(paper(2), changed)
    again(page, page.url)
    shows(page, kept, 6)
    button(page, "Reset").click()
    shows(page, FIGURE, 0)


def test_a_strip_that_does_not_fit_the_template_is_refused(show):
    page = show(SlidingTemplate([[1, 2, 3]], [[1, -1]], {"short": [[1]], "long": [[1, 2, 3, 4]]}))
    page.get_by_role("combobox", name="Strip").select_option("short")
    assert "as many rows as the strip" in page.get_by_role("alert").inner_text()
    shows(page, SlidingTemplate([[1, 2, 3]], [[1, -1]]), 0)
    page.get_by_role("combobox", name="Strip").select_option("long")
    shows(page, SlidingTemplate([[1, 2, 3, 4]], [[1, -1]]), 0)


def test_python_and_the_page_hear_of_each_other(show):
    page = show(FIGURE)
    alone(page, FIGURE)
    enter(page, "weights", 0, 0, "2")
    assert page.evaluate("[model.get('weights')[0][0], saved]") == [2, 1]
    cell(page, "sums", 0, 3).click()
    assert page.evaluate("[model.get('place'), saved]") == [3, 2]
    page.evaluate("model.set('strip', model.get('strips')['a four'])")
    changed = WEIGHTS.copy()
    changed[0, 0] = 2
    shows(page, SlidingTemplate(paper(2), changed), 3)


def test_paper_has_the_numbers_and_nothing_for_a_hand(show):
    page = show(FIGURE)
    page.get_by_role("slider").press("End")
    page.emulate_media(media="print", color_scheme="dark")
    shows(page, FIGURE, 6)
    for hand in ("button", "radiogroup", "slider"):
        seen = page.locator(".cnn-live").get_by_role(hand).all()
        assert not any(one.is_visible() for one in seen), hand


def but(**changed):
    return json.dumps({**FIGURE.state(), **changed})


BAD = {
    "{}": "the strip must be rows of numbers",
    but(strip="<img src=x onerror=alert(1)>"): "the strip must be rows of numbers",
    but(weights=[["<img src=x>"]]): "the weights must be rows of numbers",
    but(strips=["<img src=x>"]): "what can be chosen must have names",
    but(weights=[[1]]): "the weights must have as many rows as the strip",
    but(place="<img>"): "place must be a whole number",
}


def test_bad_states_are_said_and_the_still_stays(show):
    say_why_they_stay_still(show, "cnn-sliding-template", BAD)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, FORCED], ids=str)
def test_weights_are_told_apart_and_the_largest_has_a_star(show, options):
    page = show(FIGURE, **options)
    corner = "cell => { const { content, backgroundColor } = getComputedStyle(cell, '::after');"
    plus, minus = (
        page.locator(f'.cnn-pictures td[data-weight="{weight}"]').first.evaluate(
            f"{corner} return [content, backgroundColor] }}"
        )
        for weight in ("1", "\u22121")
    )
    assert [plus[0], minus[0]] == ['"1"', '"\u22121"'] and plus[1] != minus[1]
    star = page.locator(".cnn-winner").evaluate(f"{corner} return content }}")
    assert star == '"★"'
    assert any(color[2] - color[0] > 100 for color in colors(page.locator(".cnn-made")))


def test_axe_finds_nothing(show):
    assert axe_finds(show(FIGURE)) == []


def test_a_strip_without_ink_is_white_paper(show):
    page = show(FIGURE)
    page.get_by_role("combobox", name="Strip").select_option("empty")
    grounds = page.get_by_role("grid", name="strip").evaluate(
        "table => [...table.querySelectorAll('td')].map(cell => getComputedStyle(cell).backgroundColor)"
    )
    assert set(grounds) == {"rgb(255, 255, 255)"} and len(grounds) == ONE_AND_FOUR.size
