"""Questions: right answers, every mistake, every wrong kind of answer."""

import importlib
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from cnn_course import data, kernels, pool2d, slide_1d, slide_2d, visit_counts
from cnn_course.exercises import check, questions
from cnn_course.exercises.chapter_08 import FOUR
from cnn_course.exercises.check import TOPICS

QUESTIONS = {question.name: question for question in questions()}
MISTAKES = [
    pytest.param(question, mistake, id=f"{question.name}-{number}")
    for question in QUESTIONS.values()
    for number, mistake in enumerate(question.mistakes)
]


def test_a_question_stands_in_the_file_and_the_room_of_its_chapter():
    for chapter, room in enumerate(TOPICS, start=1):
        file = f"chapter_{chapter:02d}"
        for question in importlib.import_module(f"cnn_course.exercises.{file}").QUESTIONS:
            assert question.chapter == chapter, (
                f"{question.name} stands in {file}.py and says chapter={question.chapter}"
            )
            assert question.name.partition(".")[0] == room, (
                f"{question.name} stands in {file}.py, whose room is {room!r}: name it {room}.*"
            )
    assert len(QUESTIONS) == len(questions()), "two questions have one name"


def same(question, one, other):
    """Do two answers (numbers, arrays or functions) come to the same?"""
    if question.cases:
        return all(np.array_equal(one(*case), other(*case)) for case in question.cases)
    return np.array_equal(one, other)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_right_answer_is_accepted(question):
    feedback = check(question.name, question.right)
    assert feedback.status == "right"
    assert feedback.paragraphs == (question.because,)


@pytest.mark.parametrize(("question", "mistake"), MISTAKES)
def test_every_mistake_is_named(question, mistake):
    feedback = check(question.name, mistake.value)
    assert feedback.status == "recognized"
    # Named are the mistakes that lead to this answer, and no others.
    named = {m.says for m in question.mistakes if same(question, m.value, mistake.value)}
    assert mistake.says in named
    assert {
        text for text in feedback.paragraphs if not text.startswith("One of the cases")
    } == named


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_no_mistake_leads_to_the_right_answer(question):
    for mistake in question.mistakes:
        assert not same(question, mistake.value, question.right)


# What each kind of mistake is called in the design, and an answer that makes it.
KINDS = {
    "the +1 dropped": ("stride.two_widths", (11, 11), r"dropped the \+1"),
    "ceil instead of floor": ("stride.two_widths", (12, 13), "rounded up"),
    "no floor at all": ("stride.two_widths", (12, 12.5), "left out the floor"),
    "padding counted once": ("stride.padding_twice", 15, "padding once"),
    "stride ignored": ("stride.two_widths", (23, 24), "ignored the stride"),
    "same keeps the size at stride 2": ("stride.same_at_two", 11, "at stride 1 only"),
    "kernel flipped": ("picture.not_turned", 12, "half turn first"),
    "kernel not flipped": ("picture.turned", 28, "not turned yet"),
    "bias forgotten": ("channels.parameters", 750, "forgot the biases"),
    "input depth forgotten": ("channels.parameters", 260, "forgot the depth"),
    "parameters that depend on the picture": ("channels.parameters", 595840, "not in the count"),
    "depth taken as filters x channels": ("channels.output_shape", (16, 16, 21), "filters times"),
    "channels averaged": ("channels.one_pixel", 70 / 3, "averaged the channels"),
    "mean against sum": ("learning.mean_slope", -6, "That is the sum of the three"),
    "summing over positions forgotten": ("shared.two_slopes", (1, 2), "first position only"),
    "flip forgotten going back": ("shared.back_to_pixels", (20, 12, 31, 3), "forgot the half turn"),
    "slope shared in max pooling": ("shared.winner", [[3, 3, 5, 5]] * 2, "winner takes it all"),
    "softmax once": ("network.softmax_twice", 1, "gives no certainty"),
    "dropout left on": ("network.dropout_off", 8, "left dropout on"),
    "pixels left at 0 to 255": ("mnist.pixels_left", 0.02, "It was not"),
    "moved before splitting": ("mnist.moved_before_splitting", 0, "if you had split first"),
    "one-hot where classes go": (
        "judge.labels_for_a_loss",
        (13500, 13500),
        "one-hot labels to both",
    ),
    "test data that chose": ("judge.digits_without_a_say", 297, "chose among twenty"),
    "validation on the last class": ("catsdogs.cats_held_out", 3450, "shuffled first"),
    "channels the wrong way": ("color.channels_first", (0, 3, 1, 2), "the way back"),
    "flatten size rounded up": ("color.flatten_size", 10368, "you rounded up"),
    "the luckiest reported": ("own.best_of_twenty", 90, "luckiest"),
    "average over zeros": ("pooling.average_at_the_border", 2.5, "over the zeros"),
}


