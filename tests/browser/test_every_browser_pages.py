"""Questions, drawings and whole chapters, in Chromium, Firefox and WebKit."""

import pytest

from cnn_course import data
from cnn_course import kernels as named
from cnn_course.exercises import check
from cnn_course.explorables import Convolution, DigitReader, digit_reader, question
from tests.browser.question_page import NAMES
from tests.browser.reader_page import begun, cell, chapter, hands, reader, show  # noqa: F401

pytestmark = pytest.mark.slow  # three browsers start

READ = ".cnn-answer"
PAPER = "Paper to draw a digit on"
SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.55), (0.45, 0.9)]  # shares of the paper


def heard(reader):
    """What came back to the first question."""
    return reader.text(".cnn-question [role=status]")


def test_a_question_is_answered_and_kept(show):
    name = NAMES[1]
    reader = show(check(name)._repr_html_(), question.page_data)
    for typed in ("15", "17"):
        reader.click("Your answer")
        reader.press("Control+a")
        reader.type(typed)
        reader.click("Check")
        feedback = check(name, int(typed))
        for sentence in (feedback.title, *feedback.paragraphs):
            assert sentence in heard(reader)
    assert reader.text(".cnn-progress").startswith("1 of 1 question on this page is right.")
    reader.reload()
    reader.sees(lambda: begun(reader), True)
    assert reader.value("Your answer") == "17"
    assert check(name, 17).title in heard(reader)


def test_a_digit_drawn_with_the_mouse_is_read(show):
    reader = show(DigitReader(), digit_reader.page_data)
    reader.drag(*reader.at(PAPER, *SEVEN))
    reader.sees(lambda: "It reads a 7" in reader.text(READ), True)
    reader.click("Clear")
    reader.sees(lambda: reader.text(READ).split("\n")[0], "The paper is empty: no answer.")
    reader.click("Undo")
    reader.sees(lambda: "It reads a 7" in reader.text(READ), True)
    reader.reload()
    reader.sees(lambda: begun(reader), True)
    reader.sees(lambda: "It reads a 7" in reader.text(READ), True)
    reader.click("a 4")
    reader.sees(lambda: "It reads a 4" in reader.text(READ), True)


def test_the_keyboard_alone_draws(show):
    reader = show(DigitReader(), digit_reader.page_data)
    reader.tab_to(PAPER)
    reader.press("Shift+ArrowUp", "Shift+ArrowUp", "Space")
    reader.press(*["Shift+ArrowDown"] * 4, "Space")
    reader.sees(lambda: "It reads a 1" in reader.text(READ), True)


def test_a_chapter_with_numbers(chapter):
    reader = chapter("05_stride.html")
    reader.pick("Stride", "2")
    reader.click(cell("kernel", 2, 1))
    reader.type("7")
    reader.press("Enter")
    kernel = named.EXAMPLE.copy()
    kernel[2, 1] = 7
    wanted = Convolution(data.make_small_four(), kernel, stride=2).result
    assert reader.grid("result") == wanted.tolist()
    reader.click("Your answer")
    reader.type("12, 13")
    reader.press("Enter")
    assert check("stride.two_widths", (12, 13)).title in heard(reader)


def test_a_chapter_with_the_network(chapter):
    reader = chapter("17_insight.html")
    reader.drag(*reader.at(PAPER, *SEVEN))
    reader.sees(lambda: "It reads a 7" in reader.text(READ), True)
