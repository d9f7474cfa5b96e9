"""The convolution figure in a browser: its steps, and what it shows."""

import re
import statistics

import numpy as np
import pytest

from cnn_course import data, visit_counts
from cnn_course import kernels as named
from cnn_course.explorables import Convolution, Pooling
from tests.browser.figure_page import (  # noqa: F401
    SMALL,
    alone,
    button,
    cell,
    cells,
    marked,
    pick,
    show,
)

SIX = data.make_six_by_six()


@pytest.fixture
def example(show):
    return show(Convolution(SIX, named.EXAMPLE))


def test_the_worked_example_by_keyboard_alone(example):
    assert example.locator(".cnn-sum").inner_text() == (
        "18·1 + 54·0 + 51·1 + 55·0 + 121·1 + 75·0 + 35·1 + 24·0 + 204·1 = 429"
    )
    assert cells(example, "picture") == SIX.tolist()
    for _ in range(30):
        example.keyboard.press("Tab")
        if example.evaluate("document.activeElement.type") == "range":
            break
    results = Convolution(SIX, named.EXAMPLE).result
    for place, (y, x) in enumerate(np.ndindex(results.shape)):
        window = SIX[y : y + 3, x : x + 3]
        terms = list(zip(window.flat, named.EXAMPLE.flat))
        line = " + ".join(f"{value}·{weight}" for value, weight in terms)
        assert example.locator(".cnn-sum").inner_text() == f"{line} = {results[y, x]}"
        assert marked(example, "result", "cnn-made") == [[y, x]]
        spoken = ", plus ".join(f"{value} times {weight}" for value, weight in terms)
        if place:
            where = f"Place {place + 1} of 16, row {y}, column {x}"
            status = example.get_by_role("status")
            assert status.inner_text() == f"{where}: {results[y, x]}."
            if place == 5:
                button(example, "Say the whole sum").click()
                assert status.inner_text() == f"{where}. {spoken}: the sum is {results[y, x]}."
                example.get_by_label("Place of the window").focus()
        example.keyboard.press("ArrowRight")
    example.keyboard.press("Home")
    assert "429" in example.locator(".cnn-sum").inner_text()


def frame_on(page, name):
    """Where the window stands on a table, in cells: top, left, rows, columns."""
    return page.get_by_role("grid", name=name, exact=True).evaluate(
        """table => {
          const side = table.rows[0].cells[0].getBoundingClientRect().width;
          const [at, of] = [table.parentNode.querySelector(".cnn-window"), table].map((node) =>
            node.getBoundingClientRect());
          return [at.top - of.top, at.left - of.left, at.height, at.width].map((length) =>
            Math.round(length / side));
        }"""
    )


def test_the_window_stands_on_what_is_summed(show):
    page = show(Convolution(SIX, np.ones((2, 3), int), stride=(2, 1), padding=1, place=7))
    # The table begins with the zeros of the padding: seven columns a row, so row 1, column 1.
    assert frame_on(page, "picture") == [2, 1, 2, 3]
    assert frame_on(page, "result") == [1, 1, 1, 1]
    assert "sum" not in page.locator(".cnn-sum").inner_text()


def test_playing_is_silent_until_it_ends(show):
    page = show(Convolution(SMALL, [[1, 2], [3, 4]]))
    page.evaluate(
        "globalThis.heard = []; new MutationObserver(() => heard.push(document.querySelector("
        "'.cnn-said').textContent)).observe(document.querySelector('.cnn-said'),"
        " {childList: true})"
    )
    page.get_by_label("Place of the window").press("End")
    for _ in range(2):
        button(page, "One step back").click()
    page.evaluate("heard.length = 0")
    button(page, "Play all steps").click()
    button(page, "Play all steps").wait_for(timeout=5000)
    assert marked(page, "result", "cnn-made") == [[1, 2]]
    assert [text[:12] for text in page.evaluate("heard")] == ["Place 6 of 6"]


@pytest.mark.parametrize(
    "figure", [Convolution(SMALL, [[1, 2]]), Pooling(SMALL, stride=1)], ids=lambda one: one.tag
)
def test_nothing_moves_by_itself_for_who_prefers_that(show, figure):
    page = show(figure, reduced_motion="reduce")
    assert button(page, "Play").count() == 0
    for at in (1, 2):
        button(page, "Next step").click()
        page.wait_for_timeout(900)
        assert marked(page, "result", "cnn-made") == [[0, at]]
        assert f" {at + 1} of" in page.get_by_role("status").inner_text()
    page.emulate_media(reduced_motion="no-preference")
    button(page, "One step back").click()
    assert button(page, "Play all steps").is_visible()


def test_a_cell_of_the_result_shows_where_it_came_from(show):
    page = show(Convolution(SMALL, [[1, 0], [0, 10]]))
    target = cell(page, "result", 1, 2)
    target.hover()
    assert page.locator(".cnn-sum").inner_text() == "4·1 + 6·0 + 1·0 + 9·10 = 94"
    assert frame_on(page, "picture") == [1, 2, 2, 2]
    page.mouse.move(0, 0)
    assert page.locator(".cnn-sum").inner_text() == "1·1 + 7·0 + 3·0 + 5·10 = 51"
    target.focus()
    assert "Place 6 of 6, row 1, column 2: 94." in page.get_by_role("status").inner_text()
    target.blur()
    assert frame_on(page, "picture") == [0, 0, 2, 2]
    target.click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert frame_on(page, "picture") == [1, 2, 2, 2]


