"""What a reader changes in a figure: taken back, kept in the browser, put into a link."""

import json
import re

import numpy as np
import pytest

from cnn_course.explorables import (
    Convolution,
    DigitReader,
    Pooling,
    Training,
    digit_reader,
    presets,
)
from tests.browser import figure_page
from tests.browser.figure_page import SMALL, alone, button, cell, cells, enter, pick, picked
from tests.browser.training_page import live  # noqa: F401

TURN = [[1, 2], [3, 4]]
KEPT, READ = ".cnn-kept", ".cnn-answer"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
BLOCKED = """Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
COPIED = """Object.defineProperty(navigator, "clipboard", {
  value: { writeText: async (text) => { globalThis.copied = text; } },
});"""


@pytest.fixture
def show(visit, lend, tmp_path):
    """`show(figure, ..., before=script)` opens a page with these figures; its `url` is a file's."""

    def open_page(*figures, before="", link="", **options):
        bodies = [one._repr_mimebundle_()[0]["text/html"] for one in figures]
        body = "".join(
            f"<details><summary>{at}</summary>{one}</details>" for at, one in enumerate(bodies)
        )
        body = body.replace("<details>", "<details open>") if not link else body
        window = (visit if before else lend)(**options)
        if before:
            window.context.add_init_script(before)
        address = figure_page.write(tmp_path, body, digit_reader.page_data(body))
        page = window.page
        page.errors, page.address = window.errors, address
        page.goto(address + link)
        page.wait_for_selector(".cnn-live > *", state="attached")
        return page

    return open_page


def again(page, link=None):
    """The same page anew: what was only in its memory is gone."""
    figure_page.again(page, link or page.address)
    return page


def stored(page):
    return [json.loads(text) for text in page.evaluate("Object.values(localStorage)")]


def said(page):
    return page.locator(KEPT).first.inner_text()


def stride(page, value):
    pick(page, "Stride", str(value))


# Back and on.


@pytest.fixture
def page(show):
    return show(Convolution(SMALL, TURN, **presets()))


def test_each_change_is_a_step_back_and_on(page):
    undo, redo = button(page, "Undo"), button(page, "Redo")
    assert undo.get_attribute("aria-disabled") == redo.get_attribute("aria-disabled") == "true"
    enter(page, "kernel", 0, 0, "9")
    page.locator("label:has(> span:text-is('Kernel')) select").select_option("outline")
    stride(page, 2)
    undo.click()
    assert picked(page, "Stride") == "1"
    undo.click()
    assert cells(page, "kernel") == [[9, 2], [3, 4]]
    undo.click()
    assert cells(page, "kernel") == TURN
    assert cells(page, "result") == Convolution(SMALL, TURN).result.tolist()
    undo.click(force=True)
    assert said(page) == "There is nothing to take back."
    redo.click()
    assert cells(page, "kernel") == [[9, 2], [3, 4]]
    enter(page, "kernel", 1, 1, "7")
    redo.click(force=True)
    assert said(page) == "There is nothing to do again."
    assert cells(page, "kernel") == [[9, 2], [3, 7]]
    assert page.errors == []


def test_the_keys_take_back_but_a_field_that_is_typed_in_has_its_own(page):
    enter(page, "kernel", 0, 0, "9")
    place = cell(page, "kernel", 0, 0)
    place.press("Control+z")
    assert cells(page, "kernel") == TURN
    place.press("Control+Shift+Z")
    assert cells(page, "kernel") == [[9, 2], [3, 4]]
    place.press("Control+z")
    place.press("Control+y")
    assert cells(page, "kernel") == [[9, 2], [3, 4]]
    cell(page, "kernel", 0, 1).click()
    page.keyboard.type("55")
    page.keyboard.press("Control+z")
    assert cells(page, "kernel")[0][0] == 9
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    assert cells(page, "kernel") == TURN


