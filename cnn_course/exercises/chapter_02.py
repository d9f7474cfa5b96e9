"""Questions of chapter 2: a weight slides along a row."""

import numpy as np

from cnn_course.convolution import slide_1d
from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size

ROW, WEIGHTS = np.array([2, 0, 1, 3]), np.array([1, 10])
LONG_ROW = np.array([2, 0, 1, 3, 5, 4])
CASES = (
    (LONG_ROW, WEIGHTS),
    (LONG_ROW, np.array([1, 10, 100])),
    (ROW, np.array([3])),
    (ROW, np.array([-1, 0.5])),
)


def _past_the_end(row, weights):
    """One landing more, on zeros that are not there."""
    return slide_1d(np.append(row, 0), weights)


def _standing_still(row, weights):
    return np.full(len(slide_1d(row, weights)), slide_1d(row, weights)[0])


QUESTIONS = (
    Question(
        name="row.zeros_at_both_ends",
        chapter=2,
        asks=(
            "A row has 4 columns. You put one zero at each end and slide two weights along it. "
            "How many results are there?"
        ),
        right=output_size(4, 2, padding=1),
        because="The row is six places long now, and a window of two lands on five of them.",
        mistakes=(
            Mistake(
                4,
                "Four is the number of columns you started with. The two zeros lengthen the row "
                "to six places, and a window of two still cannot hang over the end: count its "
                "landings on six places.",
            ),
            Mistake(
                4 + 1 + 1,
                "Six is the length of the row with its zeros. The window is two wide, so it "
                "cannot start on the last place.",
            ),
            Mistake(
                output_size(4, 2),
                "That is the number of results without the zeros. Count again on the longer row.",
            ),
        ),
    ),
    Question(
        name="row.by_hand",
        chapter=2,
        asks=(
            "Slide the weights (1, 10) along the row (2, 0, 1, 3), with no zeros added. Write the "
            "three results in order."
        ),
        right=tuple(slide_1d(ROW, WEIGHTS).tolist()),
        because="Each result is the left number plus ten times the right one.",
        mistakes=(
            Mistake(
                tuple(slide_1d(ROW, WEIGHTS[::-1]).tolist()),
                "You turned the weights round. The first weight meets the left number of the "
                "window, the second weight the right one.",
            ),
            Mistake(
                tuple(slide_1d(ROW, [1, 1]).tolist()),
                "You added the two numbers of each window. Multiply each by its weight first.",
            ),
            Mistake(
                tuple(slide_1d(10 * ROW, [1, 1]).tolist()),
                "You multiplied both numbers by ten. The left number has weight 1.",
            ),
        ),
    ),
    Question(
        name="row.write_the_loop",
        chapter=2,
        asks=(
            "Write `my_slide(row, weights)`: it moves the window one place at a time and returns "
            "the list of sums."
        ),
        right=slide_1d,
        because="Your loop and the course's loop agree on rows and weights of several lengths.",
        cases=CASES,
        mistakes=(
            Mistake(
                lambda row, weights: slide_1d(row, weights)[:-1],
                "The last landing is missing: this is the dropped +1. Six numbers and two weights "
                "have landings at 0, 1, 2, 3 and 4, so the loop runs five times: 6 - 2 + 1.",
            ),
            Mistake(
                _past_the_end,
                "One landing too many: on the last one the window hangs over the end of the row.",
            ),
            Mistake(
                lambda row, weights: slide_1d(row, weights[::-1]),
                "The weights are turned round: the first weight belongs to the left number.",
            ),
            Mistake(
                lambda row, weights: slide_1d(row, np.ones(len(weights), int)),
                "You summed the window without its weights. Multiply each number by its weight "
                "first.",
            ),
            Mistake(
                _standing_still,
                "Every result is that of the first landing: the window does not move. Its start "
                "must depend on the loop's counter.",
            ),
        ),
    ),
)
