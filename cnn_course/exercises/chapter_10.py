"""Questions of chapter 10: one weight learns."""

import numpy as np

from cnn_course.exercises.question import Mistake, Question

W, X, TARGET, RATE = 1, 2, 0, 0.5
PIXELS, TARGETS = np.array([1, 2, 3]), np.array([1, 5, 2])
ERRORS = W * PIXELS - TARGETS
# First weight, pixel, target, rate, steps.
CASES = ((1.0, 3, 6, 0.05, 3), (0.0, 2, 10, 0.1, 4), (5.0, 1, -1, 0.25, 2))


def _walk(w, pixel, target, rate, steps, turn=-2.0):
    places = []
    for _ in range(steps):
        w = w + turn * rate * (w * pixel - target) * pixel
        places.append(w)
    return np.array(places)


def _wrong_sign(*case):
    return _walk(*case, turn=2.0)


def _lost_the_two(*case):
    return _walk(*case, turn=-1.0)


def _with_the_start(w, pixel, target, rate, steps):
    return np.append(w, _walk(w, pixel, target, rate, steps - 1))


def _start_and_walk(w, *rest):
    return np.append(w, _walk(w, *rest))


def _same_step_again(w, pixel, target, rate, steps):
    return w - 2 * rate * (w * pixel - target) * pixel * np.arange(1, steps + 1)


def _lost_the_pixel(w, pixel, target, rate, steps):
    places = []
    for _ in range(steps):
        w = w - 2 * rate * (w * pixel - target)
        places.append(w)
    return np.array(places)


QUESTIONS = (
    Question(
        name="learning.next_weight",
        chapter=10,
        asks=(
            "The weight is 1, the pixel 2, the target 0, the loss (2w - 0) squared, the learning "
            "rate 0.5. What is the weight after one step?"
        ),
        right=W - RATE * 2 * (W * X - TARGET) * X,
        because=(
            "The error is 2, the slope 2 x 2 x 2 = 8, the step 0.5 x 8 = 4 to the left. It went "
            "past the best weight, 0."
        ),
        mistakes=(
            Mistake(
                W + RATE * 2 * (W * X - TARGET) * X,
                "The sign: you stepped along the slope, uphill. The slope is +8, so go left.",
            ),
            Mistake(
                W - RATE * (W * X - TARGET) * X,
                "You lost a factor of 2. The slope is 2 x error x pixel, and here the error is 2 "
                "and the pixel is 2: 8, not 4.",
            ),
            Mistake(
                0,
                "A step does not land on the target. It goes as far as rate x slope says, "
                "0.5 x 8, wherever that may be.",
            ),
            Mistake(
                W - 2 * (W * X - TARGET) * X,
                "You took the whole slope. The learning rate 0.5 takes half of it.",
            ),
            Mistake(
                W - RATE * 2 * (3 - 6) * 3,
                "You took the pixel 3 and the target 6 of the example before.",
            ),
            Mistake(
                W + RATE * (W * X - TARGET) * X,
                "You stepped uphill, and lost a factor of 2: the slope is +8, so go left.",
            ),
        ),
    ),
    Question(
        name="learning.mean_slope",
        chapter=10,
        asks=(
            "Pixels (1, 2, 3), targets (1, 5, 2), weight 1. The loss is the mean of the three "
            "squared errors. What is its slope?"
        ),
        right=float(np.mean(2 * ERRORS * PIXELS)),
        because="The errors are 0, -3 and 1, the three slopes 0, -12 and 6, their mean -2.",
        mistakes=(
            Mistake(
                float(np.sum(2 * ERRORS * PIXELS)),
                "That is the sum of the three slopes. The loss is a mean, so its slope is one "
                "too: divide by 3. (With a sum, more pixels would mean longer steps.)",
            ),
            Mistake(
                float(np.mean(ERRORS * PIXELS)),
                "You lost the 2 that the square brings: 2 x error x pixel.",
            ),
            Mistake(
                float(np.sum(ERRORS * PIXELS)),
                "You lost the 2 that the square brings, and added up instead of taking the mean.",
            ),
            Mistake(
                float(-np.mean(2 * ERRORS * PIXELS)),
                "The sign: the error is answer minus target, so the second one is 2 - 5 = -3.",
            ),
            Mistake(
                float(np.mean(2 * ERRORS)),
                "You forgot the pixel: where it is 2, the answer moves 2 times as much as the "
                "weight.",
            ),
            Mistake(
                float(2 * np.mean(ERRORS) * np.mean(PIXELS)),
                "You took the means first and multiplied then. Multiply for each pixel, then "
                "take the mean.",
            ),
        ),
        tolerance=0.005,
    ),
    Question(
        name="learning.largest_rate",
        chapter=10,
        asks=(
            "The pixel is 5. Below which learning rate does every step bring the weight nearer "
            "to its best value?"
        ),
        right=1 / 5**2,
        because="1 - 2 x rate x 25 must stay above -1, so rate x 25 below 1: a rate below 0.04.",
        mistakes=(
            Mistake(
                1 / (2 * 5**2),
                "At that rate the very first step lands on the best weight. It may be longer "
                "than that and still end nearer: up to twice as long.",
            ),
            Mistake(
                2 / 5**2,
                "You lost a 2: the distance is multiplied by 1 - 2 x rate x pixel x pixel.",
            ),
            Mistake(1 / 5, "The pixel enters twice: once in the answer, once in the slope."),
            Mistake(
                1 / 3**2,
                "That is the limit for pixel 3. A larger pixel needs a smaller rate.",
            ),
        ),
        tolerance=0.002,
    ),
    Question(
        name="learning.write_the_walk",
        chapter=10,
        asks=(
            "Write a function of (w, pixel, target, rate, steps) that gives back the weights "
            "after each step."
        ),
        right=_walk,
        because="Each step begins where the last one ended, with a slope of its own.",
        mistakes=(
            Mistake(_wrong_sign, "Your weight goes uphill: subtract the step, do not add it."),
            Mistake(_lost_the_two, "You lost the 2: the slope is 2 x error x pixel."),
            Mistake(_lost_the_pixel, "You lost the pixel in the slope: it is 2 x error x pixel."),
            Mistake(
                _with_the_start,
                "Your list begins with the first weight. Asked are the weights after each step.",
            ),
            Mistake(
                _start_and_walk,
                "Your list holds the first weight as well. Asked are the weights after each step.",
            ),
            Mistake(
                _same_step_again,
                "You took the first step again and again. The slope changes: compute it anew "
                "from the weight where you are.",
            ),
        ),
        tolerance=1e-9,
        cases=CASES,
    ),
)