def test_a_stroke_of_the_brush_is_one_step(page):
    page.get_by_text("More").click()
    page.get_by_label("number to paint with").fill("8")
    page.get_by_label("number to paint with").press("Enter")
    page.get_by_label("Paint the picture with").check()
    for row in (0, 2):
        places = [cell(page, "picture", row, column).bounding_box() for column in range(3)]
        middle = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in places]
        page.mouse.move(*middle[0])
        page.mouse.down()
        for place in middle[1:]:
            page.mouse.move(*place, steps=4)
        page.mouse.up()
    assert cells(page, "picture") == [[8, 8, 8, 0], SMALL[1], [8, 8, 8, 9]]
    button(page, "Undo").click()
    assert cells(page, "picture") == [[8, 8, 8, 0], *SMALL[1:]]
    button(page, "Undo").click()
    assert cells(page, "picture") == SMALL


def test_where_the_window_stands_is_no_step_and_stays(page):
    enter(page, "kernel", 0, 0, "9")
    for _ in range(3):
        button(page, "One step on").click()
    button(page, "Undo").click()
    assert cells(page, "kernel") == TURN
    assert page.get_by_label("Place of the window").input_value() == "3"


def test_pooling_takes_back_moves_as_well(show):
    page = show(Pooling(SMALL))
    button(page, "Move the picture one pixel down").click()
    page.get_by_role("radio", name="average").check()
    button(page, "Undo").click()
    button(page, "Undo").click()
    assert cells(page, "result") == Pooling(SMALL).result.tolist()
    assert page.get_by_role("radio", name="max").is_checked()


def test_with_python_behind_it_python_hears_of_steps_back(page):
    alone(page, Convolution(SMALL, TURN))
    page.evaluate("delete model.alone")
    assert page.get_by_role("button", name="Copy link").count() == 0
    enter(page, "kernel", 0, 0, "9")
    page.evaluate("model.set('kernel', [[5, 5], [5, 5]])")
    page.evaluate("saved = 0")
    button(page, "Undo").click()
    assert page.evaluate("[model.get('kernel'), saved]") == [[[9, 2], [3, 4]], 1]
    button(page, "Undo").click()
    assert page.evaluate("model.get('kernel')") == TURN
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("cleanup()")
    assert page.errors == []


# Kept.


def test_what_was_changed_is_there_after_a_reload_and_reset_forgets_it(page):
    assert said(page) == ""
    enter(page, "kernel", 0, 1, "12345.678")
    stride(page, 2)
    page.get_by_text("More").click()
    page.get_by_label("Hide results not yet reached").check()
    button(page, "One step on").click()
    assert said(page) == "Kept in this browser."
    assert stored(page) == [
        {"kernel": {"1": 12345.678}, "stride": [2, 2], "hide": True, "place": 1}
    ]
    result = page.locator(".cnn-results").inner_text()
    again(page)
    assert said(page) == "Kept in this browser."
    assert cell(page, "kernel", 0, 1).input_value() == "12345.678"
    assert picked(page, "Stride") == "2"
    assert page.locator(".cnn-results").inner_text() == result
    assert page.get_by_label("Place of the window").input_value() == "1"
    button(page, "Reset").click()
    assert cells(page, "kernel") == TURN and said(page) == ""
    assert page.evaluate("localStorage.length") == 0
    button(page, "Undo").click()
    assert stored(page)[0]["kernel"] == {"1": 12345.678}
    again(page)
    button(page, "Reset").click()
    again(page)
    assert cells(page, "kernel") == TURN and page.errors == []


@pytest.mark.parametrize(
    "before, told", [(FULL, "took no more"), (BLOCKED, "This browser keeps nothing")]
)
def test_what_is_not_kept_is_not_said_to_be(show, before, told):
    page = show(Convolution(SMALL, TURN), before=before)
    stride(page, 2)
    assert told in said(page) and "lasts until you leave" in said(page)
    assert told in page.get_by_role("status").inner_text()  # aloud, too
    assert cells(page, "result") == Convolution(SMALL, TURN, stride=2).result.tolist()
    assert page.errors == []


def test_a_figure_of_another_edition_is_opened_as_it_is(page, show):
    stride(page, 2)
    changed = show(Convolution(SMALL, [[1, 2], [3, 5]], **presets()))
    assert picked(changed, "Stride") == "1"
    assert said(changed) == ""


