"""One training in Keras, by a recipe, that goes on after whatever stopped it."""

import csv
import math
import shutil
import sys
import time
from dataclasses import dataclass

import numpy as np

from cnn_course._keras import import_keras, tested_settings
from cnn_course._streams import seen


@dataclass(frozen=True)
class Recipe:
    """How a network is trained.

    Attributes
    ----------
    epochs, batch_size : int
    rate : float
        The largest learning rate. It climbs there during the first fifth of the
        steps and falls to zero after it; `steady` keeps it as it is.
    optimizer : str
        "adam", or "sgd" with Nesterov's momentum of 0.9.
    weight_decay : float
        For the weights proper, not for biases and normalizations.
    label_smoothing : float
    moves : tuple
        How the training pictures are changed, each time anew: Keras's layers by
        name, with their arguments.
    repeats : int
        How often an epoch shows each picture, moved anew each time: where pictures are
        few, an epoch would be over before it is worth a checkpoint.
    """

    epochs: int
    batch_size: int
    rate: float = 1e-3
    steady: bool = False
    optimizer: str = "adam"
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    moves: tuple = ()
    repeats: int = 1


def precision(mixed):
    """Models made inside this block compute in 16-bit floats where asked for."""
    return tested_settings(dtype_policy="mixed_bfloat16" if mixed else "float32")


@tested_settings()
def train(make_model, x, y, recipe, seed, folder, validation=None, validation_split=0.0):
    """Train a new model on pictures x and whole-number labels y.

    Parameters
    ----------
    make_model : function
        Answers with a model whose last layer gives probabilities.
    x : ndarray, (N, H, W, C)
    y : ndarray of int, (N,)
    recipe : Recipe
    seed : int
        Of first weights, order of the pictures, and moves.
    folder : Path
        For checkpoints, one after each epoch; found there, they are gone on from,
        and they are removed when training is done.
    validation : tuple of x and y, optional
        Judged after each epoch; nothing is learned from it.
    validation_split : float
        Share of x to judge after each epoch, and not to learn from.

    Returns
    -------
    model, dict
        The trained model; the history, a list for each quantity, one entry an epoch,
        among them the "seconds" of each.
    """
    keras = import_keras()
    keras.utils.set_random_seed(seed)
    if validation_split:  # Keras takes the last part, which may be a class or two
        order = np.random.default_rng(seed).permutation(len(x))
        x, y = x[order], y[order]
    model = make_model()
    classes = model.output_shape[-1]
    moves = [_move(keras, *move) for move in recipe.moves]
    # The moves belong to training, not to the model that is kept.
    training = keras.Sequential([keras.Input(x.shape[1:]), *moves, model])
    if recipe.repeats > 1:
        shown = np.tile(np.arange(len(x)), recipe.repeats)
        x, y = x[shown], y[shown]
    steps = recipe.epochs * math.ceil(len(x) * (1 - validation_split) / recipe.batch_size)
    training.compile(
        optimizer(recipe, steps),
        keras.losses.CategoricalCrossentropy(label_smoothing=recipe.label_smoothing),
        metrics=["accuracy"],
    )
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "history.csv"
    if validation is not None:
        validation = validation[0], keras.utils.to_categorical(validation[1], classes)
    training.fit(
        x,
        keras.utils.to_categorical(y, classes),
        batch_size=recipe.batch_size,
        epochs=recipe.epochs,
        validation_data=validation,
        validation_split=validation_split,
        verbose=2 if seen(sys.stdout) else 0,
        callbacks=[
            _clock(keras),
            keras.callbacks.CSVLogger(log, append=True),
            keras.callbacks.BackupAndRestore(
                folder / "backup", double_checkpoint=True, delete_checkpoint=False
            ),
        ],
    )
    history = _read(log)
    shutil.rmtree(folder)  # only now, when nothing more can go wrong with this training
    return model, history


def _move(keras, name, arguments):
    """Keras's layer of that name, which computes in full precision."""
    move = getattr(keras.layers, name)(**arguments, dtype="float32")
    if keras.backend.backend() == "jax":
        # Some are marked as not to be compiled, for TensorFlow's sake. JAX compiles them;
        # else it would take the whole training step apart, operation by operation.
        move.supports_jit = True
    return move


def _clock(keras):
    """Each epoch's seconds, as an entry beside its loss: so they survive an interruption."""
    began = [0.0]

    def begin(epoch, logs=None):
        began[0] = time.perf_counter()

    def end(epoch, logs=None):
        logs["seconds"] = time.perf_counter() - began[0]

    return keras.callbacks.LambdaCallback(on_epoch_begin=begin, on_epoch_end=end)


def optimizer(recipe, steps):
    """The recipe's optimizer, learning rate and weight decay, for so many steps."""
    keras = import_keras()
    rate = recipe.rate
    if not recipe.steady:
        climb = max(1, steps // 5)
        rate = keras.optimizers.schedules.CosineDecay(
            rate / 20, steps - climb, warmup_target=rate, warmup_steps=climb
        )
    if recipe.optimizer == "sgd":
        chosen = keras.optimizers.SGD(
            rate, momentum=0.9, nesterov=True, weight_decay=recipe.weight_decay
        )
    else:
        chosen = keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay)
    chosen.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return chosen


def _read(log):
    """Keras's CSV; an epoch that was begun again counts once."""
    with log.open(encoding="utf-8") as file:
        epochs = {row["epoch"]: row for row in csv.DictReader(file)}
    # Without validation Keras adds columns for one, and fills them with NA.
    keys = [
        key
        for key, value in next(iter(epochs.values())).items()
        if key != "epoch" and value != "NA"
    ]
    return {key: [round(float(row[key]), 5) for row in epochs.values()] for key in keys}
