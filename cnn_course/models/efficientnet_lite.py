"""EfficientNet-Lite0, as Keras layers: 3,413,024 numbers before its last layer.

M. Tan, Q. Le and others (2019, 2020): EfficientNet-B0 without what small machines lack.
A block widens the maps six times, slides one filter over each map, and narrows them again.
"""

import numpy as np

from cnn_course._keras import import_keras, tested_settings

# How many blocks, the side of their filters, the stride of the first, how many times they
# widen the maps, and how many maps they hand on.
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
FIRST, LAST = 32, 1280  # maps of the first convolution, and of the last


@tested_settings()
def efficientnet_lite0(size=224, classes=None):
    """The network, with weights drawn at random.

    Parameters
    ----------
    size : int
        Of the pictures, in pixels.
    classes : int, optional
        With a last layer for so many; without it, the answer is the 1,280 features.

    Returns
    -------
    keras.Model
        Pictures (N, size, size, 3), values 0 to 255; features (N, 1280), or probabilities.
    """
    layers = import_keras().layers
    pictures = import_keras().Input((size, size, 3))
    maps = layers.Rescaling(1 / 128, offset=-127 / 128)(pictures)
    maps = _convolution(maps, FIRST, 3, "stem", strides=2)
    place = 0
    for count, side, stride, times, filters in STAGES:
        for position in range(count):
            maps = _block(maps, side, 1 if position else stride, times, filters, f"block{place}")
            place += 1
    maps = _convolution(maps, LAST, 1, "head")
    answer = layers.GlobalAveragePooling2D(name="features")(maps)
    if classes:
        answer = layers.Dense(classes, activation="softmax", name="answer")(answer)
    return import_keras().Model(pictures, answer, name="efficientnet_lite0")


def fill_from_torch(model, tensors):
    """Put the weights of a PyTorch file, as `read_torch` gives them, into the model."""
    names = {"stem": "_conv_stem", "stem_norm": "_bn0", "head": "_conv_head", "head_norm": "_bn1"}
    names |= {"answer": "_fc"}
    parts = {"expand": "_expand_conv", "expand_norm": "_bn0", "depthwise": "_depthwise_conv"}
    parts |= {"depthwise_norm": "_bn1", "project": "_project_conv", "project_norm": "_bn2"}
    for layer in model.layers:
        if not layer.weights:
            continue
        block, _, part = layer.name.partition("_")
        theirs = names.get(layer.name) or f"_blocks.{block.removeprefix('block')}.{parts[part]}"
        kinds = ("weight", "bias", "running_mean", "running_var")[: len(layer.weights)]
        layer.set_weights([_turned(tensors[f"{theirs}.{kind}"], part) for kind in kinds])


def _turned(weights, part):
    """PyTorch's axes (out, in, h, w) or (out, in) as Keras stores them."""
    if weights.ndim == 4:
        # Of a depthwise convolution PyTorch has (C, 1, h, w), and Keras (h, w, C, 1).
        return weights.transpose((2, 3, 0, 1) if part == "depthwise" else (2, 3, 1, 0))
    return np.ascontiguousarray(weights.T)


def _block(maps, side, stride, times, filters, name):
    """Widen, slide a filter over each map, narrow; where nothing changes shape, add what came."""
    layers = import_keras().layers
    came = maps
    if times > 1:
        maps = _convolution(maps, times * maps.shape[-1], 1, f"{name}_expand")
    maps = layers.DepthwiseConv2D(
        side, stride, padding="same", use_bias=False, name=f"{name}_depthwise"
    )(maps)
    maps = _normalized(maps, f"{name}_depthwise")
    maps = layers.ReLU(max_value=6)(maps)
    maps = layers.Conv2D(filters, 1, use_bias=False, name=f"{name}_project")(maps)
    maps = _normalized(maps, f"{name}_project")
    return layers.Add()([came, maps]) if came.shape == maps.shape else maps


def _convolution(maps, filters, side, name, strides=1):
    layers = import_keras().layers
    maps = layers.Conv2D(filters, side, strides=strides, padding="same", use_bias=False, name=name)(
        maps
    )
    return layers.ReLU(max_value=6)(_normalized(maps, name))


def _normalized(maps, name):
    layers = import_keras().layers
    return layers.BatchNormalization(epsilon=1e-3, name=f"{name}_norm")(maps)
