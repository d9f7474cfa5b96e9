"""The digit reader in a real browser: every hand can draw, and see what is made of it."""

import os

import pytest

from tests.browser.digit_page import SAID, WORDS, reader, show  # noqa: F401


def draw_seven(page):
    box = page.locator(".cnn-paper canvas").bounding_box()
    points = [(0.25, 0.2), (0.75, 0.2), (0.45, 0.9)]
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=12)
    page.mouse.up()


def test_a_digit_drawn_with_the_mouse_is_read(reader):
    page = reader.page
    draw_seven(page)
    page.get_by_text("It reads a 7").first.wait_for(timeout=10_000)
    shares = page.locator(".cnn-share").all_inner_texts()
    assert len(shares) == 10 and shares[7] == max(shares, key=lambda s: float(s.split()[-2]))
    page.get_by_role("button", name="Clear").click()
    page.locator(WORDS, has_text="empty").wait_for(timeout=10_000)
    assert set(page.locator(".cnn-share").all_inner_texts()) == {"\u2013"}
    page.get_by_role("button", name="Undo").click()
    page.locator(WORDS, has_text="It reads a 7").wait_for(timeout=10_000)
    assert reader.errors == []


INVITE = ".cnn-invite"
PAPER = """() => {
  const { width, height } = document.querySelector(".cnn-paper canvas");
  const { data } = document.querySelector(".cnn-paper canvas").getContext("2d")
    .getImageData(0, 0, width, height);
  return data.reduce((sum, value, at) => sum + (at % 4 ? 0 : value), 0);
}"""


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_it_opens_with_a_digit_that_the_first_stroke_clears(show, motion):
    window = show(reduced_motion=motion)
    page = window.page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    assert "Draw your own" in page.locator(INVITE).inner_text()
    assert "first stroke clears it" in page.locator(INVITE).inner_text()
    assert page.locator(SAID).inner_text() == ""  # nobody asked
    page.wait_for_timeout(2500)
    page.keyboard.press("Tab")
    page.keyboard.press("Backspace")
    page.locator(SAID, has_text="nothing to take back").wait_for()
    page.locator(WORDS, has_text="It reads a 4").wait_for()
    draw_seven(page)
    page.locator(WORDS, has_text="It reads a 7").wait_for(timeout=10_000)
    assert "example" not in page.locator(INVITE).inner_text()
    page.get_by_role("button", name="Undo").click()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    assert "first stroke clears it" in page.locator(INVITE).inner_text()
    assert window.errors == []


def test_the_example_is_drawn_slowly_and_at_once_where_motion_is_unwelcome(show):
    ink = {}
    for motion in ("reduce", "no-preference"):
        page = show(reduced_motion=motion).page
        page.locator(".cnn-digit-reader").wait_for()
        page.wait_for_timeout(100)
        ink[motion] = [page.evaluate(PAPER)]
        page.wait_for_timeout(4000)
        ink[motion].append(page.evaluate(PAPER))
    assert ink["reduce"][0] == ink["reduce"][1] == ink["no-preference"][1] > 0
    assert ink["no-preference"][0] < ink["no-preference"][1] / 2


def test_a_stroke_ends_the_example_that_is_still_drawn(show):
    page = show().page
    page.locator(".cnn-digit-reader").wait_for()
    draw_seven(page)
    page.locator(WORDS, has_text="It reads a 7").wait_for(timeout=10_000)
    page.wait_for_timeout(2500)
    assert "It reads a 7" in page.locator(WORDS).inner_text()


def test_a_finger_draws_as_well(show):
    page = show(width=360, has_touch=True).page
    canvas = page.locator(".cnn-paper canvas")
    canvas.wait_for()
    box = canvas.bounding_box()
    touch = page.context.new_cdp_session(page)
    for kind, y in [("touchStart", 0.1), ("touchMove", 0.5), ("touchMove", 0.9), ("touchEnd", 0)]:
        points = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + y * box["height"]}]
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )
    page.locator(WORDS, has_text="It reads a 1").wait_for(timeout=10_000)


