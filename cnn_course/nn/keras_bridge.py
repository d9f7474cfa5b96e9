"""The same network in Keras, with the same weights, there and back."""

import inspect
import random

import numpy as np

from cnn_course._chain import chain, kind_of
from cnn_course._keras import import_keras, tested_settings
from cnn_course.nn.registry import LAYERS, counterpart, registered

WEIGHTED = ("Conv2D", "Dense")  # Keras's, which may end in an activation

# Options that change no prediction: what a layer is called, how its weights begin, learn and
# are held, what it draws while it trains. The dtype is asked by `_dtype`, and LoRA's part is
# in the kernel already.
NO_EFFECT = {"name", "trainable", "seed", "dtype", "lora_rank", "lora_alpha"}
NO_EFFECT_ENDINGS = ("_initializer", "_regularizer", "_constraint")


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
        For a model that is not a row of layers, and for a layer that this package does
        not have, or whose options are not Keras's usual ones where this package's layer
        does not take them; the error names it.
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
    kind = kind_of(theirs)
    if kind == "Activation":
        return _activation(theirs)
    known = kind and counterpart(keras=kind)
    if not known:
        whose = (
            f"Keras's {kind}" if kind else f"{type(theirs).__module__}.{type(theirs).__qualname__}"
        )
        raise ValueError(f"{theirs.name}: this package has no layer like {whose}")
    after, apart = (_activation(theirs), {"activation"}) if kind in WEIGHTED else ([], set())
    config = theirs.get_config()
    taken = {
        name: config[name]
        for name in inspect.signature(known.cls).parameters
        if name in config and not name.endswith(NO_EFFECT_ENDINGS)
    }
    _refuse_others(theirs, taken.keys() | apart, known.only)
    return [known.cls(**taken), *after]


def _activation(theirs):
    """The activation that a layer ends in; it may be a function, or a layer itself."""
    keras, given = import_keras(), theirs.activation
    kind = kind_of(given)
    if kind == "Activation" or kind and counterpart(keras=kind):
        return _layer(given)
    if given in (None, keras.activations.linear):
        return []
    names = [known.activation for known in LAYERS.values() if known.activation]
    for name in names:
        # Itself, not its name: a function of the user's may be called relu, too.
        if given in (getattr(keras.activations, name, None), getattr(keras.ops, name, None)):
            return [counterpart(activation=name).cls()]
    name = getattr(given, "__name__", type(given).__name__)
    raise ValueError(
        f"{theirs.name}: this package has no activation {name!r}; it has Keras's own linear, "
        f"{', '.join(names)}"
    )


def _weights(theirs):
    """A layer's numbers, as it computes with them, in the order that Keras stores them in."""
    names = ("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance")
    kept = [getattr(theirs, name, None) for name in names]
    return [import_keras().ops.convert_to_numpy(each) for each in kept if each is not None]


def _refuse_others(theirs, taken, only):
    """Refuse an option that is not taken and not as in `only`, or as Keras has it by itself."""
    expected = _usual(theirs) | only
    for option, given in theirs.get_config().items():
        if option in taken | NO_EFFECT or option.endswith(NO_EFFECT_ENDINGS):
            continue
        value = expected.get(option)  # what Keras writes down only where it is set is None else
        if not np.array_equal(given, value):  # a list equals a tuple
            raise ValueError(
                f"{theirs.name}: only {option}={value!r} has a counterpart, got {given!r}"
            )


def _usual(theirs):
    """The options that a layer has when it is given what it cannot do without, and no more."""
    kind, config = type(theirs), theirs.get_config()
    needed = {
        name: config[name]
        for name, parameter in inspect.signature(kind.__init__).parameters.items()
        if parameter.default is parameter.empty and name in config
    }
    drawn = random.getstate()  # Keras draws a seed for each layer, which is used by none here
    try:
        with tested_settings():
            return kind(**needed, name=theirs.name).get_config()
    finally:
        random.setstate(drawn)


def _even_border(theirs):
    _refuse_others(theirs, {"padding"}, {})
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
        For a layer without a counterpart in Keras, and for what Keras does not have: a
        pooling layer padded by a whole number, a convolution in longer steps with its
        weights spread out.
    """
    if network.input_shape is None:
        raise ValueError("the network has no shapes yet; give it input_shape=..., or fit it")
    keras, dtype = import_keras(), network.dtype.name
    with tested_settings(floatx=dtype, dtype_policy=dtype):
        model = keras.Sequential([keras.Input(network.input_shape)])
        for layer in network.layers:
            known = registered(layer)
            if known is None or not (known.keras or known.activation):
                raise ValueError(
                    f"{layer.name}: Keras has no counterpart of {layer!r}, or none is registered; "
                    f'if it has one, write @register_layer(keras="...") above the class'
                )
            config = known.only | layer.config()
            if known.keras == "Conv2D" and max(config["strides"]) > 1 < max(
                config["dilation_rate"]
            ):
                raise ValueError(
                    f"{layer.name}: Keras convolves with strides or with a dilation_rate above 1, "
                    f"not with both; got {layer!r}"
                )
            if isinstance(config.get("padding"), int):
                if known.keras != "Conv2D":
                    raise ValueError(f"{layer.name}: Keras pools with valid or same padding alone")
                model.add(keras.layers.ZeroPadding2D(config["padding"]))
                config["padding"] = "valid"
            if not known.keras:
                config = {"activation": known.activation}
            made = getattr(keras.layers, known.keras or "Activation")
            model.add(made(**config, name=layer.name))
        model.set_weights(network.get_weights())
    return model
