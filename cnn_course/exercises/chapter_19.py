"""Questions of chapter 19: what comes after."""

from cnn_course.exercises.question import Mistake, Question
from cnn_course.shapes import multiplication_count, parameter_count

SIDE, MAPS = 14, 256
FULL = multiplication_count(SIDE, 3, MAPS, MAPS, padding="same")
BY_ITSELF = multiplication_count(SIDE, 3, MAPS, MAPS, padding="same", groups=MAPS)
MIXING = multiplication_count(SIDE, 1, MAPS, MAPS)

WIDE, NARROW = 256, 64
DOWN = parameter_count(1, WIDE, NARROW, bias=False)
WITHIN = parameter_count(3, NARROW, NARROW, bias=False)
UP = parameter_count(1, NARROW, WIDE, bias=False)

ROW, GAMMA, BETA = (1, 1, 5, 5), 3, 1
MEAN = sum(ROW) / 4
VARIANCE = sum((number - MEAN) ** 2 for number in ROW) / 4
SPREAD = VARIANCE**0.5
AWAY = 5 - MEAN

MOMENTUM, SEEN = 0.9, (10, 20)
KEPT = 0.0
for mean in SEEN:
    KEPT = MOMENTUM * KEPT + (1 - MOMENTUM) * mean

QUESTIONS = (
    Question(
        name="after.fewer_products",
        chapter=19,
        asks=(
            "256 maps of 14 x 14 go into a 3 x 3 convolution with 256 filters and same padding. "
            "Instead, each map gets one 3 x 3 filter of its own, and a 1 x 1 convolution with 256 "
            "filters mixes what comes out. How many times fewer multiplications are that? One "
            "decimal is enough."
        ),
        right=FULL / (BY_ITSELF + MIXING),
        because=(
            "At each place: 9 x 256 x 256 = 589,824 before; 9 x 256 + 256 x 256 = 67,840 now. "
            "The 1 x 1 convolution is nearly all of what is left."
        ),
        mistakes=(
            Mistake(
                FULL / MIXING,
                "Nearly. That leaves out what the filters of the single maps cost, 9 x 256 at "
                "each place.",
            ),
            Mistake(
                FULL / BY_ITSELF,
                "That is the first step alone. The maps still have to be mixed.",
            ),
            Mistake(
                FULL / (BY_ITSELF + 9 * MIXING),
                "The convolution that mixes is 1 x 1, not 3 x 3.",
            ),
            Mistake(
                (BY_ITSELF + MIXING) / FULL,
                "That is the share that is left. The question is how many times fewer.",
            ),
            Mistake(
                FULL - BY_ITSELF - MIXING,
                "That is how many are saved. Divide instead of subtracting.",
            ),
        ),
        tolerance=0.06,
    ),
    Question(
        name="after.bottleneck",
        chapter=19,
        asks=(
            "A block of ResNet-50 reads 256 maps: a 1 x 1 convolution makes 64 of them, a 3 x 3 "
            "convolution keeps 64, a 1 x 1 convolution makes 256 again. No biases. How many "
            "weights?"
        ),
        right=DOWN + WITHIN + UP,
        because=(
            "16,384 + 36,864 + 16,384. Two 3 x 3 convolutions on all 256 maps would have "
            "1,179,648, seventeen times as many."
        ),
        mistakes=(
            Mistake(DOWN + WITHIN, "The maps have to become 256 again: a third convolution."),
            Mistake(WITHIN + UP, "The first convolution, which makes 64 maps of 256, is missing."),
            Mistake(
                DOWN + WITHIN + UP + NARROW + NARROW + WIDE,
                "You counted biases. There are none: a normalization behind each brings a shift.",
            ),
            Mistake(
                DOWN + 9 * WIDE * NARROW + UP,
                "The 3 x 3 convolution reads 64 maps, not 256. That is what the first one is for.",
            ),
            Mistake(
                9 * (DOWN + UP) + WITHIN,
                "You took 3 x 3 for all three. The first and the last look at one pixel.",
            ),
            Mistake(
                2 * 9 * WIDE * WIDE,
                "That is the plain way, two 3 x 3 convolutions on 256 maps.",
            ),
            Mistake(
                WIDE + 9 * NARROW + NARROW,
                "A filter has weights for every map that it reads: multiply by the maps that "
                "come out, too.",
            ),
        ),
    ),
    Question(
        name="after.normalized_five",
        chapter=19,
        asks=(
            "A batch brings the numbers 1, 1, 5, 5. Batch normalization has learned to stretch by "
            "3 and then to shift by 1. What becomes of a 5? (Nothing is added to the variance.)"
        ),
        right=AWAY / SPREAD * GAMMA + BETA,
        because="The mean is 3, the spread 2. (5 - 3) / 2 = 1, and 3 x 1 + 1 = 4.",
        mistakes=(
            Mistake(AWAY / SPREAD, "That is the normalized number. Stretch and shift it."),
            Mistake(
                AWAY / VARIANCE * GAMMA + BETA,
                "You divided by the variance, 4. The spread is its root.",
            ),
            Mistake((AWAY / SPREAD + BETA) * GAMMA, "You shifted first. Stretch, then shift."),
            Mistake(AWAY / SPREAD * GAMMA, "You forgot the shift."),
            Mistake(AWAY * GAMMA + BETA, "You forgot to divide by the spread."),
            Mistake(5 * GAMMA + BETA, "You stretched the 5 itself. Normalize it first."),
            Mistake(-AWAY / SPREAD * GAMMA + BETA, "That is what becomes of a 1."),
        ),
        tolerance=1e-6,
    ),
    Question(
        name="after.running_mean",
        chapter=19,
        asks=(
            "A running mean begins at 0 and keeps 0.9 of itself at each step. Two batches come, "
            "with the means 10 and 20. What is it then?"
        ),
        right=KEPT,
        because=(
            "0.9 x 0 + 0.1 x 10 = 1, then 0.9 x 1 + 0.1 x 20 = 2.9. Far from 15: a running mean "
            "needs many steps before it can be used."
        ),
        mistakes=(
            Mistake(
                sum(SEEN) / 2,
                "That is the mean of both. A running mean takes a tenth of what comes, and keeps "
                "the rest of what it was.",
            ),
            Mistake(
                MOMENTUM * (MOMENTUM * SEEN[0]) + (1 - MOMENTUM) * SEEN[1],
                "In the first step you took nine tenths of the 10. It is a tenth.",
            ),
            Mistake(
                (1 - MOMENTUM) * (MOMENTUM * SEEN[0]) + MOMENTUM * SEEN[1],
                "You kept a tenth and took nine tenths. It is the other way round.",
            ),
            Mistake((1 - MOMENTUM) * SEEN[0], "That is after the first batch."),
            Mistake(
                (1 - MOMENTUM) * SEEN[0] + (1 - MOMENTUM) * SEEN[1],
                "A tenth of each, added. But of the first a part is forgotten in the second step.",
            ),
            Mistake(
                MOMENTUM * SEEN[0] + (1 - MOMENTUM) * SEEN[1],
                "You began at 10. It begins at 0.",
            ),
        ),
        tolerance=1e-6,
    ),
)
