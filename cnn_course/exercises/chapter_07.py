"""Questions of chapter 7: stacking layers."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import receptive_field

SUM, BIAS = -4, 1
STRIDED = [(3, 2), (3, 1)]
DILATED = (3, 1, 2)

QUESTIONS = (
    Question(
        name="layers.pixels_seen",
        chapter=7,
        asks=(
            "First a 5x5 filter in steps of 1. Then a layer that keeps the largest value of each "
            "2x2 block. One of those largest values depends on a square of pixels of the picture: "
            "how many pixels wide is it?"
        ),
        right=receptive_field([(5, 1), (2, 2)]),
        because="Two neighboring windows, each 5 wide, one pixel apart: together 6.",
        mistakes=(
            Mistake(
                receptive_field([(5, 1)]),
                "Five is what one value of the first layer sees. The 2x2 block reaches over two "
                "such values side by side.",
            ),
            Mistake(
                5 * 2,
                "You multiplied. The two windows overlap: the second begins one pixel after the "
                "first, not five.",
            ),
            Mistake(
                receptive_field([(5, 1), (3, 1)]),
                "You counted the step of the 2x2 block as well. It moves the next block on; "
                "within one block there are two values side by side, one pixel apart.",
            ),
            Mistake(
                receptive_field([(5, 1), (2, 2)]) ** 2,
                "That is the number of pixels in the square. Its width is asked.",
            ),
            Mistake(
                300,
                "Only a fully connected layer sees the whole picture at once. Each value here "
                "looks at a small square.",
            ),
        ),
    ),
    Question(
        name="layers.after_a_stride",
        chapter=7,
        asks=(
            "A 3x3 layer with stride 2, and after it a 3x3 layer with stride 1. How many pixels "
            "wide is the square that one value of the second layer sees?"
        ),
        right=receptive_field(STRIDED),
        because="3 pixels for the first layer, then two steps of 2 pixels each: 3 + 2 x 2.",
        mistakes=(
            Mistake(
                receptive_field([(3, 1), (3, 1)]),
                "You ignored the stride. Neighboring values of the first layer stand two pixels "
                "apart, so each further weight of the second layer reaches two pixels on.",
            ),
            Mistake(
                3 + 3 * 2,
                "A kernel of three takes two steps from its first weight to its last, not three. "
                "(Multiplying 3 by 3 gives this number too, and is no better: windows overlap.)",
            ),
            Mistake(3 + 3, "You added the widths. Count the steps from weight to weight."),
        ),
    ),
    Question(
        name="layers.bias_and_relu",
        chapter=7,
        asks="The products of a window sum to -4, the bias is 1. What does ReLU make of it?",
        right=max(0, SUM + BIAS),
        because="-4 + 1 = -3, and ReLU turns every negative number into 0.",
        mistakes=(
            Mistake(SUM + BIAS, "You added the bias and stopped. ReLU has not been applied yet."),
            Mistake(
                max(0, SUM) + BIAS,
                "You applied ReLU first and added the bias after. The bias belongs to the sum.",
            ),
            Mistake(
                abs(SUM + BIAS),
                "You took the size without the sign. ReLU does not turn negative numbers "
                "positive; it cuts them off.",
            ),
        ),
    ),
    Question(
        name="layers.holes",
        chapter=7,
        asks=(
            "A 3x3 kernel is spread out with one hole between neighboring weights (dilation 2). "
            "How many pixels wide is the square it covers?"
        ),
        right=receptive_field([DILATED]),
        because="weight, hole, weight, hole, weight: five places, still nine weights.",
        mistakes=(
            Mistake(3, "Three is its number of weights. The holes take up room as well."),
            Mistake(
                3 * 2,
                "You gave every weight a hole. There are holes only between weights: two of them.",
            ),
        ),
    ),
)