def test_a_pixel_and_a_weight_light_up_what_they_reach(show):
    page = show(Convolution(SMALL, [[1, 0], [0, 10]]))
    cell(page, "picture", 1, 2).hover()
    assert marked(page, "result", "cnn-lit") == [[0, 1], [0, 2], [1, 1], [1, 2]]
    assert marked(page, "picture", "cnn-lit") == [[1, 2]]
    assert page.get_by_role("status").inner_text() == ""
    page.mouse.move(0, 0)
    assert page.locator(".cnn-lit").count() == 0
    cell(page, "picture", 0, 0).focus()
    said = page.get_by_role("status")
    assert said.inner_text() == "Reaches 1 result: row 0, column 0."
    page.keyboard.press("ArrowRight")
    assert said.inner_text() == "Reaches 2 results: row 0, columns 0 to 1."
    assert marked(page, "result", "cnn-lit") == [[0, 0], [0, 1]]
    cell(page, "kernel", 1, 0).focus()
    assert said.inner_text() == "Meets 6 pixels. Reaches 6 results: rows 0 to 1, columns 0 to 2."
    assert marked(page, "picture", "cnn-lit") == [[y, x] for y in (1, 2) for x in (0, 1, 2)]
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".cnn-lit").count() == 0
    page = show(Convolution(SMALL, [[1, 0], [0, 10]], padding=1, flip=True))
    cell(page, "kernel", 0, 0).hover()  # after the half turn it lies at the right, below
    wanted = [[y + 1, x + 1] for y in range(3) for x in range(4)]
    assert marked(page, "picture", "cnn-lit") == wanted


def test_what_the_floor_throws_away_is_hatched_and_said(show):
    page = show(Convolution(SIX, named.EXAMPLE, stride=2))
    assert marked(page, "picture", "cnn-unseen") == [
        [y, x] for y in range(6) for x in range(6) if y == 5 or x == 5
    ]
    assert (
        "No window reads 1 row and 1 column of pixels" in page.locator(".cnn-legend").inner_text()
    )
    rows = page.locator(".cnn-formula").all_inner_texts()
    assert rows[0] == "rows: ⌊(6 + 0 + 0 − 3) / 2⌋ + 1 = 2, and 1 left over"


def test_the_term_that_just_changed_is_marked(example):
    assert example.locator("mark").count() == 0
    example.get_by_label("Padding").select_option("1")
    assert example.locator(".cnn-formula mark").all_inner_texts() == ["1 + 1", "6"] * 2
    pick(example, "Stride", "3")
    assert example.locator(".cnn-formula mark").all_inner_texts() == ["3", "2"] * 2


def test_visits_lie_over_the_pixels(example):
    example.get_by_text("More").click()
    example.get_by_label("Show visits per pixel").check()
    shown = example.get_by_role("grid", name="picture").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => +cell.dataset.visits))"
    )
    assert shown == np.outer(visit_counts(6, 3), visit_counts(6, 3)).tolist()
    example.get_by_label("Show visits per pixel").uncheck()
    assert example.locator("[data-visits]").count() == 0


def contrast(ink, paper):
    def light(color):
        parts = np.array(color) / 255
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722] + 0.05

    return max(light(ink) / light(paper), light(paper) / light(ink))


def test_numbers_can_be_read_on_every_shade(example):
    found = example.evaluate(
        "values => values.flatMap(value => [cnnCourse['grid.js'].signed(value, 1),"
        " cnnCourse['grid.js'].gray(value, -1, 1)])",
        np.linspace(-1, 1, 401).tolist(),
    )
    inks = {"#000": (0, 0, 0), "#fff": (255, 255, 255)}
    for shade in found:
        paper = [int(part) for part in re.findall(r"\d+", shade["background"])]
        assert contrast(inks[shade["color"]], paper) >= 4.5, shade


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("shape", [(16, 16), (16, 16, 3)])
def test_the_page_is_not_wider_than_the_window(show, width, shape):
    kernel = np.full((5, 5) if len(shape) == 2 else (5, 5, 3, 2), -12345.678)
    page = show(Convolution(np.full(shape, -123456), kernel, padding=4, visits=True), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []
    assert page.foreign == []


def test_every_control_has_a_name(show):
    page = show(Convolution(np.ones((3, 3, 3)), np.ones((2, 2, 3, 2))))
    page.get_by_text("More").click()
    for line in page.locator("cnn-convolution").aria_snapshot().splitlines():
        if re.search(
            r"- (button|combobox|radiogroup|radio|slider|textbox|checkbox|grid|group)\b", line
        ):
            assert re.search(r'"[^"]+"', line) or "- group:" in line, line


def test_keys_stay_in_the_figure(example):
    example.evaluate("globalThis.out = 0; addEventListener('keydown', () => { out += 1; })")
    cell(example, "kernel", 0, 0).press("ArrowDown")
    assert "kernel, row 1" in example.evaluate("document.activeElement.getAttribute('aria-label')")
    assert example.evaluate("out") == 0


def test_a_step_is_drawn_anew(show):
    """How long it takes is printed: pytest -s shows it."""
    page = show(Convolution(SMALL, [[1]]))
    rng = np.random.default_rng(0)
    for shape, kernel in (((6, 6), (3, 3)), ((16, 16), (3, 3)), ((16, 16, 3), (5, 5, 3, 6))):
        alone(page, Convolution(rng.integers(0, 256, shape), rng.integers(-9, 10, kernel)))
        times = page.evaluate(
            """() => {
              const slider = document.querySelector("input[type=range]");
              return Array.from({ length: 30 }, (_, place) => {
                const start = performance.now();
                slider.value = place % 12 + 1;
                slider.dispatchEvent(new Event("input"));
                document.body.getBoundingClientRect();
                return performance.now() - start;
              });
            }"""
        )
        assert page.locator(".cnn-made").count() == (6 if len(kernel) == 4 else 1)
        print(f"\n{shape} under {kernel}: {statistics.median(times):.1f} ms a step")
