"""Questions in the page: what is shown, a keyboard, other hands than the reader's."""

import html

import pytest

from cnn_course.exercises import check
from cnn_course.exercises.table import table
from cnn_course.explorables import modules
from cnn_course.explorables.question import QuestionField, read
from tests.browser.question_page import NAMES, answer, box_texts, heard, part, show  # noqa: F401

MARKUP = "<img src=x onerror=alert(1)>"


def test_what_is_shown_is_what_check_says(show):
    window = show(*NAMES)
    for name, text in [
        (NAMES[0], "12, 13"),
        (NAMES[0], "11, 11"),
        (NAMES[1], "17"),
        (NAMES[2], "[[7, 6],\n [8, 9]]"),
        (NAMES[2], "[[7, 6], [8]]"),
        (NAMES[1], MARKUP),
    ]:
        answer(window, name, text)
        feedback = check(name, read(text))
        assert heard(window, name) == [feedback.title, *feedback.paragraphs]
        box = part(window, name).locator("[role=status] .cnn-check")
        assert f"cnn-check-{feedback.status}" in box.get_attribute("class")
    assert window.page.locator("img").count() == 0
    assert window.errors == []


AS_PEOPLE_WRITE = [
    ("stride.two_widths", "12\u00d712", "\u2713 Right: (12, 12)."),
    ("stride.two_widths", "12 12", "\u2713 Right: (12, 12)."),
    ("stride.padding_twice", "(30+4+4-5-1)/2 + 1", "\u2713 Right: 17."),
    ("stride.padding_twice", "1,000", "\u2717 Not yet: 1,000."),
    ("stride.padding_twice", "\uff11\uff17", "\u2713 Right: 17."),
    ("stride.padding_twice", "17,5", "\u2717 Not yet: 17.5."),
    ("pooling.by_hand", "7\t6\n8\t9\n", "\u2713 Right: [[7, 6], [8, 9]]."),
]


def test_numbers_are_read_as_people_write_them(show):
    window = show(*NAMES)
    for name, text, title in AS_PEOPLE_WRITE:
        answer(window, name, text)
        feedback = check(name, text)
        assert heard(window, name) == [feedback.title, *feedback.paragraphs]
        assert feedback.title == title
    answer(window, NAMES[0], "(..., ...)")
    assert heard(window, NAMES[0]) == ["Your turn.", check(NAMES[0]).paragraphs[0]]
    assert window.errors == []


PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  field.select();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""


def test_a_pasted_column_keeps_its_lines(show):
    window = show(*NAMES)
    field = part(window, NAMES[0]).get_by_label("Your answer")
    field.fill("7")
    field.evaluate(PASTE, "12\r\n 13\n")
    assert field.input_value() == "12; 13"
    field.press("Enter")
    assert heard(window, NAMES[0])[0] == check(NAMES[0], (12, 13)).title


def test_a_box_says_what_is_true_where_it_stands(show):
    """Three dots and cells belong to a notebook; on the page there is a field."""
    window = show(NAMES[1])
    question = part(window, NAMES[1])
    assert "three dots" not in question.inner_text()
    assert "three dots" in question.locator(".cnn-still").text_content()


def test_backticks_become_code_and_nothing_else(show):
    window = show("pixels.channels_last")
    answer(window, "pixels.channels_last", "[[[0,1,2],[3,4,5],[6,7,8],[9,10,11]],"
           "[[12,13,14],[15,16,17],[18,19,20],[21,22,23]]]")  # fmt: skip
    codes = window.page.locator("[role=status] .cnn-check code").all_inner_texts()
    assert codes == ["reshape", "np.moveaxis"]


def test_a_question_about_code_takes_python(show):
    window = show(NAMES[3])
    question = part(window, NAMES[3])
    assert "This question takes Python" in question.locator(".cnn-live").inner_text()
    assert question.get_by_role("textbox").count() == 0
    assert window.page.locator(".cnn-progress").count() == 0


def test_the_keyboard_alone_is_enough(show):
    window = show(*NAMES)
    keys = window.page.keyboard
    focused = "document.activeElement.closest('cnn-question')?.getAttribute('name')"
    keys.press("Tab")
    assert window.page.evaluate(focused) == NAMES[0]
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert window.page.evaluate(outline) == "solid"
    keys.type("12, 13")
    keys.press("Enter")
    assert heard(window, NAMES[0])[0] == "\u2717 Not yet: (12, 13)."
    assert window.page.evaluate("document.activeElement.localName") == "input"
    keys.press("Control+a")
    keys.type("12, 12")
    keys.press("Enter")
    assert heard(window, NAMES[0])[0] == "\u2713 Right: (12, 12)."
    for _ in range(3):  # Check, Forget my answers, the next question's field
        keys.press("Tab")
    assert window.page.evaluate(focused) == NAMES[1]
    keys.type("seventeen")
    keys.press("Tab")
    keys.press("Space")
    assert "the text 'seventeen' came instead" in heard(window, NAMES[1])[1]


