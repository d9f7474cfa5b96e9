"""Questions of chapter 14: MNIST."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import receptive_field

BATCH, SIDE, FILTERS, BYTES = 128, 26, 32, 4
NUMBERS = BATCH * SIDE * SIDE * FILTERS
BRIGHTEST, WEIGHT = 255, 0.02
STACK = [(3, 1), (3, 1), (2, 2), (3, 1), (3, 1), (2, 2), (3, 1), (3, 1)]
FIELD = receptive_field(STACK)
ABOVE = 1 + 1 + 2 + 2 + 4 + 4  # each convolution's row of zeros at the top, times its step

QUESTIONS = (
    Question(
        name="mnist.memory_of_maps",
        chapter=14,
        asks=(
            "128 digits go through a layer with 32 filters and leave 32 maps of 26 x 26 for each "
            "digit, in float32. How many megabytes (millions of bytes) are these maps? One "
            "decimal is enough."
        ),
        right=NUMBERS * BYTES / 1e6,
        because=(
            "128 x 26 x 26 x 32 = 2,768,896 numbers, four bytes each. The layer's weights are a "
            "few hundred numbers. Against the weights it is the maps that count, and they grow "
            "with the batch."
        ),
        mistakes=(
            Mistake(
                SIDE * SIDE * FILTERS * BYTES / 1e6,
                "That is for one digit. The whole batch is in memory at once.",
            ),
            Mistake(
                NUMBERS / 1e6,
                "That many million numbers. How many bytes does a float32 take?",
            ),
            Mistake(
                BATCH * SIDE * SIDE * BYTES / 1e6,
                "That is one map for each digit. The layer leaves one for each filter.",
            ),
            Mistake(
                NUMBERS * 2 * BYTES / 1e6,
                "Eight bytes is what NumPy takes when nobody says float32.",
            ),
            Mistake(NUMBERS * BYTES, "Those are bytes. Divide by a million."),
            Mistake(
                NUMBERS * BYTES / 1024**2,
                "You divided by 1,024 twice. Here a megabyte is a million bytes.",
            ),
        ),
        tolerance=0.06,
    ),
    Question(
        name="mnist.pixels_left",
        chapter=14,
        asks=(
            f"A model was trained on pixels from 0 to 1. You hand it a picture whose pixels are "
            f"still 0 to 255. One of its weights is {WEIGHT}, and the pixel under it is white. "
            f"What does this pixel add to the sum?"
        ),
        right=BRIGHTEST * WEIGHT,
        because=(
            "0.02 x 255 = 5.1, where the model has learned with 0.02. Every sum of its first "
            "layer is 255 times too large, and nothing says so: an answer comes all the same."
        ),
        mistakes=(
            Mistake(
                WEIGHT,
                "That is what it would add if the pixel had been divided by 255. It was not.",
            ),
            Mistake(
                WEIGHT / BRIGHTEST,
                "You divided twice. The pixel is still 255, and the weight multiplies it.",
            ),
            Mistake(
                BRIGHTEST + WEIGHT,
                "A weight multiplies its pixel.",
            ),
            Mistake(BRIGHTEST, "That is the pixel. Its weight multiplies it."),
        ),
        tolerance=1e-6,
    ),
    Question(
        name="mnist.moved_before_splitting",
        chapter=14,
        asks=(
            "You have 100 digits. You make 9 moved copies of each, throw all 1,000 together, and "
            "hold out 200 of them at random for validation. About how many of the 200 have a twin "
            "of the same digit among the other 800?"
        ),
        right=200,
        because=(
            "A digit has ten versions. That all other nine of them are held out as well hardly "
            "ever happens. So the network is judged on digits that it has all but seen. Split "
            "first, then move the training part."
        ),
        mistakes=(
            Mistake(
                0,
                "They would be strangers if you had split first. Here the ten versions of one "
                "digit are spread over both parts.",
            ),
            Mistake(
                20,
                "Twenty digits' worth, you mean. But not whole digits are held out: single "
                "versions are, drawn from all 1,000.",
            ),
            Mistake(
                160,
                "That is the share of all pictures that is trained on, taken of 200. A picture has "
                "nine twins, and one of them in the training part is enough.",
            ),
            Mistake(
                180,
                "You took nine tenths. But each picture has nine twins, and one of them among the "
                "other 800 is enough.",
            ),
        ),
        tolerance=5,
    ),
    Question(
        name="mnist.rows_of_the_top",
        chapter=14,
        asks=(
            "Pictures of 28 x 28 go through two convolutions of 3 x 3, pooling 2 x 2 in steps of "
            "2, two more convolutions, pooling again, and two more convolutions. All of these "
            "convolutions pad with zeros, so that their maps keep their size. The last maps are "
            "7 x 7. How many of the picture's 28 rows reach a number in row 0 of the last maps?"
        ),
        right=FIELD - ABOVE,
        because=(
            "Go down from row 0. Two convolutions: rows 0 to 1, then 0 to 2. Through the pooling: "
            "rows 0 to 5. Two convolutions: 0 to 6, 0 to 7. Through the pooling: 0 to 15. Two "
            "convolutions: 0 to 16, 0 to 17. These are 18 rows. The field has 32; the other 14 "
            "lie above the picture, where there are zeros."
        ),
        mistakes=(
            Mistake(
                FIELD,
                "That is the whole field. Where does it begin, for a number in the top row?",
            ),
            Mistake(
                ABOVE,
                "That many rows of the field lie above the picture. You are asked for the others.",
            ),
            Mistake(
                28,
                "A number in the middle sees all rows. The field of one in the top row begins "
                "above the picture.",
            ),
            Mistake(
                receptive_field([(kernel, 1) for kernel, _ in STACK]),
                "You let each layer add its kernel minus 1. Below a pooling there are twice as "
                "many rows, below two of them four times as many.",
            ),
            Mistake(
                FIELD - ABOVE - 2,
                "Under the first pooling lie two more convolutions. Each lets one row more in.",
            ),
            Mistake(
                FIELD - ABOVE - 1,
                "That is the number of the last row that reaches it. The first one is row 0.",
            ),
        ),
    ),
)
