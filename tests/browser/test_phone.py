"""A phone, 360 by 640: what is changed and what it changes are seen together, and can be hit."""

import numpy as np
import pytest

from cnn_course.explorables.convolution import Convolution
from cnn_course.explorables.digit_reader import DigitReader, page_data
from cnn_course.explorables.pooling import Pooling
from cnn_course.explorables.sliding_template import SlidingTemplate
from cnn_course.explorables.transposed_convolution import TransposedConvolution
from tests.browser.figure_page import cell, show, write  # noqa: F401
from tests.browser.test_pages import PAGES

HIGH = 640
rng = np.random.default_rng(0)


def numbers(*shape):
    return rng.integers(-9, 10, shape)


SLIDING = {
    "a row": Convolution(numbers(7, 8), [[1, 0, -1]]),
    "a picture": Convolution(numbers(8, 6), numbers(3, 3)),
    "padded": Convolution(numbers(6, 6), numbers(3, 3), padding=2, visits=True),
    "channels": Convolution(100 * numbers(6, 6, 3), numbers(3, 3, 3, 2), bias=[1, 2]),
    "large": Convolution(1000 * numbers(16, 16, 3), numbers(5, 5, 3, 4), padding=2),
    "pooling": Pooling(abs(numbers(16, 16)), 3),
    "template": SlidingTemplate(100 * numbers(5, 16), numbers(5, 5), {"empty": numbers(5, 16) * 0}),
    "stamps": TransposedConvolution(numbers(3, 4), numbers(3, 3), 2),
    "large stamps": TransposedConvolution(1000 * numbers(5, 5), numbers(5, 5), 2, 1, visits=True),
}
# Where the tables begin and where the result ends, as far as both can be seen.
SPAN = """() => {
  const top = document.querySelector(".cnn-boards").getBoundingClientRect().top;
  const sum = document.querySelector(".cnn-sum p:has(strong)").getBoundingClientRect();
  const box = document.querySelector(".cnn-sums")?.getBoundingClientRect().bottom ?? Infinity;
  return [sum.bottom - top, box - sum.bottom];
}"""


@pytest.fixture
def phone(show):
    def open_page(figure):
        return show(figure, width=360, has_touch=True)

    return open_page


@pytest.mark.parametrize("name", SLIDING)
def test_tables_and_result_are_seen_together(phone, name):
    page = phone(SLIDING[name])
    span, room = page.evaluate(SPAN)
    assert span <= HIGH
    assert room >= -1, "the result is below the edge of its box"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["a picture", "padded", "channels", "large"])
def test_a_weight_and_its_result_are_in_one_window(phone, name):
    page = phone(SLIDING[name])
    page.set_viewport_size({"width": 360, "height": HIGH})
    field = page.locator(".cnn-kernels .cnn-grid").first.locator("input").last
    field.scroll_into_view_if_needed()
    before = page.locator(".cnn-made").first.inner_text()
    field.fill("50")
    field.press("Enter")
    assert page.locator(".cnn-made").first.inner_text() != before
    weights = page.locator(".cnn-kernels").bounding_box()
    results = page.locator(".cnn-made").first.bounding_box()
    assert results["y"] + results["height"] - weights["y"] <= HIGH - 60  # under a bar of the theme


def test_a_large_picture_follows_its_window(phone):
    page = phone(SLIDING["large"])
    inside = """() => [...document.querySelectorAll(".cnn-window")].every(frame => {
      const [inner, outer] = [frame, frame.closest(".cnn-board")].map(
        node => node.getBoundingClientRect());
      return inner.top >= outer.top - 3 && inner.bottom <= outer.bottom + 3
        && inner.left >= outer.left - 3 && inner.right <= outer.right + 3;
    })"""
    slider = page.get_by_role("slider")
    for key in ("End", "Home", "PageDown"):
        slider.press(key)
        assert page.evaluate(inside), key
    assert page.evaluate("scrollY") <= slider.bounding_box()["y"]


