"""What an epoch of each record's training costs here, for readers without a graphics card.

It is the processor that is timed, over all its cores, and not the clock: so it does not
matter what else runs. Noise takes as long as pictures do. A hundred noisy pictures are
trained on for one epoch, and for five; the difference is four epochs' work.
"""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnn_course.reproduce.experiment import Experiment
from cnn_course.reproduce.experiments import (
    apparel_record,
    cats_dogs_curve_from_nothing,
    cifar10_record,
    mnist_record,
)
from cnn_course.reproduce.keras_training import train

USED = 100


def variant(final, pictures):
    """For a `Final` that trains on so many pictures."""

    def measured(seed):
        recipe, model = final.recipe, final.make_model()
        shape, classes = model.input_shape[1:], model.output_shape[-1]
        x = np.random.default_rng(seed).integers(0, 256, (USED, *shape)).astype("uint8")

        def cost(epochs):
            brief = replace(recipe, epochs=epochs, repeats=1, batch_size=USED, steady=True)
            start = time.process_time()
            with tempfile.TemporaryDirectory() as folder:
                y = np.arange(USED) % classes
                train(final.make_model, x, y, brief, seed, Path(folder) / "run")
            return time.process_time() - start

        shown = pictures * recipe.repeats
        return {
            "processor_seconds_an_epoch": round((cost(5) - cost(1)) / 4 * shown / USED),
            "epochs": recipe.epochs,
        }

    return measured


EXPERIMENT = Experiment(
    {
        "cifar10-record": variant(cifar10_record.EXPERIMENT.variants["ours"], 50_000),
        "mnist-record": variant(mnist_record.EXPERIMENT.variants["ours"], 60_000),
        "apparel-record": variant(apparel_record.EXPERIMENT.variants["ours"], 60_000),
        "cats-dogs-curve-from-nothing": variant(
            cats_dogs_curve_from_nothing.EXPERIMENT.variants["2000"], 2000
        ),
    },
    seeds=1,
)