def test_the_keyboard_alone_draws_and_is_answered(reader):
    page = reader.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "application"
    press = page.keyboard.press
    for _ in range(2):
        press("Shift+ArrowUp")
    press("Space")
    assert page.locator(SAID).inner_text() == "Pen down at row 5, column 13."
    for _ in range(17):
        press("ArrowDown")
    assert page.locator(SAID).inner_text() == "Pen down, row 22, column 13 of 28."
    press("Space")
    page.locator(WORDS, has_text="It reads a 1").wait_for(timeout=10_000)
    lifted = "Pen up at row 22, column 13. It reads a 1"
    page.locator(SAID, has_text=lifted).wait_for(timeout=10_000)
    press("Backspace")
    page.locator(SAID, has_text="Taken back. It reads a 4").wait_for(timeout=10_000)
    # A 7 of two straight lines.
    for _ in range(4):
        press("Shift+ArrowUp")
    press("ArrowDown")
    press("ArrowDown")
    press("ArrowDown")
    press("Shift+ArrowLeft")
    press("Shift+ArrowLeft")
    press("Enter")
    for _ in range(4):
        press("Shift+ArrowRight")
    press("Enter")
    for _ in range(5):
        press("Shift+ArrowDown")
    press("Shift+ArrowLeft")
    press("Shift+ArrowLeft")
    press("Enter")
    page.locator(WORDS, has_text="It reads a 7").wait_for(timeout=10_000)


def test_the_buttons_show_a_4_and_that_a_scribble_is_answered_too(reader):
    page = reader.page
    page.get_by_role("button", name="a 4").click()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    page.get_by_role("button", name="a scribble").click()
    page.locator(SAID, has_text="Drawn: a scribble. It reads a").wait_for(timeout=10_000)
    assert "A scribble gets one too" in page.locator(".cnn-honest").inner_text()


@pytest.mark.parametrize("width", [1280, 640, 360])
def test_the_page_never_scrolls_sideways(show, width):
    page = show(width=width).page
    page.get_by_role("button", name="a 4").click()
    page.get_by_role("button", name="Look into the score of 4").click()
    for _ in range(10):
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Layer 4, map 5 of 32").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# One stroke of many moves, each with new ink; how long each waits until its answer stands on the page.
STROKE = """async (begin) => {
  const canvas = document.querySelector(".cnn-paper canvas");
  const { left, top, width, height } = canvas.getBoundingClientRect();
  canvas.setPointerCapture = () => {};
  const fire = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, button: 0, clientX: left + x * width, clientY: top + y * height,
  }));
  const times = [];
  fire("pointerdown", begin, 0.15);
  for (let share = 0; share < 1; share += 0.025) {
    const begun = performance.now();
    const answered = new Promise((resolve) => {
      const watch = new MutationObserver(() => { watch.disconnect(); resolve(); });
      watch.observe(document.querySelector(".cnn-answers table"),
        { subtree: true, childList: true, characterData: true, attributes: true });
    });
    fire("pointermove", begin + 0.3 * Math.sin(3 * share), 0.15 + 0.7 * share);
    await answered;
    times.push(performance.now() - begun);
  }
  fire("pointerup", 0.3, 0.9);
  return times.sort((a, b) => a - b);
}"""


def quantiles(times):
    """Of sorted times, the median and the 95th percentile."""
    return times[len(times) // 2], times[int(0.95 * len(times))]


def test_a_slow_device_answers_while_a_stroke_is_drawn(reader):
    page = reader.page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    device = page.context.new_cdp_session(page)
    device.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    # The quickest of a few strokes: what comes between them on a busy machine only adds.
    median, late = min(quantiles(page.evaluate(STROKE, begin)) for begin in (0.2, 0.3, 0.4))
    device.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    print(f"\na move to its answer, six times slower: median {median:.0f} ms, p95 {late:.0f} ms")
    # Where others use the processor, too, each gets its share.
    waiting = max(os.getloadavg()[0] / os.cpu_count(), 1) if hasattr(os, "getloadavg") else 1
    assert median < 100 * waiting
    # A browser looks after each canvas by itself, in every frame.
    assert page.locator("canvas").count() < 12
