"""CIFAR-10: what our model brings and what our recipe brings, each with the other's.

45,000 training pictures are learned from and the 5,000 others judged; the test
pictures are not looked at. The source's rate is tried three times smaller and larger, too.
"""

from dataclasses import replace

from cnn_course import data, models
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.cifar10 import RECIPE, SOURCE
from cnn_course.reproduce.pictures import OnValidation, scaled

theirs = scaled(models.cifar10)
# Without batch normalization a rate of 0.2 diverges; the source's model learns by Adam.
BY_ADAM = replace(RECIPE, optimizer="adam", rate=1e-3, epochs=SOURCE.epochs)
WAYS = {
    "source's model and recipe": (theirs, SOURCE),
    "at a rate of 0.0003": (theirs, replace(SOURCE, rate=3e-4)),
    "at a rate of 0.003": (theirs, replace(SOURCE, rate=3e-3)),
    "for as many epochs as ours": (theirs, replace(SOURCE, epochs=RECIPE.epochs)),
    "source's model, our recipe": (theirs, BY_ADAM),
    "our model, source's recipe": (models.cifar10_residual, SOURCE),
}

EXPERIMENT = Experiment(
    {name: OnValidation(make, recipe, held_out=5000) for name, (make, recipe) in WAYS.items()},
    seeds=3,
    pictures=data.fetch_cifar10,
)
