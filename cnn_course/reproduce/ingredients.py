"""What each ingredient of our recipe brings, added one by one.

The recipe was chosen by validation: 300 of the 1,500 training digits are held
out, five times in turn, because neighboring digits come from the same writer.
Each seed measures one such part and, trained on all 1,500, the test; both with
each digit asked once, and asked often. Asking often is the last ingredient.
"""

import numpy as np

from cnn_course.reproduce.digits import data_used
from cnn_course.reproduce.recipes import BETTER, SOURCE, asked_often, digits, train

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
    "+ label smoothing": {"label_smoothing": BETTER["label_smoothing"]},
}
WITHOUT = {
    "all, but the rate does not fall": {"schedule": False},
}


def variant(recipe):
    def measured(seed):
        x, y, test_x, test_y = digits()
        held_out = np.arange(len(x)) * PARTS // len(x) == seed % PARTS
        parts = {
            "validation": (train(x[~held_out], y[~held_out], seed, recipe), x[held_out], y[held_out]),
            "test": (train(x, y, seed, recipe), test_x, test_y),
        }
        found = {}
        for part, (network, pictures, labels) in parts.items():
            found[f"{part}_accuracy"] = network.evaluate(pictures, labels).accuracy
            found[f"{part}_asked_often"] = asked_often(network, pictures, labels)
        return found

    return measured


def _recipes():
    recipe = dict(SOURCE)
    for name, change in STEPS.items():
        recipe = recipe | change
        yield name, recipe
    for name, change in WITHOUT.items():
        yield name, recipe | change


VARIANTS = {name: variant(recipe) for name, recipe in _recipes()}
