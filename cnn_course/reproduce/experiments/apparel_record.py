"""Fashion-MNIST, as far as we get.

The recipe was chosen by `apparel-record-choices`, within the training pictures.
"""

from cnn_course import data
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.apparel_record_choices import CHANGES
from cnn_course.reproduce.pictures import Final, mirrored

MODEL, RECIPE = CHANGES["whole pixels, longer"]

EXPERIMENT = Experiment(
    {"ours": Final(MODEL, RECIPE, looks=mirrored, weights="apparel_record")},
    seeds=3,
    pictures=data.fetch_fashion_mnist,
)
