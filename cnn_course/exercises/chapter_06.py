"""Questions of chapter 6: many filters, many channels."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size, parameter_count

FILTERS, SIDE, CHANNELS = 10, 5, 3
PIXEL, WEIGHTS = (10, 20, 60), (2, 1, 0.5)
PRODUCTS = [value * weight for value, weight in zip(PIXEL, WEIGHTS)]

QUESTIONS = (
    Question(
        name="channels.parameters",
        chapter=6,
        asks=(
            "Ten 5x5 filters read a picture of 32x32 pixels with 3 channels; each filter has a "
            "bias. How many parameters is that?"
        ),
        right=parameter_count(SIDE, CHANNELS, FILTERS),
        because="One filter: 5 x 5 x 3 weights and one bias, 76. Ten of them.",
        mistakes=(
            Mistake(
                parameter_count(SIDE, CHANNELS, FILTERS, bias=False),
                "You forgot the biases: one for each of the ten filters.",
            ),
            Mistake(
                parameter_count(SIDE, 1, FILTERS),
                "You forgot the depth. A filter that reads three channels has a 5x5 sheet of "
                "weights for each of them.",
            ),
            Mistake(
                (SIDE * SIDE * CHANNELS + CHANNELS) * FILTERS,
                "You gave each channel its own bias. The channels are summed first, and the bias "
                "is added once to that sum.",
            ),
            Mistake(
                parameter_count(SIDE, CHANNELS, FILTERS) * output_size(32, SIDE) ** 2,
                "You counted new weights at each of the 28 x 28 landings. A filter takes its "
                "weights along: the size of the picture is not in the count.",
            ),
            Mistake(
                SIDE * SIDE * CHANNELS + 1,
                "That is one filter. There are ten.",
            ),
        ),
    ),
    Question(
        name="channels.output_shape",
        chapter=6,
        asks=(
            "Seven 5x5 filters slide over a 20x20x3 picture with no padding and steps of 1. Write "
            "(rows, columns, channels) of the result."
        ),
        right=(output_size(20, 5), output_size(20, 5), 7),
        because="20 - 5 + 1 = 16 landings each way, and one channel for each filter.",
        mistakes=(
            Mistake(
                (16, 16, 21),
                "You took filters times channels for the depth. Each filter sums over all three "
                "channels and gives one sheet of numbers.",
            ),
            Mistake(
                (16, 16, 3),
                "You kept the depth of the picture. The depth of the result is the number of "
                "filters.",
            ),
            Mistake((16, 16, 1), "That is one filter's result. Seven of them are stacked."),
            Mistake((20, 20, 7), "Without padding a 5x5 filter cannot start at every pixel."),
            Mistake((15, 15, 7), "You dropped the +1: 20 - 5 is the number of steps."),
        ),
    ),
    Question(
        name="channels.one_pixel",
        chapter=6,
        asks=(
            "A pixel is (red, green, blue) = (10, 20, 60). A 1x1 filter has the weights "
            "(2, 1, 0.5) and no bias. Which number does it give?"
        ),
        right=sum(PRODUCTS),
        because="20 + 20 + 30: the products of all channels are summed.",
        mistakes=(
            Mistake(
                sum(PRODUCTS) / 3,
                "You averaged the channels. They are summed; nothing is divided by three.",
            ),
            Mistake(sum(PIXEL), "You left the weights out."),
            Mistake(PRODUCTS[0], "You used the red channel only. The filter reads all three."),
        ),
        tolerance=0.01,
    ),
)
