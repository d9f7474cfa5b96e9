"""The 994 parameters, as far as we get: taught by a larger network of ours.

The lesson was chosen by `digits-record-choices`, within the training digits.
"""

import time

from cnn_course.reproduce.distillation import taught
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments.digits_record_choices import LESSONS
from cnn_course.reproduce.recipes import asked_often, digits

LESSON = LESSONS["taught by a wider one"]


def measured(seed):
    x, y, test_x, test_y = digits()
    start = time.perf_counter()
    network, larger = taught(x, y, seed, LESSON)
    seconds = time.perf_counter() - start
    return {
        "parameters": network.weights.size,
        "teacher_parameters": larger.weights.size,
        "test_accuracy": asked_often(network, test_x, test_y),
        "test_accuracy_asked_once": network.evaluate(test_x, test_y).accuracy,
        "seconds": round(seconds, 1),
    }


EXPERIMENT = Experiment({"ours": measured}, seeds=10)
