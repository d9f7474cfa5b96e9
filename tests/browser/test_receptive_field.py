"""The receptive-field figure in a browser: pointing by mouse, finger and keyboard, and its layers."""

import json

import pytest

from cnn_course.explorables import ReceptiveField
from tests.browser.figure_page import (  # noqa: F401
    again,
    alone,
    axe_finds,
    button,
    say_why_they_stay_still,
    show,
)
from tests.browser.test_forced_colors import FORCED, colors

STACK = [(3, 1), (3, 2), (3, 1, 2)]
FIGURE = ReceptiveField(STACK, 24)


def lit(page, mark):
    """The names of the cells that have a mark, from the top."""
    return page.eval_on_selector_all(
        f".cnn-{mark}", "cells => cells.map(cell => cell.getAttribute('aria-label'))"
    )


def names(layer, places):
    word = f"value {{}} of layer {layer}" if layer else "pixel {}"
    return [word.format(place) for place in places]


def value(page, layer, place):
    return page.get_by_role("gridcell", name=names(layer, [place])[0], exact=True)


def is_lit_for(page, figure, layer, place):
    """All that Python says is seen and reached is lit, and nothing else; and it is said."""
    assert lit(page, "looked") == names(layer, [place])
    seen, reached = figure.seen(layer, place), figure.reached(layer, place)
    below = [names(*row) for row in enumerate(seen)]
    above = [names(*row) for row in enumerate(reached, start=layer + 1)]
    assert lit(page, "seen") == sum(below[::-1], [])
    assert lit(page, "reached") == sum(above[::-1], [])
    assert page.locator(".cnn-sum").inner_text() == " ".join(figure.sentences(layer, place))


def test_it_opens_on_the_middle_of_the_top(show):
    page = show(FIGURE)
    is_lit_for(page, FIGURE, 3, 2)
    assert page.get_by_role("status").inner_text() == ""
    assert page.errors == []


def test_a_line_goes_to_each_weight_of_what_is_lit(show):
    page = show(FIGURE)
    lines = (
        "parts => parts.map(part => [part.getAttribute('class').includes('cnn-up'),"
        " (part.innerHTML.match(/M/g) ?? []).length])"
    )
    assert page.eval_on_selector_all(".cnn-links", lines) == [
        *([False, 3], [False, 3 * 3]),
        [False, 3 * len(FIGURE.seen(3, 2)[1])],
    ]
    value(page, 1, 5).hover()
    assert page.eval_on_selector_all(".cnn-links", lines) == [
        # One value of layer 2 reads it, and that one is read by two of layer 3.
        *([True, 2], [True, 1]),
        [False, 3],
    ]


def test_the_mouse_points(show):
    page = show(FIGURE)
    for layer, place in [(1, 5), (0, 23), (2, 0), (3, 5), (0, 7)]:
        value(page, layer, place).hover()
        is_lit_for(page, FIGURE, layer, place)
    assert page.get_by_role("status").inner_text() == ""  # a mouse that passes by is not spoken of
    value(page, 2, 4).click()
    is_lit_for(page, FIGURE, 2, 4)
    assert page.get_by_role("status").inner_text() == " ".join(FIGURE.sentences(2, 4))


def test_between_two_cells_the_nearest_is_meant(show):
    page = show(FIGURE)
    left, right = (value(page, 3, place).bounding_box() for place in (0, 1))
    middle = left["y"] + left["height"] / 2
    centers = [box["x"] + box["width"] / 2 for box in (left, right)]
    for share, place in [(0.4, 0), (0.6, 1)]:
        page.mouse.move(centers[0] + share * (centers[1] - centers[0]), middle)
        assert lit(page, "looked") == names(3, [place])


def test_the_arrow_keys_walk(show):
    page = show(FIGURE)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "gridcell":
            break
    at = (3, 2)
    for key, at in [
        ("ArrowRight", (3, 3)),
        ("ArrowDown", (2, 5)),
        ("ArrowDown", (1, 11)),
        ("ArrowDown", (0, 12)),
        ("ArrowDown", (0, 12)),
        ("Home", (0, 0)),
        ("ArrowLeft", (0, 0)),
        ("ArrowUp", (1, 0)),
        ("End", (1, 21)),
    ]:
        page.keyboard.press(key)
        is_lit_for(page, FIGURE, *at)
        assert page.get_by_role("status").inner_text() == " ".join(FIGURE.sentences(*at))
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == names(1, [21])[0]
    # One stop for all: Tab goes on to the settings.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_a_finger_taps_and_slides(show):
    page = show(FIGURE, width=360, has_touch=True)
    box = value(page, 0, 3).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    is_lit_for(page, FIGURE, 0, 3)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    row = page.locator(".cnn-strip").last.bounding_box()
    assert row["height"] >= 24


