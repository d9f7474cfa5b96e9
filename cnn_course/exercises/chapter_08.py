"""Questions of chapter 8: pooling."""

import numpy as np

from cnn_course.exercises.question import Mistake, Question
from cnn_course.pooling import pool2d

# Digit 1502 of scikit-learn's digits; a test holds it equal to the data set.
FOUR = np.array(
    [
        [0, 0, 0, 7, 13, 0, 0, 0],
        [0, 0, 0, 14, 6, 0, 0, 0],
        [0, 0, 10, 10, 2, 6, 0, 0],
        [0, 3, 16, 3, 9, 13, 2, 0],
        [0, 11, 12, 6, 14, 16, 10, 0],
        [0, 11, 16, 16, 16, 10, 3, 0],
        [0, 2, 8, 10, 16, 1, 0, 0],
        [0, 0, 0, 9, 13, 0, 0, 0],
    ]
)
MOVED = np.pad(FOUR, ((0, 0), (1, 0)))[:, :-1]

HAND = np.array([[1, 3, 2, 0], [5, 7, 4, 6], [8, 0, 1, 9], [2, 4, 3, 5]])
ODD = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 10]])

# How many of the 16 stay the same when the digit moves.
STAY = pool2d(FOUR) == pool2d(MOVED)

QUESTIONS = (
    Question(
        name="pooling.moved_digit",
        chapter=8,
        asks=(
            "Digit 1502 moves one pixel to the right. Before and after, 2x2 max pooling makes 16 "
            "numbers of it. How many of the 16 stay the same?"
        ),
        right=int(STAY.sum()),
        because=(
            "Where the winner stayed and nothing larger came in, or paper met paper. The other ten "
            "changed: pooling tolerates some movement, it does not cancel it."
        ),
        mistakes=(
            Mistake(
                16,
                'You took pooling to be "invariant". A winner that stood at the right edge of its '
                "block has left it.",
            ),
            Mistake(
                0,
                "You took everything to move. A winner at the left edge of its block is still in "
                "the same block after one step.",
            ),
            Mistake(
                int((~STAY).sum()),
                "That is how many of the 16 change. The question asks how many stay the same.",
            ),
        ),
    ),
    Question(
        name="pooling.by_hand",
        chapter=8,
        asks=(
            "Max pooling, 2x2, of [[1, 3, 2, 0], [5, 7, 4, 6], [8, 0, 1, 9], [2, 4, 3, 5]]. Write "
            "the result as [[., .], [., .]]."
        ),
        right=pool2d(HAND),
        because="The largest number of each of the four blocks.",
        mistakes=(
            Mistake(
                pool2d(HAND, how="average"),
                "These are the averages of the blocks. Max pooling keeps the largest number.",
            ),
            Mistake(
                pool2d(HAND, stride=1),
                "You moved one step at a time. Blocks of pooling stand side by side: the stride "
                "is the size of the block unless it is given.",
            ),
            Mistake(HAND[::2, ::2], "You kept the upper left number of each block."),
        ),
    ),
    Question(
        name="pooling.average_at_the_border",
        chapter=8,
        asks=(
            'Average pooling, 2x2, padding "same", of [[1, 2, 3], [4, 5, 6], [7, 8, 10]]. The last '
            "window holds the pixel 10 and three padded places. Which number does it give, by "
            "Keras's custom?"
        ),
        right=float(pool2d(ODD, padding="same", how="average")[-1, -1]),
        because="There is one real pixel in the window, and the average divides by one.",
        mistakes=(
            Mistake(
                10 / 4,
                "You averaged over the zeros as well, as PyTorch does unless it is told not to. By "
                "Keras's custom they are no pixels: the average divides by the real ones only.",
            ),
            Mistake(
                float(ODD[1:, 1:].mean()),
                "That is the window one step earlier. Blocks stand side by side: the last one "
                "starts at row 2, column 2.",
            ),
        ),
    ),
)
