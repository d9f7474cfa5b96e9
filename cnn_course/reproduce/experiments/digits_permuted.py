"""All pixels moved to other places, the same for every picture: who minds?

A dense network and a convolutional one of the same size are trained by the
source's recipe, straight and permuted.
"""

import numpy as np

from cnn_course.nn import Dense, Flatten, Network, ReLU, Softmax
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import BATCH, EPOCHS, HELD_OUT, digits, layers


def dense_layers():
    """13 units: 985 parameters, as near to 994 as a dense network comes."""
    return [Flatten(), Dense(13), ReLU(), Dense(10), Softmax()]


def permute(pictures, order):
    """Every picture's pixels in another order, the same for all."""
    return pictures.reshape(len(pictures), -1)[:, order].reshape(pictures.shape)


def variant(make_layers, permuted):
    def measured(seed):
        x, y, test_x, test_y = digits()
        rng = np.random.default_rng(seed)
        order = rng.permutation(64)
        train_x = permute(x, order) if permuted else x
        network = Network(make_layers(), (8, 8, 1), rng=rng)
        network.compile("adam", "mse")
        network.fit(
            train_x, y, epochs=EPOCHS, batch_size=BATCH, validation_split=HELD_OUT, verbose=0
        )
        straight = network.evaluate(test_x, test_y).accuracy
        moved = network.evaluate(permute(test_x, order), test_y).accuracy
        return {
            "parameters": network.weights.size,
            "test_accuracy": moved if permuted else straight,
            # Trained one way and tested the other: another experiment.
            "other_order": straight if permuted else moved,
        }

    return measured


EXPERIMENT = Experiment(
    {
        "dense, straight": variant(dense_layers, False),
        "dense, permuted": variant(dense_layers, True),
        "convolutional, straight": variant(layers, False),
        "convolutional, permuted": variant(layers, True),
    },
    seeds=5,
)