@pytest.mark.parametrize(("name", "answer", "says"), KINDS.values(), ids=KINDS)
def test_the_mistakes_of_the_design_are_recognized(name, answer, says):
    feedback = check(name, answer)
    assert feedback.status == "recognized"
    assert re.search(says, " ".join(feedback.paragraphs))


def test_stride_in_the_loop_but_not_in_the_index():
    def my_slide(row, weights, stride):
        landings = (len(row) - len(weights)) // stride + 1
        return [sum(row[x : x + len(weights)] * weights) for x in range(landings)]

    feedback = check("stride.write_the_loop", my_slide)
    assert feedback.status == "recognized"
    assert "in the loop and not in the index" in feedback.paragraphs[0]
    assert "One of the cases: ([2, 0, 1, 3, 5, 4, 7], [1, 10], 2) gave [" in feedback.paragraphs[1]


def test_the_example_is_the_first_case_in_which_a_function_is_wrong():
    def my_slide(row, weights, stride):  # right in the two cases with a stride of 2
        return [sum(row[x : x + len(weights)] * weights) for x in range(0, len(row) - 2, 2)]

    feedback = check("stride.write_the_loop", my_slide)
    assert feedback.title == "✗ Not yet: not in every case."
    assert "([2, 0, 1, 3, 5, 4], [1, 10, 100], 3) gave [102, 531]" in feedback.paragraphs[-1]


