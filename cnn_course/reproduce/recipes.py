"""How the 8x8 digits are learned: the source's way, ours, and ours in Keras's hands.

All have the same layers and the same 994 parameters, unless a variant says otherwise.
"""

import functools
import math
import time

import numpy as np

from cnn_course import data
from cnn_course._keras import import_keras, tested_settings
from cnn_course.data import RandomAffine
from cnn_course.nn import (
    Adam,
    AveragePool2D,
    BatchNormalization,
    CategoricalCrossentropy,
    Conv2D,
    CosineDecay,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    Network,
    ReLU,
    Residual,
    Softmax,
)

EPOCHS, BATCH = 128, 16  # the source's
HELD_OUT = 0.1  # the source's validation_split
PARTS = 5  # of the training digits; where something is to be chosen, one of them is held out


@functools.cache
def digits():
    """Training pictures and labels, test pictures and labels; pixels from 0 to 1."""
    found = data.load_digits()
    pictures = [(part / 16).astype("float32") for part in (found.train_images, found.test_images)]
    return pictures[0], found.train_labels, pictures[1], found.test_labels


def held_out(seed):
    """Which training digits a run is judged on instead: the next fifth for each seed.

    They are neighbors, because neighboring digits come from the same writer.
    """
    count = len(digits()[0])
    return np.arange(count) * PARTS // count == seed % PARTS


def layers(filters=8, dropout=0.1, **options):
    """The source's layers; `options` go to the layers with weights."""
    drop = [Dropout(dropout)] if dropout else []
    again = [Dropout(dropout)] if dropout else []
    return [
        *(Conv2D(filters, 3, padding="same", **options), ReLU(), MaxPool2D(2), *drop),
        *(Conv2D(filters, 3, padding="same", **options), ReLU(), MaxPool2D(2), *again),
        *(Flatten(), Dense(10, **options), Softmax()),
    ]


def deep(blocks, normalize, shortcuts):
    """A first convolution, `blocks` of two more, and the answer; eight filters each."""

    def convolution():
        scaled = [BatchNormalization(momentum=0.9)] if normalize else []
        kernels = Conv2D(8, 3, padding="same", kernel_initializer="he_normal")
        return [kernels, *scaled, ReLU()]

    row = [*convolution(), MaxPool2D(2)]
    for _ in range(blocks):
        block = [*convolution(), *convolution()]
        row += [Residual(block)] if shortcuts else block
    return [*row, AveragePool2D(2), Flatten(), Dense(10), Softmax()]


def source_recipe(seed, network_layers=None, epochs=EPOCHS):
    """Adam, mean squared error, batches of 16, a tenth held out; what the test says at the end."""
    x, y, test_x, test_y = digits()
    rng = np.random.default_rng(seed)
    network = Network(network_layers or layers(), (8, 8, 1), rng=rng)
    network.compile("adam", "mse")
    return measure(
        network,
        lambda: network.fit(
            x, y, epochs=epochs, batch_size=BATCH, validation_split=HELD_OUT, verbose=0
        ),
        (test_x, test_y),
    )


@tested_settings()
def source_recipe_in_keras(seed, epochs=EPOCHS):
    """The same in Keras."""
    keras = import_keras()
    x, y, test_x, test_y = digits()
    keras.utils.set_random_seed(seed)
    model = Network(layers(), (8, 8, 1)).to_keras()
    # The weights above came from this package; draw them again as Keras does.
    model = keras.models.clone_model(model)
    model.compile("adam", "mse", metrics=["accuracy"])
    one_hot = np.eye(10, dtype="float32")
    start = time.perf_counter()
    fit = model.fit(
        x, one_hot[y], epochs=epochs, batch_size=BATCH, validation_split=HELD_OUT, verbose=0
    )
    seconds = time.perf_counter() - start
    loss, accuracy = model.evaluate(test_x, one_hot[test_y], verbose=0)
    return {
        "parameters": model.count_params(),
        "test_accuracy": accuracy,
        "test_loss": loss,
        "train_loss": fit.history["loss"][-1],
        "seconds": seconds,
    }


# The source's recipe, but for the part that it holds out, and ours. Ours was chosen by
# validation within the 1,500 training digits; see ingredients.py.
SOURCE = {
    "loss": "mse",
    "label_smoothing": 0.0,
    "schedule": False,
    "rate": 0.001,
    "epochs": EPOCHS,
    "batch": BATCH,
    "dropout": 0.1,
    "moves": None,
    "weight_decay": 0.0,
}
BETTER = {
    "loss": "categorical_crossentropy",
    "label_smoothing": 0.3,
    "schedule": True,
    "rate": 0.01,
    "epochs": 1000,
    "batch": 64,
    "dropout": 0.0,
    "moves": {"degrees": 5.0, "translate": 0.45, "scale": 0.1},
    "weight_decay": 0.1,
}


def train(x, y, seed, recipe, **options):
    """A network of the source's layers, with `options`, trained by `recipe` on x and y."""
    chosen = layers(dropout=recipe["dropout"], **options)
    network = Network(chosen, (8, 8, 1), rng=np.random.default_rng(seed))
    steps = recipe["epochs"] * math.ceil(len(x) / recipe["batch"])
    rate = CosineDecay(recipe["rate"], steps) if recipe["schedule"] else recipe["rate"]
    loss = recipe["loss"]
    if loss == "categorical_crossentropy":
        loss = CategoricalCrossentropy(recipe["label_smoothing"])
    network.compile(Adam(rate, weight_decay=recipe["weight_decay"]), loss)
    moves = RandomAffine(**recipe["moves"]) if recipe["moves"] else None
    network.fit(x, y, epochs=recipe["epochs"], batch_size=recipe["batch"], augment=moves, verbose=0)
    return network


def asked_often(network, x, y):
    """Accuracy when each digit is shown 32 times, moved a little, and the answers are averaged."""
    move, rng = RandomAffine(**BETTER["moves"]), np.random.default_rng(0)
    answers = sum(network.predict(move(x, rng)) for _ in range(32))
    return float(np.mean(answers.argmax(axis=1) == y))


def better_recipe(seed, recipe=BETTER):
    """Our recipe on all 1,500 training digits, judged on the 297 test digits."""
    x, y, test_x, test_y = digits()
    start = time.perf_counter()
    network = train(x, y, seed, recipe)
    seconds = time.perf_counter() - start
    judged = network.evaluate(test_x, test_y)
    return {
        "parameters": network.weights.size,
        "test_accuracy": asked_often(network, test_x, test_y),
        "test_accuracy_asked_once": judged.accuracy,
        "test_loss": judged.loss,
        "seconds": seconds,
    }


def measure(network, fit, test):
    """Fit, and judge on the test digits."""
    start = time.perf_counter()
    history = fit().history
    seconds = time.perf_counter() - start
    judged = network.evaluate(*test)
    return {
        "parameters": network.weights.size,
        "test_accuracy": judged.accuracy,
        "test_loss": judged.loss,
        "train_loss": history["loss"][-1],
        "seconds": seconds,
    }