# Where the boards end and where each of these begins.
BELOW_BOARDS = """nodes => {
  const { bottom } = document.querySelector(".cnn-boards").getBoundingClientRect();
  return nodes.map(node => Math.round(node.getBoundingClientRect().top - bottom));
}"""


# Presses this button up to the last step; all places that it and the others had on the way.
WALK = f"""on => {{
  const slider = document.querySelector(".cnn-live [type=range]");
  const buttons = [...document.querySelectorAll(".cnn-live button, .cnn-settings label")];
  const tops = new Set(), places = new Set();
  for (let step = Number(slider.value); ; step++) {{
    tops.add(on.getBoundingClientRect().top);
    places.add(({BELOW_BOARDS})(buttons).join());
    if (step === Number(slider.max)) break;
    on.click();
  }}
  return [slider.value === slider.max, [...tops], [...places]];
}}"""


@pytest.mark.parametrize("name", SLIDING)
def test_the_next_tap_hits_the_same_button(phone, name):
    page = phone(SLIDING[name])
    on = page.get_by_role("button", name="One step on")
    on.scroll_into_view_if_needed()
    place = on.bounding_box()
    for _ in range(3):  # a finger that stays where it is
        page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    assert page.get_by_role("slider").input_value() == "3"
    ended, tops, places = on.evaluate(WALK)
    assert ended
    assert tops == [place["y"]]
    assert len(places) == 1, "a line more or less of words moved what is pressed"


@pytest.mark.parametrize("name", SLIDING)
def test_a_setting_that_is_tapped_stays_under_the_finger(phone, name):
    page = phone(SLIDING[name])
    labels = page.locator(".cnn-settings .cnn-segments label:visible")
    for number in range(labels.count()):
        before = labels.nth(number).evaluate(f"node => ({BELOW_BOARDS})([node])")
        labels.nth(number).click()
        assert labels.nth(number).evaluate(f"node => ({BELOW_BOARDS})([node])") == before


def test_a_picture_of_eight_by_eight_is_seen_whole(phone):
    page = phone(Pooling(abs(numbers(8, 8))))
    assert page.locator(".cnn-board").evaluate_all(
        "boards => boards.every(one => one.scrollWidth <= one.clientWidth"
        " && one.scrollHeight <= one.clientHeight)"
    )


@pytest.mark.parametrize("name", SLIDING)
def test_an_edge_with_more_behind_it_fades(phone, name):
    page = phone(SLIDING[name])
    more, fades = page.locator(".cnn-board, .cnn-group").evaluate_all(
        """all => [all.map(one => one.scrollWidth > one.clientWidth),
          all.map(one => getComputedStyle(one).maskImage !== "none")]"""
    )
    assert fades == more
    assert any(more) == (name in ("channels", "large", "pooling", "template"))


@pytest.mark.parametrize("name", SLIDING)
def test_nothing_lies_over_the_button_that_says_it_all(phone, name):
    page = phone(SLIDING[name])
    button = page.get_by_role("button", name="Say the whole")
    button.scroll_into_view_if_needed()
    button.evaluate("node => node.closest('.cnn-sums').scrollTo(0, 0)")
    assert button.evaluate(
        """node => {
          const { left, top, width, height } = node.getBoundingClientRect();
          return document.elementFromPoint(left + width / 2, top + height / 2) === node;
        }"""
    )


def test_what_is_said_on_request_is_seen_too(phone):
    page = phone(SLIDING["a picture"])
    whole, said = page.locator(".cnn-whole"), page.locator(".cnn-said")
    assert whole.inner_text() == ""
    page.get_by_role("button", name="Say the whole sum").click()
    assert whole.inner_text() == said.inner_text() != ""
    assert whole.is_visible()
    page.get_by_role("button", name="One step on").click()
    assert whole.inner_text() == ""  # it was another place's


