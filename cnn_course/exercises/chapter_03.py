"""Questions of chapter 3: a weight slides over a picture."""

import numpy as np

from cnn_course import kernels
from cnn_course.convolution import slide_2d
from cnn_course.data.drawn import make_six_by_six
from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size

EXAMPLE = make_six_by_six()
RESULT = slide_2d(EXAMPLE, kernels.EXAMPLE)

SMALL = np.array([[1, 2], [3, 4]])
TURNABLE = np.array([[0, 1], [2, 5]])


def _one(kernel, flip=False):
    return int(slide_2d(SMALL, kernel, flip=flip)[0, 0])


QUESTIONS = (
    Question(
        name="picture.below_429",
        chapter=3,
        asks=(
            "The first result of the 6x6 example is 429. Which value stands right below it? Work "
            "it out by hand: five products and their sum."
        ),
        right=int(RESULT[1, 0]),
        because="The window moved one row down: 55 + 75 + 24 + 3 + 104.",
        mistakes=(
            Mistake(
                int(RESULT[0, 1]),
                "You moved the window one column to the right. Below means one row down, in the "
                "same columns.",
            ),
            Mistake(
                int(RESULT[2, 0]),
                "You moved two rows down. The next landing is only one row further.",
            ),
            Mistake(
                int(slide_2d(EXAMPLE, np.ones((3, 3), int))[1, 0]),
                "You summed all nine numbers of the window. The kernel has four zeros: those "
                "numbers do not count.",
            ),
        ),
    ),
    Question(
        name="picture.result_shape",
        chapter=3,
        asks=(
            "A kernel of 2 rows and 3 columns slides over a picture of 6 rows and 8 columns. "
            "Write (rows, columns) of the result."
        ),
        right=output_size((6, 8), (2, 3)),
        because="Down: 6 - 2 + 1. Across: 8 - 3 + 1.",
        mistakes=(
            Mistake(
                (4, 5),
                "You dropped the +1. The first landing, at the very start, counts as well.",
            ),
            Mistake(
                output_size((6, 8), (3, 2)),
                "You took the kernel's columns for its rows. It is 2 high and 3 wide.",
            ),
            Mistake(
                output_size((6, 8), (2, 3))[::-1],
                "Rows come first, then columns.",
            ),
            Mistake((6, 8), "The kernel cannot hang over the border, so the result is smaller."),
        ),
    ),
    Question(
        name="picture.not_turned",
        chapter=3,
        asks=(
            "The picture is [[1, 2], [3, 4]], the kernel [[0, 1], [2, 5]]. It fits in one place. "
            "Which number does `slide_2d` give, the way networks do it?"
        ),
        right=_one(TURNABLE),
        because="The kernel lies on the picture as it is: 0*1 + 1*2 + 2*3 + 5*4.",
        mistakes=(
            Mistake(
                _one(TURNABLE, flip=True),
                "You gave the kernel a half turn first. That is the convolution of mathematics. "
                "Networks lay the kernel on as it is: cross-correlation.",
            ),
            Mistake(
                _one(TURNABLE.T),
                "You exchanged the kernel's rows and columns. Its first row is (0, 1).",
            ),
            Mistake(
                int(SMALL.sum()),
                "You summed the picture. Multiply each pixel by the weight that lies on it first.",
            ),
        ),
    ),
    Question(
        name="picture.turned",
        chapter=3,
        asks=(
            "The same picture [[1, 2], [3, 4]] and kernel [[0, 1], [2, 5]], but now the "
            "convolution of mathematics, `flip=True`. Which number comes out?"
        ),
        right=_one(TURNABLE, flip=True),
        because="After a half turn the kernel is [[5, 2], [1, 0]]: 5*1 + 2*2 + 1*3 + 0*4.",
        mistakes=(
            Mistake(
                _one(TURNABLE),
                "The kernel is not turned yet: this is cross-correlation. A half turn brings its "
                "last number to the front.",
            ),
            Mistake(
                _one(TURNABLE[:, ::-1]),
                "You exchanged left and right only. A half turn exchanges top and bottom as well.",
            ),
            Mistake(
                _one(TURNABLE[::-1]),
                "You exchanged top and bottom only. A half turn exchanges left and right as well.",
            ),
        ),
    ),
)
