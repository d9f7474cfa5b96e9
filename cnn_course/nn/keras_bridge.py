"""The same network in Keras, with the same weights, there and back."""

import numpy as np

from cnn_course._chain import chain, kind_of
from cnn_course._keras import import_keras, tested_settings

ACTIVATIONS = {"relu": "ReLU", "sigmoid": "Sigmoid", "tanh": "Tanh", "softmax": "Softmax"}
WEIGHTED = ("Conv2D", "Dense")
PICTURES = ("Conv2D", "MaxPooling2D", "AveragePooling2D")
KNOWN = {*WEIGHTED, *PICTURES, "Dropout", "Flatten", "ReLU", "Softmax", "Activation"}


def from_keras(cls, model, rng=None):
    """This package's network with the layers and weights of a Keras model.

    Parameters
    ----------
    model : keras.Model
        ``Sequential`` or functional, built, channels last; layers in a row, of those
        that this package has. A model within the model counts as its layers.

    Raises
    ------
    ValueError
        For a model that is not a row of layers, and for a layer or an option that
        this package does not have; the error names it.
    """
    if not getattr(model, "built", False) or not hasattr(model, "layers"):
        raise ValueError("the model has no weights yet; begin it with keras.Input(shape)")
    row = chain(model)
    dtype = _dtype(model, row)
    shape = tuple(model.inputs[0].shape[1:])
    if None in shape:
        raise ValueError(
            f"{model.name} takes pictures of any size, shape {shape}; give it one size, as in "
            f"keras.Input((28, 28, 1))"
        )
    layers, weights, border = [], [], 0
    for theirs in row:
        if kind_of(theirs) == "ZeroPadding2D":
            border += _even_border(theirs)
            continue
        ours = _layer(theirs)
        if border:
            if kind_of(theirs) != "Conv2D" or theirs.padding != "valid":
                raise ValueError("ZeroPadding2D must stand before a Conv2D with valid padding")
            ours[0].padding, border = border, 0
        layers += ours
        weights += _weights(theirs)
    if border:
        raise ValueError("nothing follows the ZeroPadding2D; it must stand before a Conv2D")
    if not layers:
        raise ValueError(f"{model.name} has no layer that does anything")
    network = cls(layers, shape, rng=rng, dtype=dtype)
    network.set_weights(weights)
    return network


def _dtype(model, row):
    """The one dtype of a model's input, numbers and weights."""
    dtype = model.inputs[0].dtype
    # An activation may be a layer, too.
    for theirs in (*row, *(getattr(layer, "activation", None) for layer in row)):
        # "mixed_float16" and "int8_from_float32" are policies.
        policy = theirs.dtype_policy.name if hasattr(theirs, "dtype_policy") else dtype
        if policy != dtype or dtype not in ("float32", "float64"):
            raise ValueError(
                f"{theirs.name}: this package computes in float32 throughout, or in float64; got "
                f"the dtype policy {policy} in a model that takes {dtype}"
            )
    return dtype


def _layer(theirs):
    """One Keras layer as one or two of ours: the activation is a layer of its own."""
    from cnn_course import nn

    kind = kind_of(theirs)
    if kind not in KNOWN:
        whose = f"Keras's {kind}" if kind else f"{type(theirs).__module__}.{type(theirs).__qualname__}"
        raise ValueError(f"{theirs.name}: this package has no layer like {whose}")
    after = _activation(theirs) if kind in (*WEIGHTED, "Activation") else []
    c = theirs.get_config()
    if kind in PICTURES:
        _refuse(theirs, c, data_format="channels_last", dilation_rate=(1, 1), groups=1)
    if kind == "Conv2D":
        made = nn.Conv2D(c["filters"], c["kernel_size"], c["strides"], c["padding"], c["use_bias"])
    elif kind == "MaxPooling2D":
        made = nn.MaxPool2D(c["pool_size"], c["strides"], c["padding"])
    elif kind == "AveragePooling2D":
        made = nn.AveragePool2D(c["pool_size"], c["strides"], c["padding"])
    elif kind == "Dense":
        made = nn.Dense(c["units"], c["use_bias"])
    elif kind == "Dropout":
        _refuse(theirs, c, noise_shape=None)
        made = nn.Dropout(c["rate"])
    elif kind == "Flatten":
        _refuse(theirs, c, data_format="channels_last")
        made = nn.Flatten()
    elif kind == "ReLU":
        _refuse(theirs, c, max_value=None, negative_slope=0.0, threshold=0.0)
        made = nn.ReLU()
    elif kind == "Softmax":
        _refuse(theirs, c, axis=-1)
        made = nn.Softmax()
    else:
        return after
    return [made, *after]


def _activation(theirs):
    """The activation that a layer ends in; it may be a function, or a layer itself."""
    from cnn_course import nn

    keras, given = import_keras(), theirs.activation
    if kind_of(given) in ("ReLU", "Softmax", "Activation"):
        return _layer(given)
    if given in (None, keras.activations.linear):
        return []
    for name, ours in ACTIVATIONS.items():
        # Itself, not its name: a function of the user's may be called relu, too.
        if given in (getattr(keras.activations, name), getattr(keras.ops, name)):
            return [getattr(nn, ours)()]
    name = getattr(given, "__name__", type(given).__name__)
    raise ValueError(
        f"{theirs.name}: this package has no activation {name!r}; it has Keras's own linear, "
        f"{', '.join(ACTIVATIONS)}"
    )


def _weights(theirs):
    """A layer's kernel and bias, as it computes with them."""
    kept = [getattr(theirs, name, None) for name in ("kernel", "bias")]
    return [import_keras().ops.convert_to_numpy(each) for each in kept if each is not None]


def _refuse(theirs, config, **expected):
    for option, value in expected.items():
        given = config.get(option, value)
        given = tuple(given) if isinstance(given, list) else given
        if given != value:
            raise ValueError(f"{theirs.name}: only {option}={value!r} has a counterpart, got {given!r}")


def _even_border(theirs):
    _refuse(theirs, theirs.get_config(), data_format="channels_last")
    amounts = set(np.ravel(theirs.padding).tolist())
    if len(amounts) > 1:
        raise ValueError(f"{theirs.name}: only equal padding on all sides has a counterpart")
    return amounts.pop()


def to_keras(network):
    """A Keras model with the same layers and weights.

    Keras's settings (keras.json) do not change it: it takes channels last, and computes
    in the network's dtype.

    Returns
    -------
    keras.Sequential
        Not compiled.

    Raises
    ------
    ValueError
        For a pooling layer padded by a whole number, which Keras does not have.
    """
    if network.input_shape is None:
        raise ValueError("the network has no shapes yet; give it input_shape=..., or fit it")
    keras, dtype = import_keras(), network.dtype.name
    with tested_settings(floatx=dtype, dtype_policy=dtype):
        model = keras.Sequential([keras.Input(network.input_shape)])
        for layer in network.layers:
            config, kind = layer.config(), type(layer).__name__
            if isinstance(config.get("padding"), int):
                if kind != "Conv2D":
                    raise ValueError(f"{layer.name}: Keras pools with valid or same padding alone")
                model.add(keras.layers.ZeroPadding2D(config["padding"]))
                config["padding"] = "valid"
            made = {"MaxPool2D": "MaxPooling2D", "AveragePool2D": "AveragePooling2D"}.get(kind, kind)
            if kind in ("Sigmoid", "Tanh"):
                made, config = "Activation", {"activation": kind.lower()}
            model.add(getattr(keras.layers, made)(**config, name=layer.name))
        model.set_weights(network.get_weights())
    return model
