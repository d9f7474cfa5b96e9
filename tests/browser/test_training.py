"""The training figure in a real browser: alone, and with Python behind it."""

import json
import re

import numpy as np
import pytest

from cnn_course import data
from cnn_course.explorables import Training
from cnn_course.explorables.facts import BEYOND, WHO_TRAINS
from tests.browser.figure_page import again, button, pick, picked, show  # noqa: F401
from tests.browser.training_page import ANSWER, COUNT, SAID, live  # noqa: F401

LEARN = "One step of learning"


@pytest.fixture(scope="module")
def digits():
    found = data.load_digits()
    return found.train_images / 16, found.train_labels


@pytest.fixture
def learner(digits):
    x, y = digits
    return lambda **settings: Training(x[:200], y[:200], (x[200:300], y[200:300]), **settings)


def weight(**settings):
    return Training([[[[3]]]], [[[[6]]]], initial="zeros", **settings)


def count(page, text):
    page.locator(COUNT, has_text=text).wait_for(timeout=10_000)


def done(page):
    return int(re.match(r"([\d,]+) step", page.locator(COUNT).inner_text())[1].replace(",", ""))


# Alone.


def test_alone_it_says_who_trains(show, learner):
    page = show(learner())
    assert page.locator(".cnn-alone").inner_text() == WHO_TRAINS
    assert page.locator(".cnn-training select").count() == 1
    assert page.locator(".cnn-training input").count() == 1 + 3 + 5 + 2 + 2
    assert picked(page, "Filters") == "8"
    assert page.locator(".cnn-paper").count() == 0
    assert button(page, "Run this page").count() == 0
    # The kernels that it begins with can be looked at.
    button(page, "Kernel 2 of 8").click()
    assert page.locator(".cnn-numbers td").count() == 27
    assert page.errors == []


@pytest.mark.parametrize("name", [LEARN, "Play", "Start again"])
def test_alone_a_button_says_that_python_has_to_run_first(show, learner, name):
    page = show(learner())
    assert button(page, name).get_attribute("aria-disabled") == "true"
    button(page, name).click(force=True)
    alert = page.get_by_role("alert")
    assert alert.inner_text() == "Run Python on this page first."
    assert page.locator(COUNT).inner_text().startswith("No step yet")
    assert page.errors == []


def test_alone_a_choice_is_kept_for_python(show, learner):
    page = show(learner())
    pick(page, "Filters", "4")
    page.get_by_label("Learning rate").fill("0.5")
    page.get_by_label("Learning rate").press("Enter")
    assert page.get_by_role("alert").inner_text().startswith("Kept for Python")
    assert page.locator(".cnn-kept").inner_text() == "Kept in this browser."
    again(page, page.url)
    assert picked(page, "Filters") == "4"
    assert page.get_by_label("Learning rate").input_value() == "0.5"
    button(page, "Reset").click()
    assert picked(page, "Filters") == "8"


LIVE = "() => { globalThis.ran = []; globalThis.cnnLive = { run: (host) => ran.push(host.localName) }; }"


def test_the_button_comes_when_the_page_can_run(show, learner):
    page = show(learner())
    page.evaluate(LIVE)
    page.evaluate("document.dispatchEvent(new Event('cnn-live-ready'))")
    button(page, "Run this page").click()
    assert page.evaluate("ran") == ["cnn-training"]


def test_the_button_is_there_when_the_page_can_run_already(visit, show, learner):
    page = show(learner())
    page.evaluate(LIVE)
    page.evaluate(
        """() => {
          const { start } = cnnCourse["page.js"];
          const host = document.querySelector("cnn-training");
          host.replaceChildren();
          start(host, cnnCourse["training.js"].render);
        }"""
    )
    assert button(page, "Run this page").count() == 1


def test_without_scripts_there_is_a_table(visit, tmp_path, learner):
    from tests.browser import figure_page

    window = visit(java_script_enabled=False)
    body = learner(filters=2)._repr_mimebundle_()[0]["text/html"]
    window.page.goto(figure_page.write(tmp_path, body))
    assert window.page.get_by_text("A network of 350 weights").is_visible()
    assert window.page.locator("tr").count() == 2


def test_the_bowl_is_drawn_before_anything_runs(show):
    page = show(weight())
    assert page.locator(".cnn-line-bowl").get_attribute("d").startswith("M")
    assert page.locator(COUNT).inner_text() == "No step yet. The weight is 0."


# With Python.


TOPS = """selectors => selectors.map(selector =>
  document.querySelector(selector).getBoundingClientRect().top)"""
