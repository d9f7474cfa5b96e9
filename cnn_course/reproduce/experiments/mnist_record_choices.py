"""The recipe for `mnist-record`, chosen: one change at a time, each trained briefly.

50,000 training digits are learned from, the 10,000 others judged; the test digits are
not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import mnist
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import OnValidation

BRIEF = Recipe(
    epochs=10,
    batch_size=500,
    rate=0.2,
    optimizer="sgd",
    weight_decay=5e-3,
    label_smoothing=0.1,
    moves=mnist.MOVES,
)
FURTHER = (
    ("RandomRotation", {"factor": 0.05, "fill_mode": "constant"}),
    ("RandomTranslation", {"height_factor": 0.12, "width_factor": 0.12, "fill_mode": "constant"}),
    (
        "RandomZoom",
        {"height_factor": 0.15, "width_factor": 0.15, "fill_mode": "constant"},
    ),
)
ERASED = ("RandomErasing", {"factor": 0.5, "scale": (0.02, 0.15), "fill_value": 0.0})
ours = partial(models.deep_residual, (28, 28, 1))
CHANGES = {
    "as it begins": (ours, BRIEF),
    "moved further": (ours, replace(BRIEF, moves=FURTHER)),
    "partly covered": (ours, replace(BRIEF, moves=(*mnist.MOVES, ERASED))),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=10_000) for name, (make, recipe) in CHANGES.items()},
    seeds=1,
    pictures=data.fetch_mnist,
)
