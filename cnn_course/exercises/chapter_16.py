"""Questions of chapter 16: cats and dogs."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size, parameter_count

PICTURES, SHARE, SIZE = 23_000, 0.3, 300
HELD_OUT = int(PICTURES * SHARE)


def with_two_convolutions(depth=10, pools=2, outputs=2):
    """Parameters of the article's network with a second convolution and pooling."""
    side = SIZE
    for layer in range(2):
        side = output_size(side, kernel=5)
        side //= 2 if layer < pools else 1
    dense = (side * side * 10 + 1) * outputs
    return parameter_count(5, 3, 10) + parameter_count(5, depth, 10) + dense


QUESTIONS = (
    Question(
        name="catsdogs.cats_held_out",
        chapter=16,
        asks=(
            "11,500 cats, then 11,500 dogs, validation_split=0.3. How many cats are in the "
            "validation part?"
        ),
        right=0,
        because=(
            "6,900 pictures are held out, the last ones as they come, and the last 11,500 are "
            "dogs. The validation asks one question only: is it a dog? A network that always says "
            "so is perfect there. And the training shows it more cats than dogs."
        ),
        mistakes=(
            Mistake(
                HELD_OUT // 2,
                "That would be so if it shuffled first. Keras takes the last part, and shuffles "
                "only what it trains on.",
            ),
            Mistake(
                HELD_OUT,
                "So many pictures are held out, cats and dogs. They come from the end of the list.",
            ),
            Mistake(
                PICTURES // 2,
                "All cats? They stand at the beginning, and the end is held out.",
            ),
        ),
    ),
    Question(
        name="catsdogs.one_array",
        chapter=16,
        asks=(
            "23,000 pictures of 300 x 300 pixels in color, in one array of float32. How many "
            "gigabytes (billions of bytes)? One decimal is enough."
        ),
        right=PICTURES * SIZE * SIZE * 3 * 4 / 1e9,
        because="23,000 x 270,000 = 6.21 billion numbers, four bytes each. A batch of 128 is 0.14.",
        mistakes=(
            Mistake(
                PICTURES * SIZE * SIZE * 3 / 1e9,
                "That is with one byte a number, as the files have them. Divided by 255, they "
                "become float32.",
            ),
            Mistake(
                PICTURES * SIZE * SIZE * 4 / 1e9,
                "That is gray. A color picture has three numbers for each pixel.",
            ),
            Mistake(
                PICTURES * SIZE * SIZE * 3 * 8 / 1e9,
                "That is float64, what NumPy makes of a division when nobody says float32.",
            ),
        ),
        tolerance=0.06,
    ),
    Question(
        name="catsdogs.second_convolution",
        chapter=16,
        asks=(
            "The article's network gets a second convolution and pooling of the same kind: ten "
            "5 x 5 filters, 2 x 2 pooling. How many parameters has it now?"
        ),
        right=with_two_convolutions(),
        because=(
            "300, 296, 148, 144, 72: the dense layer gets 72 x 72 x 10 numbers instead of "
            "148 x 148 x 10. The new layer costs 2,510 and saves 334,400."
        ),
        mistakes=(
            Mistake(
                with_two_convolutions(depth=3),
                "The second convolution reads ten maps, not three channels.",
            ),
            Mistake(
                with_two_convolutions(depth=1),
                "A filter of the second convolution has a sheet for each of the ten maps it reads.",
            ),
            Mistake(
                with_two_convolutions() - 2510,
                "You left out what the new convolution itself has: its weights and biases.",
            ),
            Mistake(
                parameter_count(5, 3, 10) + 2510 + (148 * 148 * 10 + 1) * 2,
                "You added the new layer and kept the old dense layer. It now gets fewer numbers.",
            ),
            Mistake(
                with_two_convolutions(pools=1),
                "You left the second pooling out.",
            ),
            Mistake(
                with_two_convolutions(outputs=1),
                "Two classes, and two outputs: the dense layer has a column for each.",
            ),
        ),
    ),
)
