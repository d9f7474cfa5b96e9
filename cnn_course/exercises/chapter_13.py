"""Questions of chapter 13: judge a model."""

import numpy as np

from cnn_course.exercises.question import Mistake, Question

# As printed in "Notes on the 8x8 digits": a row for each true digit, a column for each answer.
PRINTED_MATRIX = np.array(
    [
        [25, 0, 0, 0, 1, 0, 1, 0, 0, 0],
        [0, 31, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 27, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 30, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 30, 0, 0, 0, 0, 3],
        [0, 1, 0, 0, 0, 29, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0, 29, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 30, 0, 0],
        [0, 2, 0, 0, 0, 0, 0, 1, 25, 0],
        [0, 0, 0, 1, 0, 1, 0, 0, 0, 29],
    ]
)
FOUR = 4
HITS = int(PRINTED_MATRIX[FOUR, FOUR])
TRUE_FOURS = int(PRINTED_MATRIX[FOUR].sum())
TAKEN_FOR_FOURS = int(PRINTED_MATRIX[:, FOUR].sum())
ALL_DIGITS = int(PRINTED_MATRIX.sum())

PICTURES, CLASSES = 1350, 10
LEARNED, TRIED, ASIDE = 1350, 297, 150

# Rows: true cats, true dogs; columns: taken for a cat, for a dog.
ANIMALS = np.array([[8, 2], [6, 4]])
RECALLS = ANIMALS.diagonal() / ANIMALS.sum(axis=1)
PRECISIONS = ANIMALS.diagonal() / ANIMALS.sum(axis=0)

QUESTIONS = (
    Question(
        name="judge.recall_of_four",
        chapter=13,
        asks=(
            "What is the recall of the digit 4 in the printed matrix, as a share between 0 and 1? "
            "Two decimals are enough."
        ),
        right=HITS / TRUE_FOURS,
        because="The row of the true fours holds 30 + 3 = 33 digits, and 30 of them were found.",
        mistakes=(
            Mistake(
                HITS / TAKEN_FOR_FOURS,
                "That is the precision: you went down the column, through all that was taken for a "
                "four. Recall asks how many of the true fours were found: go along the row.",
            ),
            Mistake(
                int(PRINTED_MATRIX.trace()) / ALL_DIGITS,
                "That is the accuracy, over all ten digits. The question is about the fours alone.",
            ),
            Mistake(
                1 - HITS / TRUE_FOURS,
                "That is the share of true fours that were missed. Recall is the share found.",
            ),
            Mistake(
                HITS / ALL_DIGITS,
                "You divided by all 297 digits. Most of them are no fours at all: divide by the "
                "digits that were to be found.",
            ),
            Mistake(
                TRUE_FOURS / ALL_DIGITS,
                "That is how frequent fours are. How many of them were found?",
            ),
            Mistake(
                round(100 * HITS / TRUE_FOURS, 1),
                "That is in percent. The question asks for a share between 0 and 1.",
            ),
        ),
        tolerance=0.003,
    ),
    Question(
        name="judge.labels_for_a_loss",
        chapter=13,
        asks=(
            "1,350 pictures of ten classes. Write how many numbers the labels hold, all in all, "
            "for (`categorical_crossentropy`, `sparse_categorical_crossentropy`)."
        ),
        right=(PICTURES * CLASSES, PICTURES),
        because=(
            "The first takes one-hot labels, ten numbers a picture; the second takes the class "
            "itself, one number a picture. The losses are the same."
        ),
        mistakes=(
            Mistake(
                (PICTURES, PICTURES * CLASSES),
                "You swapped them. Sparse means that nothing is stored for the classes that are "
                "not the true one.",
            ),
            Mistake(
                (PICTURES * CLASSES, PICTURES * CLASSES),
                "You gave one-hot labels to both. One of the two expects whole numbers, the "
                "classes themselves, and refuses anything else.",
            ),
            Mistake(
                (PICTURES, PICTURES),
                "You gave the classes themselves to both. One of the two compares number with "
                "number, and the network gives ten for each picture.",
            ),
            Mistake(
                (CLASSES, 1),
                "That is for a single picture. There are 1,350.",
            ),
        ),
    ),
    Question(
        name="judge.digits_without_a_say",
        chapter=13,
        asks=(
            "Of 1,797 digits, x[:1350] are learned from and validation_data=(test_x, test_y) are "
            "the last 297. x[1350:1500] lie aside. You try twenty settings and keep the one with "
            "the best val_accuracy. How many digits have had no say, and can judge it?"
        ),
        right=ASIDE,
        because=(
            "1,350 digits taught, and 297 chose among twenty. They were the validation, whatever "
            "their name. The 150 that lay aside have to be the test now."
        ),
        mistakes=(
            Mistake(
                TRIED,
                "These are called test, but they chose among twenty settings, so they have had a "
                "say. Which digits were in neither part?",
            ),
            Mistake(
                TRIED + ASIDE,
                "You counted all that was not learned from. To choose is to have a say, too.",
            ),
            Mistake(
                LEARNED,
                "Those are learned from: they have had the greatest say of all.",
            ),
            Mistake(
                LEARNED + ASIDE,
                "That is everything but the last 297. Take away what was learned from, too.",
            ),
            Mistake(
                LEARNED + TRIED,
                "That is how many have had a say. The question asks for those that have had none.",
            ),
            Mistake(
                0,
                "Not quite so bad. One part was neither learned from nor looked at.",
            ),
        ),
    ),
    Question(
        name="judge.dogs",
        chapter=13,
        asks=(
            "Of 10 cats, 8 are taken for cats and 2 for dogs. Of 10 dogs, 6 are taken for cats and "
            "4 for dogs. Write (precision, recall) of the dogs. Two decimals are enough."
        ),
        right=(float(PRECISIONS[1]), float(RECALLS[1])),
        because=(
            "Six animals were taken for dogs, and 4 of them are dogs: precision 4 / 6. There are "
            "ten dogs, and 4 were found: recall 4 / 10."
        ),
        mistakes=(
            Mistake(
                (float(RECALLS[1]), float(PRECISIONS[1])),
                "You took precision for recall, and recall for precision. Precision looks at all "
                "that were taken for dogs.",
            ),
            Mistake(
                (float(PRECISIONS[0]), float(RECALLS[0])),
                "Those are the cats' numbers.",
            ),
            Mistake(
                (float(PRECISIONS[1]), float(PRECISIONS[1])),
                "The first is right. For the second you took precision again: look at the true "
                "dogs, not at what was taken for dogs.",
            ),
            Mistake(
                (float(RECALLS[1]), float(RECALLS[1])),
                "The second is right. For the first you took recall again: look at what was taken "
                "for dogs, not at the true dogs.",
            ),
            Mistake(
                (float(ANIMALS.trace() / ANIMALS.sum()), float(RECALLS[1])),
                "The second is right. The first is the accuracy, over both kinds of animals.",
            ),
            Mistake(
                (1 - float(PRECISIONS[1]), 1 - float(RECALLS[1])),
                "Those are the shares that went wrong. Precision and recall are the shares that "
                "went right.",
            ),
            Mistake(
                (round(100 * float(PRECISIONS[1]), 1), 100 * float(RECALLS[1])),
                "Those are percent. Write shares between 0 and 1.",
            ),
        ),
        tolerance=0.006,
    ),
)
