"""What a Keras model costs: its parameters, and the products that one picture takes."""

from typing import NamedTuple

from cnn_course._keras import import_keras
from cnn_course.shapes import multiplication_count, parameter_count

# They hold numbers, a few for each channel, and multiply by them once for each value: next to
# nothing beside the convolutions.
BESIDE = ("BatchNormalization", "LayerNormalization", "LayerScale", "Normalization")


class Cost(NamedTuple):
    """What :func:`cost` answers."""

    parameters: int
    multiplications: int


def cost(model):
    """Count a model's parameters, and the products that it computes for one picture.

    Parameters
    ----------
    model : keras.Model
        Of any architecture, for pictures of one size. Convolutions, depthwise ones too, and
        dense layers multiply; what normalizes and scales is counted among the parameters
        alone.

    Returns
    -------
    Cost
        ``parameters``, as Keras's ``count_params()``, and ``multiplications``.

    Raises
    ------
    ValueError
        For a layer with weights that is none of these, for one that is called twice, and
        for pictures of any size.
    """
    parameters, multiplications = 0, 0
    for layer in model.layers:
        kind = type(layer).__name__
        if len(layer._inbound_nodes) > 1:
            raise ValueError(f"{layer.name} is called {len(layer._inbound_nodes)} times, not once")
        if isinstance(layer, import_keras().Model):
            own = cost(layer)
        elif kind in _COUNTED:
            own = _COUNTED[kind](layer, *_one_input(layer))
        elif kind in BESIDE or not layer.weights:
            own = Cost(layer.count_params(), 0)
        else:
            raise ValueError(
                f"{layer.name}: only {', '.join([*_COUNTED, *BESIDE])} are counted, got {kind}"
            )
        parameters += own.parameters
        multiplications += own.multiplications
    return Cost(parameters, multiplications)


def _one_input(layer):
    """The sizes (rows, columns) and the channels that a layer reads; (1, 1) for a line."""
    if getattr(layer, "data_format", "channels_last") != "channels_last":
        raise ValueError(f"{layer.name} has its channels first; only channels last are counted")
    shape = layer.input.shape[1:]
    if len(shape) > 3:
        raise ValueError(f"{layer.name} reads {shape}; only lines and pictures are counted")
    if None in shape:
        raise ValueError(f"{layer.name} takes pictures of any size, {shape}; give the model one")
    return (*shape[:-1], 1, 1)[:2], shape[-1]


def _convolution(layer, size, channels):
    return _counted(layer, size, channels, layer.filters, layer.groups)


def _depthwise(layer, size, channels):
    return _counted(layer, size, channels, channels * layer.depth_multiplier, channels)


def _counted(layer, size, channels, filters, groups):
    kernel = layer.kernel_size
    return Cost(
        parameter_count(kernel, channels, filters, layer.use_bias, groups),
        multiplication_count(
            size,
            kernel,
            channels,
            filters,
            layer.strides,
            layer.padding,
            layer.dilation_rate,
            groups,
        ),
    )


def _dense(layer, size, channels):
    return Cost(
        parameter_count(1, channels, layer.units, layer.use_bias),
        multiplication_count(size, 1, channels, layer.units),
    )


_COUNTED = {"Conv2D": _convolution, "DepthwiseConv2D": _depthwise, "Dense": _dense}
