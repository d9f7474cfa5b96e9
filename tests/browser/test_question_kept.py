"""Answers that the browser keeps, and browsers that keep none."""

import pytest

from tests.browser.question_page import NAMES, answer, heard, part, show  # noqa: F401


def progress(window):
    return window.page.locator(".cnn-progress [role=status]").inner_text()


def test_answers_are_kept_over_a_reload_and_can_be_forgotten(show):
    window = show(*NAMES)
    assert progress(window) == "0 of 3 questions on this page are right."
    answer(window, NAMES[0], "12, 12")
    answer(window, NAMES[1], "16")
    assert progress(window) == "1 of 3 questions on this page is right."
    device = "Answered on this device."
    assert part(window, NAMES[0]).get_by_text(device).is_visible()
    assert not part(window, NAMES[1]).get_by_text(device).is_visible()

    window.page.reload()
    window.page.locator(".cnn-progress").wait_for()
    assert progress(window) == "1 of 3 questions on this page is right."
    fields = window.page.get_by_label("Your answer")
    assert [field.input_value() for field in fields.all()] == ["12, 12", "16", ""]
    assert heard(window, NAMES[0])[0] == "\u2713 Right: (12, 12)."
    assert part(window, NAMES[1]).locator("[role=status] .cnn-check").count() == 0
    assert part(window, NAMES[0]).get_by_text(device).is_visible()
    assert window.page.evaluate("Object.keys(localStorage)") == ["cnn-course-answers"]

    window.page.get_by_role("button", name="Forget my answers").click()
    assert progress(window) == "Forgotten. 0 of 3 questions on this page are right."
    assert [field.input_value() for field in fields.all()] == ["", "", ""]
    assert window.page.evaluate("localStorage.length") == 0
    assert not part(window, NAMES[0]).get_by_text(device).is_visible()
    window.page.reload()
    window.page.locator(".cnn-progress").wait_for()
    assert progress(window) == "0 of 3 questions on this page are right."
    assert window.foreign == []


def test_a_right_answer_stays_when_a_wrong_one_is_tried_after_it(show):
    window = show(*NAMES)
    answer(window, NAMES[1], "17")
    answer(window, NAMES[1], "16")
    assert heard(window, NAMES[1])[0] == "\u2717 Not yet: 16."
    assert progress(window) == "1 of 3 questions on this page is right."
    window.page.reload()
    assert part(window, NAMES[1]).get_by_label("Your answer").input_value() == "17"


BLOCKED = """
Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});
"""
GONE = "delete globalThis.localStorage;"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"


@pytest.mark.parametrize("before", [BLOCKED, FULL, GONE])
def test_without_storage_all_else_works(show, before):
    window = show(*NAMES, before=before)
    answer(window, NAMES[0], "12, 12")
    assert heard(window, NAMES[0])[0] == "\u2713 Right: (12, 12)."
    assert progress(window) == "1 of 3 questions on this page is right."
    window.page.get_by_role("button", name="Forget my answers").click()
    assert progress(window) == "Forgotten. 0 of 3 questions on this page are right."
    assert window.errors == []


def test_a_blocked_storage_is_said(show):
    for before in (BLOCKED, GONE):
        assert "keeps no answers" in show(*NAMES, before=before).page.inner_text(".cnn-progress")
    assert "sent nowhere" in show(*NAMES).page.inner_text(".cnn-progress")


@pytest.mark.parametrize("before, told", [(FULL, "did not keep"), (BLOCKED, "keeps no answers")])
def test_what_is_not_kept_is_not_said_to_be(show, before, told):
    window = show(*NAMES, before=before)
    answer(window, NAMES[0], "12, 12")
    assert told in window.page.inner_text(".cnn-progress")
    assert "kept in this browser" not in window.page.inner_text(".cnn-progress")
    device = part(window, NAMES[0]).get_by_text("Answered on this device.")
    assert not device.is_visible()


