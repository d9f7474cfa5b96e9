"""Keras with every setting other than usual, and models on which it shows."""

import numpy as np

from cnn_course import _keras
from cnn_course.nn import AveragePool2D, Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, Softmax

ODD = {
    "image_data_format": "channels_first",
    "floatx": "bfloat16",
    "epsilon": 0.01,
    "dtype_policy": "mixed_float16",
    "max_epochs": 1,
    "max_steps_per_epoch": 1,
}


def settings_now():
    config = _keras.import_keras().config
    return {name: getattr(config, name)() for name in _keras.TESTED}


def put(settings):
    """Give Keras these settings."""
    for name, value in settings.items():
        getattr(_keras.import_keras().config, f"set_{name}")(value)


def network(dtype):
    """As many rows as channels: taken for each other, nothing complains."""
    layers = [Conv2D(8, 3, padding=1), ReLU(), MaxPool2D(2, padding="same"), Conv2D(8, 2)]
    ending = [AveragePool2D(2, 1), Flatten(), Dense(3), Softmax()]
    return Network([*layers, *ending], (8, 8, 8), rng=np.random.default_rng(0), dtype=dtype)


def settings_of(model):
    """What each layer remembers."""
    return [
        f"{layer.dtype_policy.name} {getattr(layer, 'data_format', '')}"
        for layer in (model, *model.layers)
    ]
