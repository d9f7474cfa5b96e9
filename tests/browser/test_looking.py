"""Looking through the digit network: from a score down to the drawing, and up again."""

import base64
import json

import numpy as np
import pytest

from cnn_course.explorables import digit_weights
from cnn_course.explorables.digit_reader import page_data
from tests.browser import figure_page
from tests.browser.digit_page import SAID, WORDS, show  # noqa: F401
from tools.digest import ROOT

TITLE, CRUMBS, LOOK = ".cnn-look-title", ".cnn-crumbs button", ".cnn-look"
WAY = [
    "Score of 4", "Average", "Layer 6", "Layer 5", "Pooling 2", "Layer 4", "Layer 3", "Pooling 1",
    "Layer 2", "Layer 1", "Picture",
]  # fmt: skip


@pytest.fixture
def page(show):
    window = show(reduced_motion="reduce")
    window.page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    yield window.page
    assert window.errors == []


def number(text):
    return float(text.replace("\u2212", "-").split(" ")[-1])


def first_kernel():
    packed = digit_weights.packed()
    numbers = np.frombuffer(base64.b64decode(packed["numbers"]), "<f2").astype(float)
    return numbers[: 9 * 16].reshape(3, 3, 16)


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_the_keyboard_goes_all_the_way_down_and_up(page):
    page.get_by_role("button", name="Look into the score of 0").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert focused(page) == "Look into the score of 4"
    page.keyboard.press("Enter")
    for depth in range(len(WAY)):
        assert page.locator(CRUMBS).all_inner_texts() == WAY[: depth + 1]
        assert page.locator(CRUMBS).last.get_attribute("aria-current") == "step"
        said = page.locator(SAID).inner_text()
        assert said.startswith(WAY[depth][:7]) and len(said) < 60
        page.keyboard.press("Enter")
    page.locator(SAID, has_text="the way ends here").wait_for()
    assert focused(page) == "Picture, 28 by 28"
    for depth in reversed(range(1, len(WAY))):
        page.keyboard.press("Escape")
        assert page.locator(CRUMBS).all_inner_texts() == WAY[:depth]
    page.keyboard.press("Escape")
    assert not page.locator(LOOK).is_visible()
    assert focused(page) == "Look into the score of 4"


# Presses a button as soon as the answer to a new drawing is there, and waits for all to be painted.
AT_ONCE = """async () => {
  const answered = new Promise((done) => new MutationObserver(done).observe(
    document.querySelector(".cnn-answer"), {childList: true, characterData: true, subtree: true}));
  [...document.querySelectorAll("button")].find((one) => one.textContent === "a scribble").click();
  await answered;
  document.querySelector("[aria-label='Look into the score of 4']").click();
  const first = document.activeElement;
  for (let frame = 0; frame < 40; frame++) await new Promise(requestAnimationFrame);
  return [first.closest(".cnn-cells") !== null, document.activeElement === first];
}"""


def test_who_looks_before_all_maps_are_painted_can_go_on_with_the_keyboard(page):
    assert page.evaluate(AT_ONCE) == [True, True]


def test_the_score_is_the_number_that_softmax_shares_out(page):
    page.get_by_role("button", name="Look into the score of 4").click()
    score = number(page.locator(TITLE).inner_text())
    assert score > 1  # no share
    lines = page.locator(".cnn-look-sum").inner_text()
    share = page.locator(".cnn-share").all_inner_texts()[4].split("\n")[-1]
    assert f"\u2248 {score:g}. That is the score; softmax, of all ten, makes it {share}." in lines
    assert page.locator(SAID).inner_text() == f"Score of 4: {score:g}."


ON_THE_WAY = """() => {
  const left = document.querySelector(".cnn-look-way").getBoundingClientRect().left;
  return [...document.querySelectorAll(".cnn-crumbs li")].map((crumb) => [
    crumb.getBoundingClientRect().left - left, crumb.offsetHeight, getComputedStyle(crumb, "::before").content]);
}"""


def test_the_way_down_is_written_within_its_column_on_a_phone(show):
    page = show(width=360, reduced_motion="reduce").page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    page.get_by_role("button", name="Look into the score of 4").click()
    for depth in range(1, len(WAY)):
        page.keyboard.press("Enter")
        page.locator(CRUMBS).nth(depth).wait_for()
    crumbs = page.evaluate(ON_THE_WAY)
    assert min(left for left, _, _ in crumbs) >= 0
    assert {before for *_, before in crumbs} == {"none"}  # no line begins with an arrow
    assert max(height for _, height, _ in crumbs) < 40  # no name in two lines