def test_what_a_full_store_did_not_take_is_kept_as_soon_as_there_is_room(show):
    window = show(*NAMES, before=f"globalThis.real = Storage.prototype.setItem; {FULL}")
    answer(window, NAMES[0], "12, 12")
    window.page.evaluate("() => { Storage.prototype.setItem = real; }")
    answer(window, NAMES[1], "17")
    assert "kept in this browser and sent nowhere" in window.page.inner_text(".cnn-progress")
    kept = window.page.evaluate("JSON.parse(localStorage['cnn-course-answers'])")
    assert kept == {NAMES[0]: "12, 12", NAMES[1]: "17"}
    for name in NAMES[:2]:
        assert part(window, name).get_by_text("Answered on this device.").is_visible()


def test_an_answer_too_long_to_be_kept_is_said_to_be(show):
    window = show(*NAMES)
    answer(window, NAMES[0], "1, " * 700)
    assert "did not keep" in window.page.inner_text(".cnn-progress")


class Tab:
    """The same page in another tab of the same browser."""

    def __init__(self, window):
        self.page = window.context.new_page()
        self.page.goto(window.page.url)
        self.page.locator(".cnn-progress").wait_for()


@pytest.fixture
def tabs(show):
    first = show(*NAMES)
    return first, Tab(first)


def test_two_tabs_keep_all_answers_of_both(tabs):
    one, other = tabs
    answer(one, NAMES[1], "17")
    other.page.locator(".cnn-progress", has_text="1 of 3").wait_for()
    answer(other, NAMES[0], "12, 12")
    one.page.locator(".cnn-progress", has_text="2 of 3").wait_for()
    assert part(one, NAMES[0]).get_by_label("Your answer").input_value() == "12, 12"
    assert heard(one, NAMES[0])[0] == "\u2713 Right: (12, 12)."
    # A wrong one does not take the place of a right one that was given in another tab.
    part(one, NAMES[0]).get_by_label("Your answer").fill("13, 12")
    answer(one, NAMES[0], "13, 12")
    kept = one.page.evaluate("JSON.parse(localStorage['cnn-course-answers'])")
    assert kept == {NAMES[0]: "12, 12", NAMES[1]: "17"}


def test_a_right_answer_of_another_tab_is_not_overwritten_by_an_older_wrong_one(tabs):
    one, other = tabs
    answer(one, NAMES[1], "16")
    answer(other, NAMES[1], "17")
    answer(one, NAMES[1], "15")
    assert one.page.evaluate("JSON.parse(localStorage['cnn-course-answers'])") == {NAMES[1]: "17"}


def test_forgetting_in_one_tab_is_seen_in_the_other(tabs):
    one, other = tabs
    answer(one, NAMES[1], "17")
    other.page.locator(".cnn-progress", has_text="1 of 3").wait_for()
    part(other, NAMES[0]).get_by_label("Your answer").fill("12,")  # being typed
    one.page.get_by_role("button", name="Forget my answers").click()
    other.page.locator(".cnn-progress", has_text="0 of 3").wait_for()
    fields = [field.input_value() for field in other.page.get_by_label("Your answer").all()]
    assert fields == ["12,", "", ""]
    assert not part(other, NAMES[1]).get_by_text("Answered on this device.").is_visible()
    other.page.reload()
    other.page.locator(".cnn-progress", has_text="0 of 3").wait_for()


KEPT = ["not JSON", "null", "[]", '"text"', "7", '{"stride.padding_twice": 17}',
        '{"__proto__": "17", "stride.padding_twice": {"right": true}}']  # fmt: skip


@pytest.mark.parametrize("kept", KEPT)
def test_whatever_stands_in_the_storage(show, kept):
    window = show(*NAMES, before=f"localStorage.setItem('cnn-course-answers', {kept!r})")
    assert progress(window) == "0 of 3 questions on this page are right."
    answer(window, NAMES[1], "17")
    assert progress(window) == "1 of 3 questions on this page is right."
    assert window.errors == []
