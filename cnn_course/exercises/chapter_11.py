"""Questions of chapter 11: shared weights learn."""

import numpy as np

from cnn_course.convolution import slide_1d
from cnn_course.exercises.question import Mistake, Question

ROW, ARRIVING = np.array([1, 2, 4, 3]), np.array([1, 0, 2])
WEIGHTS, SLOPES = np.array([1, 10]), np.array([2, 1, 3])
CASES = (
    (np.array([2, 5, 1, 3, 0]), np.array([1, 0, 2, -1])),
    (np.array([1, 2, 4, 3, 6]), np.array([3, -1, 2])),
    (np.array([4, 1, 3]), np.array([2])),
)


def _first_position(row, arriving):
    return arriving[0] * row[: len(row) - len(arriving) + 1]


def _mean(row, arriving):
    return slide_1d(row, arriving) / len(arriving)


def _flipped(row, arriving):
    return slide_1d(row, arriving[::-1])


def _backward_order(row, arriving):
    return slide_1d(row, arriving)[::-1]


def _arriving_ignored(row, arriving):
    return slide_1d(row, np.ones(len(arriving)))


QUESTIONS = (
    Question(
        name="shared.two_slopes",
        chapter=11,
        asks=(
            "The row is (1, 2, 4, 3), the arriving slopes are (1, 0, 2). Write the slopes of the "
            "two shared weights in order."
        ),
        right=tuple(slide_1d(ROW, ARRIVING).tolist()),
        because="1 x 1 + 0 x 2 + 2 x 4 for the first weight, 1 x 2 + 0 x 4 + 2 x 3 for the second.",
        mistakes=(
            Mistake(
                (8, 9),
                "You exchanged the two. The first weight meets the pixels 1, 2, 4, the second "
                "one 2, 4, 3. The half turn belongs to the slopes of the picture, not to these.",
            ),
            Mistake(
                (int(ROW[:3].sum()), int(ROW[1:].sum())),
                "You added up the pixels that each weight meets, and ignored the arriving slopes.",
            ),
            Mistake(
                tuple(ROW[:2].tolist()),
                "You took the first position only. The weights are shared: add up over all three "
                "landings.",
            ),
            Mistake(
                tuple((slide_1d(ROW, ARRIVING) / 3).tolist()),
                "You took the mean over the landings. Each landing moves the loss by itself: it "
                "is a sum.",
            ),
        ),
        tolerance=1e-6,
    ),
    Question(
        name="shared.back_to_pixels",
        chapter=11,
        asks=(
            "A row of four pixels, weights (1, 10), arriving slopes (2, 1, 3). Write the slope of "
            "each of the four pixels in order."
        ),
        right=tuple(slide_1d(SLOPES, WEIGHTS[::-1], padding=1).tolist()),
        because="2 x 1, then 2 x 10 + 1 x 1, then 1 x 10 + 3 x 1, then 3 x 10.",
        mistakes=(
            Mistake(
                tuple(slide_1d(SLOPES, WEIGHTS, padding=1).tolist()),
                "You forgot the half turn. Pixel 0 was met by the first weight alone, at the "
                "first landing: its slope is 2 x 1.",
            ),
            Mistake(
                (2, 1, 3, 0),
                "You passed the slopes on as they came. Each one is multiplied by the weight "
                "that met the pixel.",
            ),
            Mistake(
                (2, 1, 3, 30),
                "You used one weight a pixel. The inner pixels were met by both weights, at two "
                "landings: add the two up.",
            ),
            Mistake(
                tuple(slide_1d(SLOPES, WEIGHTS[::-1], padding=1)[::-1].tolist()),
                "These are the right numbers in reverse order. Turn the weights, not the result.",
            ),
            Mistake(
                (2, 21, 13, 3),
                "The last pixel was met by the second weight, at the last landing.",
            ),
            Mistake(
                (22, 22, 22, 22),
                "Every landing sends its slope to the two pixels under its window, not to all.",
            ),
        ),
    ),
    Question(
        name="shared.winner",
        chapter=11,
        asks=(
            "Max pooling 2x2 on [[4, 1, 0, 3], [2, 2, 9, 5]], and (12, 20) arrives. Write the "
            "slopes that go back, as an array of two rows."
        ),
        right=np.array([[12, 0, 0, 0], [0, 0, 20, 0]]),
        because="4 and 9 made the two results. The others could move a little, unnoticed.",
        mistakes=(
            Mistake(
                np.array([[3, 3, 5, 5], [3, 3, 5, 5]]),
                "You shared each slope evenly. That is what average pooling does. Here the "
                "winner takes it all.",
            ),
            Mistake(
                np.array([[12, 12, 20, 20], [12, 12, 20, 20]]),
                "You gave the slope to every pixel of the window. Only the largest one made the "
                "result.",
            ),
            Mistake(
                np.array([[48, 0, 0, 0], [0, 0, 180, 0]]),
                "You multiplied by the winning pixel. When the winner moves a little, the "
                "maximum moves as much: the slope passes unchanged.",
            ),
            Mistake(
                np.array([[1, 0, 0, 0], [0, 0, 1, 0]]),
                "These are the right places. What goes back is the slope that arrived, 12 and 20.",
            ),
            Mistake(
                np.array([[4, 0, 0, 0], [0, 0, 9, 0]]),
                "These are the right places, with the winners in them. What goes back is the "
                "slope that arrived, 12 and 20.",
            ),
            Mistake(
                np.array([[20, 0, 0, 0], [0, 0, 12, 0]]),
                "You exchanged the two slopes: 12 belongs to the window on the left.",
            ),
        ),
    ),
    Question(
        name="shared.write_the_sum",
        chapter=11,
        asks=(
            "Write a function of (row, arriving) that gives back the slope of each shared weight."
        ),
        right=slide_1d,
        because="For each weight the sum, over all landings, of pixel met times slope arrived.",
        mistakes=(
            Mistake(
                _first_position,
                "You took the first landing only. The weights are shared: sum over all landings.",
            ),
            Mistake(_mean, "You divided by the number of landings. It is a sum, not a mean."),
            Mistake(
                _flipped,
                "You turned the arriving slopes around. For the slopes of the weights nothing "
                "is turned.",
            ),
            Mistake(
                _backward_order,
                "The slopes are right, and in the wrong order: the first weight comes first.",
            ),
            Mistake(
                _arriving_ignored,
                "You added up the pixels met and left the arriving slopes out.",
            ),
        ),
        tolerance=1e-9,
        cases=CASES,
    ),
)