def test_the_help_names_fingers_and_mice(page):
    assert "finger or a mouse" in page.locator(".cnn-drawing .cnn-keys").inner_text()
    page.get_by_role("button", name="Look into the score of 4").click()
    assert "Tap or click" in page.locator(".cnn-look .cnn-keys").inner_text()


def test_a_window_shows_what_is_under_each_weight(page):
    page.get_by_role("button", name="Layer 1, map 3 of 16").click()
    cells = page.locator(".cnn-cells button").all_inner_texts()
    value, weight, product = np.array(
        [[number(line) for line in one.split("\n")] for one in cells]
    ).T
    np.testing.assert_allclose(weight, first_kernel()[..., 2].ravel(), rtol=6e-3)
    np.testing.assert_allclose(value * weight, product, rtol=2e-2, atol=1e-3)
    total = number(page.locator(".cnn-cells caption").inner_text())
    np.testing.assert_allclose(product.sum(), total, rtol=2e-2, atol=1e-2)
    assert "Batch normalization" in page.locator(".cnn-look-sum").inner_text()
    page.get_by_text("The whole sum in words").click()
    whole = page.locator(".cnn-look details p", has_text=" times ")  # once it is unfolded
    assert whole.inner_text().count(" times ") == 9
    # A cell goes in to the pixel that it shows.
    page.locator(".cnn-cells button").nth(5).click()
    assert number(page.locator(TITLE).inner_text()) == pytest.approx(value[5], abs=2e-3)


def test_arrows_and_clicks_choose_a_pixel_and_its_field_lies_on_the_paper(page):
    page.get_by_role("button", name="Layer 3, map 5 of 32").click()
    board = page.locator(".cnn-board-of-pixels")
    box = board.bounding_box()
    board.click(position={"x": box["width"] * 6.5 / 14, "y": box["height"] * 5.5 / 14})
    assert page.locator(TITLE).inner_text().startswith("Layer 3, map 5, row 5, column 6")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="One pixel down").click()
    assert page.locator(TITLE).inner_text().startswith("Layer 3, map 5, row 6, column 5")
    # Rows 2 * (6 - 1) - 2 to 2 * (6 + 1) + 1 + 2 of the picture: two convolutions below a pooling.
    assert (
        "10 by 10 pixels: rows 8 to 17, columns 6 to 15"
        in page.locator(".cnn-look-field").inner_text()
    )
    paper = page.locator(".cnn-paper").bounding_box()
    frame = page.locator(".cnn-paper .cnn-frame").bounding_box()
    # With its pen the example is 217 of the paper's 280 dots high, which become 20 pixels.
    side = frame["height"] / paper["height"] * 280
    assert side == pytest.approx(10 * 217 / 20, rel=0.03)
    top = (frame["y"] - paper["y"]) / paper["height"] * 280
    assert 0 < top < 140


def test_it_follows_the_drawing(page):
    page.get_by_role("button", name="Look into the score of 4").click()
    before = page.locator(TITLE).inner_text()
    page.get_by_role("button", name="a scribble").click()
    page.wait_for_function(
        "before => document.querySelector('.cnn-look-title').innerText !== before", arg=before
    )
    page.get_by_role("button", name="Close").click()
    assert not page.locator(LOOK).is_visible()
    assert not page.locator(".cnn-paper .cnn-frame").is_visible()


