"""What the convolution figure takes from readers, and what it says to what it does not."""

import numpy as np
import pytest

from cnn_course import data
from cnn_course import kernels as named
from cnn_course.explorables import Convolution, presets
from tests.browser.figure_page import (  # noqa: F401
    SMALL,
    button,
    cell,
    cells,
    enter,
    marked,
    pick,
    picked,
    show,
)

TURN = [[1, 2], [3, 4]]
TWO = np.arange(-6, 6).reshape(2, 1, 3, 2)
COLORS = np.arange(36).reshape(3, 4, 3)


@pytest.fixture
def page(show):
    return show(Convolution(SMALL, TURN))


@pytest.fixture
def deep(show):
    return show(Convolution(COLORS, TWO, bias=[10, -20]))


def field(page, name):
    return page.get_by_role("combobox", name=name, exact=True)


def result(picture=SMALL, kernel=TURN, **settings):
    return Convolution(picture, kernel, **settings).result.tolist()


def test_a_typed_pixel_and_a_typed_weight_are_summed_anew(page):
    enter(page, "picture", 0, 1, "-2,5")
    changed = [[1, -2.5, 2, 0], *SMALL[1:]]
    assert cells(page, "picture") == changed
    enter(page, "kernel", 1, 0, "\u221230")
    assert cells(page, "result") == result(changed, [[1, 2], [-30, 4]])
    assert "(\u22122.5)·2 + 3·(\u221230)" in page.locator(".cnn-sum").inner_text()


def test_a_cell_reads_numbers_as_a_question_does(page):
    for typed, value in [("1,000", 1000), ("1/4", 0.25), ("0,125", 0.125), ("\uff17", 7)]:
        enter(page, "picture", 0, 1, typed)
        assert cells(page, "picture")[0][1] == value
    enter(page, "picture", 0, 1, "1 2")
    assert '"1 2" is several numbers' in page.get_by_role("alert").inner_text()
    assert cells(page, "picture")[0][1] == 7


def test_the_settings_do_what_they_say(page):
    pick(page, "Kernel rows", "1")
    pick(page, "Kernel columns", "3")
    assert cells(page, "result") == result(kernel=[[1, 2, 0]])
    pick(page, "Kernel rows", "2")
    assert cells(page, "kernel") == [[1, 2, 0], [0, 0, 0]]
    enter(page, "kernel", 1, 2, "7")
    kernel = [[1, 2, 0], [0, 0, 7]]
    pick(page, "Stride", "2")
    assert cells(page, "result") == result(kernel=kernel, stride=2)
    for padding in ("same", "2"):
        page.get_by_label("Padding").select_option(padding)
        wanted = padding if padding == "same" else int(padding)
        assert cells(page, "result") == result(kernel=kernel, stride=2, padding=wanted)
    page.get_by_text("More").click()
    page.get_by_label("Turn the kernel").check()
    page.get_by_label("Bias").fill("0.5")
    page.get_by_label("Bias").press("Enter")
    assert cells(page, "result") == result(kernel=kernel, stride=2, padding=2, flip=True, bias=0.5)
    assert page.locator(".cnn-sum").inner_text().endswith("+ 0·1 + 0.5 (bias) = 0.5")
    button(page, "Say the whole sum").click()
    assert page.get_by_role("status").inner_text().endswith(", plus the bias 0.5: the sum is 0.5.")
    assert page.get_by_role("alert").inner_text() == ""


def test_a_kernel_that_does_not_fit_is_refused_in_words(page):
    pick(page, "Kernel rows", "4")
    said = "kernel 4 does not fit a size of 3; add padding or use a smaller kernel"
    with pytest.raises(ValueError, match=said):
        Convolution(SMALL, np.ones((4, 2)))
    assert page.get_by_role("alert").inner_text() == f"{said}."
    assert picked(page, "Kernel rows") == "2"
    assert cells(page, "result") == result()
    page.get_by_label("Padding").select_option("same")
    pick(page, "Kernel rows", "4")
    assert page.get_by_role("alert").inner_text() == ""


def test_presets_are_put_in_by_name(show):
    page = show(Convolution(SMALL, TURN, **presets()))
    assert field(page, "Kernel").locator(":checked").inner_text() == "own"
    field(page, "Picture").select_option("the 6 x 6 example")
    field(page, "Kernel").select_option("example")
    assert page.locator(".cnn-sum strong").inner_text() == "429"
    field(page, "Picture").select_option("a cat's eye")
    field(page, "Kernel").select_option("blur")
    assert "0.1111" in page.locator(".cnn-sum").inner_text()
    assert " ≈ " in page.locator(".cnn-sum").inner_text()
    enter(page, "kernel", 0, 0, "5")
    assert field(page, "Kernel").locator(":checked").inner_text() == "own"
    assert field(page, "Picture").input_value() == "a cat's eye"


def test_a_preset_goes_into_the_filter_that_is_shown(show):
    kernels = {"one": TURN, "three": np.ones((2, 2, 3, 3))}
    page = show(Convolution(COLORS, TWO, bias=[10, -20], kernels=kernels))
    field(page, "Filter").select_option(label="2")
    field(page, "Kernel").select_option("one")
    kernel = np.zeros((2, 2, 3, 2), int)
    kernel[:, :1, :, 0] = TWO[..., 0]
    kernel[..., 1] = np.array(TURN)[..., None]
    expected = Convolution(COLORS, kernel, bias=[10, -20]).result
    for index in range(2):
        assert cells(page, f"result of filter {index + 1}") == expected[..., index].tolist()
    assert field(page, "Kernel").input_value() == "one"
    field(page, "Kernel").select_option("three")
    assert page.get_by_role("grid", name="result of filter").count() == 3