WRONG_STARTS = {
    "weights ignored": lambda n, k, s: range(0, n - 1, s),
    "dropped +1": lambda n, k, s: range(0, n - k, s),
    "rounded up": lambda n, k, s: [x * s for x in range(-(-(n - k) // s)) if x * s + k <= n],
    "+1 inside": lambda n, k, s: [x * s for x in range((n - k + 1) // s)],
    "always 2": lambda n, k, s: range(0, n - k + 1, 2),
}


@pytest.mark.parametrize("starts", WRONG_STARTS.values(), ids=WRONG_STARTS)
def test_a_loop_that_is_right_only_now_and_then_is_not_accepted(starts):
    def my_slide(row, weights, stride):
        k = len(weights)
        return [sum(row[x : x + k] * weights) for x in starts(len(row), k, stride)]

    assert check("stride.write_the_loop", my_slide).status != "right"


def test_a_window_fixed_at_two_is_not_accepted():
    def my_slide(row, weights):
        return [row[x] * weights[0] + row[x + 1] * weights[1] for x in range(len(row) - 1)]

    assert check("row.write_the_loop", my_slide).status != "right"


def test_reshape_where_the_axis_must_move():
    stored = np.arange(24).reshape(3, 2, 4)
    feedback = check("pixels.channels_last", stored.reshape(2, 4, 3))
    assert feedback.status == "recognized"
    assert "The axis has to move" in feedback.paragraphs[0]
    assert check("pixels.channels_last", stored.transpose(1, 2, 0)).status == "right"


def test_two_mistakes_with_one_number_are_both_named():
    feedback = check("stride.same_at_two", 5)
    assert feedback.status == "recognized"
    assert len(feedback.paragraphs) == 2


# Chapter, question, right answer and wrong answers as they were worked out apart from the code.
PREDICTIONS = [
    ("pixels.flat_place", 40, [13, 49, 25, 41]),
    ("row.zeros_at_both_ends", 5, [4, 3]),
    ("picture.below_429", 261, [505, 633, 775]),
    ("padding.corner_visits", 4, [9, 1]),
    ("stride.two_widths", (12, 12), [(11, 11), (12, 13), (23, 24)]),
    ("channels.parameters", 760, [750, 260, 780, 595840]),
    ("layers.pixels_seen", 6, [5, 10, 300]),
    ("pooling.moved_digit", 6, [16, 0]),
    ("decision.values_out", 876160, [87616, 262848]),
    ("learning.next_weight", -3, [5, -1, 0, -7]),
    ("shared.two_slopes", (9, 8), [(8, 9), (7, 9), (1, 2)]),
    ("network.all_zeros", 10, [95]),
    ("judge.recall_of_four", 30 / 33, [30 / 31, 285 / 297]),
    ("mnist.memory_of_maps", 11.1, [0.087, 2.77]),
    ("color.first_dense", 73.5, [20.7]),
    ("catsdogs.cats_held_out", 0, [3450]),
    ("insight.pixels_seen", 18, [9, 7, 32]),
    ("own.range", (70, 97), [(90, 90)]),
]


@pytest.mark.parametrize(("name", "right", "wrong"), PREDICTIONS, ids=[p[0] for p in PREDICTIONS])
def test_the_main_predictions(name, right, wrong):
    assert check(name, right).status == "right"
    for answer in wrong:
        assert check(name, answer).status == "recognized"
    assert len({str(answer) for answer in [right, *wrong]}) == 1 + len(wrong)


def test_the_answers_are_what_the_package_computes():
    assert slide_2d(data.make_six_by_six(), kernels.EXAMPLE)[1, 0] == 261
    assert visit_counts(6, 3, padding="same")[0] ** 2 == 4
    moved = np.pad(FOUR, ((0, 0), (1, 0)))[:, :-1]
    assert (pool2d(FOUR) == pool2d(moved)).sum() == 6


def test_the_four_in_the_questions_is_digit_1502():
    np.testing.assert_array_equal(data.load_digits().test_images[2, :, :, 0], FOUR)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_without_an_answer_the_question_is_asked(question):
    for feedback in (check(question.name), check(question.name, ...)):
        assert feedback.status == "asked"
        assert feedback.paragraphs == (question.asks,)
    if question.cases:
        waiting = check(question.name, lambda *_: ...)
        assert waiting == check(question.name) and waiting.name == question.name


ODD_ANSWERS = [
    None,
    "twelve",
    "",
    b"12",
    True,
    np.True_,
    [],
    [12],
    [1, "a"],
    (1, 2, 3, 4, 5),
    {},
    {1: 2},
    set(),
    1j,
    float("nan"),
    float("inf"),
    -(10**5000),
    np.zeros((0,)),
    np.array(["a"]),
    np.array([None]),
    [[1], [2, 3]],
    object(),
    int,
    print,
    lambda: 3,
    lambda *a: 1 / 0,
    lambda *a: None,
    lambda *a: "text",
    lambda *a: [float("nan")] * 5,
    range(3),
    NotImplemented,
]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("number", range(len(ODD_ANSWERS)))
def test_any_kind_of_answer_gets_a_sentence(question, number):
    feedback = check(question.name, ODD_ANSWERS[number])
    assert feedback.status in {"unreadable", "wrong"}
    assert all(len(text) > 10 for text in feedback.paragraphs)
    assert len(repr(feedback)) < 1500


def test_wrong_kinds_are_named():
    says = {
        "twelve": "the text 'twelve' came instead",
        None: r"None \(nothing\) came instead",
        True: r"True \(a yes or no\) came instead",
    }
    for answer, words in says.items():
        feedback = check("row.zeros_at_both_ends", answer)
        assert feedback.status == "unreadable"
        assert re.search(words, feedback.paragraphs[0])
    assert "a list came instead" in check("row.zeros_at_both_ends", [5]).paragraphs[0]
    assert "It takes 2 numbers" in check("stride.two_widths", 12).paragraphs[0]
    assert "; 3 came instead" in check("stride.two_widths", (12, 12, 12)).paragraphs[0]
    assert "without brackets" in check("row.write_the_loop", [2, 10]).paragraphs[0]
    crash = check("row.write_the_loop", lambda row, weights: row[99])
    assert "stopped with IndexError" in crash.paragraphs[0]
    assert "past the end" in crash.paragraphs[0]
    nothing = check("row.write_the_loop", lambda row, weights: None)
    assert "gave nothing back; end it with return" in nothing.paragraphs[0]


def test_numbers_come_in_many_types():
    for answer in (5, 5.0, np.int64(5), np.float32(5), np.array(5), np.array([5])):
        assert check("row.zeros_at_both_ends", answer).status == "right"
    for answer in ((12, 12), [12, 12], np.array([12, 12])):
        assert check("stride.two_widths", answer).status == "right"


def test_several_numbers_may_come_without_brackets():
    assert check("row.by_hand", 2, 10, 31).status == "right"
    assert check("row.by_hand", 20, 1, 13).status == "recognized"
    assert check("row.by_hand", (2, ..., 31)).status == "asked"
    assert "; 2 came instead" in check("row.by_hand", 2, 10).paragraphs[0]


def test_fractions_and_masks_and_exits():
    assert check("layers.pixels_seen", Fraction(1, 2)).title == "✗ Not yet: 0.5."
    masked = np.ma.masked_array([[7, 6], [8, 9]], True)
    assert check("pooling.by_hand", masked).status == "unreadable"
    assert "SystemExit" in check("row.write_the_loop", lambda *_: exit()).paragraphs[0]


def test_a_loop_that_rounds_or_drops_signs_is_not_accepted():
    for spoil in (abs, int):

        def my_slide(row, weights, spoil=spoil):
            return [spoil(value) for value in slide_1d(row, weights)]

        assert check("row.write_the_loop", my_slide).status == "wrong"


def test_a_readers_function_cannot_change_the_question():
    def spoil(row, weights):
        row[:] = 0
        weights[:] = 0
        return [0]

    check("row.write_the_loop", spoil)
    assert check("row.write_the_loop", slide_1d).status == "right"


def test_an_unknown_name_is_refused_with_a_suggestion():
    with pytest.raises(ValueError, match="no question 'row.by_hands'; did you mean 'row.by_hand'"):
        check("row.by_hands", 1)
    with pytest.raises(ValueError, match=r"no question \[\]; there are pixels.flat_place"):
        check([])


def test_the_page_shows_text_and_never_markup():
    feedback = check("row.zeros_at_both_ends", "<script>alert(1)</script>")
    assert "<script>" not in feedback._repr_html_()
    assert "&lt;script&gt;" in feedback._repr_html_()
    assert 'class="cnn-check cnn-check-unreadable"' in feedback._repr_html_()
    assert "<code>stored</code>" in check("pixels.channels_last")._repr_html_()


def test_names_and_chapters_are_in_order():
    assert len(QUESTIONS) == len(questions())
    chapters = [question.chapter for question in questions()]
    assert chapters == sorted(chapters)
    assert set(chapters) == set(range(1, 20))


ONE = "decision.values_out"  # 876,160
AS_PEOPLE_WRITE = [
    *[(ONE, text) for text in ("876,160", "876 160", "876\u202f160", "876\u00a0160", "876'160")],
    *[(ONE, text) for text in ("876\u2019160", "876_160", "8,76,160", "876,160.0", " = 876160 ")],
    *[(ONE, text) for text in ("296 x 296 x 10", "296\u00d7296\u00d710", "296^2 * 10", "'876160'")],
    *[(ONE, text) for text in ("\uff18\uff17\uff16\uff0c\uff11\uff16\uff10", "+876160", "876160,")],
    ("pixels.photo_numbers", "300*451*3"),
    ("channels.parameters", "(5*5*3+1)*10"),
    *[("picture.result_shape", text) for text in ("5x6", "5 \u00d7 6", "5 X 6", "5 by 6", "5 6")],
    *[("picture.result_shape", text) for text in ("5\n6\n", "5\t6", "5;6", "[5, 6]", "5 and 6")],
    *[("picture.result_shape", answer) for answer in (["5", "6"], ("5", 6))],
    *[("decision.cross_entropy", text) for text in ("1.39", "1,39", '"1.39"', "\u201c1,39\u201d")],
    *[("network.softmax_twice", text) for text in ("0,731", "73.1 %", "73,1%", "731/1000")],
    *[("network.all_zeros", text) for text in ("10 %", "10%", "10 percent")],
    *[("learning.next_weight", text) for text in ("\u22123", "-3", "\uff0d3", "- 3", "1 - 4")],
    *[("judge.dogs", text) for text in ("0,67 0,4", "4/6, 4/10", "67 %, 40 %", "(0.67, 0.4)")],
    *[
        ("judge.labels_for_a_loss", text)
        for text in ("13,500 1,350", "13 500, 1 350", "13500\n1350")
    ],
    *[("own.range", text) for text in ("70-97", "70\u201397", "70 to 97 %", "70 %, 97 %")],
    *[
        ("pooling.by_hand", text)
        for text in ("7 6\n8 9", "7\t6\r\n8\t9", "[[7 6]\n [8 9]]", "7,6;8,9")
    ],
    *[("pooling.by_hand", text) for text in ("[7 6; 8 9]", "[7, 6], [8, 9]", "[7, 6]\n[8, 9]")],
    ("pooling.by_hand", "array([[7, 6],\n       [8, 9]])"),
    ("learning.largest_rate", "< 0.04"),
    ("learning.largest_rate", "rate \u2264 0,04"),
    ("row.zeros_at_both_ends", "answer = 5"),
    ("insight.grad_cam_by_hand", "0 5 0 4"),
    ("insight.grad_cam_by_hand", [0, "5", 0.0, Fraction(4)]),
    (ONE, Decimal("876160")),
]


@pytest.mark.parametrize(("name", "answer"), AS_PEOPLE_WRITE, ids=range(len(AS_PEOPLE_WRITE)))
def test_answers_are_read_as_people_write_them(name, answer):
    assert check(name, answer).status == "right"


def test_a_thousand_never_becomes_one():
    assert check("row.zeros_at_both_ends", "1,000").title == "✗ Not yet: 1,000."
    assert "thousands here: 1000." in check("own.four_times", "1,000").paragraphs[0]
    assert check("layers.bias_and_relu", "1,000").status == "unreadable"  # 1 is known there
    assert "write 1000, not 1,000" in check("own.four_times", 1,000).paragraphs[0]  # fmt: skip


def test_a_comma_in_python_is_understood_or_explained():
    for answer in ((876, 160), 876_160, (876160,)):
        assert check(ONE, answer).status == "right"
    assert "Yours were read as one, 876160" in check(ONE, 876, 160).paragraphs[-1]
    assert check(ONE, -876, 160).title == "✗ Not yet: -876,160."
    for answer in ((1, 39), (1, 0), (300, 0), (876, 1600), (876.0, 160), (True, 160)):
        said = check("row.zeros_at_both_ends", answer).paragraphs[0]
        assert "several numbers came instead" in said
        assert "1.5, not 1,5" in said


def test_nobody_hears_of_a_tuple():
    for question in QUESTIONS.values():
        for answer in (
            (),
            (1, 2),
            (1, 2, 3, 4, 5),
            ("a", "b"),
            ((1, 2), 3),
            "1 2 3 4 5",
            "((1, 2))",
        ):
            assert "tuple" not in repr(check(question.name, answer))


SAID = [
    (ONE, "296 x 296 x 10", r"^Read as 296 × 296 × 10 = 876,160\.$"),
    ("picture.below_429", "5x6", r"^Read as 5 × 6 = 30\.$"),
    ("decision.cross_entropy", "1,39", r"Yours was read as a decimal point: 1\.39\.$"),
    ("network.softmax_twice", "73.1 %", r"^Read as 0\.731: so much is 73\.1 %\.$"),
    ("judge.dogs", "0,67 0,4", r"Yours was read as a decimal point: 0\.67\.$"),
    ("catsdogs.cats_held_out", "3,450", r"parts thousands here: 3450\. If you mean 3\.45, write"),
    ("own.four_times", "1,500", r"parts thousands here: 1500\. If you mean 1\.5, write a point\.$"),
]


@pytest.mark.parametrize(("name", "answer", "says"), SAID, ids=range(len(SAID)))
def test_it_is_said_how_an_answer_was_read(name, answer, says):
    assert re.search(says, check(name, answer).paragraphs[-1])


def test_what_needs_no_word_gets_none():
    for answer in ("876,160", "876 160", "876160"):
        assert check(ONE, answer).paragraphs == (QUESTIONS[ONE].because,)


def test_a_sign_that_stands_apart_begins_a_second_number():
    for text in ("6 -1", "6 +1", "6, -1"):
        said = check("row.zeros_at_both_ends", text).paragraphs[0]
        assert "several numbers came instead" in said
    for text in ("6-1", "6 - 1", "6- 1"):
        assert check("row.zeros_at_both_ends", text).status == "right"


def test_only_a_single_group_of_three_is_in_doubt():
    assert "If you mean 1.234" in check(ONE, "1,234").paragraphs[-1]
    for text in ("1,234,567", "1,234.5", "12,34,567"):
        assert len(check(ONE, text).paragraphs) == 1


def test_a_mark_with_two_meanings_is_no_mistake():
    """Right, or a known mistake, if the comma or the point means the other thing."""
    for name, answer, says in [
        ("decision.cross_entropy", "1,386", "If you mean 1.386, write a point"),
        ("decision.cross_entropy", "-1,386", "If you mean -1.386, write a point"),
        (ONE, "876.160", "If you mean 876160, leave it out"),
        (ONE, "262.848", "If you mean 262848, leave it out"),
    ]:
        feedback = check(name, answer)
        assert feedback.status == "unreadable"
        assert says in feedback.paragraphs[0]
    assert check("decision.cross_entropy", "1.386").status == "right"
    assert check("decision.cross_entropy", "1.396").status == "wrong"


@pytest.mark.parametrize(
    "text", ["0x10", "1_0", "--1", "1e", "12 pixels", "__import__('os')", "1;DROP", "(" * 30, "1½"]
)
def test_what_is_no_number_is_not_made_one(text):
    feedback = check("row.zeros_at_both_ends", text)
    assert feedback.status == "unreadable"
    assert "came instead" in feedback.paragraphs[0]


def test_division_by_zero_and_towers_get_a_sentence():
    for text in ("1/0", "9^99^99", "1e999", "99^99 * 99^99", "1/(2-2)"):
        assert check("row.zeros_at_both_ends", text).status in ("unreadable", "wrong")


# What counts some out of a known total, and the others of them.
OPPOSITES = [
    ("pooling.moved_digit", 16 - 6, "how many of the 16 change"),
    ("judge.recall_of_four", 3 / 33, "that were missed"),
    ("judge.digits_without_a_say", 1797 - 150, "how many have had a say"),
    ("judge.dogs", (2 / 6, 6 / 10), "the shares that went wrong"),
    ("network.softmax_twice", 1 - 0.731, "what the other class gets"),
    ("mnist.moved_before_splitting", 200 - 200, "strangers"),
    ("color.first_dense", 100 - 73.5, "all other layers"),
    ("catsdogs.cats_held_out", 6900 - 0, "cats and dogs"),
    ("own.range", (3, 30), "share of wrong answers"),
]


@pytest.mark.parametrize(("name", "answer", "says"), OPPOSITES, ids=[one[0] for one in OPPOSITES])
def test_counting_the_opposite_is_recognized(name, answer, says):
    feedback = check(name, answer)
    assert feedback.status == "recognized"
    assert says in " ".join(feedback.paragraphs)


def test_a_notebook_says_where_the_answer_goes():
    where = "In the notebook: write your answer in place of the three dots"
    for question in QUESTIONS.values():
        assert "three dots" not in question.asks
        waiting = check(question.name)
        assert where in repr(waiting) and where in waiting._repr_html_()
    assert where not in repr(check(ONE, 3))
