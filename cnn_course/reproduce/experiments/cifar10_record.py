"""CIFAR-10, as far as we get with no more parameters than the source's model has.

The recipe was chosen by `cifar10-record-choices`, within the training pictures.
"""

from dataclasses import replace

from cnn_course import data
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.cifar10_record_choices import CHANGES
from cnn_course.reproduce.pictures import Final, mirrored

MODEL, BRIEF = CHANGES["as it begins"]
RECIPE = replace(BRIEF, epochs=65)

EXPERIMENT = Experiment(
    {"ours": Final(MODEL, RECIPE, looks=mirrored, weights="cifar10_record")},
    seeds=3,
    pictures=data.fetch_cifar10,
)
