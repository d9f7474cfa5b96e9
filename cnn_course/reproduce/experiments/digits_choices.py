"""The readers' questions: bias, initialization, number of filters, dropout. One change at a time.

Everything else is the source's recipe. A choice is judged by validation: 300 of the
1,500 training digits are held out, five times in turn, and each fifth twice, from two
beginnings. The test digits are not looked at. The training digits are judged as the
others are: after the training, as they are, with dropout off.
"""

from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import PARTS, SOURCE, digits, held_out, train


def variant(dropout=SOURCE["dropout"], **options):
    def measured(seed):
        x, y, _, _ = digits()
        out = held_out(seed)
        network = train(x[~out], y[~out], seed, SOURCE | {"dropout": dropout}, **options)
        judged, learned = network.evaluate(x[out], y[out]), network.evaluate(x[~out], y[~out])
        return {
            "parameters": network.weights.size,
            "validation_accuracy": judged.accuracy,
            "validation_loss": judged.loss,
            "train_accuracy": learned.accuracy,
            "train_loss": learned.loss,
        }

    return measured


EXPERIMENT = Experiment(
    {
        "as it is": variant(),
        "without bias": variant(use_bias=False),
        "zeros": variant(kernel_initializer="zeros"),
        "random_normal": variant(kernel_initializer="random_normal"),
        "he_normal": variant(kernel_initializer="he_normal"),
        "2 filters": variant(filters=2),
        "4 filters": variant(filters=4),
        "16 filters": variant(filters=16),
        "32 filters": variant(filters=32),
        "without dropout": variant(dropout=0.0),
    },
    seeds=2 * PARTS,
)
