"""The Keras models: what the sources print, what ours may cost, and that any backend trains them."""

import os
import subprocess
import sys

import numpy as np
import pytest

from cnn_course import data, models
from cnn_course.models import pretrained
from cnn_course.nn import Network
from cnn_course.reproduce.pictures import accuracy
from cnn_course.reproduce.recipes import layers

MAKERS = {
    "digits": (models.digits, (8, 8, 1), 10),
    "mnist": (models.mnist, (28, 28, 1), 10),
    "cifar10": (models.cifar10, (32, 32, 3), 10),
    "cifar10_residual": (models.cifar10_residual, (32, 32, 3), 10),
    "cats_dogs_article": (models.cats_dogs_article, (300, 300, 3), 2),
    "cats_dogs": (models.cats_dogs, (96, 96, 3), 2),
    "deep_residual": (models.deep_residual, (32, 32, 3), 10),
    "cats_dogs_deep": (models.cats_dogs_deep, (96, 96, 3), 2),
}


@pytest.mark.parametrize("name", MAKERS)
def test_pictures_in_probabilities_out(keras, name):
    make, shape, classes = MAKERS[name]
    pictures = np.random.default_rng(0).integers(0, 256, (2, *shape)).astype("uint8")
    answers = make()(pictures).numpy()
    assert answers.shape == (2, classes)
    np.testing.assert_allclose(answers.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("make", [models.mnist, models.cats_dogs])
def test_an_answer_for_each_class(keras, make):
    assert make(classes=3).output_shape == (None, 3)


def test_the_parameters_of_the_sources(keras):
    counted = {name: MAKERS[name][0]().count_params() for name in MAKERS}
    assert counted["digits"] == 80 + 584 + 330 == 994
    assert counted["cifar10"] == 356_810
    assert counted["cats_dogs_article"] == 438_842
    # Ours cost no more.
    assert counted["cifar10_residual"] <= counted["cifar10"]
    assert counted["deep_residual"] <= counted["cifar10"]
    assert max(counted["cats_dogs"], counted["cats_dogs_deep"]) <= counted["cats_dogs_article"]


@pytest.mark.parametrize(
    "name", ["mnist", "cifar10_residual", "cats_dogs", "deep_residual", "cats_dogs_deep"]
)
def test_the_docstring_gives_the_number_of_parameters(keras, name):
    make = MAKERS[name][0]
    assert f"{make().count_params():,} parameters" in make.__doc__


def test_the_deep_network_halves_its_maps_between_stages(keras):
    model = models.deep_residual((20, 12, 1), 3, filters=(2, 3, 4), blocks=2, strides=2)
    added = [layer.output.shape[1:] for layer in model.layers if type(layer).__name__ == "Add"]
    assert added == [(10, 6, 2)] * 2 + [(5, 3, 3)] * 2 + [(2, 1, 4)] * 2
    assert model.output_shape == (None, 3)


def test_the_digits_are_one_model_with_keras_and_without(keras):
    theirs, ours = Network.from_keras(models.digits()), Network(layers(), (8, 8, 1))
    assert [repr(layer) for layer in theirs.layers] == [repr(layer) for layer in ours.layers]
    assert repr(theirs.summary()) == repr(ours.summary())
    assert models.digits((8, 12, 1)).input_shape == (None, 8, 12, 1)


def test_switches_take_parts_out(keras):
    def kinds(model):
        return [type(layer).__name__ for layer in model.layers]

    whole = kinds(models.cifar10_residual())
    assert {"BatchNormalization", "Add", "GlobalAveragePooling2D"} <= set(whole)
    assert "BatchNormalization" not in kinds(models.cifar10_residual(normalize=False))
    assert "Add" not in kinds(models.cifar10_residual(residual=False))
    flat = models.cifar10_residual(average=False)
    assert "Flatten" in kinds(flat) and flat.count_params() <= 356_810
    assert "Dropout" not in kinds(models.mnist(dropout=0))
    assert "Add" not in kinds(models.cats_dogs(residual=False))


def test_the_shortcut_adds_what_went_in(keras):
    """With the second convolution of a block at zero, the block hands on what it got."""
    model = models.cifar10_residual()
    add = next(layer for layer in model.layers if type(layer).__name__ == "Add")
    straight, changed = add.input
    around = keras.Model(model.input, [straight, changed, add.output])
    picture = np.random.default_rng(0).integers(0, 256, (1, 32, 32, 3)).astype("float32")
    a, b, both = (part.numpy() for part in around(picture))
    np.testing.assert_allclose(a + b, both, atol=1e-6)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_another_backend_trains_them(backend):
    pytest.importorskip(backend, reason=f"{backend} is not installed")
    code = """
import numpy as np
from cnn_course import models
from cnn_course.models import keras
small = (
    models.digits(),
    models.mnist(filters=(4,)),
    models.cifar10_residual(),
    models.cats_dogs(filters=(4, 8), size=32),
    models.deep_residual((8, 8, 1), filters=(4, 8), blocks=1),
)
for model in small:
    model.compile("sgd", "sparse_categorical_crossentropy")
    x = np.random.default_rng(0).random((4, *model.input_shape[1:]))
    before = model.get_weights()[0].copy()
    model.train_on_batch(x, np.array([0, 1, 0, 1]))
    assert np.isfinite(model.get_weights()[0]).all()
    assert (model.get_weights()[0] != before).any(), model.name
print(keras.backend.backend())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"KERAS_BACKEND": backend},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == backend, done.stderr[-2000:]


def test_importing_the_models_does_not_import_keras():
    code = "import sys, cnn_course.models; print('keras' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.keras
def test_keras_comes_in_without_a_word():
    code = "from cnn_course.models import keras; print(keras.__version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().startswith("3.") and done.stderr == ""


# Trained weights


@pytest.mark.parametrize("name", pretrained.MODELS)
def test_trained_weights_and_their_card(keras, name):
    model, card = models.load_pretrained(name), models.load_card(name)
    assert card["parameters"] == model.count_params()
    assert card["input"] == list(model.input_shape[1:])
    assert len(card["classes"]) == model.output_shape[-1]
    assert card["command"].startswith("python -m cnn_course.reproduce ")
    assert 0.5 < card["test_accuracy"] <= 1


def test_pixels_that_were_divided_are_not_understood(keras):
    """So that nobody takes the division inside the models out unnoticed."""
    digits = data.load_mnist_5k()
    model = models.load_pretrained("mnist")
    assert accuracy(model, digits.test_images, digits.test_labels) > 0.98
    divided = (digits.test_images / 255).astype(np.float32)
    assert accuracy(model, divided, digits.test_labels) < 0.9


def test_all_weights_are_small():
    sizes = [path.stat().st_size for path in pretrained.FOLDER.glob("*.npz")]
    assert len(sizes) == len(pretrained.MODELS)
    assert max(sizes) < 2e6 and sum(sizes) < 6e6


def test_kept_and_filled_again(keras, tmp_path):
    model, other = models.digits(), models.digits()
    pretrained.keep(model, tmp_path / "new" / "digits.npz")
    pretrained.fill(other, tmp_path / "new" / "digits.npz")
    for kept, filled in zip(model.get_weights(), other.get_weights()):
        np.testing.assert_array_equal(kept.astype("float16").astype("float32"), filled)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["digits.npz"]


def test_weights_too_large_for_16_bits_are_refused(keras, tmp_path):
    model = models.digits()
    model.set_weights([weight + 1e5 for weight in model.get_weights()])
    with pytest.raises(ValueError, match="do not fit 16 bits"):
        pretrained.keep(model, tmp_path / "digits.npz")
    assert list(tmp_path.iterdir()) == []


def test_weights_of_another_model_are_refused(keras, tmp_path):
    pretrained.keep(models.digits(), tmp_path / "digits.npz")
    with pytest.raises(ValueError, match="digits.npz are not those of the model mnist"):
        pretrained.fill(models.mnist(), tmp_path / "digits.npz")


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 cut off"])
def test_damaged_weights_say_so(keras, tmp_path, content):
    (tmp_path / "digits.npz").write_bytes(content)
    with pytest.raises(ValueError, match="digits.npz cannot be read as weights"):
        pretrained.fill(models.digits(), tmp_path / "digits.npz")


@pytest.mark.parametrize("load", [models.load_pretrained, models.load_card])
def test_an_unknown_name_says_which_there_are(load):
    with pytest.raises(ValueError, match="no trained model 'cat_dogs'.*did you mean 'cats_dogs'"):
        load("cat_dogs")
