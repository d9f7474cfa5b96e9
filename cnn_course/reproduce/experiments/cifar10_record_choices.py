"""The recipe for `cifar10-record`, chosen: one change at a time, each trained briefly.

45,000 training pictures are learned from, the 5,000 others judged; the test pictures are
not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.cifar10 import MOVES
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import OnValidation

BRIEF = Recipe(
    epochs=12,
    batch_size=500,
    rate=0.4,
    optimizer="sgd",
    weight_decay=5e-3,
    label_smoothing=0.1,
    moves=MOVES,
)
wide = models.deep_residual
CHANGES = {
    "as it begins": (wide, BRIEF),
    "narrower and deeper": (partial(wide, filters=(16, 32, 64), blocks=3), BRIEF),
    "less decay": (wide, replace(BRIEF, weight_decay=1e-3)),
    "half the rate": (wide, replace(BRIEF, rate=0.2)),
    "without smoothing": (wide, replace(BRIEF, label_smoothing=0.0)),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=5000) for name, (make, recipe) in CHANGES.items()},
    seeds=1,
    pictures=data.fetch_cifar10,
)
