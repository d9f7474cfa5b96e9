"""What a reader does, in Chromium, Firefox and WebKit: the same hands in each."""

import pytest

from cnn_course import data
from cnn_course import kernels as named
from cnn_course.exercises import check
from cnn_course.explorables import (
    Convolution,
    DigitReader,
    Pooling,
    digit_reader,
    presets,
    question,
)
from tests.browser import figure_page
from tests.browser.conftest import HTML, missing
from tests.browser.figure_page import SMALL
from tests.browser.question_page import NAMES
from tests.browser.reader import CENTER, hands, reader  # noqa: F401
from tests.browser.test_accessibility import FIGURES

TURN = [[1, 2], [3, 4]]
SUM = ".cnn-sum"
READ = ".cnn-answer"
PAPER = "Paper to draw a digit on"
SEVEN = [(0.25, 0.2), (0.5, 0.2), (0.75, 0.2), (0.6, 0.55), (0.45, 0.9)]  # shares of the paper


@pytest.fixture
def show(reader, tmp_path):
    """`show(figure or HTML)` opens a page from a file that holds it alone."""

    def open_page(figure, scripts=lambda body: None):
        body = figure if isinstance(figure, str) else figure._repr_mimebundle_()[0]["text/html"]
        figure_page.write(tmp_path, body, scripts(body))
        reader.open(tmp_path / "page.html")
        reader.sees(lambda: begun(reader), True)
        return reader

    return open_page


@pytest.fixture
def chapter(reader, tmp_path):
    """`chapter(name)` opens a page of the built book from a file, beside all that it needs."""

    def open_page(name):
        if not (HTML / "book" / name).is_file():
            missing("the book is not built: run `make book` first")
        (tmp_path / "book").mkdir()
        for part in HTML.iterdir():
            if part.name != "book":
                (tmp_path / part.name).symlink_to(part)
        page = tmp_path / "book" / name
        page.write_text((HTML / "book" / name).read_text("utf-8"), "utf-8")
        reader.open(page)
        return reader

    return open_page


def begun(reader):
    """Whether a figure has."""
    return reader.ask("() => document.querySelector('.cnn-live > *') !== null")


def grid(reader, name):
    """The numbers of a table as the page shows them."""
    return reader.of(
        name,
        """table => [...table.rows].map(row => [...row.cells].map(({ firstChild: inner }) =>
          Number((inner.value ?? inner.textContent).replace("\\u2212", "-"))))""",
    )


def cell(name, row, column):
    return f"{name}, row {row}, column {column}"


def tab_to(reader, name):
    """Walk through the page by keyboard."""
    for _ in range(40):
        reader.press("Tab")
        if reader.of(name, "node => node === document.activeElement"):
            return
    pytest.fail(f"40 tabs do not reach {name}")


def selected(reader, name):
    return reader.of(name, "field => field.value.slice(field.selectionStart, field.selectionEnd)")


@pytest.mark.parametrize("figure", [Convolution([[2, 7]], [[5]], bias=3), Pooling([[2, 7]], 1)])
def test_a_click_on_any_number_selects_it_and_typing_replaces_it(show, figure):
    reader = show(figure)
    if isinstance(figure, Convolution):
        reader.click("More")
    names = reader.ask(
        """() => [...document.querySelectorAll("input[inputmode=decimal]")].map(field =>
          field.getAttribute("aria-label")?.split(":")[0] ?? field.labels[0].firstChild.textContent)"""
    )
    assert len(names) == (5 if isinstance(figure, Convolution) else 2)
    for name in names:
        reader.click(name)
        assert selected(reader, name) == reader.value(name), name
        reader.type("1")
        assert reader.value(name) == "1", name
        reader.press("Enter")


def test_a_second_press_sets_the_cursor(show):
    reader = show(Convolution(SMALL, TURN, bias=12345))
    for place, wanted in {0.1: "12345", 0.4: ""}.items():
        reader.drag(*reader.at("Bias", (place, 0.5)))
        assert selected(reader, "Bias") == wanted


def test_a_slip_of_the_mouse_changes_no_number(show):
    reader = show(Convolution(SMALL, [[12345, 6]]))
    left, right = cell("kernel", 0, 0), cell("kernel", 0, 1)
    reader.click(right)
    reader.click(left)
    reader.drag(*reader.at(left, CENTER, (0.9, 0.5), (1.5, 0.5)))
    assert grid(reader, "kernel") == [[12345, 6]]
    reader.click(right)
    reader.drag(*reader.at(left, CENTER, (0.9, 0.5), (1.5, 0.5)))
    reader.type("7")
    reader.press("Enter")
    assert grid(reader, "kernel") == [[7, 6]]
    assert grid(reader, "result") == Convolution(SMALL, [[7, 6]]).result.tolist()


def test_the_arrow_keys_walk_over_the_weights(show):
    reader = show(Convolution(SMALL, TURN))
    reader.click(cell("kernel", 0, 0))
    for key, (row, column) in {"ArrowRight": (0, 1), "ArrowDown": (1, 1), "Home": (1, 0)}.items():
        reader.press(key)
        assert reader.focused().startswith(cell("kernel", row, column))
    reader.type("-2,5")
    reader.press("ArrowUp")
    assert grid(reader, "kernel") == [[1, 2], [-2.5, 4]]


