"""The transposed convolution in a browser: its stamps by mouse, finger and keyboard, and on paper."""

import json
import re

import numpy as np
import pytest

from cnn_course import stamp_2d
from cnn_course.explorables import TransposedConvolution
from tests.browser.figure_page import (  # noqa: F401
    again,
    alone,
    axe_finds,
    button,
    cell,
    cells,
    enter,
    marked,
    pick,
    picked,
    say_why_they_stay_still,
    show,
)

NUMBERS = [[1, 2, 3], [4, 5, 6]]
ONES = np.ones((3, 3), int)
FIGURE = TransposedConvolution(NUMBERS, ONES, 2)
SUM, SAID = ".cnn-sum", ".cnn-said"


def paper(page):
    """The paper as it is shown, None where nothing stands yet."""
    texts = page.get_by_role("grid", name="paper", exact=True).evaluate(
        "table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return [[float(one.replace("\u2212", "-")) if one else None for one in row] for row in texts]


def so_far(figure, place):
    """The same by Python; no stamp reaches what holds None."""
    done = np.arange(figure.picture.size).reshape(figure.picture.shape) <= place
    ones = np.ones(figure.kernel.shape, int)
    made = stamp_2d(figure.picture * done, figure.kernel, figure.stride, figure.padding)
    reached = stamp_2d(done.astype(int), ones, figure.stride, figure.padding)
    pairs = zip(made.tolist(), reached.tolist())
    return [[value if count else None for value, count in zip(*rows)] for rows in pairs]


def corners(page, kind):
    return page.get_by_role("grid", name="paper", exact=True).evaluate(
        f"table => [...table.querySelectorAll('[data-{kind}]')].map(cell => cell.dataset.{kind})"
    )


def test_each_step_stamps_and_what_stands_there_stays(show):
    page = show(FIGURE)
    for place in range(6):
        assert paper(page) == so_far(FIGURE, place)
        assert marked(page, "picture", "cnn-made") == [list(divmod(place, 3))]
        assert corners(page, "weight") == [f"+{place + 1}"] * 9
        assert (
            page.locator(SUM)
            .inner_text()
            .endswith(f"Stamp {place + 1} of 6: {place + 1} times the kernel")
        )
        if place < 5:
            button(page, "One step on").click()
    assert cells(page, "paper") == FIGURE.result.tolist()
    assert page.locator(SAID).text_content() == "Stamp 6 of 6, row 1, column 2: 6 times the kernel."
    assert page.errors == [] and page.foreign == []


def test_the_frame_lies_where_it_is_stamped(show):
    page = show(TransposedConvolution(NUMBERS, [[1, 2]], (1, 3), place=4))
    frame = page.locator(".cnn-window").bounding_box()
    left, right = (cell(page, "paper", 1, at).locator("xpath=..").bounding_box() for at in (3, 4))
    assert frame["x"] == pytest.approx(left["x"], abs=1.5)
    assert frame["y"] == pytest.approx(left["y"], abs=1.5)
    assert frame["x"] + frame["width"] == pytest.approx(right["x"] + right["width"], abs=1.5)


def test_all_stamps_at_once(show):
    page = show(FIGURE)
    pick(page, "On the paper", "all stamps")
    assert cells(page, "paper") == FIGURE.result.tolist()
    pick(page, "On the paper", "stamps so far")
    assert paper(page) == so_far(FIGURE, 0)


def test_a_pixel_says_of_which_stamps_it_is_made(show):
    page = show(TransposedConvolution(NUMBERS, [[1, 2, 3], [4, 5, 6], [7, 8, 9]], 2, hide=False))
    cell(page, "paper", 2, 2).hover()
    assert page.locator(SUM).inner_text() == "1·9 + 2·7 + 4·3 + 5·1 = 40"
    assert marked(page, "picture", "cnn-lit") == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert marked(page, "kernel", "cnn-lit") == [[0, 0], [0, 2], [2, 0], [2, 2]]
    assert marked(page, "paper", "cnn-lit") == [[2, 2]]
    page.mouse.move(0, 0)
    assert "times the kernel" in page.locator(SUM).inner_text()
    assert marked(page, "picture", "cnn-lit") == marked(page, "paper", "cnn-lit") == []


def test_only_stamps_that_are_there_count(show):
    page = show(FIGURE)
    cell(page, "paper", 0, 2).hover()
    assert page.locator(SUM).inner_text() == "1·1 = 1"
    button(page, "One step on").click()
    cell(page, "paper", 0, 2).hover()
    assert page.locator(SUM).inner_text() == "1·1 + 2·1 = 3"
    cell(page, "paper", 4, 4).hover()
    assert page.locator(SUM).inner_text() == "no stamp: 0"


def test_by_keyboard_alone(show):
    page = show(FIGURE)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "range":
            break
    page.keyboard.press("ArrowRight")
    said = page.locator(SAID)
    assert said.text_content() == "Stamp 2 of 6, row 0, column 1: 2 times the kernel."
    button(page, "Say the whole sum").press("Enter")
    assert said.text_content().startswith(
        "Stamp 2 of 6, row 0, column 1. Reaches 9 pixels of the paper: rows 0 to 2, columns 2 to 4. "
        "2 times 1 is 2, 2 times 1 is 2,"
    )
    cell(page, "paper", 0, 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert said.text_content() == "Row 0, column 2 of the paper: 3, from 2 stamps."
    # Whoever walked to a pixel can have all of it said, and sees it until the next stamp.
    button(page, "Say the whole sum").focus()
    assert page.locator(SUM).inner_text() == "1·1 + 2·1 = 3"
    page.keyboard.press("Enter")
    assert said.text_content() == (
        "Row 0, column 2 of the paper. 1 times 1, plus 2 times 1: the sum is 3."
    )
    page.get_by_label("Place of the stamp").press("End")
    assert "Stamp 6 of 6" in page.locator(SUM).inner_text()
    assert marked(page, "paper", "cnn-lit") == []


def test_a_number_and_a_weight_light_what_they_reach(show):
    page = show(TransposedConvolution(NUMBERS, ONES, 2, 1, hide=False))
    cell(page, "picture", 1, 2).focus()
    lit = [[y, x] for y in (2, 3, 4) for x in (4, 5, 6)]
    assert marked(page, "paper", "cnn-lit") == lit  # with what is cut off: rows and columns from 0
    assert page.locator(SAID).text_content() == (
        "Reaches 4 pixels of the paper: rows 1 to 2, columns 3 to 4."
    )
    cell(page, "kernel", 1, 1).focus()
    assert marked(page, "paper", "cnn-lit") == [[y, x] for y in (1, 3) for x in (1, 3, 5)]
    assert page.locator(SAID).text_content() == (
        "Reaches 6 pixels of the paper: rows 0 and 2, columns 0, 2 and 4."
    )
    page.get_by_label("Place of the stamp").focus()
    assert marked(page, "paper", "cnn-lit") == []


def test_a_press_on_a_number_stamps_it(show):
    page = show(FIGURE)
    cell(page, "picture", 1, 0).click()
    assert paper(page) == so_far(FIGURE, 3)
    assert page.get_by_label("Place of the stamp").input_value() == "3"


def test_a_finger_holds_a_pixel(show):
    page = show(FIGURE, width=360, has_touch=True)
    button(page, "One step on").tap()
    cell(page, "paper", 1, 2).tap()
    assert page.locator(SUM).inner_text() == "1·1 + 2·1 = 3"
    assert marked(page, "picture", "cnn-lit") == [[0, 0], [0, 1]]
    button(page, "One step on").tap()
    assert "Stamp 3 of 6" in page.locator(SUM).inner_text()
    assert marked(page, "picture", "cnn-lit") == []


def test_numbers_weights_sizes_and_settings(show):
    page = show(FIGURE)
    pick(page, "On the paper", "all stamps")
    enter(page, "picture", 0, 0, "-2")
    enter(page, "kernel", 2, 2, "0.5")
    numbers, kernel = [[-2, 2, 3], [4, 5, 6]], ONES.astype(float)
    kernel[2, 2] = 0.5
    shown = lambda: np.array(cells(page, "paper"))  # noqa: E731
    assert np.allclose(shown(), stamp_2d(numbers, kernel, 2))
    pick(page, "Stride", "3")
    assert np.allclose(shown(), stamp_2d(numbers, kernel, 3))
    pick(page, "Kernel rows", "2")
    pick(page, "Kernel columns", "4")
    kernel = [[1, 1, 1, 1]] * 2
    assert np.allclose(shown(), stamp_2d(numbers, kernel, 3))
    page.locator("summary").click()
    pick(page, "Picture rows", "3")
    pick(page, "Picture columns", "2")
    numbers = [[-2, 2], [4, 5], [1, 1]]
    assert np.allclose(shown(), stamp_2d(numbers, kernel, 3))
    button(page, "Undo").click()
    button(page, "Undo").click()
    assert cells(page, "picture") == [[-2, 2, 3], [4, 5, 6]]
    assert page.errors == []


@pytest.mark.parametrize("stride, padding", [(1, 1), (2, "same"), (2, 1), (3, "same"), (3, 1)])
def test_what_is_cut_off_stands_dashed_around_the_paper(show, stride, padding):
    figure = TransposedConvolution(NUMBERS, ONES, stride, padding, hide=False)
    page = show(figure)
    whole = stamp_2d(NUMBERS, ONES, stride)
    assert cells(page, "paper") == whole.tolist()
    dashed = marked(page, "paper", "cnn-zero")
    assert len(dashed) == whole.size - figure.result.size
    inside = np.ones(whole.shape, bool)
    for y, x in dashed:
        inside[y, x] = False
    assert whole[inside].tolist() == figure.result.ravel().tolist()


def test_the_size_formula_follows_and_leads_back(show):
    page = show(FIGURE)
    formula = lambda: page.locator(".cnn-formula").all_inner_texts()  # noqa: E731
    assert formula() == [
        "rows of the paper: (2 − 1)·2 + 3 − (0 + 0) = 5",
        "columns of the paper: (3 − 1)·2 + 3 − (0 + 0) = 7",
        "rows: ⌊(5 + 0 + 0 − 3) / 2⌋ + 1 = 2",
        "columns: ⌊(7 + 0 + 0 − 3) / 2⌋ + 1 = 3",
    ]
    assert page.get_by_text(
        "makes 2 × 3 numbers of this paper, and of every paper of 5 to 6 rows and 7 to 8 columns"
    ).is_visible()
    pick(page, "Padding", "same")
    assert formula()[0] == "rows of the paper: (2 − 1)·2 + 3 − (0 + 1) = 4"
    assert page.locator(".cnn-formula").first.locator("mark").all_inner_texts() == ["0 + 1", "4"]
    pick(page, "Padding", "1")
    pick(page, "Stride", "3")
    pick(page, "Kernel rows", "2")
    assert formula()[::2] == [
        "rows of the paper: (2 − 1)·3 + max(2, 3) − (1 + 1) = 4",
        "rows: ⌊(4 + 1 + 1 − 2) / 3⌋ + 1 = 2, and 1 left over",
    ]


def test_a_padding_that_leaves_nothing_is_refused_in_words(show):
    page = show(TransposedConvolution([[1]], ONES))
    pick(page, "Padding", "2")
    assert page.locator(".cnn-problem").inner_text() == (
        "padding 2 leaves nothing of 3 pixels; cut off less."
    )
    assert picked(page, "Padding") == "valid"
    assert cells(page, "paper") == ONES.tolist()


@pytest.mark.parametrize("stride, often", [(1, "1, 2, 3, 4 and 6"), (2, "1, 2 and 4"), (3, "1")])
def test_the_visits_show_which_strides_stamp_evenly(show, stride, often):
    figure = TransposedConvolution(NUMBERS, ONES, stride, visits=True, hide=False)
    page = show(figure)
    assert corners(page, "visits") == [str(one) for one in figure.stamps.ravel()]
    assert corners(page, "weight") == []
    assert f"in the end: {often}." in page.locator(".cnn-legend").inner_text()
    pick(page, "In the corners", "this stamp")
    assert corners(page, "visits") == [] and len(corners(page, "weight")) == 9


def test_pixels_that_no_stamp_reaches_are_hatched(show):
    figure = TransposedConvolution(NUMBERS, np.ones((2, 2), int), 3)
    page = show(figure)
    assert marked(page, "paper", "cnn-unseen") == np.argwhere(figure.stamps == 0).tolist()
    assert "Hatched" in page.locator(".cnn-legend").inner_text()


def test_the_numbers_are_python_s_over_random_figures(show):
    rng = np.random.default_rng(0)
    page = show(FIGURE)
    done = 0
    while done < 60:
        drawn = {
            "picture": rng.integers(-9, 10, tuple(rng.integers(1, 6, 2))),
            "kernel": rng.integers(-9, 10, tuple(rng.integers(1, 6, 2))),
            "stride": tuple(rng.integers(1, 4, 2).tolist()),
            "padding": ["valid", "same", 1][rng.integers(3)],
            "place": int(rng.integers(25)),
            "hide": False,
        }
        try:
            figure = TransposedConvolution(**drawn)
        except ValueError:
            continue
        alone(page, figure)
        kept = page.get_by_role("grid", name="paper").evaluate(
            "table => [...table.rows].map(row => [...row.cells].filter(cell =>"
            " !cell.matches('.cnn-zero')).map(cell => +cell.innerText.replace('\u2212', '-')))"
            ".filter(row => row.length)"
        )
        assert kept == figure.result.tolist()
        page.evaluate("cleanup()")
        done += 1


def test_a_kernel_is_chosen_by_name(show):
    page = show(
        TransposedConvolution(NUMBERS, ONES, 2, kernels={"two": [[2]], "ones, 3 x 3": ONES})
    )
    chosen = page.get_by_role("combobox", name="Kernel")
    assert chosen.evaluate("list => list.selectedOptions[0].text") == "ones, 3 x 3"
    chosen.select_option("two")
    assert cells(page, "kernel") == [[2]]
    enter(page, "kernel", 0, 0, "3")
    assert chosen.evaluate("list => list.selectedOptions[0].text") == "own"


def test_what_was_changed_is_kept_and_can_be_linked(show):
    page = show(FIGURE)
    address = page.url
    pick(page, "Stride", "1")
    pick(page, "On the paper", "all stamps")
    changed = TransposedConvolution(NUMBERS, ONES, 1)
    again(page, address)
    assert cells(page, "paper") == changed.result.tolist()
    button(page, "Copy link").click()
    page.wait_for_function("location.hash.length > 5")
    link = page.url
    button(page, "Reset").click()
    assert paper(page) == so_far(FIGURE, 0)
    again(page, link)
    assert cells(page, "paper") == changed.result.tolist()


def test_python_and_the_page_tell_each_other(show):
    page = show(FIGURE)
    alone(page, FIGURE)
    button(page, "One step on").click()
    assert page.evaluate("[model.get('place'), saved]") == [1, 1]
    pick(page, "Padding", "2")
    assert page.evaluate("[model.get('padding'), saved]") == [2, 2]
    pick(page, "On the paper", "all stamps")
    page.evaluate("model.set('kernel', [[1, 0], [0, 1]]); model.set('padding', 'valid')")
    assert cells(page, "paper") == stamp_2d(NUMBERS, np.eye(2, dtype=int), 2).tolist()
    page.evaluate("model.set('stride', [9, 9])")
    assert "from 1 to 3" in page.locator(".cnn-problem").inner_text()


def test_on_paper_stand_the_numbers_and_no_controls(show):
    page = show(FIGURE)
    pick(page, "Stride", "3")
    page.emulate_media(media="print")
    assert paper(page) == so_far(TransposedConvolution(NUMBERS, ONES, 3), 0)
    assert cell(page, "kernel", 0, 0).is_visible() and picked(page, "Stride") == "3"
    hands = page.locator("button, input[type=range], summary, .cnn-memory, .cnn-still")
    assert [one for one in hands.all() if one.is_visible()] == []
    kept = "getComputedStyle(document.querySelector('cnn-transposed-convolution')).breakInside"
    assert page.evaluate(kept) == "avoid"


def test_without_scripts_there_are_tables(show, visit, tmp_path):
    page = visit(java_script_enabled=False).page
    (tmp_path / "still.html").write_text(FIGURE._repr_mimebundle_()[0]["text/html"], "utf-8")
    page.goto((tmp_path / "still.html").as_uri())
    captions = page.locator("caption").all_inner_texts()
    assert captions == ["Picture", "Kernel", "Paper after stamp 1 of 6", "Paper after all stamps"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(show, scheme):
    page = show(TransposedConvolution(NUMBERS, ONES, 2, 1, visits=True), color_scheme=scheme)
    assert axe_finds(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_is_not_wider_than_the_window(show, width):
    page = show(TransposedConvolution(np.full((5, 5), -12345), np.ones((4, 4)), 3), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name(show):
    page = show(FIGURE)
    for line in page.locator("cnn-transposed-convolution").aria_snapshot().splitlines():
        if re.search(r"- (button|combobox|slider|textbox|grid|group|radiogroup)\b", line):
            assert re.search(r'"[^"]+"|: More', line), line


BAD = {
    json.dumps(FIGURE.state() | {"stride": [0, 1]}): "two whole numbers from 1 to 3",
    json.dumps(FIGURE.state() | {"kernel": [["<img>"]]}): "rows of numbers",
    json.dumps(FIGURE.state() | {"kernels": {"one": [[1] * 6]}}): "5 rows and columns at most",
    json.dumps(FIGURE.state() | {"hide": "yes"}): "hide must be true or false",
    json.dumps(FIGURE.state() | {"place": -1}): "place must be a whole number",
}


def test_bad_states_are_said_and_the_still_stays(show):
    say_why_they_stay_still(show, "cnn-transposed-convolution", BAD)