PARTS = [".cnn-charts", ".cnn-tile", ".cnn-count", "[aria-label='One step of learning']",
         ".cnn-settings", ".cnn-memory", ".cnn-paper"]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 360])
def test_the_picture_stands_before_its_controls(live, learner, width):
    page = live(learner(), width=width)
    button(page, LEARN).click()
    count(page, "1 step")
    tops = page.evaluate(TOPS, PARTS)
    assert tops == sorted(tops) and len(set(tops)) == len(tops)
    # The curve and the buttons are seen together.
    assert tops[3] - tops[0] < 560


def test_the_keyboard_goes_the_same_way(live, learner):
    page = live(learner())
    way = ["Kernel 1 of 8", LEARN, "Play", "Start again", "steady", "Learning rate", "8", "same",
           "adam", "First weights"]  # fmt: skip
    seen = []
    page.evaluate("document.activeElement.blur()")
    for _ in way:
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(({ ariaLabel, type, value, labels, textContent }) => ariaLabel ??"
                " (type === 'radio' ? value : labels?.[0]?.querySelector('span').textContent)"
                " ?? textContent)(document.activeElement)"
            )
        )
    assert seen == way


def test_alone_too_the_picture_stands_first(show, learner):
    page = show(learner())
    tops = page.evaluate(TOPS, [".cnn-tile", ".cnn-alone", "[aria-label='One step of learning']"])
    assert tops == sorted(tops)
    assert not page.locator(".cnn-charts").is_visible()  # nothing is in them yet


def test_step_by_step(live, learner):
    figure = learner(rate=0.01)
    page = live(figure)
    for step in range(1, 4):
        button(page, LEARN).click()
        count(page, f"{step} step")
        assert figure.done == step
    assert page.locator(SAID).inner_text().startswith("3 steps (0 epochs). Loss lately 0.0")
    shown = page.evaluate("model.get('shown')")
    np.testing.assert_allclose(shown, figure.kernels, rtol=1e-4)
    button(page, "Kernel 1 of 8").click()
    cells = page.locator(".cnn-numbers td").all_inner_texts()
    numbers = np.array([float(text.replace("\u2212", "-")) for text in cells]).reshape(3, 3, 3)
    now, first = figure.kernels[0], figure.first[0]
    np.testing.assert_allclose(numbers, [now, first, now - first], atol=6e-4)
    assert page.errors == []


def test_play_and_pause(live, learner):
    figure = learner(rate=0.01, filters=4, pace="fast")
    page = live(figure)
    button(page, "Play").click()
    page.wait_for_function("model.get('judged').length > 3")
    button(page, "Pause").click()
    page.wait_for_timeout(300)
    stopped = figure.done
    assert done(page) == stopped > 39
    assert page.locator(SAID).inner_text().startswith(f"{stopped:,} steps")
    page.wait_for_timeout(400)
    assert figure.done == stopped
    for kind in ("loss", "training", "held"):
        assert page.locator(f".cnn-line-{kind}").get_attribute("d").count("L") > 2
    fresh = learner(rate=0.01, filters=4)
    fresh.train(stopped)
    assert np.array_equal(fresh.network.weights, figure.network.weights)
    button(page, "Play").click()
    page.wait_for_function(f"model.get('done') > {stopped}")
    assert page.errors == []


def test_nothing_is_said_while_it_plays(live, learner):
    figure = learner(pace="steady")
    page = live(figure)
    button(page, "Play").click()
    page.wait_for_function("model.get('done') > 30")
    assert page.locator(SAID).inner_text() == ""


def test_the_pace_is_that_of_the_list(live, learner):
    figure = learner(pace="slow")
    page = live(figure)
    button(page, "Play").click()
    page.wait_for_timeout(1000)
    assert 1 <= figure.done <= 3
    page.get_by_role("radio", name="fast").check()
    page.wait_for_function("model.get('done') > 100")


def test_stop_waits_for_one_answer_at_most(live, learner):
    figure = learner(pace="fast")
    page = live(figure)
    page.evaluate("slowly = 300")
    button(page, "Play").click()
    page.wait_for_timeout(100)
    button(page, "Pause").click()
    button(page, "Play").wait_for()
    page.wait_for_timeout(800)
    assert page.evaluate("saves") == 1
    assert done(page) == figure.done


