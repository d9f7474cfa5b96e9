"""Questions of chapter 18: your own pictures."""

import math

from cnn_course.exercises.question import Mistake, Question

RIGHT, OF, Z = 18, 20, 1.959964  # 95 % of a normal distribution lie within Z of its middle


def wilson(right, of):
    """The range of true accuracies that fit so many right answers, in percent."""
    share = right / of
    middle = (share + Z**2 / (2 * of)) / (1 + Z**2 / of)
    half = Z * math.sqrt(share * (1 - share) / of + Z**2 / (4 * of**2)) / (1 + Z**2 / of)
    return 100 * (middle - half), 100 * (middle + half)


def plain(right, of):
    """The textbook's shortcut, which does not know that shares end at 100 %."""
    share = right / of
    half = Z * math.sqrt(share * (1 - share) / of)
    return 100 * (share - half), 100 * (share + half)


QUESTIONS = (
    Question(
        name="own.range",
        chapter=18,
        asks=(
            "18 of 20 test pictures are right. Between which two percentages may the true "
            "accuracy lie, if you want to be right 95 times in 100? Write (lowest, highest); two "
            "points off is near enough."
        ),
        right=wilson(RIGHT, OF),
        because=(
            "By Wilson's formula from 70 to 97 percent; by the way that you tried, 68 to 99. "
            "Twenty pictures cannot tell a mediocre model from an excellent one. Report the "
            "range, or test on more."
        ),
        mistakes=(
            Mistake(
                (90, 90),
                "That is too narrow, as if you had tested a thousand pictures. Another twenty, and "
                "it might have been 16 or 20. The question is which accuracies could have given 18.",
            ),
            Mistake(
                plain(RIGHT, OF),
                "More than 100 % cannot be. The shortcut with the normal distribution fails near "
                "the ends.",
            ),
            Mistake(
                (85, 95),
                "One picture more or less is not the range: chance moves the count by more.",
            ),
            Mistake(
                (plain(RIGHT, OF)[0], 100),
                "You cut the shortcut off at 100. Its lower end is too high as well.",
            ),
            Mistake(
                tuple(end / 100 for end in wilson(RIGHT, OF)),
                "Write percent, not shares.",
            ),
            Mistake(wilson(RIGHT, OF)[::-1], "The lowest comes first."),
            Mistake(
                wilson(OF - RIGHT, OF),
                "That is the range for the share of wrong answers, 2 of 20. The accuracy is the "
                "share of right ones.",
            ),
            Mistake((0, 100), "So little is not known. At 50 %, would you see 18 of 20?"),
        ),
        tolerance=2,
    ),
    Question(
        name="own.four_times",
        chapter=18,
        asks="You collect four times as many test pictures. How many times narrower is the range?",
        right=2,
        because=(
            "The range narrows with the square root of the number of pictures. For half of "
            "the doubt you pay four times the pictures."
        ),
        mistakes=(
            Mistake(
                4,
                "It would be nice. But chance errors cancel one another only in part.",
            ),
            Mistake(16, "It narrows more slowly than the number grows, not faster."),
            Mistake(1, "More pictures do tell more. Try 72 of 80 instead of 18 of 20."),
        ),
        tolerance=0.2,
    ),
    Question(
        name="own.best_of_twenty",
        chapter=18,
        asks=(
            "You try twenty recipes. Each would get 90 % right in the long run. You judge each on "
            "twenty test pictures of its own and report the best. What accuracy will you probably report, in percent?"
        ),
        right=100,
        because=(
            "One recipe gets all 20 right with probability 0.9 to the 20, 12 %. The probability "
            "that at least one of twenty does so is more than 92 %. What chose may not judge: "
            "choose on the validation, and ask the test once."
        ),
        mistakes=(
            Mistake(
                90,
                "That is what each is worth. But you do not report each: you report the one that "
                "was luckiest.",
            ),
            Mistake(
                95,
                "Luckier than the mean, yes. How lucky can the luckiest of twenty be?",
            ),
        ),
        tolerance=1,
    ),
)
