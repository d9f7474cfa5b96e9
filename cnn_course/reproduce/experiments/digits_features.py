"""Hand-made filters against learned ones: 3x3 filters, ReLU, pooling, a dense layer.

The dense layer is trained in all variants, by the source's recipe. The filters
are the four edge kernels of chapter 9, or trained as well. Eight filters give the
dense layer twice as many numbers as four, and two layers half as many as one. So
there are random filters beside the trained ones, each time as many.
"""

import numpy as np

from cnn_course import conv2d, kernels, pool2d
from cnn_course.nn import Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, Softmax, initializers
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import BATCH, EPOCHS, HELD_OUT, digits

EDGES = (
    kernels.HORIZONTAL_EDGES,
    -kernels.HORIZONTAL_EDGES,
    kernels.VERTICAL_EDGES,
    -kernels.VERTICAL_EDGES,
)
HAND_MADE = np.stack(EDGES, axis=-1)[:, :, None, :].astype(float)


def fixed(make_filters):
    """Filters that stay as they are, one array a layer; only the dense layer learns."""

    def measured(seed):
        rng = np.random.default_rng(seed)
        stack = make_filters(rng)

        def see(x):
            for filters in stack:
                x = pool2d(np.maximum(conv2d(x, filters, padding="same"), 0))
            return x

        return _train(see, [Flatten(), Dense(10), Softmax()], rng)

    return measured


def random(*filters):
    """So many filters in each layer, drawn as the learned ones begin."""
    shapes = [(3, 3, *pair) for pair in zip((1, *filters), filters)]
    return fixed(lambda rng: [initializers.get("glorot_uniform")(s, rng) for s in shapes])


def learned(filters, layers=1):
    """Filters that learn along with the dense layer."""

    def measured(seed):
        stack = [
            step
            for _ in range(layers)
            for step in (Conv2D(filters, 3, padding="same"), ReLU(), MaxPool2D(2))
        ]
        rng = np.random.default_rng(seed)
        return _train(lambda x: x, [*stack, Flatten(), Dense(10), Softmax()], rng)

    return measured


def _train(see, layers, rng):
    x, y, test_x, test_y = digits()
    seen = see(x)
    network = Network(layers, seen.shape[1:], rng=rng)
    network.compile("adam", "mse")
    network.fit(seen, y, epochs=EPOCHS, batch_size=BATCH, validation_split=HELD_OUT, verbose=0)
    accuracy = network.evaluate(see(test_x), test_y).accuracy
    return {"test_accuracy": accuracy, "parameters": network.weights.size}


EXPERIMENT = Experiment(
    {
        "4 hand-made edges": fixed(lambda rng: [HAND_MADE]),
        "4 random filters": random(4),
        "4 learned filters": learned(4),
        "8 random filters": random(8),
        "8 learned filters": learned(8),
        "two layers of 8 random": random(8, 8),
        "two layers of 8 learned": learned(8, layers=2),
    },
    seeds=10,
)
