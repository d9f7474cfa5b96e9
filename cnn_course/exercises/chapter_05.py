"""Questions of chapter 5: stride."""

import numpy as np

from cnn_course.convolution import slide_1d
from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size

WIDTHS = (27, 28)
ROW = np.array([2, 0, 1, 3, 5, 4, 7])
PAIR, TRIPLE = np.array([1, 10]), np.array([1, 10, 100])
# With and without pixels left over at the end.
CASES = ((ROW, PAIR, 2), (ROW, TRIPLE, 2), (ROW[:6], TRIPLE, 3), (ROW, TRIPLE, 1))


def _not_in_the_index(row, weights, stride):
    """The right number of landings, each one place after the last."""
    return slide_1d(row, weights)[: output_size(len(row), len(weights), stride)]


def _ending_early(row, weights, stride):
    """A range that stops before its last start: range(0, n - k, stride)."""
    starts = range(0, len(row) - len(weights), stride)
    return slide_1d(row, weights)[list(starts)] if starts else np.zeros(0)


QUESTIONS = (
    Question(
        name="stride.two_widths",
        chapter=5,
        asks=(
            "A kernel 5 wide moves in steps of 2, with no padding. Write the number of landings "
            "on a row of (27, 28) pixels."
        ),
        right=tuple(output_size(width, 5, 2) for width in WIDTHS),
        because=(
            "The last start is at 22 on the first row and would be at 23 on the second, but a "
            "step of 2 from 0 never reaches 23. Starts 0, 2, ..., 22: twelve."
        ),
        mistakes=(
            Mistake(
                tuple((width - 5) // 2 for width in WIDTHS),
                "You dropped the +1: you counted the steps. There is one more landing than there "
                "are steps.",
            ),
            Mistake(
                tuple(-(-(width - 5) // 2) + 1 for width in WIDTHS),
                "You rounded up. On the row of 28 the last window would hang over the end, so "
                "that landing does not happen: the floor, not the ceiling.",
            ),
            Mistake(
                tuple(output_size(width, 5) for width in WIDTHS),
                "You ignored the stride: these are the landings in steps of 1.",
            ),
            Mistake(
                tuple((width - 5) / 2 + 1 for width in WIDTHS),
                "You left out the floor. There is no half landing: a step that does not fit "
                "whole is not taken.",
            ),
        ),
    ),
    Question(
        name="stride.padding_twice",
        chapter=5,
        asks="A row of 30 pixels, 5 weights, 4 zeros at each end, steps of 2: how many landings?",
        right=output_size(30, 5, 2, padding=4),
        because="30 + 4 + 4 - 5 = 33 places to move, 16 whole steps of 2, and the first landing.",
        mistakes=(
            Mistake(
                (30 + 4 - 5) // 2 + 1,
                "You counted the padding once. There are 4 zeros at each end: 8 in all.",
            ),
            Mistake((30 + 8 - 5) // 2, "You dropped the +1: the first landing needs no step."),
            Mistake(
                -(-(30 + 8 - 5) // 2) + 1,
                "You rounded up. Half a step is no landing: the floor, not the ceiling.",
            ),
            Mistake(
                (30 + 8 - 5) / 2 + 1,
                "You left out the floor. A step that does not fit whole is not taken.",
            ),
            Mistake(output_size(30, 5, 2), "You left the zeros out."),
            Mistake(output_size(30, 5, 1, padding=4), "You ignored the stride."),
        ),
    ),
    Question(
        name="stride.same_at_two",
        chapter=5,
        asks=(
            'A row of 11 pixels, 3 weights, steps of 2, padding "same". How many results are there?'
        ),
        right=output_size(11, 3, 2, padding="same"),
        because="Half of 11, rounded up.",
        mistakes=(
            Mistake(
                11,
                'You took "same" to keep the size. It does so at stride 1 only; at stride 2 it '
                "keeps one start in every two.",
            ),
            Mistake(
                11 // 2,
                'That is half of 11 rounded down. "same" puts a window around every second pixel, '
                "and with 11 of them the first and the last are both among these.",
            ),
            Mistake(
                output_size(11, 3, 2),
                'That is also the count with no padding at all, "valid".',
            ),
            Mistake(11 / 2, "Half of 11 has to be rounded, and here it is rounded up."),
        ),
    ),
    Question(
        name="stride.write_the_loop",
        chapter=5,
        asks=(
            "Write `my_slide(row, weights, stride)`: the window moves `stride` places at a time, "
            "and the function returns the list of sums."
        ),
        right=slide_1d,
        because="Your loop and the course's loop agree, for several widths and strides.",
        cases=CASES,
        mistakes=(
            Mistake(
                _not_in_the_index,
                "The loop makes the right number of landings, but each window starts only one "
                "place after the one before: the stride is in the loop and not in the index. "
                "Landing number x starts at x * stride.",
            ),
            Mistake(
                lambda row, weights, stride: slide_1d(row, weights),
                "The stride is ignored: these are the results in steps of 1.",
            ),
            Mistake(
                lambda row, weights, stride: slide_1d(row, weights, stride)[:-1],
                "The last landing is missing: the +1 is dropped.",
            ),
            Mistake(
                _ending_early,
                "The last landing is missing where the steps come out even. A `range` stops "
                "before its end: it has to end at n - k + 1, so that n - k is still a start.",
            ),
            Mistake(
                lambda row, weights, stride: slide_1d(row, weights, 2),
                "It steps by 2 whatever is asked. Use the argument `stride`.",
            ),
        ),
    ),
)
