"""Questions of chapter 5: stride."""

import numpy as np

from cnn_course.convolution import slide_1d
from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size

WIDTHS = (27, 28)
ROW, WEIGHTS, STRIDE = np.array([2, 0, 1, 3, 5, 4, 7]), np.array([1, 10]), 2
STRIDED = slide_1d(ROW, WEIGHTS, STRIDE)
DENSE = slide_1d(ROW, WEIGHTS)

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
                'That is half of 11 rounded down. "same" pads until the last odd pixel also gets '
                "its window.",
            ),
            Mistake(
                output_size(11, 3, 2),
                'That is also the count with no padding at all, "valid".',
            ),
        ),
    ),
    Question(
        name="stride.write_the_loop",
        chapter=5,
        asks=(
            "Write `my_slide(row, weights, stride)`: the window moves `stride` places at a time. "
            "Replace the three dots, then run the cell."
        ),
        right=STRIDED,
        because="Your loop and the course's loop agree on seven numbers, two weights, steps of 2.",
        inputs=(ROW, WEIGHTS, STRIDE),
        mistakes=(
            Mistake(
                DENSE[: len(STRIDED)],
                "The loop makes the right number of landings, but each window starts only one "
                "place after the one before: the stride is in the loop and not in the index. "
                "Landing number x starts at x * stride.",
            ),
            Mistake(
                DENSE,
                "The stride is ignored: these are the results in steps of 1.",
            ),
            Mistake(
                STRIDED[:-1],
                "The last landing is missing: the +1 is dropped.",
            ),
        ),
    ),
)
