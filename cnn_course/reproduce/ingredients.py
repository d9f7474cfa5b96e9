"""What each ingredient of our recipe brings, added one by one and taken out once.

The recipe was chosen by validation: 300 of the 1,500 training digits are held
out, five times in turn, because neighboring digits come from the same writer.
Each seed measures one such part and, trained on all 1,500, the test.
"""

import numpy as np

from cnn_course.reproduce.digits import data_used
from cnn_course.reproduce.recipes import BETTER, SOURCE, digits, train

__all__ = ["VARIANTS", "data_used"]

PARTS = 5

SLOWER = {key: BETTER[key] for key in ("schedule", "rate", "epochs", "batch", "dropout")}
# Each adds to the one before.
STEPS = {
    "source recipe": {},
    "+ cross-entropy": {"loss": BETTER["loss"]},
    "+ 1,000 epochs, falling rate": SLOWER,
    "+ small moves of the digits": {"moves": BETTER["moves"]},
    "+ weight decay": {"weight_decay": BETTER["weight_decay"]},
    "+ label smoothing = our recipe": {"label_smoothing": BETTER["label_smoothing"]},
}
WITHOUT = {
    "our recipe without moves": {"moves": None},
    "our recipe without falling rate": {"schedule": False},
    "our recipe without weight decay": {"weight_decay": 0.0},
    "our recipe with squares": {"loss": "mse"},
}


def variant(recipe):
    def measured(seed):
        x, y, test_x, test_y = digits()
        held_out = np.arange(len(x)) * PARTS // len(x) == seed % PARTS
        judged = train(x[~held_out], y[~held_out], seed, recipe)
        final = train(x, y, seed, recipe)
        return {
            "validation_accuracy": judged.evaluate(x[held_out], y[held_out]).accuracy,
            "test_accuracy": final.evaluate(test_x, test_y).accuracy,
            "parameters": final.weights.size,
        }

    return measured


def _recipes():
    recipe = dict(SOURCE)
    for name, change in STEPS.items():
        recipe = recipe | change
        yield name, recipe
    for name, change in WITHOUT.items():
        yield name, recipe | change


VARIANTS = {name: variant(recipe) for name, recipe in _recipes()}
