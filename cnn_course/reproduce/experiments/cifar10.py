"""CIFAR-10: the source's model as it is meant, and ours with no more parameters."""

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.keras_training import Recipe
from cnn_course.reproduce.pictures import Final, mirrored, scaled

SOURCE = Recipe(epochs=10, batch_size=64, steady=True)
MOVES = (
    ("RandomFlip", {"mode": "horizontal"}),
    # Whole pixels: interpolation would blur what training sees, and not what is judged.
    (
        "RandomTranslation",
        {
            "height_factor": 0.125,
            "width_factor": 0.125,
            "fill_mode": "reflect",
            "interpolation": "nearest",
        },
    ),
)
RECIPE = Recipe(
    epochs=18,
    batch_size=128,
    rate=0.2,
    optimizer="sgd",
    weight_decay=5e-4,
    label_smoothing=0.1,
    moves=MOVES,
)

EXPERIMENT = Experiment(
    {
        "source's model": Final(scaled(models.cifar10), SOURCE, validation_split=0.2),
        "ours": Final(models.cifar10_residual, RECIPE, looks=mirrored, weights="cifar10"),
    },
    seeds=1,
    pictures=data.fetch_cifar10,
)