def test_other_settings_start_again(live, learner):
    figure = learner()
    page = live(figure)
    for label, option, name, value in [
        ("Filters", "2", "filters", 2),
        ("Padding", "valid", "padding", "valid"),
        ("Optimizer", "SGD", "optimizer", "sgd"),
        ("First weights", "equal", "initial", "equal"),
        ("First weights", "3", "initial", 3),
    ]:
        button(page, LEARN).click()
        count(page, "1 step")
        if name == "initial":
            page.get_by_label(label).select_option(option)
        else:
            pick(page, label, option)
        count(page, "No step yet.")
        assert getattr(figure, name) == value and figure.done == 0
    assert page.locator(".cnn-tile").count() == 2


def test_a_step_right_after_a_new_start_is_one_step(live, learner):
    figure = learner(pace="fast")
    page = live(figure)
    page.evaluate("slowly = 200")
    button(page, "Play").click()
    page.wait_for_timeout(50)
    button(page, "Start again").click()
    button(page, LEARN).click()
    page.wait_for_function("model.get('begun') === 1")
    count(page, "1 step")
    assert figure.done == 1


def test_the_rate_is_typed_and_goes_on(live):
    figure = weight(rate=0.05)
    page = live(figure)
    field = page.get_by_label("Learning rate")
    button(page, LEARN).click()
    count(page, "1 step")
    field.fill("1/18")
    field.press("Enter")
    page.wait_for_function("Math.abs(model.get('rate') - 1 / 18) < 1e-9")
    assert figure.done == 1
    button(page, "Start again").click()
    count(page, "No step yet")
    button(page, LEARN).click()
    count(page, "1 step. Loss")
    assert "The weight is 2." in page.locator(COUNT).inner_text()
    for text, says in [("0", "must be above 0"), ("", "is empty"), ("fast", "is not a number")]:
        field.fill(text)
        field.press("Enter")
        page.locator(".cnn-problem", has_text=says).wait_for()
        assert field.input_value() == "0.05556"
    assert figure.rate == pytest.approx(1 / 18)


def test_a_rate_that_is_too_large_ends_in_a_sentence(live):
    figure = weight(rate=0.5, pace="fast")
    page = live(figure)
    button(page, "Play").click()
    page.locator(".cnn-problem", has_text=BEYOND).wait_for()
    assert button(page, "Play").get_attribute("aria-disabled") == "true"
    steps = figure.done
    button(page, LEARN).press("Enter")
    button(page, "Play").press("Enter")
    page.wait_for_timeout(200)
    assert figure.done == steps
    page.get_by_label("Learning rate").fill("0.05")
    page.get_by_label("Learning rate").press("Enter")
    button(page, "Start again").click()
    count(page, "No step yet")
    assert page.locator(".cnn-problem").inner_text() == ""
    button(page, LEARN).click()
    count(page, "The weight is 1.8.")
    assert page.errors == []


def test_a_drawing_is_read_while_the_network_learns(live, digits):
    figure = Training(*digits, rate=0.01, pace="fast")
    page = live(figure)

    def at(x, y):
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.locator(".cnn-paper").scroll_into_view_if_needed()
    box = page.locator(".cnn-paper canvas").bounding_box()
    page.mouse.move(*at(0.25, 0.15))
    page.mouse.down()
    for x, y in ((0.75, 0.15), (0.45, 0.9)):
        page.mouse.move(*at(x, y), steps=10)
    page.mouse.up()
    page.locator(ANSWER, has_text="It reads").wait_for()
    page.wait_for_function("model.get('drawn')?.flat().filter((ink) => ink > 0).length > 12")
    page.wait_for_timeout(200)
    drawn = np.array(figure.drawn)
    assert drawn.shape == (8, 8) and drawn.max() == 16 and (drawn.sum(axis=1) > 0).all()
    before = list(figure.probabilities)
    page.locator(SAID, has_text=re.compile("^It reads")).wait_for()
    button(page, "Play").click()
    page.locator(ANSWER, has_text="It reads a 7").wait_for(timeout=10_000)
    assert figure.probabilities != before
    button(page, "Pause").click()
    page.wait_for_timeout(300)
    wanted = figure.network.predict(drawn[None, :, :, None] / 16)[0]
    np.testing.assert_allclose(page.evaluate("model.get('probabilities')"), wanted, rtol=1e-3)
    button(page, "Clear").click()
    page.locator(ANSWER, has_text="empty").wait_for()
    page.wait_for_function("model.get('drawn') === null")
    assert page.errors == []


