"""Keras's settings, which may come from a file of the user's, change nothing that the course makes."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from benchmarks import contenders
from cnn_course import _keras, data, insight, models
from cnn_course.reproduce.experiments import lockstep
from cnn_course.reproduce.keras_training import Recipe, train
from cnn_course.reproduce.pictures import accuracy, scaled
from cnn_course.reproduce.recipes import source_recipe_in_keras
from tests import grid
from tests.odd_keras import network, settings_now, settings_of
from tools.digest import ROOT

MAKERS = {
    "digits": models.digits,
    "mnist": models.mnist,
    "cifar10": scaled(models.cifar10),
    "cifar10_residual": lambda: models.cifar10_residual(average=False),
    "article": lambda: models.cats_dogs_article(size=40),
    "cats_dogs": models.cats_dogs,
}
# Every kind of layer that moves pictures in a recipe.
MOVES = (
    ("RandomFlip", {"mode": "horizontal"}),
    ("RandomRotation", {"factor": 0.05, "fill_mode": "reflect"}),
    ("RandomZoom", {"height_factor": (-0.3, 0.1)}),
    ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}),
    ("RandomBrightness", {"factor": 0.2, "value_range": (0, 1)}),
    ("RandomContrast", {"factor": 0.3, "value_range": (0, 1)}),
)


def two_models():
    """One from here and one that is shipped, by name: what they answer."""
    keras = _keras.import_keras()
    found = {}
    for dtype in ("float32", "float64"):
        model = network(dtype).to_keras()
        found[f"to_keras {dtype}"] = keras.ops.convert_to_numpy(model(grid.floats(0, 2, 8, 8, 8)))
        found[f"to_keras {dtype}, settings"] = settings_of(model)
    digits = data.load_mnist_5k().test_images[:3].astype("float32")
    found["pretrained"] = keras.ops.convert_to_numpy(models.load_pretrained("mnist")(digits))
    return found


def every_model():
    """What all models remember, and what is seen in one."""
    found = {}
    for name, make in MAKERS.items():
        model = make()
        found[name] = [*settings_of(model), str(model.output_shape), model.inputs[0].dtype]
    mnist, digit = models.load_pretrained("mnist"), data.load_mnist_5k().test_images[0]
    for number, maps in enumerate(insight.feature_maps(mnist, digit).values()):
        found[f"maps {number}"] = maps
    found["occlusion"] = insight.occlusion_map(mnist, digit, 3, patch=14, stride=7)
    found["grad_cam"] = insight.grad_cam(mnist, digit, 2)
    return found


def trained():
    """What is trained and measured on TensorFlow."""
    digits = data.load_digits()
    x, y = digits.train_images[:128] / 16, digits.train_labels[:128]
    found = {}
    recipe = Recipe(2, 64, weight_decay=0.01, label_smoothing=0.1, moves=MOVES)
    with tempfile.TemporaryDirectory() as folder:
        model, history = train(models.digits, x, y, recipe, 0, Path(folder) / "run")
    found["history"] = history["loss"]
    found["trained"] = model.get_weights()[-2]
    found["accuracy"] = accuracy(model, x + 0.01, y)
    one = source_recipe_in_keras(0, epochs=1)
    found["recipe in Keras"] = [one["train_loss"], one["test_loss"], one["test_accuracy"]]
    contender = contenders.Keras(
        contenders.Examples(x.astype("float32"), np.eye(10)[y]), 64, arrays=True
    )
    contender.train(2)
    found["contender, settings"] = settings_of(contender.model)
    optimizer = contender.model.optimizer
    found["contender, steps and rate"] = int(optimizer.iterations), float(optimizer.learning_rate)
    return found


def steps_apart():
    """The furthest that a few steps are from Keras's; the first variant ends in cross-entropy."""
    usual, lockstep.STEPS = lockstep.STEPS, 3
    try:
        return max(lockstep.EXPERIMENT.variants["Adam, cross-entropy"](0).values())
    finally:
        lockstep.STEPS = usual


def everything():
    return two_models() | every_model() | trained()


def same(found, usual, **tolerance):
    assert found.keys() == usual.keys()
    for name, value in usual.items():
        if isinstance(value, list) and isinstance(value[0], str):
            assert found[name] == value, name
        else:
            np.testing.assert_allclose(found[name], value, err_msg=name, **tolerance)


@pytest.fixture(scope="module")
def usual(keras):
    return everything()


@pytest.mark.slow
def test_whatever_they_are_the_numbers_stay(usual, odd_keras):
    before = settings_now()
    same(everything(), usual, rtol=1e-5, atol=1e-6)
    assert steps_apart() < 1e-12
    assert settings_now() == before


FROM_A_FILE = """
import json, sys
import numpy as np
from tests import odd_keras, test_keras_settings as this
found = {name: np.asarray(value).tolist() for name, value in this.two_models().items()}
config = odd_keras.settings_now()
now = [config["image_data_format"], config["floatx"], config["epsilon"]]
print(json.dumps([now, found]))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("backend", "floatx"), [("tensorflow", "float16"), ("jax", "float64")])
def test_from_keras_json_too(usual, tmp_path, backend, floatx):
    pytest.importorskip(backend, reason=f"{backend} is not installed")
    written = {"image_data_format": "channels_first", "floatx": floatx, "epsilon": 0.01}
    (tmp_path / "keras.json").write_text(json.dumps(written | {"backend": backend}))
    environment = {k: v for k, v in os.environ.items() if k != "KERAS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FROM_A_FILE],
        env=environment | {"KERAS_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    now, found = json.loads(done.stdout.splitlines()[-1])
    assert now == list(written.values())
    assert "pretrained" in found
    same(found, {name: usual[name] for name in found}, rtol=1e-3, atol=1e-4)


def test_a_model_stays_as_it_was_made(odd_keras, tmp_path):
    """Cloned, stored and loaded under other settings than it was made with."""
    model = network("float32").to_keras()
    x = grid.floats(1, 2, 8, 8, 8, dtype=np.float32)
    expected = model(x).numpy()
    clone = odd_keras.models.clone_model(model)
    clone.set_weights(model.get_weights())
    model.save(tmp_path / "model.keras")
    for other in (clone, odd_keras.models.load_model(tmp_path / "model.keras")):
        np.testing.assert_array_equal(other(x).numpy(), expected)
        assert settings_of(other)[1:] == settings_of(model)[1:]


def test_whatever_is_judged_or_taken_apart(odd_keras):
    """Also where Keras asks for its settings while it computes."""
    asked = []

    class Judged:
        def predict(self, x, **options):
            asked.append(settings_now()["floatx"])
            return np.ones((len(x), 2))

    assert accuracy(Judged(), np.zeros((4, 1, 1, 1)), np.zeros(4)) == 1 and asked == ["float32"]
    pictures = odd_keras.Input((2, 2, 3), dtype="float32")
    thirds = odd_keras.ops.cast(pictures, "int32") / 3
    picture = np.arange(12.0).reshape(2, 2, 3)
    *_, last = insight.feature_maps(odd_keras.Model(pictures, thirds), picture).values()
    np.testing.assert_allclose(last, picture / 3, rtol=1e-6)


def test_what_needs_tensorflow_says_so(keras, monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(
        NotImplementedError, match="take their slopes from TensorFlow; .* on jax here"
    ):
        steps_apart()
    with pytest.raises(
        NotImplementedError, match="comes from TensorFlow; .*KERAS_BACKEND=tensorflow"
    ):
        contenders.Keras(contenders.Examples(np.zeros((2, 8, 8, 1)), np.zeros((2, 10))), 1)
