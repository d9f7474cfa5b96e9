"""Where the reader's system chooses the colors: what only a color or a pattern says stays."""

import io

import pytest

from cnn_course.explorables import Convolution, DigitReader, Pooling, TransposedConvolution
from cnn_course.explorables.digit_reader import page_data
from tests.browser import figure_page
from tests.browser.figure_page import SMALL, cell, show  # noqa: F401

FORCED = {"forced_colors": "active", "reduced_motion": "reduce"}
TURN = [[1, 2], [3, 4]]


def colors(place, inset=2):
    """How often each color is seen in a place of the page, without its edge."""
    image = pytest.importorskip("PIL.Image")
    seen = image.open(io.BytesIO(place.screenshot())).convert("RGB")
    box = (inset, inset, seen.width - inset, seen.height - inset)
    return dict((color, count) for count, color in seen.crop(box).getcolors(1 << 20))


def most(place):
    found = colors(place)
    return max(found, key=found.get)


def td(page, name, row, column):
    return cell(page, name, row, column).locator("xpath=..")


@pytest.fixture
def reader(visit, tmp_path):
    body = DigitReader()._repr_mimebundle_()[0]["text/html"]
    page = visit(**FORCED).page
    page.goto(figure_page.write(tmp_path, body, page_data(body)))
    page.get_by_role("button", name="a 4").click()
    page.locator(".cnn-answer", has_text="It reads a 4").wait_for()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_keep_their_shades(show, scheme):
    page = show(Convolution(SMALL, TURN), color_scheme=scheme, **FORCED)
    shades = [most(td(page, "picture", *place)) for place in [(0, 0), (0, 1), (2, 3)]]
    assert len(set(shades)) == 3
    assert most(td(page, "kernel", 0, 0)) != most(td(page, "kernel", 1, 1))


def test_what_a_pixel_reaches_has_a_frame(show):
    page = show(Convolution(SMALL, TURN), **FORCED)
    cell(page, "picture", 1, 2).hover()
    orange = (217, 72, 15)
    assert orange in colors(td(page, "result", 0, 2), 0)
    assert orange not in colors(td(page, "result", 0, 0), 0)


def test_pixels_that_no_window_visits_are_hatched(show):
    page = show(Convolution(SMALL, TURN, stride=3), **FORCED)
    unseen = page.locator("td.cnn-unseen").first
    assert len(colors(unseen, 0)) > 3
    hatched = "getComputedStyle(document.querySelector('td.cnn-unseen')).backgroundImage"
    assert "gradient" in page.evaluate(hatched)
    orange = [color for color in colors(unseen, 0) if color[0] - color[2] > 100]
    assert orange


def test_pooling_marks_what_came_in_what_won_and_what_it_made(show):
    page = show(Pooling(SMALL), **FORCED)
    for mark in ("cnn-winner", "cnn-made"):
        shadow = f"getComputedStyle(document.querySelector('td.{mark}')).boxShadow"
        assert "inset" in page.evaluate(shadow), mark
    page.get_by_role("button", name="Move the picture one pixel to the right").click()
    came = "getComputedStyle(document.querySelector('td.cnn-came')).backgroundImage"
    assert "gradient" in page.evaluate(came)
    grays = [c for c in colors(page.locator("td.cnn-came").first) if len(set(c)) == 1]
    assert len(grays) > 1


def test_stamps_keep_their_shades_frames_and_hatches(show):
    page = show(TransposedConvolution([[1, 4]], TURN, 3, hide=False), **FORCED)
    assert len({most(td(page, "paper", *place)) for place in [(0, 0), (1, 1), (1, 4)]}) == 3
    assert (42, 125, 225) in colors(page.locator(".cnn-window"), 0)
    orange = [c for c in colors(td(page, "paper", 0, 2), 0) if c[0] - c[2] > 100]
    assert orange
    cell(page, "paper", 1, 3).hover()
    assert (217, 72, 15) in colors(td(page, "picture", 0, 1), 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_as_long_as_what_they_say(reader, scheme):
    reader.emulate_media(color_scheme=scheme, forced_colors="active", reduced_motion="reduce")
    bars = reader.locator(".cnn-bar").all()
    full, empty = colors(bars[4], 3), colors(bars[0], 3)
    color = max(full, key=full.get)
    assert full[color] > sum(full.values()) / 2
    assert color != max(empty, key=empty.get)


def test_the_keyboards_pen_shows_whether_it_is_down(reader):
    paper = reader.locator(".cnn-paper canvas")
    paper.focus()
    reader.keyboard.press("ArrowLeft")
    up = colors(reader.locator(".cnn-pen"), 0)
    reader.keyboard.press("Space")
    down = colors(reader.locator(".cnn-pen"), 0)
    orange = (245, 166, 35)
    assert down[orange] > 1.5 * up[orange]


def test_what_a_window_adds_keeps_its_colors_and_the_frame_is_seen(reader):
    reader.get_by_role("button", name="Layer 1, map 3 of 16").click()
    cells = reader.locator(".cnn-slices td").all()
    assert len({most(cell) for cell in cells}) > 4
    reader.keyboard.press("Enter")
    frame = reader.locator(".cnn-paper .cnn-frame")
    assert (245, 166, 35) in colors(frame, 0)
