"""The recipe for `apparel-record`, chosen: one change at a time, each trained briefly.
The last two are as long as the record's training: what covers a part may need longer to pay.

50,000 training pictures are learned from, the 10,000 others judged; the test pictures
are not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import apparel
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import OnValidation

FLIP, MOVE, ERASE = apparel.RECIPE.moves
BRIEF = Recipe(
    epochs=10,
    batch_size=500,
    rate=0.4,
    optimizer="sgd",
    weight_decay=5e-3,
    label_smoothing=0.1,
    moves=(FLIP, MOVE, ERASE),
)
# Whole pixels: interpolation would blur what training sees, and not what is judged.
WHOLE = (MOVE[0], MOVE[1] | {"interpolation": "nearest"})
ours = partial(models.deep_residual, (28, 28, 1))
CHANGES = {
    "as it begins": (ours, BRIEF),
    "moved by whole pixels": (ours, replace(BRIEF, moves=(FLIP, WHOLE, ERASE))),
    "never covered": (ours, replace(BRIEF, moves=(FLIP, WHOLE))),
    "whole pixels, longer": (ours, replace(BRIEF, moves=(FLIP, WHOLE, ERASE), epochs=30)),
    "never covered, longer": (ours, replace(BRIEF, moves=(FLIP, WHOLE), epochs=30)),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=10_000) for name, (make, recipe) in CHANGES.items()},
    seeds=1,
    pictures=data.fetch_fashion_mnist,
)
