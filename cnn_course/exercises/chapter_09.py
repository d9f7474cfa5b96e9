"""Questions of chapter 9: flatten and connect."""

import math

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size

SIDE = output_size(300, 5)
PIXELS = 300 * 300 * 3
PROBABILITY = 0.25

QUESTIONS = (
    Question(
        name="decision.values_out",
        chapter=9,
        asks=(
            "Ten 5x5 filters slide over a color photograph of 300x300x3, with no padding. How "
            "many numbers come out?"
        ),
        right=SIDE * SIDE * 10,
        because="296 x 296 landings, and ten filters at each.",
        mistakes=(
            Mistake(SIDE * SIDE, "That is one filter's result. There are ten filters."),
            Mistake(
                SIDE * SIDE * 3,
                "You kept the depth at three. The channels are summed; the depth of the result is "
                "the number of filters.",
            ),
            Mistake(
                295 * 295 * 10,
                "You dropped the +1: 300 - 5 is the number of steps, not of landings.",
            ),
            Mistake(PIXELS, "That is how many numbers go in."),
        ),
    ),
    Question(
        name="decision.with_ten_units",
        chapter=9,
        asks=(
            "A fully connected network reads the same 300x300x3 photograph: ten units, then two "
            "outputs, a bias for each of the twelve. How many parameters?"
        ),
        right=PIXELS * 10 + 10 + 10 * 2 + 2,
        because="270,000 x 10 weights and 10 biases, then 10 x 2 weights and 2 biases.",
        mistakes=(
            Mistake(PIXELS * 10 + 10 * 2, "You forgot the twelve biases."),
            Mistake(
                PIXELS * 2 + 2,
                "That is the network with no units between: every number straight to two outputs.",
            ),
            Mistake(
                300 * 300 * 10 + 10 + 10 * 2 + 2,
                "You forgot the three channels: 300 x 300 pixels are 270,000 numbers.",
            ),
            Mistake(PIXELS * 10 + 10, "You left out the second step, from ten units to two."),
        ),
    ),
    Question(
        name="decision.cross_entropy",
        chapter=9,
        asks=(
            "Softmax gives the true class the probability 0.25. What is the cross-entropy? Two "
            "decimals are enough."
        ),
        right=-math.log(PROBABILITY),
        because="Minus the natural logarithm of 0.25.",
        mistakes=(
            Mistake(
                math.log(PROBABILITY),
                "The sign: the logarithm of a number below 1 is negative, a loss is not.",
            ),
            Mistake(
                -math.log10(PROBABILITY), "You used the logarithm to base 10; take the natural one."
            ),
            Mistake(
                -math.log2(PROBABILITY), "You used the logarithm to base 2; take the natural one."
            ),
            Mistake(
                1 - PROBABILITY,
                "That is the missing probability. Cross-entropy is minus its logarithm, which "
                "grows without end as the probability nears 0.",
            ),
        ),
        tolerance=0.006,
    ),
)
