"""The same network in Keras, with the same weights, there and back."""

import numpy as np

ACTIVATIONS = {"relu": "ReLU", "sigmoid": "Sigmoid", "tanh": "Tanh", "softmax": "Softmax"}


def from_keras(cls, model, rng=None):
    """This package's network with the layers and weights of a Keras model.

    Parameters
    ----------
    model : keras.Sequential
        Built, channels last; of the layers that this package has.

    Raises
    ------
    ValueError
        For a layer or an option that this package does not have; the error
        names it.
    """
    if not getattr(model, "built", False) or not hasattr(model, "layers"):
        raise ValueError("the model has no weights yet; begin it with keras.Input(shape)")
    layers, weights, border = [], [], 0
    for theirs in model.layers:
        if type(theirs).__name__ == "InputLayer":
            continue
        if type(theirs).__name__ == "ZeroPadding2D":
            border = _even_border(theirs)
            continue
        ours = _layer(theirs)
        if border:
            if type(theirs).__name__ != "Conv2D" or theirs.padding != "valid":
                raise ValueError("ZeroPadding2D must stand before a Conv2D with valid padding")
            ours[0].padding, border = border, 0
        layers += ours
        weights += theirs.get_weights()
    if border:
        raise ValueError("nothing follows the ZeroPadding2D; it must stand before a Conv2D")
    dtype = model.layers[-1].compute_dtype
    network = cls(layers, tuple(model.input_shape[1:]), rng=rng, dtype=dtype)
    network.set_weights(weights)
    return network


def _layer(theirs):
    """One Keras layer as one or two of ours: the activation is a layer of its own."""
    from cnn_course import nn

    kind, c = type(theirs).__name__, theirs.get_config()
    if kind in ("Conv2D", "MaxPooling2D", "AveragePooling2D"):
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
    elif kind == "Activation":
        return _activation(theirs, c["activation"])
    else:
        raise ValueError(f"{theirs.name}: this package has no layer like Keras's {kind}")
    return [made, *_activation(theirs, c.get("activation", "linear"))]


def _activation(theirs, name):
    from cnn_course import nn

    if name == "linear":
        return []
    if name not in ACTIVATIONS:
        raise ValueError(f"{theirs.name}: this package has no activation {name!r}")
    return [getattr(nn, ACTIVATIONS[name])()]


def _refuse(theirs, config, **expected):
    for option, value in expected.items():
        given = config.get(option, value)
        given = tuple(given) if isinstance(given, list) else given
        if given != value:
            raise ValueError(f"{theirs.name}: only {option}={value!r} has a counterpart, got {given!r}")


def _even_border(theirs):
    amounts = set(np.ravel(theirs.padding).tolist())
    if len(amounts) > 1:
        raise ValueError(f"{theirs.name}: only equal padding on all sides has a counterpart")
    return amounts.pop()


def to_keras(network):
    """A Keras model with the same layers and weights.

    Returns
    -------
    keras.Sequential
        Not compiled.

    Raises
    ------
    ValueError
        For a pooling layer padded by a whole number, which Keras does not have.
    """
    import keras

    if network.input_shape is None:
        raise ValueError("the network has no shapes yet; give it input_shape=..., or fit it")
    model = keras.Sequential([keras.Input(network.input_shape, dtype=network.dtype.name)])
    for layer in network.layers:
        config, kind = layer.config(), type(layer).__name__
        if isinstance(config.get("padding"), int):
            if kind != "Conv2D":
                raise ValueError(f"{layer.name}: Keras pools with valid or same padding alone")
            model.add(keras.layers.ZeroPadding2D(config["padding"], dtype=network.dtype.name))
            config["padding"] = "valid"
        made = {"MaxPool2D": "MaxPooling2D", "AveragePool2D": "AveragePooling2D"}.get(kind, kind)
        if kind in ("Sigmoid", "Tanh"):
            made, config = "Activation", {"activation": kind.lower()}
        model.add(getattr(keras.layers, made)(**config, dtype=network.dtype.name, name=layer.name))
    model.set_weights(network.get_weights())
    return model
