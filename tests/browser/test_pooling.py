"""The pooling figure in a browser: its numbers, its steps and its moves."""

import re

import numpy as np
import pytest

from cnn_course.exercises.chapter_08 import FOUR
from cnn_course.explorables.pooling import Pooling
from tests.browser.figure_page import SMALL, button, cell, cells, marked, pick, show  # noqa: F401


def test_steps_by_keyboard_alone(show):
    page = show(Pooling(SMALL, stride=1))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    page.keyboard.press("ArrowRight")
    assert "max(7, 2, 5, 4) = 7" in page.locator(".cnn-sum").inner_text()
    assert marked(page, "picture", "cnn-covered") == [[0, 1], [0, 2], [1, 1], [1, 2]]
    assert marked(page, "picture", "cnn-winner") == [[0, 1]]
    assert marked(page, "result", "cnn-made") == [[0, 1]]
    said = page.get_by_role("status")
    assert said.inner_text() == "Window 2 of 6, row 0, column 1: 7."
    button(page, "Say the whole window").press("Enter")
    assert said.inner_text() == (
        "Window 2 of 6, row 0, column 1. The largest of 7, 2, 5 and 4 is 7, "
        "in row 0, column 1 of the picture."
    )
    page.get_by_label("Place of the window").press("End")
    assert "max(4, 6, 1, 9) = 9" in page.locator(".cnn-sum").inner_text()


@pytest.mark.parametrize(
    "how, text",
    [("average", "(1 + 7 + 3 + 5) / 4 = 4"), ("l2", "√(1² + 7² + 3² + 5²) ≈ 9.165")],
)
def test_the_sum_is_written_out(show, how, text):
    page = show(Pooling(SMALL))
    page.locator(f"input[value={how}]").check()
    assert page.locator(".cnn-sum").inner_text() == text
    assert marked(page, "picture", "cnn-winner") == []


def test_places_outside_the_picture_do_not_count(show):
    page = show(Pooling(SMALL, how="average", padding="same"))
    page.get_by_label("Place of the window").press("End")
    lines = page.locator(".cnn-sum").inner_text()
    assert "(1 + 9) / 2 = 5" in lines
    assert "2 places of the window lie outside the picture and do not count." in lines


def test_playing_is_silent_until_it_ends(show):
    page = show(Pooling(SMALL))
    button(page, "One step on").click()
    button(page, "One step back").click()
    before = page.get_by_role("status").inner_text()
    page.evaluate(
        "globalThis.said = []; new MutationObserver(() => said.push(document.querySelector("
        "'.cnn-said').textContent)).observe(document.querySelector('.cnn-said'),"
        " {childList: true})"
    )
    pick(page, "Window columns", "1")
    page.evaluate("said.length = 0")
    button(page, "Play all steps").click()
    button(page, "Play all steps").wait_for(timeout=5000)
    assert marked(page, "result", "cnn-made") == [[0, 3]]
    assert len(page.evaluate("said")) == 1
    assert before != page.get_by_role("status").inner_text()


def test_a_cell_of_the_result_shows_where_it_came_from(show):
    page = show(Pooling(SMALL, stride=1))
    target = cell(page, "result", 1, 2)
    target.hover()
    assert "max(4, 6, 1, 9) = 9" in page.locator(".cnn-sum").inner_text()
    page.mouse.move(0, 0)
    assert marked(page, "picture", "cnn-covered")[0] == [0, 0]
    target.focus()
    assert marked(page, "picture", "cnn-winner") == [[2, 3]]
    said = page.get_by_role("status")
    assert said.inner_text() == "Window 6 of 6, row 1, column 2: 9."
    button(page, "Say the whole window").focus()  # whoever leaves the cell asks for the window
    page.keyboard.press("Enter")
    assert "The largest of 1, 7, 3 and 5 is 7" in said.inner_text()


def test_moving_and_moving_back(show):
    page = show(Pooling(FOUR))
    button(page, "one pixel to the right").click()
    moved = Pooling(FOUR)
    moved.moved = (0, 1)
    assert cells(page, "result") == moved.result.tolist()
    words = (
        "Moved 1 to the right: 6 of 16 results are the same as before the move. "
        "On average a result changes by 54 % of the spread."
    )
    assert page.locator(".cnn-count").inner_text() == words
    assert page.get_by_role("status").inner_text() == words
    changed = np.argwhere(~moved.stays).tolist()
    assert marked(page, "result", "cnn-changed") == changed
    for _ in range(4):
        button(page, "one pixel to the right").click()
    button(page, "one pixel up").click()
    button(page, "Back to its place").click()
    assert cells(page, "picture") == FOUR.tolist()
    assert marked(page, "result", "cnn-changed") == []
    for way in ("to the left", "up", "to the right", "down"):
        button(page, f"one pixel {way}").click()
    assert cells(page, "picture") == FOUR.tolist()


def test_the_size_formula_follows(show):
    page = show(Pooling(FOUR))
    pick(page, "Window columns", "3")
    rows, columns = page.locator(".cnn-formula").all_inner_texts()
    assert rows == "rows: ⌊(8 + 0 + 0 − 2) / 2⌋ + 1 = 4"
    assert columns == "columns: ⌊(8 + 0 + 0 − 3) / 3⌋ + 1 = 2, and 2 left over"
    pick(page, "Stride", "1")
    assert cells(page, "result") == Pooling(FOUR, (2, 3), 1).result.tolist()


def test_keys_stay_in_the_figure(show):
    page = show(Pooling(SMALL))
    page.evaluate("globalThis.out = 0; document.addEventListener('keydown', () => { out += 1; })")
    cell(page, "picture", 0, 0).press("ArrowDown")
    assert "row 1" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    button(page, "One step on").press("a")
    assert page.evaluate("out") == 0


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_not_wider_than_the_window(show, width):
    page = show(Pooling(np.full((16, 16), -12345)), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []
    assert page.foreign == []


def test_every_control_has_a_name(show):
    page = show(Pooling(SMALL))
    snapshot = page.locator("cnn-pooling").aria_snapshot()
    for line in snapshot.splitlines():
        if re.search(r"- (button|combobox|slider|textbox|grid|group)\b", line):
            assert re.search(r'"[^"]+"', line), line