def test_steps_by_slider_button_and_play(show):
    reader = show(Convolution(SMALL, TURN))
    result = Convolution(SMALL, TURN).result
    assert reader.text(SUM).endswith(f"= {result[0, 0]}")
    reader.click("One step on")
    assert reader.text(SUM).endswith(f"= {result[0, 1]}")
    reader.click("Place of the window")  # in its middle
    assert reader.value("Place of the window") in ("2", "3")
    reader.press("Home", "ArrowRight", "ArrowRight", "ArrowRight")
    assert reader.text(SUM).endswith(f"= {result[1, 0]}")
    reader.click("Play all steps")
    reader.sees(lambda: reader.text(SUM).rsplit("= ")[-1], str(result[1, 2]))
    reader.sees(lambda: reader.ask("() => document.body.innerText.includes('Pause')"), False)
    reader.click(cell("result", 0, 1))
    assert reader.text(SUM).endswith(f"= {result[0, 1]}")


def test_settings_and_presets(show):
    reader = show(Convolution(SMALL, TURN, **presets()))
    reader.choose("Stride", "2")
    reader.choose("Padding", "same")
    wanted = Convolution(SMALL, TURN, stride=2, padding="same")
    assert grid(reader, "result") == wanted.result.tolist()
    reader.choose("Padding", "1")
    reader.choose("Kernel columns", "3")
    wanted = Convolution(SMALL, [[1, 2, 0], [3, 4, 0]], stride=2, padding=1)
    assert grid(reader, "result") == wanted.result.tolist()
    reader.choose("Picture", "the 6 x 6 example")
    reader.choose("Kernel", "outline")
    wanted = Convolution(data.make_six_by_six(), named.OUTLINE, stride=2, padding=1)
    assert grid(reader, "result") == wanted.result.tolist()


def test_the_mouse_paints_the_picture(show):
    reader = show(Convolution(SMALL, TURN))
    reader.click("More")
    reader.click("number to paint with")
    reader.type("8")
    reader.press("Enter")
    reader.click("Paint the picture with")
    reader.drag(*reader.at(cell("picture", 1, 0), CENTER, (1.5, 0.5), (2.5, 0.5)))
    painted = [SMALL[0], [8, 8, 8, SMALL[1][3]], SMALL[2]]
    assert grid(reader, "picture") == painted
    assert grid(reader, "result") == Convolution(painted, TURN).result.tolist()
    assert reader.ask("() => String(getSelection())") == ""


def test_pooling(show):
    reader = show(Pooling(SMALL))
    assert reader.text(SUM) == "max(1, 7, 3, 5) = 7"
    reader.choose("Keep", "average")
    reader.choose("Stride", "1")
    assert grid(reader, "result") == Pooling(SMALL, stride=1, how="average").result.tolist()
    reader.choose("Keep", "max")
    reader.click("Move the picture one pixel to the right")
    moved = Pooling(SMALL, stride=1)
    moved.moved = (0, 1)
    assert grid(reader, "result") == moved.result.tolist()
    reader.click("Back to its place")
    reader.click(cell("picture", 0, 0))
    reader.type("9")
    reader.press("Enter")
    assert reader.text(SUM) == "max(9, 7, 3, 5) = 9"


def heard(reader):
    """What came back to the first question."""
    return reader.text(".cnn-question [role=status]")


def test_a_question_is_answered_and_kept(show):
    name = NAMES[1]
    reader = show(check(name)._repr_html_(), question.page_data)
    for typed in ("15", "17"):
        reader.of("Your answer", "field => field.select()")
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
    reader.click("a 4")
    reader.sees(lambda: "It reads a 4" in reader.text(READ), True)


def test_the_keyboard_alone_is_enough(show):
    reader = show(Convolution(SMALL, TURN))
    tab_to(reader, "Stride")
    reader.press("ArrowDown")
    reader.sees(lambda: grid(reader, "result"), Convolution(SMALL, TURN, stride=2).result.tolist())
    tab_to(reader, cell("kernel", 0, 0))
    reader.type("9")
    reader.press("Tab")
    changed = Convolution(SMALL, [[9, 2], [3, 4]], stride=2).result
    assert grid(reader, "result") == changed.tolist()
    tab_to(reader, "Place of the window")
    reader.press("End")
    assert reader.text(SUM).endswith(f"= {changed[0, 1]}")


def test_the_keyboard_alone_draws(show):
    reader = show(DigitReader(), digit_reader.page_data)
    tab_to(reader, PAPER)
    reader.press("Shift+ArrowUp", "Shift+ArrowUp", "Space")
    reader.press(*["Shift+ArrowDown"] * 4, "Space")
    reader.sees(lambda: "It reads a 1" in reader.text(READ), True)


def wake(reader):
    """Open what is folded, and see every figure of the page begin."""
    reader.ask("() => document.querySelectorAll('details').forEach(part => (part.open = true))")
    look = """figures => [...document.querySelectorAll(figures)].filter(host => {
      if (host.matches(".cnn-started")) return false;
      host.scrollIntoView({ behavior: "instant" });
      return true;
    }).map(host => host.localName)"""
    reader.sees(lambda: reader.ask(look, FIGURES), [])
    plain = "() => document.querySelectorAll('.math:not(:has(mjx-container))').length"
    reader.sees(lambda: reader.ask(plain), 0)  # formulas that are set move what is below them


def test_a_chapter_with_numbers(chapter):
    reader = chapter("05_stride.html")
    wake(reader)
    reader.choose("Stride", "2")
    reader.click(cell("kernel", 2, 1))
    reader.type("7")
    reader.press("Enter")
    kernel = named.EXAMPLE.copy()
    kernel[2, 1] = 7
    wanted = Convolution(data.make_small_four(), kernel, stride=2).result
    assert grid(reader, "result") == wanted.tolist()
    reader.click("Your answer")
    reader.type("12, 13")
    reader.press("Enter")
    assert check("stride.two_widths", (12, 13)).title in heard(reader)


def test_a_chapter_with_the_network(chapter):
    reader = chapter("17_insight.html")
    wake(reader)
    reader.drag(*reader.at(PAPER, *SEVEN))
    reader.sees(lambda: "It reads a 7" in reader.text(READ), True)
