"""What each ingredient of our CIFAR-10 model brings: each taken out once, the others kept.

8,000 training pictures are learned from, five epochs long, and 4,000 others
judged; the test pictures are not looked at.
"""

from dataclasses import replace
from functools import partial

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.cifar10 import RECIPE
from cnn_course.reproduce.pictures import OnValidation

SHORT = replace(RECIPE, epochs=5)
ours = models.cifar10_residual
CHANGES = {
    "our recipe": (ours, SHORT),
    # Without normalization a rate of 0.2 diverges; Adam is what such networks are trained with.
    "without batch normalization": (
        partial(ours, normalize=False),
        replace(SHORT, optimizer="adam", rate=1e-3),
    ),
    "without shortcuts": (partial(ours, residual=False), SHORT),
    "without global average": (partial(ours, average=False), SHORT),
    "without a schedule": (ours, replace(SHORT, steady=True, rate=0.05)),
    "without moves": (ours, replace(SHORT, moves=())),
}

EXPERIMENT = Experiment(
    {
        name: OnValidation(make, recipe, n=8000, held_out=4000)
        for name, (make, recipe) in CHANGES.items()
    },
    seeds=2,
    pictures=data.fetch_cifar10,
)