def test_filters_are_added_and_taken_away(deep):
    parameters = deep.locator(".cnn-count")
    assert "(2·1·3 + 1) · 2 = 14" in parameters.inner_text()
    assert deep.locator(".cnn-sum").inner_text().startswith("red: 0·(\u22126) + 12·0 = 0\n")
    button(deep, "Add a filter").click()
    assert "(2·1·3 + 1) · 3 = 21" in parameters.inner_text()
    assert cells(deep, "result of filter 3") == [[0] * 4] * 2
    enter(deep, "kernel, blue", 1, 0, "1")
    assert cells(deep, "result of filter 3") == COLORS[1:, :, 2].tolist()
    field(deep, "Filter").select_option(label="2")
    button(deep, "Take this filter away").click()
    kept = Convolution(COLORS, TWO[..., :1], bias=[10]).result[..., 0].tolist()
    assert cells(deep, "result of filter 1") == kept
    assert cells(deep, "result of filter 2") == COLORS[1:, :, 2].tolist()
    # Switched off, both can be pressed, and say why or do nothing.
    for _ in range(6):
        button(deep, "Add a filter").click(force=True)
    assert "6 filters, at most" in deep.get_by_role("alert").inner_text()
    for _ in range(6):
        button(deep, "Take this filter away").click(force=True)
    assert deep.get_by_role("grid", name="result").count() == 1


def test_looking_at_another_filter_ends_when_the_pointer_leaves(deep):
    assert cells(deep, "kernel, red") == TWO[:, :, 0, 0].tolist()
    target = cell(deep, "result of filter 2", 1, 1)
    target.hover()
    assert cells(deep, "kernel, red") == TWO[:, :, 0, 1].tolist()
    deep.mouse.move(0, 0)
    assert cells(deep, "kernel, red") == TWO[:, :, 0, 0].tolist()
    target.click()
    assert deep.get_by_role("status").inner_text().startswith("Filter 2. Place 6 of 8")
    deep.mouse.move(0, 0)
    assert cells(deep, "kernel, red") == TWO[:, :, 0, 1].tolist()
    assert field(deep, "Filter").input_value() == "1"
    deep.get_by_label("Bias").fill("100")
    deep.get_by_label("Bias").press("Enter")
    expected = Convolution(COLORS, TWO, bias=[10, 100]).result[..., 1].tolist()
    assert cells(deep, "result of filter 2") == expected


def test_the_pointer_paints(page):
    page.get_by_text("More").click()
    page.get_by_label("Paint the picture with").check()
    page.get_by_label("number to paint with").fill("9")
    page.get_by_label("number to paint with").press("Enter")
    boxes = [cell(page, "picture", y, x).bounding_box() for y, x in ((0, 0), (0, 2), (2, 2))]
    middles = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    page.mouse.move(*middles[0])
    page.mouse.down()
    for middle in middles[1:]:
        page.mouse.move(*middle, steps=6)
    page.mouse.up()
    page.mouse.move(*middles[0])
    painted = [[9, 9, 9, 0], [3, 5, 9, 6], [8, 0, 9, 9]]
    assert cells(page, "picture") == painted
    assert cells(page, "result") == result(painted)
    page.get_by_label("Paint the picture with").uncheck()
    cell(page, "picture", 1, 0).click()
    assert cells(page, "picture") == painted


def test_results_not_yet_reached_stay_hidden(page):
    page.get_by_text("More").click()
    page.get_by_label("Hide results not yet reached").check()
    shown = page.get_by_role("grid", name="result")
    assert shown.inner_text().split() == [str(result()[0][0])]
    cell(page, "result", 1, 2).hover()
    assert page.locator(".cnn-sum strong").inner_text() == str(result()[0][0])
    button(page, "One step on").click()
    assert shown.inner_text().split() == [str(value) for value in result()[0][:2]]
    assert cell(page, "result", 1, 2).get_attribute("aria-label").endswith("not yet")
    page.get_by_label("Hide results not yet reached").uncheck()
    assert cells(page, "result") == result()


def test_zeros_of_the_padding_cannot_be_typed_over(show):
    page = show(Convolution(data.make_small_four(), named.EXAMPLE, padding=1))
    assert marked(page, "picture", "cnn-zero")[0] == [0, 0]
    assert not cell(page, "picture", -1, -1).is_editable()
    assert cell(page, "picture", 0, 0).is_editable()
    enter(page, "picture", 0, 0, "50")
    assert cells(page, "picture")[1][1] == 50


def test_in_one_dimension_rows_are_left_alone(show):
    page = show(Convolution(SMALL, [[1, 10]], one_dimension=True))
    page.get_by_label("Padding").select_option("1")
    pick(page, "Stride", "2")
    expected = result(kernel=[[1, 10]], stride=2, padding=1, one_dimension=True)
    assert cells(page, "result") == expected
    assert len(expected) == 3
    assert not page.get_by_label("Kernel rows").is_visible()
    assert page.locator(".cnn-formula:visible").count() == 1
