"""MNIST, as far as we get: each test digit is asked about once.

The recipe was chosen by `mnist-record-choices`, within the training pictures.
"""

from dataclasses import replace

from cnn_course import data
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.mnist_record_choices import CHANGES
from cnn_course.reproduce.pictures import Final

MODEL, BRIEF = CHANGES["moved further"]
RECIPE = replace(BRIEF, epochs=20)

EXPERIMENT = Experiment(
    {"ours": Final(MODEL, RECIPE, weights="mnist_record")},
    seeds=3,
    pictures=data.fetch_mnist,
)
