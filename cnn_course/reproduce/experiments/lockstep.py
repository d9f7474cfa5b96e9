"""Side by side with Keras: same first weights, same batches, 200 steps, float64.

What is measured is the largest relative difference after any step, of a weight
from the largest weight of its array, and of the loss.
"""

import numpy as np

from cnn_course._keras import import_keras, import_tensorflow, tested_settings
from cnn_course.nn import SGD, Adam, Network
from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.recipes import BATCH, digits, layers

STEPS = 200


def variant(ours, theirs, loss):
    """Walk in step and compare; `theirs` is a Keras optimizer's name and its arguments."""

    @tested_settings(floatx="float64")
    def measured(seed):
        keras = import_keras()
        rng = np.random.default_rng(seed)
        network = Network(layers(dropout=0), (8, 8, 1), rng=rng, dtype="float64")
        network.compile(ours, loss)
        model = network.to_keras()
        name, arguments = theirs
        model.compile(getattr(keras.optimizers, name)(**arguments), loss)
        x, y, *_ = digits()
        x, y = x.astype(float), np.eye(10)[y]
        step = keras_steps(model)
        furthest = {"weights": 0.0, "losses": 0.0}
        for _ in range(STEPS):
            chosen = rng.integers(0, len(x), BATCH)
            pair = (
                network.train_on_batch(x[chosen], y[chosen]),
                step(x[chosen], y[chosen]),
            )
            furthest["losses"] = max(furthest["losses"], abs(pair[0] - pair[1]) / pair[1])
            for a, b in zip(network.get_weights(), model.get_weights()):
                apart = np.abs(a - b).max() / np.abs(b).max()
                furthest["weights"] = max(furthest["weights"], float(apart))
        return furthest

    return measured


def keras_steps(model):
    """A function of a batch: one step of Keras's own; it answers with this batch's loss alone."""
    tf = import_tensorflow("the steps beside Keras take their slopes")

    @tf.function  # one step at a time would take ten times as long
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = model.compute_loss(y=y, y_pred=model(x, training=True))
        slopes = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply(slopes, model.trainable_variables)
        return loss

    return lambda x, y: float(step(tf.constant(x), tf.constant(y)))


# Keras keeps plain Python numbers in float32 on their way; as float64 they stay what they are.
NINE_TENTHS, NEARLY_ONE = np.float64(0.9), np.float64(0.999)
OPTIMIZERS = {
    "SGD": (SGD(0.1), ("SGD", {"learning_rate": 0.1})),
    "SGD with momentum": (SGD(0.1, 0.9), ("SGD", {"learning_rate": 0.1, "momentum": NINE_TENTHS})),
    "Adam": (Adam(), ("Adam", {"beta_1": NINE_TENTHS, "beta_2": NEARLY_ONE})),
}
LOSSES = {"squares": "mse", "cross-entropy": "categorical_crossentropy"}

EXPERIMENT = Experiment(
    {
        f"{name}, {short}": variant(*pair, loss)
        for name, pair in OPTIMIZERS.items()
        for short, loss in LOSSES.items()
    },
    seeds=3,
)
