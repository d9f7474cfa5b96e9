"""The course's Keras models, one function each.

Plain Keras 3, so that every backend trains them. Each answers with a model that
is built, not compiled, and not trained; `load_pretrained` answers with one that
is trained. Keras's settings (keras.json) change none of them.

``from cnn_course.models import keras`` is ``import keras`` without the lines that
TensorFlow writes on its way in. It changes none of your settings: layers made by hand
take from them what they are not told. `use_tested_settings` makes these settings the
course's.
"""

from cnn_course._keras import import_keras, use_tested_settings
from cnn_course.models.answers import Prediction, Predictions, predict_file, predict_folder
from cnn_course.models.article import cats_dogs_article, cifar10, digits
from cnn_course.models.backbones import backbone
from cnn_course.models.better import (
    apparel,
    cats_dogs,
    cats_dogs_deep,
    cifar10_residual,
    deep_residual,
    mnist,
)
from cnn_course.models.cost import Cost, cost
from cnn_course.models.ends import new_end
from cnn_course.models.kept import load_model, save_model
from cnn_course.models.pretrained import load_card, load_pretrained

__all__ = [
    "Cost",
    "Prediction",
    "Predictions",
    "apparel",
    "backbone",
    "cats_dogs",
    "cats_dogs_article",
    "cats_dogs_deep",
    "cifar10",
    "cifar10_residual",
    "cost",
    "deep_residual",
    "digits",
    "load_card",
    "load_model",
    "load_pretrained",
    "mnist",
    "new_end",
    "predict_file",
    "predict_folder",
    "save_model",
    "use_tested_settings",
]


def __getattr__(name):
    if name == "keras":  # only when it is asked for: its import takes seconds
        return import_keras()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
