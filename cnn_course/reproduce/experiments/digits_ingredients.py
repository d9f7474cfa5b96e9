"""What each ingredient of our recipe brings, added one by one.

The recipe was chosen by validation: 300 of the 1,500 training digits are held
out, five times in turn.
Each seed measures one such part, with each digit asked once, and asked often,
which is the last ingredient. The test digits are not looked at.
"""

from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import BETTER, PARTS, SOURCE, asked_often, digits, held_out, train

SLOWER = {key: BETTER[key] for key in ("schedule", "rate", "epochs", "batch", "dropout")}
# Each adds to the one before.
STEPS = {
    "source recipe": {},
    "+ cross-entropy": {"loss": BETTER["loss"]},
    "+ 1,000 epochs, falling rate": SLOWER,
    "+ small moves of the digits": {"moves": BETTER["moves"]},
    "+ weight decay": {"weight_decay": BETTER["weight_decay"]},
    "+ label smoothing = our recipe": {"label_smoothing": BETTER["label_smoothing"]},
}


def variant(recipe):
    def measured(seed):
        x, y, _, _ = digits()
        out = held_out(seed)
        network = train(x[~out], y[~out], seed, recipe)
        judged = network.evaluate(x[out], y[out])
        return {
            "validation_accuracy": judged.accuracy,
            "validation_loss": judged.loss,
            "validation_asked_often": asked_often(network, x[out], y[out]),
        }

    return measured


def _recipes():
    recipe = dict(SOURCE)
    for name, change in STEPS.items():
        recipe = recipe | change
        yield name, recipe


EXPERIMENT = Experiment({name: variant(recipe) for name, recipe in _recipes()}, seeds=PARTS)
