"""What each ingredient of our MNIST recipe brings: each taken out once, the others kept.

Short, so that many runs are possible: 4,000 training digits are learned from, ten epochs
long, and 5,000 others judged; the test digits are not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.mnist import RECIPE
from cnn_course.reproduce.pictures import OnValidation

SHORT = replace(RECIPE, epochs=10)
CHANGES = {
    "our recipe": (models.mnist, SHORT),
    "without moves": (models.mnist, replace(SHORT, moves=())),
    "without dropout": (partial(models.mnist, dropout=0), SHORT),
    "without weight decay": (models.mnist, replace(SHORT, weight_decay=0.0)),
    "without label smoothing": (models.mnist, replace(SHORT, label_smoothing=0.0)),
    "without a schedule": (models.mnist, replace(SHORT, steady=True, rate=1e-3)),
}

EXPERIMENT = Experiment(
    {
        name: OnValidation(make, recipe, n=4000, held_out=5000)
        for name, (make, recipe) in CHANGES.items()
    },
    seeds=2,
    pictures=data.fetch_mnist,
)