def test_the_field_has_a_name_a_description_and_says_when_it_cannot_be_read(show):
    window = show(NAMES[1])
    field = part(window, NAMES[1]).get_by_label("Your answer")
    described = field.get_attribute("aria-describedby").split()
    said = [window.page.locator(f"#{identity}").inner_text() for identity in described]
    assert said == [check(NAMES[1]).paragraphs[0], "One number, such as 12 or 0.5."]
    answer(window, NAMES[1], "seventeen")
    assert field.get_attribute("aria-invalid") == "true"
    answer(window, NAMES[1], "16")
    assert field.get_attribute("aria-invalid") == "false"
    answer(window, NAMES[1], "")
    assert heard(window, NAMES[1]) == ["Your turn.", "The field is empty."]


@pytest.mark.parametrize("name", [MARKUP, "__proto__", "constructor", ""])
def test_a_question_that_does_not_exist_says_so(show, name):
    good = check(NAMES[1])._repr_html_()
    bad = f'<cnn-question name="{html.escape(name)}"><p>The question</p></cnn-question>'
    window = show(body=good)
    window.page.evaluate(
        "html => { document.body.insertAdjacentHTML('beforeend', html);"
        " cnnCourse['page.js'].start(document.body.lastChild, cnnCourse['question.js'].render); }",
        bad,
    )
    said = window.page.locator("body > cnn-question")
    assert f'there is no question "{name}" on this page' in said.inner_text()
    assert "The question" in said.inner_text()
    assert window.page.locator("img").count() == 0
    assert window.errors == []


def test_a_figure_with_an_answer_begins_with_it(show):
    figure = QuestionField(NAMES[0])
    figure.answer = (12, 13)
    window = show(body=figure._repr_mimebundle_()[0]["text/html"])
    assert window.page.get_by_label("Your answer").input_value() == "(12, 13)"
    assert box_texts(window.page) == [figure.feedback.title, *figure.feedback.paragraphs]


def test_python_and_the_page_change_each_other(show):
    """The model that JupyterLab gives, as far as a page without Python can show it."""
    window = show(NAMES[0])
    window.page.evaluate(
        """([table, name]) => {
          const el = document.createElement("div");
          el.id = "lab";
          document.body.append(el);
          globalThis.saved = [];
          globalThis.model = cnnCourse["page.js"].standIn({ name, typed: "", table });
          model.save_changes = () => saved.push(model.get("typed"));
          globalThis.stop = cnnCourse["question.js"].render({ model, el });
        }""",
        [table(NAMES[1:2]), NAMES[1]],
    )
    lab = window.page.locator("#lab")
    field = lab.get_by_label("Your answer")
    field.fill("16")
    field.press("Enter")
    assert window.page.evaluate("saved") == ["16"]
    window.page.evaluate("model.set('typed', '17')")
    assert field.input_value() == "17"
    assert "Right: 17" in lab.locator("[role=status]").inner_text()
    window.page.evaluate("model.set('typed', '')")
    assert (field.input_value(), lab.locator("[role=status]").inner_text()) == ("", "")
    assert lab.locator(".cnn-progress").count() == 0
    assert window.page.evaluate("localStorage.length") == 0
    window.page.evaluate("stop(); model.set('typed', '18')")
    assert field.input_value() == ""


def test_a_notebook_loads_the_same_figure_as_one_module(show):
    window = show(NAMES[0])
    found = window.page.evaluate(
        """async (text) => {
          const made = await import("data:text/javascript;base64," + btoa(
            String.fromCharCode(...new TextEncoder().encode(text))));
          return typeof made.default.render;
        }""",
        modules.for_notebook("question.js"),
    )
    assert found == "function"


def test_keys_stay_in_the_field(show):
    window = show(NAMES[1])
    window.page.evaluate(
        "() => { globalThis.heard = []; document.onkeydown = (event) => heard.push(event.key); }"
    )
    part(window, NAMES[1]).get_by_label("Your answer").press("ArrowLeft")
    assert window.page.evaluate("heard") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(show, scheme):
    window = show(*NAMES, width=360, color_scheme=scheme)
    answer(window, NAMES[2], "[" + "1, " * 60 + "1]")
    answer(window, NAMES[1], "x" * 500)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 360
