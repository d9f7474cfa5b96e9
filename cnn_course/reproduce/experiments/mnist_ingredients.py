"""What each ingredient of our MNIST recipe brings: each taken out once, the others kept.

As long as the recipe is: 55,000 training digits are learned from, for twelve epochs, and
the 5,000 others judged; the test digits are not looked at. Some three hours on two cores.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.mnist import RECIPE
from cnn_course.reproduce.pictures import OnValidation

CHANGES = {
    "our recipe": (models.mnist, RECIPE),
    "without moves": (models.mnist, replace(RECIPE, moves=())),
    "without dropout": (partial(models.mnist, dropout=0), RECIPE),
    "without weight decay": (models.mnist, replace(RECIPE, weight_decay=0.0)),
    "without label smoothing": (models.mnist, replace(RECIPE, label_smoothing=0.0)),
    "without a schedule": (models.mnist, replace(RECIPE, steady=True, rate=1e-3)),
}

EXPERIMENT = Experiment(
    {
        name: OnValidation(make, recipe, held_out=5000)
        for name, (make, recipe) in CHANGES.items()
    },
    seeds=3,
    pictures=data.fetch_mnist,
)
