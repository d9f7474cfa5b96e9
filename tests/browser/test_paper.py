"""What is printed: the reader's own numbers and answers, dark on light, and no controls."""

import numpy as np
import pytest

from cnn_course.exercises import check
from cnn_course.explorables import Convolution, DigitReader, Pooling, digit_reader, question
from tests.browser import figure_page
from tests.browser.figure_page import SMALL, cell, cells, enter, pick, picked, show  # noqa: F401
from tests.browser.test_pages import CONTRAST
from tools.digest import ROOT

TURN = [[1, 2], [3, 4]]
HANDS = "button:not(.cnn-map, .cnn-tile), input[type=range], input[type=checkbox], summary"
CLOSED = "<details><summary>Show the solution</summary><p>It is 12.</p></details>"


def printed(page):
    page.emulate_media(media="print")
    return page


def seen(page, selector):
    return [part for part in page.locator(selector).all() if part.is_visible()]


@pytest.fixture
def chapter(visit, tmp_path):
    """`chapter(html)` opens a page with the course's own style and script for paper."""

    def open_page(body, **options):
        static, extension = ROOT / "book" / "_static", ROOT / "book" / "_ext"
        script = (extension / "light_paper.js").read_text("utf-8")
        data = {
            "light_paper.js": script,
            **question.page_data(body),
            **digit_reader.page_data(body),
        }
        window = visit(**options)
        style = (
            "html { background: #fff } html[data-theme=dark] { background: #121212; color: #ddd }"
        )
        style += (static / "course.css").read_text("utf-8")
        window.page.goto(figure_page.write(tmp_path, body, data, style))
        return window.page

    return open_page


def test_the_figures_are_printed_as_the_reader_left_them(show):
    figures = (Convolution(SMALL, TURN), Pooling(SMALL))
    page = show("".join(one._repr_mimebundle_()[0]["text/html"] for one in figures))
    first = page.locator("cnn-convolution")
    pick(first, "Stride", "2")
    enter(first, "kernel", 0, 0, "9")
    wanted = Convolution(SMALL, [[9, 2], [3, 4]], stride=2).result
    printed(page)
    assert cells(first, "result") == wanted.tolist()
    assert cell(first, "kernel", 0, 0).is_visible()
    assert picked(first, "Stride") == "2"
    assert first.locator(".cnn-sum").inner_text().endswith(f"= {wanted[0, 0]}")
    assert seen(page, HANDS) == [] and seen(page, ".cnn-memory, .cnn-still") == []
    kept = "getComputedStyle(document.querySelector('cnn-convolution')).breakInside"
    assert page.evaluate(kept) == "avoid"


def test_figures_that_were_not_seen_are_printed_as_they_are_kept(chapter):
    below = (
        f'<div style="height: 4000px"></div>{Pooling(SMALL)._repr_mimebundle_()[0]["text/html"]}'
    )
    page = chapter(below)
    page.locator("cnn-pooling").scroll_into_view_if_needed()
    page.get_by_role("radio", name="average").check()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert page.locator(".cnn-started").count() == 0
    printed(page)
    page.locator(".cnn-started").wait_for()
    assert cells(page, "result") == Pooling(SMALL, how="average").result.tolist()
    assert seen(page, ".cnn-still") == []


def test_answers_and_what_they_got_are_printed(chapter):
    page = chapter(check("stride.two_widths")._repr_html_())
    page.get_by_label("Your answer").fill("12, 12")
    page.get_by_role("button", name="Check").click()
    printed(page)
    assert page.get_by_label("Your answer").is_visible()
    assert page.get_by_label("Your answer").input_value() == "12, 12"
    assert "Right: (12, 12)" in page.locator(".cnn-question").inner_text()
    assert seen(page, f"{HANDS}, .cnn-progress, .cnn-hint") == []


@pytest.mark.parametrize("open_", [False, True])
def test_a_fold_is_printed_as_it_is_and_without_its_hint(chapter, open_):
    page = chapter(CLOSED.replace("<details>", "<details open>") if open_ else CLOSED)
    printed(page)
    assert page.get_by_text("It is 12.").is_visible() == open_
    assert not page.get_by_text("Show the solution").is_visible()


def test_the_digit_reader_prints_its_picture_and_scores(chapter):
    above = '<div style="height: 3000px"></div>'
    page = chapter(above + DigitReader()._repr_mimebundle_()[0]["text/html"])
    assert page.locator(".cnn-started").count() == 0
    printed(page)
    page.locator(".cnn-answer", has_text="It reads a 4").wait_for()
    assert page.get_by_text("needs JavaScript").is_visible() is False
    ink = """() => {
      const canvas = document.querySelector(".cnn-sees canvas");
      return canvas.getContext("2d").getImageData(0, 0, 28, 28).data.filter((v, i) => i % 4 === 0)
        .reduce((sum, value) => sum + value, 0);
    }"""
    assert page.evaluate(ink) > 10_000
    assert len(seen(page, ".cnn-share")) == 10 and len(seen(page, ".cnn-map")) > 16
    assert seen(page, HANDS) == []


def test_paper_is_light_where_the_screen_is_dark(chapter):
    body = Convolution(SMALL, TURN)._repr_mimebundle_()[0]["text/html"]
    dark = "<script>document.documentElement.dataset.theme = 'dark'</script>"
    page = chapter(dark + body + check("row.by_hand")._repr_html_(), color_scheme="dark")
    page.locator(".cnn-question").wait_for()
    theme = "document.documentElement.dataset.theme"
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_function(f"{theme} === 'light'")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")  # the theme follows the system
    page.wait_for_function(f"{theme} === 'light'")
    for part in page.locator(".cnn-check p, .cnn-check strong, .cnn-sum, .cnn-caption").all():
        assert part.evaluate(CONTRAST) >= 4.5
    page.emulate_media(media="screen", color_scheme="dark")
    page.wait_for_function(f"{theme} === 'dark'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(theme) == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(theme) == "dark"


def test_numbers_of_the_plain_tables_stand_apart(chapter):
    figure = Convolution(np.full((3, 3), 123), TURN)
    page = chapter(figure._repr_mimebundle_()[0]["text/html"], java_script_enabled=False)
    printed(page)
    texts = page.locator("table").first.locator("td").all()
    boxes = [text.bounding_box() for text in texts[:3]]
    gaps = page.locator("td").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).paddingLeft)"
        " + parseFloat(getComputedStyle(cell).paddingRight)"
    )
    assert gaps >= 8
    assert boxes[0]["x"] < boxes[1]["x"] < boxes[2]["x"]
