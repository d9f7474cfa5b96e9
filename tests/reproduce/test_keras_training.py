"""One training in Keras: its recipe, and what it survives."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from cnn_course import data, models
from cnn_course.reproduce.keras_training import Recipe, _read, optimizer, precision, train
from tools.digest import ROOT

DIGITS = data.load_digits()
RECIPE = Recipe(epochs=3, batch_size=64, rate=3e-3)


def trained(folder, recipe=RECIPE, seed=0, **options):
    x, y = DIGITS.train_images / 16, DIGITS.train_labels
    return train(models.digits, x, y, recipe, seed, folder, **options)


def test_it_learns_and_tells_its_history(keras, tmp_path):
    model, history = trained(tmp_path / "run")
    assert set(history) == {"accuracy", "loss", "seconds"}
    assert all(len(values) == 3 for values in history.values())
    assert history["accuracy"][-1] > history["accuracy"][0]
    assert model.name == "digits" and not (tmp_path / "run").exists()


def test_a_seed_decides_everything(keras, tmp_path):
    moved = replace(
        RECIPE,
        epochs=1,
        moves=(("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}),),
    )
    first, again, other = (
        trained(tmp_path / "run", moved, seed)[0].get_weights()[0] for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_an_epoch_may_show_each_picture_several_times(keras, tmp_path):
    """As if the pictures were there several times; and the rate falls as slowly."""
    x, y = DIGITS.train_images[:90] / 16, DIGITS.train_labels[:90]
    thrice = replace(RECIPE, repeats=3)
    first, _ = train(models.digits, x, y, thrice, 0, tmp_path / "run")
    x, y = np.tile(x, (3, 1, 1, 1)), np.tile(y, 3)
    again, _ = train(models.digits, x, y, RECIPE, 0, tmp_path / "run")
    for one, other in zip(first.get_weights(), again.get_weights()):
        np.testing.assert_array_equal(one, other)


IN_JAX = """
from cnn_course.models import keras
import jax, numpy as np
from cnn_course import models
from cnn_course.reproduce.keras_training import _move
from cnn_course.reproduce.record import environment
from tests.test_keras_settings import MOVES
assert environment()["backend"] == "jax"
moves = [_move(keras, *move) for move in MOVES]
training = keras.Sequential([keras.Input((8, 8, 1)), *moves, models.digits()])
training.compile("adam", "sparse_categorical_crossentropy")
print(training.jit_compile)
"""


def test_jax_compiles_the_moves_along(keras):
    """Keras marks them as not to be compiled: then JAX takes the whole step apart."""
    pytest.importorskip("jax", reason="jax is not installed")
    done = subprocess.run(
        [sys.executable, "-c", IN_JAX],
        env=os.environ | {"KERAS_BACKEND": "jax"},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "True", done.stderr[-2000:]


def test_the_held_out_part_is_not_the_last_class(keras, tmp_path):
    """Pictures in the order of their classes: without a shuffle the validation is hopeless."""
    order = np.argsort(DIGITS.train_labels, kind="stable")
    x, y = DIGITS.train_images[order] / 16, DIGITS.train_labels[order]
    recipe = replace(RECIPE, epochs=6)
    _, history = train(models.digits, x, y, recipe, 0, tmp_path / "run", validation_split=0.2)
    assert history["val_accuracy"][-1] > 0.6


def test_the_rate_climbs_and_falls(keras):
    schedule = optimizer(replace(RECIPE, rate=0.1), steps=100)._learning_rate
    rates = [float(schedule(step)) for step in (0, 10, 20, 60, 100)]
    assert rates == pytest.approx([0.005, 0.0525, 0.1, 0.05, 0], abs=1e-6)
    steady = optimizer(replace(RECIPE, rate=0.1, steady=True), steps=100)
    assert float(steady.learning_rate) == pytest.approx(0.1)


@pytest.mark.parametrize("name", ["adam", "sgd"])
def test_weights_decay_and_biases_do_not(keras, name):
    chosen = optimizer(
        Recipe(1, 1, rate=0.5, steady=True, optimizer=name, weight_decay=0.1), steps=1
    )
    weight = keras.Variable(np.ones(3), name="kernel")
    bias = keras.Variable(np.ones(3), name="bias")
    chosen.build([weight, bias])
    chosen.apply([keras.ops.zeros(3), keras.ops.zeros(3)])
    np.testing.assert_allclose(weight.numpy(), 0.95, atol=1e-6)
    np.testing.assert_array_equal(bias.numpy(), 1)


def test_mixed_precision_is_left_again(keras):
    usual = keras.config.dtype_policy().name
    with pytest.raises(ZeroDivisionError), precision(mixed=True):
        assert models.mnist(filters=(2, 2)).layers[2].compute_dtype == "bfloat16"
        assert models.mnist(filters=(2, 2)).layers[-1].compute_dtype == "float32"
        1 / 0
    assert keras.config.dtype_policy().name == usual


def test_the_log_counts_an_epoch_once(tmp_path):
    log = tmp_path / "history.csv"
    log.write_text("epoch,loss,val_loss\n0,3,NA\n1,2.5,NA\n1,2,NA\n2,1,NA\n")
    assert _read(log) == {"loss": [3, 2, 1]}


KILLED = """
import sys
from pathlib import Path
from tests.reproduce.test_keras_training import RECIPE, replace, trained
model, history = trained(Path(sys.argv[1]), replace(RECIPE, epochs=8))
print("epochs", len(history["loss"]), "falls", history["loss"][-1] < history["loss"][0])
"""


def test_it_goes_on_after_kill_9(keras, tmp_path):
    """Killed twice in the middle; what was done is not done again."""

    def start():
        command = [sys.executable, "-u", "-c", KILLED, str(tmp_path / "run")]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    began = []
    for _ in range(2):
        process, seen = start(), 0
        for line in process.stdout:
            if line.startswith("Epoch "):
                began.append(int(line.split()[1].split("/")[0]))
                seen += 1
            if seen == 3:
                process.send_signal(signal.SIGKILL)
                break
        process.wait()
        assert (tmp_path / "run" / "backup").exists()
    process = start()
    output, _ = process.communicate()
    began += [
        int(line.split()[1].split("/")[0])
        for line in output.splitlines()
        if line.startswith("Epoch ")
    ]
    assert "epochs 8 falls True" in output
    # The epoch in which it was killed is begun again, and no earlier one.
    assert began[:3] == [1, 2, 3] and began[3] in (2, 3) and began[-1] == 8
    assert len(began) <= 8 + 4
    assert not (tmp_path / "run").exists()