@pytest.mark.parametrize(
    "text", ["not JSON", "[]", "null", '{"stride": [9, 9]}', '{"kernel": {"9": 1}}', '{"x": 1}',
             '{"picture": "<img src=x onerror=alert(1)>"}', '{"__proto__": {"stride": [2, 2]}}']
)  # fmt: skip
def test_whatever_stands_in_the_storage(page, text):
    stride(page, 2)
    page.evaluate("text => localStorage.setItem(Object.keys(localStorage)[0], text)", text)
    again(page)
    assert picked(page, "Stride") == "1"
    assert cells(page, "result") == Convolution(SMALL, TURN).result.tolist()
    stride(page, 3)
    assert stored(page) == [{"stride": [3, 3]}]
    assert page.locator("img").count() == 0 and page.errors == []


def test_two_tabs_take_nothing_from_each_other_without_a_word(page):
    other = page.context.new_page()
    other.goto(page.address)
    other.wait_for_selector(".cnn-live > *", state="attached")
    enter(other, "kernel", 0, 0, "5")
    page.locator(KEPT, has_text="Another tab changed this figure").wait_for()
    assert cells(page, "kernel") == [[5, 2], [3, 4]]
    enter(page, "kernel", 0, 1, "6")
    other.locator(KEPT, has_text="Another tab changed this figure").wait_for()
    assert cells(other, "kernel") == [[5, 6], [3, 4]]
    button(other, "Undo").click()
    assert cells(other, "kernel") == [[5, 2], [3, 4]]
    page.locator(KEPT, has_text="Another tab changed this figure").wait_for()


def test_what_another_tab_wrote_unheard_is_read_before_this_one_writes(page):
    enter(page, "kernel", 0, 0, "5")
    page.evaluate(
        """() => localStorage.setItem(Object.keys(localStorage)[0], '{"kernel":{"3":77}}')"""
    )
    stride(page, 2)
    assert said(page) == "Another tab had changed this figure. Undo brings that back."
    button(page, "Undo").click()
    assert cells(page, "kernel") == [[1, 2], [3, 77]]
    button(page, "Undo").click()
    assert cells(page, "kernel") == [[5, 2], [3, 4]]


# Links.


def copied(page):
    button(page, "Copy link").click()
    page.locator(KEPT, has_text="ink").wait_for()
    return page.evaluate("globalThis.copied")


def test_a_copied_link_opens_the_same_numbers_in_a_new_browser(show):
    first, second = Convolution(SMALL, TURN), Convolution(SMALL, [[1], [1]], bias=3)
    page = show(first, second, before=COPIED)
    figure = page.locator("cnn-convolution").nth(1)
    figure.scroll_into_view_if_needed()
    page.locator("cnn-convolution.cnn-started").nth(1).wait_for()
    figure.get_by_label("Padding").select_option("same")
    figure.get_by_label("Bias").fill("0.12345")
    figure.get_by_label("Bias").press("Enter")
    figure.get_by_role("button", name="Copy link").click()
    page.wait_for_function("globalThis.copied")
    link = page.evaluate("copied")
    assert page.url == link and len(link.split("=")[1]) < 60
    shown = figure.locator(".cnn-boards").inner_text()

    other = show(first, second, link="#" + link.split("#")[1], before=COPIED)
    opened = other.locator("cnn-convolution").nth(1)
    assert opened.locator(".cnn-boards").inner_text() == shown
    assert opened.get_by_label("Bias").input_value() == "0.12345"
    assert opened.locator(KEPT).inner_text().startswith("As the link has it")
    other.wait_for_function(
        "document.querySelectorAll('cnn-convolution')[1].getBoundingClientRect().top < 500"
    )
    assert opened.is_visible(), "folds around it are opened"
    assert other.evaluate("localStorage.length") == 0, "what is only looked at is not kept"
    opened.get_by_role("button", name="Undo").click()
    assert opened.get_by_label("Padding").input_value() == "valid"
    assert "#" not in other.url, "the address does not say what is no longer so"
    assert page.errors == other.errors == []


def test_a_link_does_not_lose_what_was_kept(page):
    link = re.sub("=.*", "", copied_address(page))
    enter(page, "kernel", 0, 0, "9")
    again(page, f"{link}=eyJzdHJpZGUiOlsyLDJdfQ")
    assert picked(page, "Stride") == "2"
    assert cells(page, "kernel") == TURN
    button(page, "Undo").click()
    assert cells(page, "kernel") == [[9, 2], [3, 4]]


