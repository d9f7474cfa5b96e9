"""A page with questions and nothing else, for the browser tests."""

import pytest

from cnn_course.exercises import check
from cnn_course.explorables.question import page_data
from tests.browser import figure_page
from tools.digest import ROOT

NAMES = ["stride.two_widths", "stride.padding_twice", "pooling.by_hand", "stride.write_the_loop"]


@pytest.fixture
def show(visit, lend, tmp_path):
    """A page from a file with these questions, as cells show them, and nothing else."""

    def open_page(*names, body=None, before="", **options):
        if body is None:
            boxes = [check(name)._repr_html_() for name in names]
            body = "".join(f'<div class="cell_output">{box}</div>' for box in boxes)
        course = (ROOT / "book" / "_static" / "course.css").read_text(encoding="utf-8")
        window = (visit if before else lend)(**options)
        if before:
            window.context.add_init_script(before)
        window.page.goto(figure_page.write(tmp_path, body, page_data(body), course))
        window.page.locator(".cnn-live > *").first.wait_for()
        return window

    return open_page


def part(window, name):
    return window.page.locator(f'cnn-question[name="{name}"]')


def answer(window, name, text):
    """Type an answer and have it checked."""
    question = part(window, name)
    question.get_by_label("Your answer").fill(text)
    question.get_by_role("button", name="Check").click()


def box_texts(place):
    """The title and the paragraphs of what came back."""
    return [text.inner_text() for text in place.locator("[role=status] .cnn-check > *").all()]


def heard(window, name):
    return box_texts(part(window, name))
