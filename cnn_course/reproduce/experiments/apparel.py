"""Fashion-MNIST, the second practice problem: the network for MNIST, with wider maps."""

from dataclasses import replace

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import mnist
from cnn_course.reproduce.pictures import Final, mirrored

# A shirt stays a shirt when it is mirrored, moved, or partly covered.
RECIPE = replace(
    mnist.RECIPE,
    epochs=18,
    moves=(
        ("RandomFlip", {"mode": "horizontal"}),
        ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1, "fill_mode": "constant"}),
        ("RandomErasing", {"factor": 0.5, "scale": (0.02, 0.25), "fill_value": 0.0}),
    ),
)

EXPERIMENT = Experiment(
    {"ours": Final(models.apparel, RECIPE, looks=mirrored, weights="apparel")},
    seeds=1,
    pictures=data.fetch_fashion_mnist,
)
