"""Weights that stand apart in the convolution figure: seen, said, kept, printed, refused."""

import html
import json

import numpy as np
import pytest

from cnn_course import data, visit_counts
from cnn_course import kernels as named
from cnn_course.explorables import Convolution, presets
from tests.browser.figure_page import (  # noqa: F401
    SMALL,
    again,
    alone,
    button,
    cell,
    cells,
    marked,
    pick,
    picked,
    show,
)
from tests.browser.test_convolution import frame_on

SIX = data.make_six_by_six()
NINE = [[y, x] for y in (0, 2, 4) for x in (0, 2, 4)]
# A link and a key of the storage from before there was a dilation: SMALL under these weights.
TURN, NAME, STRIDE_2 = [[1, 2], [3, 4]], "cnn-convolution-izgvww", "eyJzdHJpZGUiOlsyLDJdfQ"


def spread(page, dilation):
    pick(page, "Dilation", str(dilation))


@pytest.fixture
def example(show):
    return show(Convolution(SIX, named.EXAMPLE, **presets()))


def test_only_what_is_multiplied_is_marked_by_keyboard(example):
    assert marked(example, "picture", "cnn-read") == []
    example.get_by_role("radiogroup", name="Dilation").get_by_role("radio").first.focus()
    example.keyboard.press("ArrowRight")
    wanted = Convolution(SIX, named.EXAMPLE, dilation=2).result
    assert cells(example, "result") == wanted.tolist()
    assert marked(example, "picture", "cnn-read") == NINE
    assert frame_on(example, "picture") == [0, 0, 5, 5]
    example.get_by_label("Place of the window").press("End")
    assert marked(example, "picture", "cnn-read") == [[y + 1, x + 1] for y, x in NINE]
    said = example.get_by_role("status")
    assert said.inner_text() == f"Place 4 of 4, row 1, column 1: {wanted[1, 1]}."
    button(example, "Say the whole sum").press("Enter")
    assert "It reads rows 1, 3 and 5, columns 1, 3 and 5. 121 times 1, plus" in said.inner_text()
    terms = " + ".join(f"{SIX[y + 1, x + 1]}·{named.EXAMPLE[y // 2, x // 2]}" for y, x in NINE)
    assert example.locator(".cnn-sum").inner_text() == f"{terms} = {wanted[1, 1]}"
    formula = "⌊(6 + 0 + 0 − ((3 − 1)·2 + 1)) / 1⌋ + 1 = 2"
    assert example.locator(".cnn-formula").all_inner_texts() == [
        f"rows: {formula}",
        f"columns: {formula}",
    ]
    assert example.locator(".cnn-formula mark").all_inner_texts() == ["2", "2"] * 2
    legend = example.locator(".cnn-legend").inner_text()
    assert "2 down and 2 across: the window is 5 × 5" in legend
    spread(example, 1)
    assert marked(example, "picture", "cnn-read") == []
    assert example.errors == []


def test_a_pixel_reaches_only_results_that_read_it(example):
    spread(example, 2)
    cell(example, "picture", 2, 2).focus()
    assert example.get_by_role("status").inner_text() == "Reaches 1 result: row 0, column 0."
    assert marked(example, "result", "cnn-lit") == [[0, 0]]
    example.get_by_label("Padding").select_option("same")
    cell(example, "picture", 3, 2).focus()
    said = example.get_by_role("status").inner_text()
    assert said == "Reaches 9 results: rows 1, 3 and 5, columns 0, 2 and 4."
    cell(example, "kernel", 0, 2).focus()
    # The weight stands two places up and to the right of the middle.
    met = [[y, x] for y in range(2, 6) for x in range(4)]
    assert marked(example, "result", "cnn-lit") == met


@pytest.mark.parametrize(
    "settings",
    [
        {"stride": 2, "dilation": 2, "padding": 1},
        {"stride": (1, 2), "dilation": (2, 1), "padding": "same"},
        {"stride": 3, "dilation": 4, "padding": 4},
        {"stride": 2, "dilation": (1, 3), "padding": "same", "flip": True},
    ],
)
def test_results_visits_and_marks_are_python_s(show, settings):
    figure = Convolution(SIX, named.EMBOSS, visits=True, place=1, **settings)
    page = show(figure)
    assert cells(page, "result") == figure.result.tolist()
    visits = [
        visit_counts(6, 3, stride, figure.padding, dilation)
        for stride, dilation in zip(figure.stride, figure.dilation, strict=True)
    ]
    shown = page.get_by_role("grid", name="picture").evaluate(
        "table => [...table.querySelectorAll('[data-visits]')].map(cell => +cell.dataset.visits)"
    )
    assert shown == np.outer(*visits).ravel().tolist()
    # A picture of one pixel each tells which of them the window reads.
    ones = np.ones((3, 3), int)
    read = [
        Convolution(one.reshape(6, 6), ones, **settings).result.flat[1]
        for one in np.eye(36, dtype=int)
    ]
    zeros = page.get_by_role("grid", name="picture").evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell =>"
        " !cell.classList.contains('cnn-zero')))"
    )
    marks = np.zeros(np.shape(zeros), int)
    marks[tuple(np.transpose(marked(page, "picture", "cnn-read")))] = 1
    assert marks.sum() == 9 and marks[np.array(zeros)].tolist() == read
    assert page.errors == []


