"""A number that was typed stays as it was typed, while it is the value."""

import pytest

from cnn_course.explorables import Convolution, Pooling
from tests.browser.figure_page import SMALL, button, cell, enter, show  # noqa: F401

TURN = [[1, 2], [3, 4]]


def said(page, name, row, column):
    return cell(page, name, row, column).get_attribute("aria-label").split(": ")[1]


@pytest.mark.parametrize(
    "typed, shown, spoken",
    [
        ("12345.678", "12345.678", "12345.678"),
        ("-12345.67", "\u221212345.67", "minus 12345.67"),
        ("0.123456", "0.123456", "0.123456"),
        ("1,23456", "1.23456", "1.23456"),
        ("1/9", "0.1111", "0.1111"),  # which was not typed digit by digit
    ],
)
def test_a_cell_shows_and_says_what_was_typed(show, typed, shown, spoken):
    page = show(Convolution(SMALL, TURN))
    for name in ("picture", "kernel"):
        enter(page, name, 0, 1, typed)
        cell(page, name, 1, 1).focus()
        assert cell(page, name, 0, 1).input_value() == shown
        assert said(page, name, 0, 1) == spoken
    page.get_by_label("Padding").select_option("1")  # other tables, the same numbers
    assert cell(page, "picture", 0, 1).input_value() == shown
    page.get_by_label("Bias").fill(typed)
    page.get_by_label("Bias").press("Enter")
    assert page.get_by_label("Bias").input_value() == shown


def test_the_sum_says_the_number_that_was_typed(show):
    page = show(Convolution([[2, 7]], [[1]]))
    enter(page, "picture", 0, 0, "12345.678")
    assert page.locator(".cnn-sum").inner_text() == "12345.678·1 = 12345.678"
    enter(page, "kernel", 0, 0, "2")
    assert page.locator(".cnn-sum").inner_text() == "12345.678·2 \u2248 24690"


def test_more_digits_than_a_cell_has_room_for_are_all_there_for_who_comes_to_it(show):
    page = show(Pooling(SMALL))
    enter(page, "picture", 0, 1, "3.14159265358979")
    assert said(page, "picture", 0, 1) == "3.14159265358979"
    cell(page, "picture", 1, 1).focus()
    assert cell(page, "picture", 0, 1).input_value() == "3.142"
    cell(page, "picture", 0, 1).focus()
    assert cell(page, "picture", 0, 1).input_value() == "3.14159265358979"
    assert page.evaluate("String(getSelection())") in ("", "3.14159265358979")
    cell(page, "picture", 1, 1).focus()  # coming by changes nothing
    assert said(page, "picture", 0, 1) == "3.14159265358979"


def test_the_picture_that_moves_takes_its_numbers_along(show):
    page = show(Pooling(SMALL))
    enter(page, "picture", 0, 1, "12.34567")
    button(page, "Move the picture one pixel to the right").click()
    assert cell(page, "picture", 0, 2).input_value() == "12.34567"


@pytest.mark.parametrize("leave", ["Enter", "Tab", "ArrowDown"])
def test_the_rounded_number_that_is_typed_again_is_taken(show, leave):
    page = show(Convolution([[2]], [[12345.678]]))
    total = page.locator(".cnn-sum")
    assert total.inner_text() == "2\u00b712350 \u2248 24690"
    cell(page, "kernel", 0, 0).click()
    page.keyboard.type("12350")
    page.keyboard.press(leave)
    if leave == "ArrowDown":  # stays in this kernel of one cell
        cell(page, "kernel", 0, 0).blur()
    assert total.inner_text() == "2\u00b712350 = 24700"


def test_a_rounded_bias_that_is_typed_again_is_taken(show):
    page = show(Convolution([[2]], [[1]], bias=0.123456))
    field = page.get_by_label("Bias")
    assert field.input_value() == "0.1235"
    field.fill("0.1235")
    field.press("Tab")
    enter(page, "picture", 0, 0, "0")
    assert page.locator(".cnn-sum").inner_text() == "0\u00b71 + 0.1235 (bias) = 0.1235"


def test_who_only_passes_by_changes_nothing(show):
    figure = Convolution(SMALL, [[1, 12345.678]], bias=0.123456)
    page = show(figure)
    before = page.locator(".cnn-sum").inner_text()
    cell(page, "kernel", 0, 1).focus()
    cell(page, "kernel", 0, 0).focus()
    cell(page, "kernel", 0, 1).fill("5")
    cell(page, "kernel", 0, 1).press("Escape")
    page.get_by_label("Bias").focus()
    page.get_by_label("Bias").blur()
    assert page.locator(".cnn-sum").inner_text() == before
    assert "\u2248" in before
