"""Questions of chapter 1: a picture is a matrix."""

import numpy as np

from cnn_course.exercises.question import Mistake, Question

SHAPE = (6, 6, 3)
ROW, COLUMN, CHANNEL = PLACE = (2, 1, 1)
FLAT = int(np.ravel_multi_index(PLACE, SHAPE))

CHANNELS_FIRST = np.arange(24).reshape(3, 2, 4)

QUESTIONS = (
    Question(
        name="pixels.flat_place",
        chapter=1,
        asks=(
            "A picture of 6 rows, 6 columns and 3 channels is flattened row by row. At which "
            "place of the long line does the number at [2, 1, 1] land? Places count from 0."
        ),
        right=FLAT,
        because=(
            "Two full rows come first, 2 x 18 numbers, then one full pixel, 3 numbers, then one "
            "channel: 36 + 3 + 1."
        ),
        mistakes=(
            Mistake(
                ROW * 6 + COLUMN,
                "You counted one number for each pixel. Here every pixel brings three, one a "
                "channel, and they stand side by side.",
            ),
            Mistake(
                int(np.ravel_multi_index((CHANNEL, ROW, COLUMN), (3, 6, 6))),
                "You laid down all of the first channel, then all of the second. Flattening keeps "
                "the three numbers of one pixel together: channels change fastest.",
            ),
            Mistake(
                (COLUMN * 6 + ROW) * 3 + CHANNEL,
                "You went down the columns. Row by row means: finish a row before you start the "
                "next.",
            ),
            Mistake(FLAT + 1, "You counted from 1. The first place is number 0."),
        ),
    ),
    Question(
        name="pixels.photo_numbers",
        chapter=1,
        asks="A color photograph has 300 rows and 451 columns. How many numbers is it?",
        right=300 * 451 * 3,
        because="300 x 451 pixels, and three numbers for each.",
        mistakes=(
            Mistake(300 * 451, "That is the number of pixels. A color pixel is three numbers."),
            Mistake(
                300 + 451 + 3,
                "You added the three sizes. Every row has 451 pixels, so the sizes multiply.",
            ),
        ),
    ),
    Question(
        name="pixels.channels_last",
        chapter=1,
        asks=(
            "`stored` has shape (3, 2, 4): three channels, each of 2 rows and 4 columns. Make the "
            "array of shape (2, 4, 3) in which the three numbers of one pixel stand together."
        ),
        right=np.moveaxis(CHANNELS_FIRST, 0, -1),
        because="The channel axis moved to the end, and every pixel kept its own three numbers.",
        mistakes=(
            Mistake(
                CHANNELS_FIRST.reshape(2, 4, 3),
                "The shape is right, the pixels are not. `reshape` reads the numbers in their "
                "old order and cuts them into new rows; it mixed neighbors into one pixel. The "
                "axis has to move: look at `np.moveaxis`.",
            ),
            Mistake(
                CHANNELS_FIRST.T,
                "The channels are last now, but rows and columns changed places as well: `.T` "
                "turns all axes round. Move the channel axis alone.",
            ),
            Mistake(
                CHANNELS_FIRST,
                "This is the array as it was stored: the channels still come first.",
            ),
        ),
    ),
)
