"""The question figure in Python: answers in and out, the table, the scripts of a page."""

import json
import re

import numpy as np
import pytest
import traitlets

from cnn_course.exercises import Feedback, check, questions
from cnn_course.exercises.table import table
from cnn_course.explorables.question import QuestionField, page_data, read

ALL = {question.name: question for question in questions()}


def test_answers_go_in_and_come_out():
    figure = QuestionField("stride.two_widths")
    assert (figure.answer, figure.status, figure.feedback.status) == (None, "asked", "asked")
    figure.answer = (12, 13)
    assert figure.typed == "(12, 13)"
    assert figure.answer == (12, 13)
    assert figure.feedback == check("stride.two_widths", (12, 13))
    assert figure.status == "recognized"
    figure.typed = "12, 12"
    assert (figure.answer, figure.status) == ((12, 12), "right")
    figure.answer = None
    assert (figure.answer, figure.typed, figure.status) == (None, "", "asked")


@pytest.mark.parametrize("name", [name for name in ALL if not ALL[name].cases])
def test_the_right_answer_of_every_question_can_be_written_in_a_field(name):
    figure = QuestionField(name)
    figure.answer = ALL[name].right
    assert figure.feedback.status == "right"
    np.testing.assert_array_equal(figure.answer, ALL[name].right)


VALUES = [np.array([[1, 2]]), np.float64(2.5), np.int64(3), (1,), [], -0.5]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_what_is_written_is_read_again(value):
    figure = QuestionField("pooling.by_hand")
    figure.answer = value
    np.testing.assert_array_equal(figure.answer, value)


def test_a_refused_answer_leaves_the_last_one():
    figure = QuestionField("row.zeros_at_both_ends")
    figure.answer = 4
    for value in ({}, True, object(), [1, None]):
        with pytest.raises(ValueError, match="an answer is a number, a tuple, a list, an array"):
            figure.answer = value
    with pytest.raises(traitlets.TraitError, match="'typed' trait"):
        figure.typed = 7
    assert (figure.answer, figure.status) == (4, "recognized")


def test_an_unknown_name_is_refused_with_a_suggestion():
    with pytest.raises(ValueError, match="no question 'row.by_hands'; did you mean 'row.by_hand'"):
        QuestionField("row.by_hands")


READ = {
    "12, 13": (12, 13),
    " [1, 2]\n": [1, 2],
    "\u22125": -5,
    "1_000": 1000,
    "twelve": "twelve",
    "6-2+1": "6-2+1",
    "[" * 300: "[" * 300,
    "-" * 100_000 + "1": "-" * 100_000 + "1",
    "{[1]: 2}": "{[1]: 2}",
    "": ...,
    " \n": ...,
}


@pytest.mark.parametrize("typed", READ, ids=range(len(READ)))
def test_what_is_no_value_is_a_text(typed):
    assert read(typed) == READ[typed]


def test_the_box_of_a_waiting_question_carries_its_name_and_nothing_else_does():
    box = check("row.by_hand")._repr_html_()
    assert re.fullmatch(r'<cnn-question name="row.by_hand"><div .*</div></cnn-question>', box)
    for answer in ((2, 10, 31), (20, 1, 13), (0, 0, 0), "text"):
        assert "cnn-question" not in check("row.by_hand", answer)._repr_html_()
    assert 'name="row.write_the_loop"' in check("row.write_the_loop", lambda *_: ...)._repr_html_()
    assert check("row.by_hand") == Feedback("asked", (ALL["row.by_hand"].asks,))
    assert Feedback("asked", ("?",), name='"><b>')._repr_html_().count("<b>") == 0


def test_the_page_gets_a_name_and_the_still_box():
    figure = QuestionField("stride.two_widths")
    figure.answer = 5
    assert figure.state() == {"name": "stride.two_widths", "typed": "5"}
    page = figure._repr_mimebundle_()[0]["text/html"]
    assert page.startswith('<cnn-question state="{&quot;name')
    assert page.count("<cnn-question") == 1
    assert "5" in figure.still() and "It takes 2 numbers" in figure.still()
    assert ALL["stride.two_widths"].because not in page


def test_the_table_is_json_and_holds_every_question():
    everything = json.loads(json.dumps(table()))
    assert list(everything["questions"]) == list(ALL)
    for name, entry in everything["questions"].items():
        question = ALL[name]
        assert (entry["name"], entry["chapter"]) == (name, question.chapter)
        assert entry["asks"] == question.asks
        if question.cases:
            assert set(entry) == {"name", "chapter", "asks", "kind"}
            continue
        np.testing.assert_array_equal(entry["right"], question.right)
        assert len(entry["mistakes"]) == len(question.mistakes)
        for (value, says), mistake in zip(entry["mistakes"], question.mistakes, strict=True):
            np.testing.assert_array_equal(value, mistake.value)
            assert says == mistake.says
    assert {entry["kind"] for entry in everything["questions"].values()} == {
        "number", "numbers", "array", "code",
    }  # fmt: skip


def test_the_table_of_some_names():
    assert list(table(["row.by_hand"])["questions"]) == ["row.by_hand"]
    assert table([])["questions"] == {}
    with pytest.raises(ValueError, match="no question 'none'"):
        table(["none"])


def test_a_page_gets_the_tables_of_its_chapters():
    figure = QuestionField("pooling.by_hand")._repr_mimebundle_()[0]["text/html"]
    body = check("row.by_hand")._repr_html_() + check("row.write_the_loop")._repr_html_() + figure
    scripts = page_data(f"<main>{body}</main>")
    assert list(scripts) == ["questions_02.js", "questions_08.js"]
    assert "row.zeros_at_both_ends" in scripts["questions_02.js"]
    assert "pooling.by_hand" not in scripts["questions_02.js"]
    assert scripts["questions_08.js"].isascii()
    assert page_data("<p>&lt;cnn-question name='none'&gt;</p>") == {}
    with pytest.raises(ValueError, match="no question 'none'"):
        page_data('<cnn-question name="none"></cnn-question>')
