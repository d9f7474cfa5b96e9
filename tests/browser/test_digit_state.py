"""The digit reader's state: pictures from Python, hostile ones, and when it works at all."""

import json

import numpy as np
import pytest

from cnn_course.explorables.digit_reader import DigitReader
from tests.browser.digit_page import SAID, WORDS, digits, reader, show  # noqa: F401


def test_a_picture_of_the_state_is_read_as_it_is(show, digits):
    # Not in the middle, so that centering it would show.
    picture = np.roll(digits.test_images[7].reshape(28, 28), 3, axis=1)
    page = show(DigitReader(picture)).page
    page.locator(WORDS, has_text="It reads a").wait_for(timeout=10_000)
    seen = page.evaluate(
        """() => {
          const canvas = document.querySelector(".cnn-sees canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, 28, 28);
          return Array.from({ length: 784 }, (_, i) => data[4 * i]);
        }"""
    )
    assert np.array_equal(np.reshape(seen, (28, 28)), picture)


ROWS = [[0] * 28] * 27


@pytest.mark.parametrize(
    "state",
    [
        '{"picture": "<img src=x onerror=alert(1)>"}',
        '{"picture": []}',
        json.dumps({"picture": [*ROWS, [0] * 27]}),
        json.dumps({"picture": [*ROWS, [0] * 27 + [256]]}),
        json.dumps({"picture": [*ROWS, [0] * 27 + ["7"]]}),
        json.dumps({"picture": [*ROWS, [0] * 27 + [None]]}),
        json.dumps({"picture": [*ROWS, [0] * 27 + [0]]}).replace("0]]", "1e999]]"),
    ],
)
def test_a_hostile_picture_is_refused_in_words_and_the_figure_works(show, state):
    window = show(state=state)
    page = window.page
    page.locator(SAID, has_text="not 28 rows of 28 numbers from 0 to 255").wait_for(timeout=10_000)
    assert page.locator("main img").count() == 0
    page.get_by_role("button", name="a 4").click()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)
    assert window.errors == []


@pytest.mark.parametrize(
    "state, weights",
    [
        ("{not JSON", True),
        ("{}", False),
        ('{"weights": {"layers": [], "numbers": "AAAA"}}', True),
        ('{"weights": "<script>alert(1)</script>"}', True),
    ],
)
def test_a_figure_that_cannot_start_says_so(show, state, weights):
    window = show(state=state, weights=weights)
    window.page.locator(".cnn-problem", has_text="could not be started").wait_for(timeout=10_000)
    assert window.errors == []


def test_nothing_is_read_off_screen(show):
    """What was asked for meanwhile is done on coming back."""
    window = show(above='<div style="height: 1300px"></div>')
    page = window.page
    page.locator(".cnn-digit-reader").wait_for(state="attached")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 0
    page.evaluate(
        """() => [...document.querySelectorAll("button")]
          .find(button => button.textContent === "a 4").click()"""
    )
    page.wait_for_timeout(200)
    assert "empty" in page.locator(WORDS).text_content()
    page.locator(".cnn-reader").scroll_into_view_if_needed()
    page.locator(WORDS, has_text="It reads a 4").wait_for(timeout=10_000)


def test_a_frame_reads_once_however_much_is_drawn(reader):
    times = reader.page.evaluate(
        """async () => {
          let times = 0;
          const work = cnnCourse["frames.js"].frames(document.body, () => { times += 1; });
          const frame = () => new Promise(requestAnimationFrame);
          await frame(); await frame();
          for (let i = 0; i < 50; i++) work.ask();
          await frame(); await frame();
          work.stop();
          return times;
        }"""
    )
    assert times == 1


def test_python_gets_the_picture_and_the_answer_when_a_line_is_finished(reader):
    """With what JupyterLab hands to a figure, and without a page."""
    found = reader.page.evaluate(
        """async () => {
          const { standIn } = cnnCourse["page.js"];
          const model = standIn({});
          let sent = 0;
          model.save_changes = () => { sent += 1; };
          const el = document.body.appendChild(document.createElement("div"));
          const stop = cnnCourse["digit_reader.js"].render({ model, el });
          el.scrollIntoView();
          const next = async () => {
            const before = sent;
            for (let i = 0; i < 300 && sent === before; i++) {
              await new Promise((done) => setTimeout(done, 20));
            }
          };
          await next();
          [...el.querySelectorAll("button")].find((b) => b.textContent === "a 4").click();
          await next();
          const drawn = model.get("picture"), four = model.get("probabilities");
          model.set("picture", drawn.map((row) => row.map(() => 0)));
          await next();
          const words = el.querySelector(".cnn-answer").textContent;
          const none = model.get("probabilities");
          const total = sent;
          stop();
          model.set("picture", drawn);
          await new Promise((done) => setTimeout(done, 150));
          return { drawn, four, words, none, total, sent };
        }"""
    )
    figure = DigitReader(found["drawn"], found["four"])
    assert figure.probabilities.argmax() == 4
    assert figure.picture.dtype == np.int64 and figure.picture.max() > 200
    assert "empty" in found["words"]
    assert found["none"] == [0] * 10
    assert found["sent"] == found["total"] == 3, "once each time, and never after the end"
