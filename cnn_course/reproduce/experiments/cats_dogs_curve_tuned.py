"""Cats and dogs by a backbone that is fine-tuned, on 50 to 2,000 photographs.

As `cats_dogs_curve_frozen`, and then the last four of its sixteen blocks learn on, with the
convolution after them: 2.4 of 3.4 million numbers. The layers before them stay as they are,
so that two processor cores can do it. The rate was set, and not chosen by any photograph.
"""

from functools import partial

from cnn_course import data
from cnn_course.reproduce.curve import SIZES
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.tuned import Tuned

EXPERIMENT = Experiment(
    {str(n): Tuned("efficientnet_lite0", "block11_project_norm", n) for n in SIZES},
    seeds=3,
    pictures=partial(data.fetch_cats_dogs, size=224, how="crop"),
)
