"""The shipped digit network, packed for a page that runs it.

The numbers are those of ``cnn_course/weights/mnist.npz``, as they are: 16-bit floats.
What each layer does with them comes from the Keras model itself. It is kept beside the
scripts, because the book is built without Keras; ``python -m cnn_course.explorables``
writes it again.
"""

import base64
import json

import numpy as np

from cnn_course._chain import chain, kind_of
from cnn_course.explorables.modules import FOLDER, registered

LAYERS = FOLDER / "digit_layers.json"
WEIGHTS = FOLDER.parent.parent / "weights" / "mnist.npz"
SCRIPT = "digit_weights.js"


def layers_of(model):
    """What each layer of a Keras model does, in order, and the shapes of its numbers.

    Parameters
    ----------
    model : keras.Model
        One layer after the other.

    Returns
    -------
    list of dict
        "kind" and "shapes", and what that kind needs beside its numbers. Layers that do
        nothing to a finished network are left out.

    Raises
    ------
    ValueError
        For a layer that js/network.js cannot run, and a model that is not a row of layers.
    """
    found = []
    for layer in chain(model):
        kind = kind_of(layer)
        if kind == "Dropout":
            continue
        config = {key: _listed(value) for key, value in layer.get_config().items()}
        if kind not in KINDS or not _runs(kind, config):
            raise ValueError(
                f"js/network.js has no {type(layer).__name__} with the settings of {layer.name}"
            )
        name, settings = KINDS[kind]
        shapes = [list(weight.shape) for weight in layer.get_weights()]
        found.append({"kind": name, **{key: config[key] for key in settings}, "shapes": shapes})
    return found


# Keras's name: the name in the page, and the settings that it needs.
KINDS = {
    "Rescaling": ("rescaling", ["scale", "offset"]),
    "Conv2D": ("convolution", []),
    "BatchNormalization": ("normalization", ["epsilon"]),
    "ReLU": ("relu", []),
    "MaxPooling2D": ("max_pooling", ["pool_size"]),
    "GlobalAveragePooling2D": ("average", []),
    "Dense": ("dense", []),
}
ONLY = {
    "Conv2D": {
        "strides": [1, 1],
        "padding": "same",
        "dilation_rate": [1, 1],
        "groups": 1,
        "activation": "linear",
        "use_bias": False,
    },
    "BatchNormalization": {"center": True, "scale": True},
    "ReLU": {"max_value": None, "negative_slope": 0, "threshold": 0},
    "MaxPooling2D": {"padding": "valid"},
    "Dense": {"activation": "softmax", "use_bias": True},
}


def _runs(kind, config):
    if kind == "MaxPooling2D" and config["strides"] != config["pool_size"]:
        return False
    return all(config[key] == value for key, value in ONLY.get(kind, {}).items())


def _listed(value):
    # As JSON gives it back.
    return list(value) if isinstance(value, tuple) else value


def packed(layers=LAYERS, weights=WEIGHTS):
    """The network as a page takes it.

    Returns
    -------
    dict
        "layers": as `layers_of`; "numbers": all their numbers in that order, 16-bit
        floats, low byte first, in base64.
    """
    with np.load(weights, allow_pickle=False) as stored:
        parts = [stored[f"arr_{i}"].astype("<f2").ravel() for i in range(len(stored.files))]
    numbers = base64.b64encode(np.concatenate(parts).tobytes()).decode()
    return {"layers": json.loads(layers.read_text(encoding="utf-8")), "numbers": numbers}


def script():
    """The same as a script that a page loads before its figures."""
    return registered(SCRIPT, json.dumps(packed(), separators=(",", ":")))


def write_layers(path=LAYERS):
    """Ask the Keras model for its layers, and keep them, one a line."""
    from cnn_course.models import load_pretrained

    lines = ",\n".join(json.dumps(layer) for layer in layers_of(load_pretrained("mnist")))
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
