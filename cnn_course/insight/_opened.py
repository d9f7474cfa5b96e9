"""A model taken apart: what each of its layers puts out, and the checks before."""

import difflib
from dataclasses import dataclass

import numpy as np

from cnn_course._chain import follows_its_layers
from cnn_course._checks import numbers, whole
from cnn_course._keras import import_keras, tested_settings


@dataclass(frozen=True)
class Opened:
    """A copy of a model in float32, for pictures of one size.

    `inputs` and `answer` are its symbolic beginning and end; `steps` holds a pair
    (layer, symbolic output) for each layer, in order.
    """

    inputs: list
    answer: object
    steps: list

    @tested_settings()
    def compute(self, pictures, outputs):
        """What comes out at `outputs`, one or a dict or list of them, for pictures (N, H, W, C)."""
        return import_keras().Model(self.inputs, outputs)([pictures], training=False)

    @property
    def maps(self):
        """Name and symbolic output (None, h, w, channels) of each layer that puts out maps."""
        return {layer.name: output for layer, output in self.steps if is_maps(output)}


@tested_settings()
def opened(model, shape, scores=False):
    """Copy a model in float32, for pictures of this `shape`, and note what each layer puts out.

    With `scores`, the copy ends before the softmax. The model itself is not touched.
    A model within the model counts as one layer.
    """
    keras = import_keras()
    last, steps = _last(model), []

    def copy(layer):
        if scores and layer is last and type(layer).__name__ == "Softmax":
            return keras.layers.Identity()
        if not isinstance(layer, keras.layers.Layer):
            return layer  # a sum or another bare operation, which has nothing to set
        config = layer.get_config() | {"dtype": "float32"}
        if scores and layer is last and config.get("activation") == "softmax":
            config["activation"] = "linear"
        return type(layer).from_config(config)

    def call(layer, *arrived, **options):
        if isinstance(layer, keras.layers.Identity):
            options = {}  # a softmax in whose place it stands may be called with a mask
        steps.append((layer, layer(*arrived, **options)))
        return steps[-1][1]

    twin = keras.models.clone_model(
        keras.Model(model.inputs, model.outputs),
        input_tensors=[keras.Input(shape)],
        clone_function=copy,
        call_function=call,
        recursive=True,
    )
    twin.set_weights(model.get_weights())
    # The layers of a model within the model were called too, on pictures of its own.
    top = {id(layer) for layer in twin.operations}
    return Opened(twin.inputs, twin.outputs[0], [step for step in steps if id(step[0]) in top])


def _last(model):
    """The last step of a model, at the very end of the last model within it."""
    last = getattr(model, "operations", model.layers)[-1]
    return _last(last) if isinstance(last, import_keras().Model) else last


def is_maps(output):
    return len(getattr(output, "shape", ())) == 4


def leaves(layer):
    """The layer itself, or all layers of the model that it is, in order."""
    if isinstance(layer, import_keras().Model):
        for inner in layer.layers:
            yield from leaves(inner)
    else:
        yield layer


def _models(model):
    """The model itself, and all models within it."""
    if isinstance(model, import_keras().Model):
        yield model
        for inner in model.layers:
            yield from _models(inner)


def convolutions(model):
    """Name and layer of each Conv2D; refuses a model without any."""
    kind = import_keras().layers.Conv2D
    found = {layer.name: layer for layer in leaves(model) if isinstance(layer, kind)}
    if not found:
        layers = ", ".join(type(layer).__name__ for layer in leaves(model))
        raise ValueError(f"the model must have a Conv2D layer; it has {layers}")
    return found


def named(name, candidates, what):
    """The entry of that name, or an error that lists the names there are."""
    if not isinstance(name, str) or name not in candidates:
        close = difflib.get_close_matches(str(name), candidates, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise ValueError(f"no {what} is named {name!r}; there are {', '.join(candidates)}{hint}")
    return candidates[name]


def checked_model(model):
    """Refuse what is not one built model from pictures to one result."""
    if not isinstance(model, import_keras().Model):
        raise TypeError(f"model must be a Keras model, got {type(model).__name__}")
    inputs = getattr(model, "inputs", None)  # a model that is not built has none
    if not inputs:
        raise ValueError(
            f"the layers of {model.name!r} are not connected yet; begin the model with "
            f"keras.Input(shape), as Sequential or as a functional model"
        )
    for part in _models(model):
        if not follows_its_layers(part):
            raise ValueError(
                f"{part.name!r} computes in a call() of its own, which cannot be taken apart; make "
                f"it with keras.Sequential or keras.Model(inputs, outputs)"
            )
    for layer in leaves(model):
        if getattr(layer, "data_format", None) == "channels_first":
            raise ValueError(
                f"pictures must be channels last, and {layer.name!r} reads channels first; make it "
                f'with data_format="channels_last"'
            )
    shapes = [tuple(end.shape) for end in (*inputs, *model.outputs)]
    if len(shapes) != 2 or len(shapes[0]) != 4:
        raise ValueError(
            f"the model must take one batch of pictures (N, H, W, C) and give one result, "
            f"got inputs and outputs of shapes {shapes}"
        )


def checked_picture(model, picture):
    """One picture as float32 (H, W, C), of the shape that the model takes."""
    checked_model(model)
    expected = tuple(model.inputs[0].shape[1:])
    array = np.asarray(picture)
    if array.ndim != 3 or any(e not in (None, n) for e, n in zip(expected, array.shape)):
        raise ValueError(
            f"picture must be one picture of shape {expected}, as the model takes it, got shape "
            f"{array.shape}; use pictures[0] of a batch, picture[..., None] where channels lack"
        )
    array = numbers(array, "picture", {3: "(H, W, C)"}).astype(np.float32)
    if not np.isfinite(array).all():
        raise ValueError("picture must hold finite numbers; it holds infinity or NaN")
    return array


def checked_label(model, label):
    """A label as an int, for a model that gives each picture one row of class scores."""
    shape = tuple(model.outputs[0].shape)
    if len(shape) != 2:
        raise ValueError(
            f"the model must give one row of class scores (N, classes), got output shape {shape}"
        )
    label = whole(label, "label", 0)
    if label >= shape[1]:
        raise ValueError(f"label must be 0 to {shape[1] - 1}, a class of the model, got {label}")
    return label
