"""Seconds per epoch on the digits, at the source's batch of 16."""

import numpy as np

from benchmarks.contenders import HAS_TORCH, Examples, Keras, Ours, Torch
from benchmarks.rounds import four_digits, spread, turns
from cnn_course.reproduce.recipes import digits

BATCH, TRAINING, EPOCHS = 16, 1350, 2

# A cached tf.data pipeline is faster for Keras than plain arrays, so "keras" uses
# one; "keras_arrays" is what most people write.
KERAS = {
    "keras": {},
    "keras_arrays": {"arrays": True},
    "keras_jit": {"jit": True},
    "keras_steps": {"steps": True},
    "keras_jit_steps": {"jit": True, "steps": True},
}
TORCH = {
    "torch": {},
    "torch_fused": {"fused": True},
    "torch_one_thread": {"fused": True, "one_thread": True},
}


def measure(rounds, training=TRAINING):
    """Time all contenders, round after round.

    Returns
    -------
    dict
        "contenders", each with its "parameters" and its seconds per "epoch",
        "times_ours", how many times as long as ours each takes, and
        "best_keras", the fastest of Keras's ways.
    """
    made = contenders(examples(training))
    for contender in made.values():
        contender.train(EPOCHS)  # compiles, and fills the caches
    calls = {name: lambda own=own: own.train(EPOCHS) for name, own in made.items()}
    seconds = turns(calls, rounds, np.random.default_rng(0))
    epochs = {name: spread(seconds[name], EPOCHS) for name in made}
    medians = {name: epoch["median"] for name, epoch in epochs.items()}
    return {
        "batch": BATCH,
        "training": training,
        "validation": len(made["ours"].examples.validation[0]),
        "rounds": rounds,
        "epochs_a_round": EPOCHS,
        "keras_jit_compile_auto_is": bool(made["keras"].model.jit_compile),
        "contenders": {
            name: {"parameters": own.parameters, "epoch": epochs[name]}
            for name, own in made.items()
        },
        "times_ours": {
            name: four_digits(median / medians["ours"]) for name, median in medians.items()
        },
        "best_keras": min(KERAS, key=medians.get),
    }


def contenders(data, batch=BATCH):
    """Every contender, ready to train."""
    return {
        "ours": Ours(data, batch),
        **{name: Keras(data, batch, **options) for name, options in KERAS.items()},
        **{name: Torch(data, batch, **options) for name, options in TORCH.items() if HAS_TORCH},
    }


def examples(training=TRAINING):
    """The first digits to learn from, the last 150 of the 1,500 to judge by."""
    x, labels, _, _ = digits()
    y = np.eye(10, dtype=np.float32)[labels]
    return Examples(x[:training], y[:training], (x[TRAINING:], y[TRAINING:]))
