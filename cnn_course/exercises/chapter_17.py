"""Questions of chapter 17: what the network sees."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size, receptive_field

STACK = [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]
PICTURE = 32
# Every stride taken as 1; and the pools' own width left out, their stride kept.
STRIDES_FORGOTTEN = receptive_field([(kernel, 1) for kernel, _ in STACK])
POOLS_FORGOTTEN = receptive_field([(3, 1), (3, 1), (3, 1)])
POOLS_ONLY_STRIDE = receptive_field([(3, 1), (1, 2), (3, 1), (1, 2), (3, 1)])

SIDE, PATCH, STRIDE = 40, 8, 4
PLACES = output_size(SIDE, PATCH, STRIDE)

ROWS, COLUMNS, WEIGHT = 4, 4, 0.8

A, B = (1, 3, 0, 2), (4, 1, 1, 0)
TWICE, MINUS = 2, -1


def _summed(first, second, cut=True):
    """Two maps, row after row, times a weight each; below zero is cut off."""
    sums = [first * a + second * b for a, b in zip(A, B)]
    return tuple(max(value, 0) if cut else value for value in sums)


QUESTIONS = (
    Question(
        name="insight.pixels_seen",
        chapter=17,
        asks=(
            "Convolution 3x3, pooling 2x2 in steps of 2, convolution 3x3, pooling 2x2 in steps of "
            "2, convolution 3x3, on pictures of 32x32 pixels. One value of the last convolution "
            "depends on a square of pixels: how many pixels wide is it?"
        ),
        right=receptive_field(STACK),
        because=(
            "1 + 2 for the first convolution, + 1 for the first pooling; then steps are 2 long: "
            "+ 4 and + 2; then 4 long: + 8. Together 18."
        ),
        mistakes=(
            Mistake(
                STRIDES_FORGOTTEN,
                "You forgot the strides. After the first pooling, neighboring values stand two "
                "pixels apart, after the second four: each later step reaches further.",
            ),
            Mistake(
                POOLS_FORGOTTEN,
                "You forgot the pooling layers. They look at two values side by side, and make "
                "every later step longer.",
            ),
            Mistake(
                POOLS_ONLY_STRIDE,
                "You took the strides of the pooling layers and left out that each of them also "
                "looks at two values side by side.",
            ),
            Mistake(
                PICTURE,
                "That is the whole picture. Only the dense layer after the last convolution "
                "sees all of it. Begin with 1 pixel and go through the layers.",
            ),
            Mistake(
                receptive_field(STACK) ** 2,
                "That is the number of pixels in the square. Its width is asked.",
            ),
        ),
    ),
    Question(
        name="insight.predictions_needed",
        chapter=17,
        asks=(
            f"A picture of {SIDE}x{SIDE} pixels, a patch of {PATCH}x{PATCH} that moves in steps of "
            f"{STRIDE}. For the map you compare each covered picture with the whole one. How many "
            f"pictures does the model have to predict?"
        ),
        right=PLACES**2 + 1,
        because="The patch lands (40 - 8) / 4 + 1 = 9 times each way: 81 copies, and the whole one.",
        mistakes=(
            Mistake(
                PLACES**2,
                "That is all covered copies. They are compared with something.",
            ),
            Mistake(
                (PLACES - 1) ** 2 + 1,
                "You dropped the +1 of the landings: the patch also lands at its first place.",
            ),
            Mistake(
                (SIDE // STRIDE) ** 2 + 1,
                "At the last of these places the patch hangs over the border. Count its landings "
                "as those of a kernel.",
            ),
            Mistake(
                (SIDE // PATCH) ** 2 + 1,
                "That is so when patches stand side by side. These move in shorter steps.",
            ),
            Mistake(PLACES + 1, "You counted one row of places. There are as many rows."),
        ),
    ),
    Question(
        name="insight.slope_of_a_place",
        chapter=17,
        asks=(
            f"The last maps have {ROWS}x{COLUMNS} values each. Each map is averaged to one number, "
            f"and the score of a class is the sum of these numbers times weights. The weight of "
            f"map 5 is {WEIGHT}. By how much does the score rise when ONE value of map 5 rises "
            f"by 1?"
        ),
        right=WEIGHT / (ROWS * COLUMNS),
        because=(
            "The mean of 16 values rises by 1/16, and the score by 0.8 times that. The slope is "
            "the same at every place."
        ),
        mistakes=(
            Mistake(
                WEIGHT,
                "So it is when the mean rises by 1. One value of many rises: by how much does "
                "the mean?",
            ),
            Mistake(
                WEIGHT / ROWS,
                "You divided by the width of the map. A mean is taken over all of its values.",
            ),
            Mistake(
                WEIGHT * ROWS * COLUMNS,
                "You multiplied by the number of values. One value alone moves the mean less, "
                "not more.",
            ),
            Mistake(
                1 / (ROWS * COLUMNS),
                "So much does the mean rise. The score has a weight for it.",
            ),
        ),
        tolerance=0.0006,
    ),
    Question(
        name="insight.grad_cam_by_hand",
        chapter=17,
        asks=(
            "Two maps of 2x2 values, row after row: A = 1, 3, 0, 2 and B = 4, 1, 1, 0. Their mean "
            "slopes are 2 and -1. Write the four values of the Grad-CAM map, row after row."
        ),
        right=_summed(TWICE, MINUS),
        because="2A - B is -2, 5, -1, 4, and what is below zero is cut off.",
        mistakes=(
            Mistake(
                _summed(TWICE, MINUS, cut=False),
                "The sums are right. What speaks against the class is not shown: there is one "
                "more step.",
            ),
            Mistake(
                _summed(TWICE, 0),
                "You cut each map before you summed. B speaks against the class: let it, and "
                "cut off at the end.",
            ),
            Mistake(
                _summed(TWICE, -MINUS),
                "You dropped the sign of the slope of B. It takes away, it does not add.",
            ),
            Mistake(
                _summed(1, 1),
                "You summed the maps without their weights.",
            ),
            Mistake(
                _summed(MINUS, TWICE),
                "You gave each map the slope of the other.",
            ),
        ),
    ),
)