def test_a_finger_finds_every_target_and_sees_cause_and_effect_together(show):
    page = show(width=360, has_touch=True, reduced_motion="reduce").page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    page.get_by_role("button", name="Look into the score of 4").tap()
    for depth in range(10):
        small = page.locator(f"{LOOK} button, .cnn-answers button").evaluate_all(
            """all => all.map(one => one.getBoundingClientRect())
              .filter(({ width, height }) => width && Math.min(width, height) < 24)
              .map(({ width, height }) => [width, height])"""
        )
        assert small == [], depth
        title = page.locator(TITLE).bounding_box()
        cells = page.locator(".cnn-cells").bounding_box()
        assert cells["y"] - title["y"] < 500
        page.locator(".cnn-cells button:not([aria-disabled])").first.tap()
    assert page.locator(CRUMBS).last.inner_text() == "Picture"
    assert page.locator(f"{LOOK} nav").bounding_box()["height"] < 140


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way(show, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = show(color_scheme=scheme, reduced_motion="reduce", above="<h1>A figure</h1>").page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    page.get_by_text("Your own picture").click()
    page.get_by_role("button", name="Look into the score of 4").click()
    for _ in range(4):
        found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        page.keyboard.press("Enter")


@pytest.fixture
def chapter(visit, tmp_path):
    """The figure of chapter 14, as its page has it."""
    cells = json.loads((ROOT / "book" / "14_mnist.ipynb").read_text("utf-8"))["cells"]
    outputs = (out.get("data", {}) for cell in cells for out in cell.get("outputs", []))
    texts = ("".join(data.get("text/html", "")) for data in outputs)
    body = next(text for text in texts if text.startswith("<cnn-digit-reader"))
    window = visit(reduced_motion="reduce")
    window.page.goto(figure_page.write(tmp_path, body, page_data(body)))
    window.page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    yield window.page
    assert window.errors == []


def stroke(page, *columns_and_rows):
    """Draw along points of the paper, in pixels of 28."""
    page.locator(".cnn-paper canvas").scroll_into_view_if_needed()
    box = page.locator(".cnn-paper canvas").bounding_box()
    first, *others = [(box["x"] + x * box["width"] / 28, box["y"] + y * box["height"] / 28)
                      for x, y in columns_and_rows]  # fmt: skip
    page.mouse.move(*first)
    page.mouse.down()
    for point in others:
        page.mouse.move(*point, steps=10)
    page.mouse.up()


def other(page, selector, before):
    """Wait for another text."""
    page.wait_for_function(
        "([selector, before]) => document.querySelector(selector).innerText !== before",
        arg=[selector, before],
    )


def test_one_stroke_over_the_opening_makes_the_chapters_nine_a_nine(chapter):
    page = chapter
    page.get_by_role("button", name="Look into the score of 4").click()
    first = page.locator(".cnn-cells table").first
    assert first.locator("caption").inner_text().startswith("over map 2:")
    first.locator("button").click()
    assert page.locator(TITLE).inner_text().startswith("Average of map 2")
    before = page.locator(TITLE).inner_text()
    stroke(page, (12, 6), (17, 6))
    page.locator(WORDS, has_text="It reads a 9").wait_for(timeout=10_000)
    other(page, TITLE, before)
    assert number(page.locator(TITLE).inner_text()) < 0.1 * number(before)
    page.get_by_role("button", name="Undo").click()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    before = page.locator(WORDS).inner_text()
    stroke(page, (12, 20), (17, 20))  # elsewhere it does not help
    other(page, WORDS, before)
    assert "It reads a 9" not in page.locator(WORDS).inner_text()


# How much lighter map `which` of the first layer is than over an empty paper.
LIT = """which => {
  const { forward, stages, unpack } = cnnCourse["network.js"];
  const network = unpack(cnnCourse["digit_weights.js"]);
  const { data } = document.querySelector(".cnn-sees canvas").getContext("2d")
    .getImageData(0, 0, 28, 28);
  const ink = Array.from({ length: 784 }, (_, at) => data[4 * at]);
  const [lines, empty] = [ink, Array(784).fill(0)].map(picture =>
    forward(network, picture, 28, 28)[stages(network)[0].relu]);
  return lines.values.reduce((sum, value, at) => at % lines.channels === which - 1
    ? sum + Math.max(value - empty.values[at], 0) : sum, 0);
}"""


def test_two_lines_light_the_maps_that_the_chapter_names(chapter):
    page, lit = chapter, []
    for line in ([(6, 14), (22, 14)], [(14, 6), (14, 22)]):
        page.get_by_role("button", name="Clear").click()
        page.locator(WORDS, has_text="empty").wait_for(timeout=10_000)
        stroke(page, *line)
        page.locator(WORDS, has_text="It reads a").wait_for(timeout=10_000)
        lit.append([page.evaluate(LIT, which) for which in (4, 14)])
    level, upright = lit
    assert level[0] > 2 * upright[0] and upright[1] > 2 * level[1]
