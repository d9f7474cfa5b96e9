"""Questions of chapter 12: a network you can read."""

import math

from cnn_course.exercises.question import Mistake, Question

VALUE, RATE = 6, 0.25

QUESTIONS = (
    Question(
        name="network.all_zeros",
        chapter=12,
        asks=(
            "All weights and biases start at zero, 128 epochs. What is the test accuracy, in "
            "percent? The nearest ten is enough."
        ),
        right=10,
        because=(
            "All maps stay zero, and so do all slopes but those of the last biases. The network "
            "gives the same answer to every picture, and one picture in ten deserves it."
        ),
        mistakes=(
            *(
                Mistake(
                    percent,
                    "You expect the same, only slower. But no step ever tells one weight from "
                    "another: follow the slopes backward, and see what they are multiplied by.",
                )
                for percent in (85, 90, 95)
            ),
            Mistake(
                0,
                "Not quite: it always gives the same answer, and that is right now and then. "
                "How often, with ten digits?",
            ),
            Mistake(50, "There are ten classes, not two: a blind guess is right once in ten."),
        ),
        tolerance=2.5,
    ),
    Question(
        name="network.softmax_twice",
        chapter=12,
        asks=(
            "Probabilities 1 and 0 go through softmax once more. What becomes of the 1? Three "
            "decimals are enough."
        ),
        right=math.e / (math.e + 1),
        because=(
            "e to the 1 is 2.718, e to the 0 is 1, and 2.718 / 3.718 = 0.731. However sure the "
            "network is, the loss never sees more, and never comes near zero."
        ),
        mistakes=(
            Mistake(
                1,
                "Softmax takes numbers as scores. A 1 and a 0 are two scores that lie close "
                "together, so it gives no certainty.",
            ),
            Mistake(
                0.5,
                "Not quite even: e to the 1 is larger than e to the 0.",
            ),
            Mistake(
                1 / (math.e + 1),
                "That is what the other class gets.",
            ),
            Mistake(
                math.e**2 / (math.e**2 + 1),
                "That is for scores that lie 2 apart. Here they are 1 and 0.",
            ),
        ),
        tolerance=0.0006,
    ),
    Question(
        name="network.dropout_off",
        chapter=12,
        asks="Dropout with rate 0.25 gets the number 6. What comes out when the network predicts?",
        right=VALUE,
        because="Dropout is off while predicting: everything passes unchanged.",
        mistakes=(
            Mistake(
                VALUE / (1 - RATE),
                "That is a number that was kept while training, 6 / 0.75. You left dropout on.",
            ),
            Mistake(
                0,
                "That happens to one number in four, while training. You left dropout on.",
            ),
            Mistake(
                VALUE * (1 - RATE),
                "Nothing is shrunk while predicting: numbers were enlarged while training "
                "instead, so that their mean stayed.",
            ),
        ),
    ),
)
