"""Small trained weights that come with the course, each with a card."""

import json
import zipfile
from functools import partial
from pathlib import Path

import numpy as np

from cnn_course._files import replacing
from cnn_course._names import did_you_mean
from cnn_course.models.better import (
    apparel,
    cats_dogs,
    cats_dogs_deep,
    cifar10_residual,
    deep_residual,
    mnist,
)
from cnn_course.models.card import with_card

FOLDER = Path(__file__).resolve().parent.parent / "weights"
MODELS = {
    "mnist": mnist,
    "apparel": apparel,
    "cifar10": cifar10_residual,
    "cats_dogs": cats_dogs,
    "mnist_record": partial(deep_residual, (28, 28, 1)),
    "apparel_record": partial(deep_residual, (28, 28, 1)),
    "cifar10_record": deep_residual,
    "cats_dogs_record": cats_dogs_deep,
}


def load_pretrained(name):
    """A trained model, ready to predict.

    Parameters
    ----------
    name : str
        "mnist", "apparel", "cifar10" or "cats_dogs"; or one of these with "_record",
        the larger network that took longest to train.

    Returns
    -------
    keras.Model
        Pictures with values 0 to 255 in, probabilities out. Its `card`, as `load_card`
        gives it, says what it was trained on and how good it is.

    Raises
    ------
    ValueError
        For another name, or weights that do not fit the model.
    """
    model = MODELS[_known(name)]()
    fill(model, FOLDER / f"{name}.npz")
    return with_card(model, load_card(name))


def load_card(name):
    """What is known of a trained model.

    Parameters
    ----------
    name : str
        As for `load_pretrained`.

    Returns
    -------
    dict
        "data", "classes", "parameters", "test_accuracy", "command", "date", ...
    """
    return json.loads((FOLDER / f"{_known(name)}.json").read_text("utf-8"))


def keep(model, path):
    """Write a model's weights, in the order of ``model.get_weights()``, as 16-bit floats."""
    with np.errstate(over="ignore"):  # refused below
        weights = [weight.astype(np.float16) for weight in model.get_weights()]
    if not all(np.isfinite(weight).all() for weight in weights):
        raise ValueError("weights beyond 65,504, or not ordinary numbers, do not fit 16 bits")
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, "wb") as file:
        np.savez_compressed(file, *weights)


def fill(model, path):
    """Read what `keep` wrote into a model of the same shape."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            weights = [stored[f"arr_{i}"].astype(np.float32) for i in range(len(stored.files))]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path.name} cannot be read as weights: {error}") from error
    expected = [weight.shape for weight in model.get_weights()]
    if [weight.shape for weight in weights] != expected:
        raise ValueError(f"the weights in {path.name} are not those of the model {model.name}")
    model.set_weights(weights)


def _known(name):
    if not isinstance(name, str) or name not in MODELS:
        hint = did_you_mean(name, MODELS)
        raise ValueError(f"no trained model {name!r}; there are {', '.join(MODELS)}{hint}")
    return name