def copied_address(page):
    """Where the clipboard cannot be used, the link stands in a field."""
    button(page, "Copy link").click()
    field = page.get_by_label("Link to this figure")
    field.wait_for()
    assert field.evaluate(
        "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    ) == (field.input_value())
    return field.input_value()


def test_without_a_clipboard_the_link_stands_in_a_field(show):
    page = show(Pooling(SMALL), before=NO_CLIPBOARD)
    page.get_by_role("radio", name="L2").check()
    link = copied_address(page)
    assert said(page).startswith("Copy this link.")
    again(page, link)
    assert page.get_by_role("radio", name="L2").is_checked()


def test_a_link_that_comes_to_an_open_page_is_followed(page):
    link = copied_address(page).split("#")[1]
    page.evaluate("link => { location.hash = link; }", f"{link}eyJzdHJpZGUiOlsyLDJdfQ")
    page.locator(KEPT, has_text="As the link has it").wait_for()
    assert picked(page, "Stride") == "2"


BROKEN = {
    "eyJzdHJpZGUi": "a part of it is missing or was changed",
    "%3Cimg%20src=x%20onerror=alert(1)%3E": "a part of it is missing or was changed",
    "eyJzdHJpZGUiOls5LDldfQ": "the stride must be two whole numbers from 1 to 3",
    "eyJ4IjoxfQ": "it holds a value that this figure does not have",
    "A" * 20_000: "it is longer than any link of this course",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_link_opens_the_figure_as_it_is_and_says_so(page, text):
    again(page, copied_address(page) + text)
    assert said(page) == f"This link does not fit ({BROKEN[text]}). The figure is as it was."
    assert cells(page, "result") == Convolution(SMALL, TURN).result.tolist()
    assert page.locator("img").count() == 0 and page.errors == []


def test_a_link_to_another_edition_says_so(page, show):
    link = copied_address(page).split("#")[1]
    changed = show(Convolution(SMALL, [[1]]), link=f"#{link}")
    assert "the figure is another one now" in said(changed)


def test_figures_that_begin_alike_are_kept_apart(show):
    page = show(Pooling(SMALL), Pooling(SMALL))
    page.locator("cnn-pooling").nth(1).get_by_role("radio", name="L2").check()
    again(page)
    page.locator("cnn-pooling.cnn-started").nth(1).wait_for()
    chosen = page.get_by_role("radiogroup", name="Keep").locator(":checked")
    kinds = [field.input_value() for field in chosen.all()]
    assert kinds == ["max", "l2"]


@pytest.mark.parametrize(
    "kind, other",
    [(Convolution, {"without": ("flip",)}), (Convolution, {"kernels": {"other": [[1]]}})],
    ids=["without", "presets"],
)
def test_figures_that_differ_only_in_what_can_be_chosen_are_kept_apart(show, kind, other):
    page = show(kind(SMALL, TURN), kind(SMALL, TURN, **other))
    first, second = (page.locator("cnn-convolution").nth(at) for at in (0, 1))
    pick(second, "Stride", "2")
    first.get_by_label("Padding").select_option("same")
    again(page)
    page.locator("cnn-convolution.cnn-started").nth(1).wait_for()
    found = [
        (picked(one, "Stride"), one.get_by_label("Padding").input_value())
        for one in (first, second)
    ]
    assert found == [("1", "same"), ("2", "valid")]
    assert page.evaluate("localStorage.length") == 2 and page.errors == []


class Broken:
    """A figure whose state was cut off."""

    @staticmethod
    def _repr_mimebundle_():
        return ({"text/html": '<cnn-convolution state="{"></cnn-convolution>'},)


def test_a_figure_beside_one_that_does_not_start_is_kept(show):
    page = show(Broken, Convolution(SMALL, TURN))
    page.locator("cnn-convolution.cnn-started").wait_for()
    stride(page, 2)
    assert stored(page) == [{"stride": [2, 2]}]


# Drawings.


def draw(page, *points):
    page.locator(".cnn-paper").scroll_into_view_if_needed()
    box = page.locator(".cnn-paper canvas").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=9)
    page.mouse.up()


SHARES = "() => [...document.querySelectorAll('.cnn-share')].map((one) => one.textContent)"


@pytest.mark.parametrize("given", [None, np.eye(28) * 255])
def test_a_drawing_is_kept_linked_and_taken_back_stroke_by_stroke(show, given):
    figure = DigitReader(given)
    page = show(figure, before=COPIED)
    page.locator(READ, has_text="It reads").wait_for()
    draw(page, (0.251, 0.203), (0.5, 0.2), (0.75, 0.2))
    draw(page, (0.75, 0.2), (0.6, 0.55), (0.45, 0.9))
    button(page, "Undo").click()
    button(page, "Redo").click()
    page.wait_for_timeout(300)
    shares = page.evaluate(SHARES)
    assert len(set(shares)) > 1
    button(page, "Copy link").click()
    page.wait_for_function("globalThis.copied")
    link = page.evaluate("copied")
    assert len(link.split("=")[1]) < 400
    again(page)
    page.wait_for_function(f"wanted => String(({SHARES})()) === String(wanted)", arg=shares)
    button(page, "Reset").click()
    page.wait_for_function(f"wanted => String(({SHARES})()) !== String(wanted)", arg=shares)
    assert page.evaluate("localStorage.length") == 0
    again(page, link)
    page.wait_for_function(f"wanted => String(({SHARES})()) === String(wanted)", arg=shares)
    assert page.errors == []


@pytest.mark.parametrize(
    "ink, message",
    [(7, "cannot be read"), ("A<", "cannot be read"), ("AA" * 4001, "its drawing is too large"),
     ("*0.", "its picture cannot be kept"), (["AA"], "cannot be read")],
)  # fmt: skip
def test_a_hostile_drawing_is_refused_in_words(show, ink, message):
    page = show(DigitReader(), before=NO_CLIPBOARD, reduced_motion="reduce")
    link = copied_address(page)
    again(page, link + page.evaluate("ink => btoa(JSON.stringify({ ink }))", ink).rstrip("="))
    assert message in said(page)
    page.locator(READ, has_text="It reads a 4").wait_for()
    assert page.errors == []


# Training.


def learns(rate=0.01):
    return Training(np.zeros((4, 8, 8, 1)), [0, 1, 2, 3], rate=rate, filters=2)


def test_settings_of_a_training_are_taken_back_and_a_new_start_follows(live):
    figure = learns()
    page = live(figure)
    page.get_by_label("Learning rate").fill("0.3")
    page.get_by_label("Learning rate").press("Enter")
    pick(page, "Filters", "4")
    page.wait_for_function("model.get('shown').length === 4")
    draw(page, (0.2, 0.2), (0.8, 0.8))
    page.wait_for_function("model.get('drawn') !== null")
    button(page, "Undo").click()
    page.wait_for_function("model.get('drawn') === null")
    button(page, "Undo").click()
    page.wait_for_function("model.get('shown').length === 2")
    assert (figure.rate, figure.filters) == (0.3, 2)
    button(page, "Undo").click()
    page.wait_for_function("model.get('rate') === 0.01")
    button(page, "Redo").click()
    page.wait_for_function("model.get('rate') === 0.3")
    assert page.errors == []


def test_settings_of_a_training_are_kept_for_when_python_is_there(show):
    page = show(learns())
    keeps = """state => {
      const { standIn, start } = cnnCourse["page.js"];
      const host = document.querySelector("cnn-training");
      host.replaceChildren();
      const model = standIn(state);
      delete model.alone;
      globalThis.model = model;
      start(host, cnnCourse["training.js"].render, model);
    }"""
    page.evaluate(keeps, learns().state())
    page.get_by_label("Learning rate").fill("0.3")
    page.get_by_label("Learning rate").press("Enter")
    pick(page, "Filters", "8")
    assert stored(page) == [{"rate": 0.3, "filters": 8}]
    again(page)  # without Python it shows what it will begin with
    assert page.get_by_label("Learning rate").input_value() == "0.3"
    page.evaluate(keeps, learns().state())
    assert page.evaluate("[model.get('rate'), model.get('filters'), model.get('starts')]") == [
        0.3,
        8,
        1,
    ]
    page.evaluate(keeps, learns(0.02).state())  # other code, another figure
    assert page.evaluate("model.get('rate')") == 0.02
    assert page.errors == []
