"""A reader's own picture comes into a figure: by a file, a drop, a paste, the camera."""

import io

import numpy as np
import pytest

from cnn_course.explorables import Convolution
from tests.browser.digit_page import SAID, WORDS
from tests.browser.digit_page import show as show_digits  # noqa: F401
from tests.browser.figure_page import SMALL, alone, button, cells, pick, show  # noqa: F401

EDGE = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]

# An event with a file in it, as a browser makes it when something is dropped or pasted.
HAND = """([kind, name, type, bytes, selector]) => {
  const data = new DataTransfer();
  if (bytes) data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const options = { bubbles: true, cancelable: true };
  const event = kind === "paste" ? new ClipboardEvent(kind, { ...options, clipboardData: data })
    : new DragEvent(kind, { ...options, dataTransfer: data });
  document.querySelector(selector).dispatchEvent(event);
  return event.defaultPrevented;
}"""


def png(picture):
    image = pytest.importorskip("PIL.Image")
    made = io.BytesIO()
    image.fromarray(np.asarray(picture, "uint8")).save(made, "png")
    return made.getvalue()


def file(picture, name="own.png"):
    return {"name": name, "mimeType": "image/png", "buffer": png(picture)}


def half(rows, columns):
    """Black on the left, white on the right."""
    return np.where(np.arange(columns) < columns // 2, 0, 255)[None].repeat(rows, 0)


def ink(rows, columns):
    """The same as a figure of one channel has it: dark is large."""
    return 255 - half(rows, columns)


def photo(page):
    """What the second canvas shows: its size and the color of one of its dots."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelectorAll(".cnn-photo canvas")[1];
          const { width, height } = canvas;
          const dot = (x) => [...canvas.getContext("2d").getImageData(x, height >> 1, 1, 1).data];
          return [width, height, dot(2), dot(width >> 1)];
        }"""
    )


def test_a_file_becomes_numbers_and_a_photograph_under_the_same_kernel(show):
    page = show(Convolution(SMALL, EDGE))
    assert not page.locator(".cnn-photo").is_visible()
    page.get_by_text("Your own picture").click()
    assert "stays on your device" in page.locator(".cnn-own").inner_text()
    page.get_by_label("Open a picture").set_input_files([file(half(64, 128))])
    page.locator(".cnn-photo").wait_for()
    numbers = ink(8, 16)
    assert cells(page, "picture") == numbers.tolist()
    assert cells(page, "result") == Convolution(numbers, EDGE).result.tolist()
    white, orange = [255, 255, 255, 255], [222, 119, 34, 255]
    assert photo(page) == [126, 62, white, orange]  # 3 · (255 − 0): above zero
    pick(page, "Stride", "2")
    assert photo(page)[:2] == [63, 31]
    button(page, "Put the photograph away").click()
    assert not page.locator(".cnn-photo").is_visible()
    assert cells(page, "picture") == numbers.tolist()
    assert page.errors == [] and page.foreign == []


def test_colors_stay_colors_where_a_picture_has_three_channels(show):
    page = show(Convolution(np.zeros((4, 4, 3), int), np.ones((1, 1, 3, 1), int)))
    color = np.zeros((20, 20, 3))
    color[..., 0], color[..., 2] = 200, 50
    page.locator(".cnn-own input").first.set_input_files([file(color)])
    page.locator(".cnn-photo").wait_for()
    for name, value in {"red": 200, "green": 0, "blue": 50}.items():
        assert cells(page, f"picture, {name}") == np.full((16, 16), value).tolist()


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted(show, kind):
    page = show(Convolution(SMALL, EDGE))
    taken = page.evaluate(HAND, [kind, "x.png", "image/png", list(png(half(8, 8))), ".cnn-slides"])
    assert taken
    page.locator(".cnn-photo").wait_for()
    assert cells(page, "picture") == ink(8, 8).tolist()


def test_what_is_no_picture_is_told_in_a_sentence_and_changes_nothing(show):
    page = show(Convolution(SMALL, EDGE))
    problem = page.locator(".cnn-problem")
    for kind, data, said in [
        ("text/plain", b"1 2 3", "There is no picture in it."),
        ("image/png", b"broken", "This picture could not be read."),
    ]:
        page.evaluate(HAND, ["drop", "x", kind, list(data), ".cnn-slides"])
        problem.filter(has_text=said).wait_for()
        assert cells(page, "picture") == SMALL
        assert not page.locator(".cnn-photo").is_visible()
    # Text is pasted as ever, and a row that slides in one dimension takes no picture.
    assert not page.evaluate(HAND, ["paste", "", "", None, ".cnn-slides"])
    page = show(Convolution([SMALL[0]], [[1, 2]], one_dimension=True))
    assert not page.evaluate(HAND, ["drop", "x", "image/png", [1], ".cnn-slides"])
    assert not page.locator(".cnn-own").is_visible()


def test_python_hears_of_it(show):
    figure = Convolution(SMALL, EDGE)
    page = show(figure)
    alone(page, figure)
    page.locator(".cnn-own input").first.set_input_files([file(half(16, 16))])
    page.wait_for_function("saved === 1")
    assert page.evaluate("model.get('picture')") == ink(16, 16).tolist()


def test_a_photograph_of_a_digit_is_read(show_digits):
    window = show_digits(reduced_motion="reduce")
    page = window.page
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    paper = np.full((120, 90), 215)
    paper[20:100, 42:50] = 40  # a dark stroke
    page.locator(".cnn-own input").first.set_input_files([file(paper)])
    page.locator(WORDS, has_text="It reads a 1").wait_for(timeout=10_000)
    assert "Your picture." in page.locator(SAID).inner_text()
    page.get_by_role("button", name="Undo").click()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    assert window.errors == []


def test_a_phone_offers_its_camera(show):
    page = show(Convolution(SMALL, EDGE), width=360, has_touch=True, is_mobile=True)
    page.get_by_text("Your own picture").click()
    camera = page.get_by_label("Take a photograph")
    assert camera.get_attribute("capture") == "environment"
    camera.set_input_files([file(half(400, 300))])
    page.locator(".cnn-photo").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert (
        page.locator(".cnn-photo canvas")
        .first.get_attribute("aria-label")
        .startswith("Your photograph, 256 × 192")
    )
