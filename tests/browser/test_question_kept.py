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


KEPT = ["not JSON", "null", "[]", '"text"', "7", '{"stride.padding_twice": 17}',
        '{"__proto__": "17", "stride.padding_twice": {"right": true}}']  # fmt: skip


@pytest.mark.parametrize("kept", KEPT)
def test_whatever_stands_in_the_storage(show, kept):
    window = show(*NAMES, before=f"localStorage.setItem('cnn-course-answers', {kept!r})")
    assert progress(window) == "0 of 3 questions on this page are right."
    answer(window, NAMES[1], "17")
    assert progress(window) == "1 of 3 questions on this page is right."
    assert window.errors == []
