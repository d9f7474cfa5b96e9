"""Pages as learning platforms show them: in a closed frame, and under a strict policy."""

import re

import pytest

from tests.browser.opened import HTML, Quiet, served
from tests.browser.question_page import NAMES, box_texts, show  # noqa: F401

FRAME = '<iframe sandbox="allow-scripts" width="1000" height="800" src="{}"></iframe>'
CHAPTERS = ["05_stride", "06_channels", "08_pooling"]
# Each is heard as it happens, with what it was about.
EAR = """globalThis.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(
  [event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(" ")), true);"""

# The font of the first letter of a formula, and whether there is a letter.
FORMULA = """() => {
  const letter = document.querySelector("mjx-mi mjx-c");
  const { fontFamily, content } = getComputedStyle(letter, "::before");
  return [fontFamily, content.length === 3];
}"""


class Strict(Quiet):
    def end_headers(self):
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()


@pytest.fixture(scope="module")
def strict(site):
    with served(HTML, Strict) as address:
        yield address


@pytest.fixture
def framed(visit, tmp_path):
    """`framed(address)` is the page inside a frame that may run scripts and nothing else."""

    def open_frame(address):
        window = visit()
        (tmp_path / "platform.html").write_text(FRAME.format(address), "utf-8")
        window.page.goto(f"{platform}/platform.html", wait_until="load")
        return window, window.page.frames[1]

    with served(tmp_path) as platform:
        yield open_frame


@pytest.mark.parametrize("way", ["button", "Enter"])
def test_an_answer_is_checked_in_a_frame_that_may_submit_nothing(show, framed, way):
    show(*NAMES)  # writes the page
    window, frame = framed("page.html")
    question = frame.locator(f'cnn-question[name="{NAMES[1]}"]')
    question.get_by_label("Your answer").fill("17")
    if way == "button":
        question.get_by_role("button", name="Check").click()
    else:
        question.get_by_label("Your answer").press("Enter")
    assert box_texts(question)[0] == "\u2713 Right: 17."
    said = frame.locator(".cnn-progress").inner_text()
    assert "This browser keeps no answers" in said
    assert frame.locator(".cnn-device:visible").count() == 0
    assert window.errors == []


def test_a_chapter_works_in_a_frame_without_a_store(site, framed):
    window, frame = framed(f"{site}/book/08_pooling.html")
    figure = frame.locator("cnn-pooling").first
    figure.scroll_into_view_if_needed()
    figure.get_by_label("picture, row 0, column 0:").fill("7")
    figure.get_by_label("picture, row 0, column 0:").press("Enter")
    kept = figure.locator(".cnn-kept")
    assert kept.inner_text() == "This browser keeps nothing: it lasts until you leave the page."
    switches(frame)
    assert window.errors == []


def switches(page):
    """The button for light and dark goes through all three, and the page follows."""
    root = page.locator("html")
    seen = set()
    for _ in range(3):
        page.locator("button.theme-switch-button:visible").first.click()
        seen.add((root.get_attribute("data-mode"), root.get_attribute("data-theme")))
    assert {mode for mode, _ in seen} == {"auto", "light", "dark"}
    assert {theme for _, theme in seen} == {"light", "dark"}


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_works_where_only_files_of_the_same_server_count(strict, visit, name):
    window = visit()
    window.context.add_init_script(EAR)
    page = window.page
    page.goto(f"{strict}/book/{name}.html", wait_until="load")
    figure = page.locator("cnn-convolution, cnn-pooling").first
    figure.scroll_into_view_if_needed()
    figure.get_by_role("button", name="One step on").click()
    assert figure.get_by_role("slider").input_value() == "1"
    if page.locator("span.math, div.math").count():
        page.locator("mjx-container").first.wait_for()
        assert page.evaluate(FORMULA) == ["MJXZERO, MJXTEX-I", True]
    switches(page)
    assert page.evaluate("refused") == []
    assert window.errors == []


def test_a_button_of_the_theme_does_what_it_did(strict, visit):
    page = visit().page
    page.add_init_script("window.print = () => { globalThis.printed = true; }")
    page.goto(f"{strict}/book/02_row.html", wait_until="load")
    page.locator(".dropdown-download-buttons > button").click()
    page.locator("[data-calls=print]").click()
    assert page.evaluate("printed")


def test_no_page_holds_a_script_or_a_style(site):
    pages = list(HTML.rglob("*.html"))
    assert len(pages) > 25
    for path in pages:
        text = path.read_text("utf-8")
        assert "<script>" not in text and "onclick=" not in text, path.name
        assert "<style" not in text, path.name
        assert not re.search(r"<[a-z]\w*\b[^<>]* style=", text), path.name


# Chapter 13 shows what Keras writes of a model; the index has columns of its own.
@pytest.mark.parametrize("name", ["book/13_judge", "genindex", "index"])
def test_a_page_is_refused_nothing(strict, visit, name):
    window = visit()
    window.context.add_init_script(EAR)
    window.page.goto(f"{strict}/{name}.html", wait_until="networkidle")
    assert window.page.evaluate("refused") == []
    assert window.errors == []