def test_layers_are_changed_added_and_removed(show):
    page = show(FIGURE)
    page.get_by_label("Dilation of layer 1").select_option("4")
    page.get_by_label("Padding of layer 2").select_option("same")
    changed = ReceptiveField([(3, 1, 4), (3, 2, 1, "same"), (3, 1, 2)], 24)
    is_lit_for(page, changed, 3, 1)
    button(page, "Remove the last layer").click()
    shorter = ReceptiveField([(3, 1, 4), (3, 2, 1, "same")], 24)
    is_lit_for(page, shorter, 2, 3)
    button(page, "Add a layer").click()
    longer = ReceptiveField([(3, 1, 4), (3, 2, 1, "same"), (3, 1)], 24)
    is_lit_for(page, longer, 3, 2)
    table = page.get_by_role("table").inner_text().split()
    assert table[-2:] == ["6", "15"]
    page.get_by_label("Pixels in the row").fill("30")
    is_lit_for(page, ReceptiveField(longer.layers, 30), 3, 4)


def test_what_does_not_fit_is_said_and_nothing_changes(show):
    page = show(ReceptiveField([(3, 1), (3, 1)], 5))
    page.get_by_label("Kernel of layer 2").select_option("5")
    assert page.get_by_role("alert").inner_text() == (
        "layer 2: kernel 5 does not fit a size of 3; add padding or use a smaller kernel."
    )
    assert page.get_by_label("Kernel of layer 2").input_value() == "3"
    is_lit_for(page, ReceptiveField([(3, 1), (3, 1)], 5), 2, 0)
    page.get_by_label("Padding of layer 2").select_option("same")
    assert page.get_by_role("alert").inner_text() == ""


def test_there_are_at_most_five_layers_and_at_least_one(show):
    page = show(ReceptiveField([(1, 1)] * 4, 9))
    add, remove = button(page, "Add a layer"), button(page, "Remove the last layer")
    add.click()
    assert add.get_attribute("aria-disabled") == "true"
    add.click(force=True)
    assert page.get_by_role("row").count() == 6 + 6  # rows of the view; a head and five lines
    for _ in range(6):
        remove.click(force=True)
    assert remove.get_attribute("aria-disabled") == "true"
    assert lit(page, "looked") == names(1, [4])
    assert page.get_by_role("alert").inner_text() == ""


def test_a_mouse_that_leaves_changes_nothing(show):
    page = show(FIGURE)
    value(page, 1, 5).click()
    value(page, 0, 20).hover()
    is_lit_for(page, FIGURE, 0, 20)
    page.locator(".cnn-sum").hover()
    is_lit_for(page, FIGURE, 1, 5)


def test_changes_are_taken_back_and_what_is_looked_at_stays(show):
    page = show(FIGURE)
    page.get_by_label("Stride of layer 1").select_option("2")
    value(page, 1, 5).click()
    button(page, "Undo").click()
    page.mouse.move(0, 0)
    is_lit_for(page, FIGURE, 1, 5)
    button(page, "Redo").click()
    kept = ReceptiveField([(3, 2), *STACK[1:]], 24)
    is_lit_for(page, kept, 1, 5)
    again(page, page.url)
    is_lit_for(page, kept, 1, 5)
    button(page, "Reset").click()
    is_lit_for(page, FIGURE, 3, 2)


def test_python_and_the_page_hear_of_each_other(show):
    page = show(FIGURE)
    alone(page, FIGURE)
    page.get_by_label("Kernel of layer 1").select_option("2")
    assert page.evaluate("[model.get('layers')[0], saved]") == [[2, 1, 1, "valid"], 1]
    value(page, 1, 5).click()
    assert page.evaluate("[model.get('at'), saved]") == [[1, 5], 2]
    page.evaluate("model.set('at', null); model.set('pixels', 20)")
    is_lit_for(page, ReceptiveField([(2, 1), *STACK[1:]], 20), 3, 2)


def but(**changed):
    return json.dumps({**FIGURE.state(), **changed})


BAD = {
    "{}": "the row may have 1 to 32 pixels",
    but(layers="<img src=x onerror=alert(1)>"): "there may be 1 to 5 layers",
    but(layers=[["<img src=x>", 1, 1, "same"]]): "the kernel of layer 1 must be 1 to 5",
    but(layers=[[3, 1, 1, "<img>"]]): 'the padding of layer 1 must be "valid" or "same"',
    but(at=[0, -1]): "at must be a layer and a place in it",
    but(pixels=3): "layer 2: kernel 3 does not fit a size of 1",
}


def test_bad_states_are_said_and_the_still_stays(show):
    say_why_they_stay_still(show, "cnn-receptive-field", BAD)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, FORCED], ids=str)
def test_what_is_seen_is_filled_and_what_is_reached_is_striped(show, options):
    page = show(FIGURE, **options)
    value(page, 2, 4).hover()
    blue = [color for color in colors(page.locator(".cnn-seen").last) if color[2] - color[0] > 100]
    orange = [
        color for color in colors(page.locator(".cnn-reached").first) if color[0] - color[2] > 100
    ]
    assert blue and orange
    striped = "getComputedStyle(document.querySelector('.cnn-reached')).backgroundImage"
    assert "gradient" in page.evaluate(striped)
    for up, line in [("", "none"), (".cnn-up", "4px, 3px")]:
        path = page.locator(f".cnn-links{up or ':not(.cnn-up)'} path").first
        assert path.evaluate("path => getComputedStyle(path).strokeDasharray") == line
        assert path.evaluate("path => getComputedStyle(path).stroke") != "none"


def test_axe_finds_nothing(show):
    assert axe_finds(show(FIGURE)) == []