def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(example):
    before = cells(example, "result")
    spread(example, 3)
    assert example.get_by_role("alert").inner_text() == (
        "kernel 3 with dilation 3, 7 wide, does not fit a size of 6; "
        "add padding or use a smaller kernel."
    )
    assert cells(example, "result") == before
    assert picked(example, "Dilation") == "1"
    pick(example, "Kernel rows", "2")
    pick(example, "Kernel columns", "2")
    spread(example, 3)
    assert example.get_by_role("alert").inner_text() == ""
    wide = "label:has(> span:text-is('Kernel')) select"
    example.locator(wide).select_option("outline")
    assert "kernel 3 with dilation 3" in example.get_by_role("alert").inner_text()
    assert len(cells(example, "kernel")) == 2


def test_it_is_taken_back_kept_and_put_into_a_link(show):
    page = show(Convolution(SIX, named.EXAMPLE))
    wanted = Convolution(SIX, named.EXAMPLE, dilation=2).result.tolist()
    spread(page, 2)
    button(page, "Undo").click()
    assert cells(page, "result") == Convolution(SIX, named.EXAMPLE).result.tolist()
    button(page, "Redo").click()
    assert page.evaluate("Object.values(localStorage)") == ['{"dilation":[2,2]}']
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    button(page, "Copy link").click()
    link = page.get_by_label("Link to this figure").input_value()
    again(page, link.split("#")[0])
    assert cells(page, "result") == wanted
    button(page, "Reset").click()
    assert page.evaluate("localStorage.length") == 0
    again(page, link)
    page.locator(".cnn-kept", has_text="As the link has it").wait_for()
    assert cells(page, "result") == wanted
    page.emulate_media(media="print")
    assert picked(page, "Dilation") == "2"
    edge = "cell => getComputedStyle(cell).boxShadow"
    assert "inset" in page.locator("td.cnn-read").first.evaluate(edge)
    assert page.errors == []


def old(figure):
    """The figure as an earlier edition wrote it, without a dilation."""
    page = figure._repr_mimebundle_()[0]["text/html"]
    state = json.dumps({key: value for key, value in figure.state().items() if key != "dilation"})
    before, _, rest = page.partition('state="')
    return f'{before}state="{html.escape(state)}"{rest.partition(chr(34))[2]}'


@pytest.mark.parametrize("edition", [str, old], ids=["now", "before"])
def test_links_and_kept_states_of_before_are_opened(show, edition):
    figure = Convolution(SMALL, TURN)
    page = show(old(figure) if edition is old else figure)
    wanted = Convolution(SMALL, TURN, stride=2).result.tolist()
    address = page.url
    again(page, f"{address}#{NAME}={STRIDE_2}")
    page.locator(".cnn-kept", has_text="As the link has it").wait_for()
    assert cells(page, "result") == wanted
    page.evaluate(
        "name => localStorage.setItem(`cnn-course page.html ${name}`, '{\"stride\":[2,2]}')", NAME
    )
    again(page, address)
    page.locator(".cnn-kept", has_text="Kept in this browser").wait_for()
    assert cells(page, "result") == wanted
    spread(page, 2)
    assert cells(page, "result") == Convolution(SMALL, TURN, stride=2, dilation=2).result.tolist()
    assert page.errors == []


def test_a_finger_chooses_it_and_looks_at_results(show):
    page = show(Convolution(SIX, named.EXAMPLE), width=360, has_touch=True, is_mobile=True)
    dilations = page.get_by_role("radiogroup", name="Dilation")
    dilations.locator("label", has_text="2").tap()
    assert marked(page, "picture", "cnn-read") == NINE
    cell(page, "result", 1, 0).tap()
    assert marked(page, "picture", "cnn-read") == [[y + 1, x] for y, x in NINE]
    button(page, "One step on").tap()
    assert marked(page, "picture", "cnn-read") == [[y + 1, x + 1] for y, x in NINE]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.errors == []


def test_python_has_it_and_may_give_axes_of_their_own(show):
    page = show(Convolution(SIX, named.EXAMPLE))
    alone(page, Convolution(SIX, named.EXAMPLE))
    spread(page, 2)
    assert page.evaluate("[model.get('dilation'), saved]") == [[2, 2], 1]
    page.evaluate("model.set('dilation', [1, 2])")
    assert picked(page, "Dilation") == "1 down, 2 across"
    assert frame_on(page, "picture") == [0, 0, 3, 5]
    assert cells(page, "result") == Convolution(SIX, named.EXAMPLE, dilation=(1, 2)).result.tolist()
    alone(page, Convolution(SIX, named.EXAMPLE, without=("dilation",)))
    assert page.get_by_label("Dilation").count() == 0


def test_in_one_dimension_weights_are_apart_along_the_row(show):
    page = show(Convolution(SMALL, [[1, 10]], one_dimension=True))
    spread(page, 2)
    wanted = Convolution(SMALL, [[1, 10]], one_dimension=True, dilation=2)
    assert cells(page, "result") == wanted.result.tolist()
    assert marked(page, "picture", "cnn-read") == [[0, 0], [0, 2]]
    assert frame_on(page, "picture") == [0, 0, 1, 3]
