"""A finger on the figures of numbers: it paints where painting is on, and scrolls elsewhere."""

import pytest

from cnn_course.explorables import Convolution, Pooling
from tests.browser.figure_page import SMALL, cell, cells, show  # noqa: F401

TURN = [[1, 2], [3, 4]]
BELOW = '<div style="height: 3000px"></div>'


def tall(figure):
    """The figure, with a page below it that can be scrolled."""
    return figure._repr_mimebundle_()[0]["text/html"] + BELOW


def middle(page, name, row, column):
    box = cell(page, name, row, column).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, *places, steps=12):
    """One finger along these places of the window."""
    touch = page.context.new_cdp_session(page)

    def tell(kind, *place):
        points = [{"x": x, "y": y} for x, y in place]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    tell("touchStart", places[0])
    for (x0, y0), (x1, y1) in zip(places, places[1:], strict=False):
        for step in range(1, steps + 1):
            tell("touchMove", (x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps))
    tell("touchEnd")


def painting(page, number="9"):
    page.get_by_text("More").click()
    page.get_by_label("number to paint with").fill(number)
    page.get_by_label("number to paint with").press("Enter")
    page.get_by_label("Paint the picture with").check()


@pytest.fixture
def open_figure(show):
    def open_page(figure, width=360):
        return show(tall(figure), width=width, has_touch=True)

    return open_page


@pytest.mark.parametrize("steps", [12, 2])
def test_a_finger_paints_all_cells_that_it_passes(open_figure, steps):
    page = open_figure(Convolution(SMALL, TURN))
    painting(page)
    corners = [middle(page, "picture", *place) for place in [(0, 0), (0, 2), (2, 2)]]
    drag(page, *corners, steps=steps)
    painted = [[9, 9, 9, 0], [3, 5, 9, 6], [8, 0, 9, 9]]
    assert cells(page, "picture") == painted
    assert cells(page, "result") == Convolution(painted, TURN).result.tolist()
    assert page.evaluate("scrollY") == 0
    assert page.errors == []


def test_a_finger_that_paints_fast_leaves_no_cell_out(open_figure):
    page = open_figure(Convolution(SMALL, TURN))
    painting(page)
    drag(page, middle(page, "picture", 0, 0), middle(page, "picture", 0, 3), steps=1)
    assert cells(page, "picture")[0] == [9, 9, 9, 9]


def test_each_channel_is_painted_by_itself(open_figure):
    pictures = [[[value, 1] for value in row] for row in SMALL]
    page = open_figure(Convolution(pictures, [[[[1], [0]]]]), width=900)
    painting(page)
    drag(page, middle(page, "picture, channel 0", 0, 0), middle(page, "picture, channel 1", 0, 1))
    assert cells(page, "picture, channel 0")[0] == [9, 9, 9, 9]
    assert cells(page, "picture, channel 1")[0] == [1, 1, 1, 1]


def test_painting_off_a_finger_scrolls_and_changes_nothing(open_figure):
    for figure in (Convolution(SMALL, TURN), Pooling(SMALL)):
        page = open_figure(figure)
        x, y = middle(page, "picture", 2, 1)
        drag(page, (x, y), (x, y - 100))
        page.wait_for_function("scrollY > 50")
        assert cells(page, "picture") == SMALL


def test_painting_on_a_finger_still_scrolls_beside_the_picture(open_figure):
    page = open_figure(Convolution(SMALL, TURN))
    painting(page)
    x, y = middle(page, "kernel", 1, 0)
    drag(page, (x, y), (x, y - 100))
    page.wait_for_function("scrollY > 50")