def test_what_was_said_of_another_place_goes_with_a_press_as_well(phone):
    page = phone(SLIDING["template"])
    page.get_by_role("button", name="Say the whole sum").click()
    assert page.locator(".cnn-whole").inner_text() != ""
    cell(page, "sums", 0, 2).click()
    assert page.locator(".cnn-whole").inner_text() == ""


@pytest.mark.parametrize(("name", "group", "most"), [
    ("a picture", "Dilation", 250), ("template", "Drag to", 200),
])  # fmt: skip
def test_what_changes_the_picture_is_near_it(phone, name, group, most):
    page = phone(SLIDING[name])
    (away,) = page.get_by_role("radiogroup", name=group).evaluate_all(BELOW_BOARDS)
    assert away < most


# What can be hit, and is smaller than 24 px in some direction; and of these, those with another
# thing nearer than 24 px, or a large one under their circle (WCAG 2.2, 2.5.8).
SMALL = """selector => {
  const all = [...document.querySelectorAll(selector)].filter(node => node.checkVisibility()
    && !node.disabled);
  const boxes = all.map(node => (node.type === "checkbox" || node.type === "radio"
    ? node.closest("label") ?? node : node).getBoundingClientRect());
  const small = boxes.map(({ width, height }) => width < 23.9 || height < 23.9);
  const name = node => node.getAttribute("aria-label") ?? `${node.localName} ${node.className} ${node.textContent.slice(0, 30)} ${node.getBoundingClientRect().height}`;
  const crowded = all.filter((node, at) => small[at] && boxes.some((other, place) => {
    if (place === at || all[place].contains(node) || node.contains(all[place])) return false;
    const { x, y, width, height } = boxes[at];
    const [cx, cy] = [x + width / 2, y + height / 2];
    const dx = Math.max(other.left - cx, 0, cx - other.right);
    const dy = Math.max(other.top - cy, 0, cy - other.bottom);
    const near = Math.hypot(dx, dy) < 12;
    return near || (small[place]
      && Math.hypot(other.x + other.width / 2 - cx, other.y + other.height / 2 - cy) < 24);
  }));
  return [all.filter((_, at) => small[at]).map(name), crowded.map(name)];
}"""
TARGETS = ":is(button, input, select, textarea, summary, .cnn-grid span[tabindex])"


@pytest.mark.parametrize("name", SLIDING)
def test_all_that_a_finger_can_hit_in_a_figure_is_large_enough(phone, name):
    page = phone(SLIDING[name])
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert page.evaluate(SMALL, f".cnn-live {TARGETS}") == [[], []]


@pytest.mark.parametrize("name", SLIDING)
def test_a_phone_offers_a_minus_for_numbers(phone, name):
    """A keypad of decimals has none on some phones, and no stroke for 1/9."""
    page = phone(SLIDING[name])
    asked = page.locator("input[type=text]").evaluate_all("all => all.map(one => one.inputMode)")
    assert set(asked) <= {""}


def test_all_that_a_finger_can_hit_in_the_digit_reader_is_large_enough(visit, tmp_path):
    page = visit(width=360, has_touch=True).page
    body = DigitReader()._repr_mimebundle_()[0]["text/html"]
    page.goto(write(tmp_path, body, page_data(body)))
    page.locator(".cnn-map").first.wait_for()
    page.locator(".cnn-map").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert page.evaluate(SMALL, f".cnn-live {TARGETS}") == [[], []]


@pytest.mark.parametrize("name", [page for page in PAGES if page[5:7].isdigit()])
def test_small_targets_of_a_chapter_have_room(site, lend, name):
    page = lend(width=360, has_touch=True).page
    page.goto(f"{site}/{name}", wait_until="load")
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    page.locator(".cnn-live > *").first.wait_for(state="attached")
    assert page.evaluate(SMALL, f".bd-article {TARGETS}")[1] == []
