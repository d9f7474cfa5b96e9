"""Cats and dogs by a backbone that learned ImageNet, on 50 to 2,000 photographs.

Nothing is chosen by the test photographs: the backbone is the one that the registry has,
its 224 x 224 pixels are cut out of the middle, and how loosely the new weights are held is
chosen within the training photographs.
"""

from functools import partial

from cnn_course import data
from cnn_course.reproduce.curve import SIZES, Frozen
from cnn_course.reproduce.experiment import Experiment

EXPERIMENT = Experiment(
    {str(n): Frozen("efficientnet_lite0", n) for n in SIZES},
    seeds=3,
    pictures=partial(data.fetch_cats_dogs, size=224, how="crop"),
)
