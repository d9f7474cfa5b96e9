"""Questions of chapter 15: ten classes in color."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import parameter_count

ALL = 356_810
FLAT = 4 * 4 * 128
FIRST_DENSE = (FLAT + 1) * 128
DEEPEST = parameter_count(3, 64, 128)

QUESTIONS = (
    Question(
        name="color.first_dense",
        chapter=15,
        asks=(
            "What share of the model's 356,810 parameters lies in its first dense layer, in "
            "percent? About is enough."
        ),
        right=100 * FIRST_DENSE / ALL,
        because=(
            "4 x 4 x 128 = 2,048 numbers come in, each output has a weight for each and a bias: "
            "2,049 x 128 = 262,272. The three convolutions together have 93,248."
        ),
        mistakes=(
            Mistake(
                100 * DEEPEST / ALL,
                "That is the deepest convolution. It is large for a convolution; but its weights "
                "are shared, and those of a dense layer are not.",
            ),
            Mistake(
                100 * (FLAT + 1) * 10 / ALL,
                "You went from the flattened maps to the ten classes at once. A dense layer with "
                "128 outputs stands between.",
            ),
            Mistake(
                100 * (6 * 6 * 128 + 1) * 128 / ALL,
                "More than all. The third convolution has no padding: what comes out of it is two "
                "smaller than what goes in.",
            ),
            Mistake(
                100 * (128 + 1) * 128 / ALL,
                "That is one number for each of the 128 maps. Flattening keeps all of them.",
            ),
            Mistake(
                100 * (ALL - FIRST_DENSE) / ALL,
                "That is the share of all other layers together. The question asks for the first "
                "dense layer's own.",
            ),
            Mistake(FIRST_DENSE, "That is the number of parameters. Divide it by all of them."),
        ),
        tolerance=0.6,
    ),
    Question(
        name="color.flatten_size",
        chapter=15,
        asks=(
            "A picture of 48 x 48 pixels goes into the source's model. How many numbers does "
            "Flatten hand on?"
        ),
        right=8 * 8 * 128,
        because="48 - 2 = 46, pooled 23; 23 - 2 = 21, pooled 10 (the floor); 10 - 2 = 8; 8 x 8 x 128.",
        mistakes=(
            Mistake(
                9 * 9 * 128,
                "21 columns, two at a time: ten pairs, and one column is left over. Pooling drops "
                "it; you rounded up.",
            ),
            Mistake(
                12 * 12 * 128,
                "Two poolings, 48 to 24 to 12. But each convolution without padding takes two "
                "away as well.",
            ),
            Mistake(10 * 10 * 128, "There is a third convolution after the second pooling."),
            Mistake(8 * 8, "That is one map. There are 128 of them."),
            Mistake(8, "That is one side of a map. Take 8 x 8 places and 128 maps."),
            Mistake(4 * 4 * 128, "That is for 32 x 32 pixels. Follow the 48 through."),
        ),
    ),
    Question(
        name="color.channels_first",
        chapter=15,
        asks=(
            "A file gives you pictures with the channels first: shape (100, 3, 32, 32). The model "
            "wants them last. Into which order of axes do you put them? Write four numbers for "
            "`np.transpose(pictures, ...)`."
        ),
        right=(0, 2, 3, 1),
        because="Pictures stay, then rows, columns, and the channels go to the end.",
        mistakes=(
            Mistake(
                (0, 3, 2, 1),
                "The shape is right, and the pictures lie on their sides: rows and columns have "
                "changed places.",
            ),
            Mistake(
                (0, 3, 1, 2),
                "That is the way back, from channels last to channels first. `transpose` wants to "
                "know where each new axis comes *from*.",
            ),
            Mistake(
                (100, 32, 32, 3),
                "Those are the sizes. `transpose` wants the numbers of the axes, 0 to 3.",
            ),
            Mistake((0, 1, 2, 3), "That leaves everything as it is."),
            Mistake(
                (2, 3, 1, 0),
                "The first axis counts the pictures. It may stay where it is.",
            ),
        ),
    ),
)
