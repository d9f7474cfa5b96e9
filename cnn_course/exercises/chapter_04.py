"""Questions of chapter 4: padding."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import output_size, padding_amounts, visit_counts

QUESTIONS = (
    Question(
        name="padding.corner_visits",
        chapter=4,
        asks=(
            'A 3x3 kernel slides over a 6x6 picture with "same" padding. In how many windows does '
            "a corner pixel of the picture lie?"
        ),
        right=visit_counts(6, 3, padding="same")[0] ** 2,
        because="Two rows of windows reach it and two columns of windows: 2 x 2.",
        mistakes=(
            Mistake(
                3 * 3,
                "Nine is the count of a pixel inside. One row of zeros does not let the kernel "
                "reach as far past the corner as it reaches past an inner pixel.",
            ),
            Mistake(
                visit_counts(6, 3)[0] ** 2,
                "One is the count without any zeros. The border of zeros gives the corner more "
                "visits.",
            ),
        ),
    ),
    Question(
        name="padding.full_size",
        chapter=4,
        asks=(
            "A row of 7 pixels, 4 weights, and 3 zeros at each end (one fewer than there are "
            "weights). How many results?"
        ),
        right=output_size(7, 4, padding=3),
        because="The row is 7 + 3 + 3 = 13 long, and 13 - 4 + 1 = 10.",
        mistakes=(
            Mistake(
                7 + 3 - 4 + 1,
                "You counted the padding once. The zeros stand at both ends: twice three.",
            ),
            Mistake(output_size(7, 4), "You left the zeros out."),
            Mistake(7 + 6 - 4, "You dropped the +1: the first landing counts as well."),
        ),
    ),
    Question(
        name="padding.odd_zero",
        chapter=4,
        asks=(
            'Four weights slide over a row of 8 with "same" padding. Write how many zeros go '
            "(before, after)."
        ),
        right=padding_amounts(8, 4, padding="same"),
        because=(
            "Eight results need 8 + 4 - 1 = 11 places, so 3 zeros; the odd one goes to the end, "
            "as in Keras."
        ),
        mistakes=(
            Mistake(
                padding_amounts(8, 4, padding="same")[::-1],
                "Three zeros is right. Where the odd one goes is a convention, and Keras puts it "
                "at the end.",
            ),
            Mistake(
                (2, 2),
                "Four zeros make nine results, one more than the row has. With an even number of "
                "weights the two ends cannot get the same.",
            ),
            Mistake(
                (1, 1),
                'Two zeros make seven results, one too few for "same".',
            ),
            Mistake(
                (3, 3),
                'Three at each end is "full" padding: every pixel gets all four visits, and there '
                "are eleven results.",
            ),
        ),
    ),
)