def test_a_drawing_that_comes_back_late_wipes_nothing_out(live, learner):
    figure = learner()
    page = live(figure, echo=True)
    page.evaluate("slowly = 150")
    page.locator(".cnn-paper").scroll_into_view_if_needed()
    box = page.locator(".cnn-paper canvas").bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 30)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 60 + 12 * step, box["y"] + 30 + 15 * step)
        page.wait_for_timeout(50)
    page.mouse.up()
    page.wait_for_timeout(1500)
    drawn = page.evaluate("model.get('drawn')")
    # The paper still holds the line, and not the eight by eight squares of an answer.
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("model.get('drawn') === null")
    page.wait_for_timeout(300)
    assert np.sum(drawn) > 100 and page.locator(ANSWER).inner_text().startswith("The paper is")
    figure_side = (np.eye(8) * 16).astype(int).tolist()
    page.evaluate("picture => model.set('drawn', picture)", figure_side)
    assert (
        page.evaluate(
            "document.querySelector('.cnn-sees canvas').getContext('2d')"
            ".getImageData(1, 1, 1, 1).data[0]"
        )
        == 255
    )


def test_the_keyboard_draws_and_trains(live, learner):
    figure = learner()
    page = live(figure)
    button(page, LEARN).focus()
    page.keyboard.press("Enter")
    count(page, "1 step")
    page.locator(".cnn-paper canvas").focus()
    for key in ("Shift+ArrowUp", "Shift+ArrowUp", "Space", *["ArrowDown"] * 17, "Space"):
        page.keyboard.press(key)
    page.locator(SAID, has_text=re.compile("Pen up at row 22.* It reads")).wait_for()
    assert figure.probabilities is not None
    page.get_by_role("button", name="Kernel 1 of 8").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert button(page, "Kernel 2 of 8").get_attribute("aria-pressed") == "true"


def test_a_picture_from_python_is_laid_on_the_paper(live, digits, learner):
    figure = learner()
    figure.drawn = digits[0][0, :, :, 0] * 16
    page = live(figure)
    page.locator(ANSWER, has_text="It reads").wait_for()
    seen = page.evaluate(
        """() => {
          const canvas = document.querySelector(".cnn-sees canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, 8, 8);
          return Array.from({ length: 64 }, (_, at) => data[4 * at]);
        }"""
    )
    np.testing.assert_allclose(seen, digits[0][0].ravel() * 255, atol=1)


def test_silence_is_said(live, learner):
    page = live(learner())
    page.clock.install()
    page.evaluate("silent = true")
    button(page, LEARN).click()
    page.clock.run_for(6000)
    page.locator(".cnn-problem", has_text="Python has not answered yet").wait_for()


def test_less_motion_is_fewer_pictures(live, learner):
    figure = learner(pace="steady")
    page = live(figure, reduced_motion="reduce")
    button(page, "Play").click()
    page.wait_for_timeout(1500)
    assert 1 <= page.evaluate("saves") <= 3
    assert figure.done > 10


def test_the_end_of_a_figure_is_the_end_of_its_asking(live, learner):
    figure = learner(pace="fast")
    page = live(figure)
    button(page, "Play").click()
    page.wait_for_function("model.get('done') > 0")
    page.evaluate("cleanup(); document.querySelector('section').remove()")
    page.wait_for_timeout(300)
    steps = figure.done
    page.wait_for_timeout(300)
    assert figure.done == steps and page.errors == []


@pytest.mark.parametrize("width", [1280, 640, 360])
def test_the_page_never_scrolls_sideways(live, learner, width):
    figure = learner(filters=16)
    figure.train(500)
    page = live(figure, width=width)
    button(page, "Kernel 16 of 16").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("state", ["{}", '{"kind": "labels"}', "[]", '{"bowl": 3}'])
def test_a_state_that_is_no_state_is_said(show, state):
    escaped = json.dumps(json.loads(state)).replace('"', "&quot;")
    page = show(f'<cnn-training state="{escaped}"><p>The numbers.</p></cnn-training>')
    assert "could not be started" in page.locator(".cnn-problem").first.inner_text()
    assert page.get_by_text("The numbers.").is_visible()
    assert page.errors == []


@pytest.mark.parametrize("make", ["digits", "weight"])
def test_axe_finds_nothing_in_one_that_learns(live, learner, make):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    figure = learner() if make == "digits" else weight()
    page = live(figure)
    button(page, LEARN).click()
    count(page, "1 step")
    if make == "digits":
        button(page, "Kernel 1 of 8").click()
    rules = {"resultTypes": ["violations"], "rules": {"page-has-heading-one": {"enabled": False}}}
    found = axe.Axe().run(page, options=rules).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
