"""How the 994 parameters are taught, chosen by validation.

300 of the 1,500 training digits are held out, five times in turn; the test digits are not
looked at. The first line is our recipe without a teacher.
"""

from cnn_course.reproduce.distillation import Lesson, taught
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import BETTER, PARTS, asked_often, digits, held_out, train


def variant(lesson):
    def measured(seed):
        x, y, _, _ = digits()
        out = held_out(seed)
        if lesson:
            network, larger = taught(x[~out], y[~out], seed, lesson)
        else:
            network = train(x[~out], y[~out], seed, BETTER)
            larger = network
        return {
            "validation_accuracy": network.evaluate(x[out], y[out]).accuracy,
            "validation_asked_often": asked_often(network, x[out], y[out]),
            "teacher": larger.evaluate(x[out], y[out]).accuracy,
        }

    return measured


LESSONS = {
    "without a teacher": None,
    "taught": Lesson(),
    "taught by a wider one": Lesson(filters=64),
    "by a wider one, longer": Lesson(filters=64, epochs=20),
}

EXPERIMENT = Experiment(
    {name: variant(lesson) for name, lesson in LESSONS.items()},
    seeds=PARTS,
)
