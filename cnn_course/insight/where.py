"""Which places of a picture decide the answer."""

import numpy as np

from cnn_course import output_size
from cnn_course._checks import numbers, pair
from cnn_course._keras import import_keras, import_tensorflow
from cnn_course.insight._opened import (
    checked_label,
    checked_picture,
    convolutions,
    is_maps,
    leaves,
    named,
    opened,
)

BATCH = 64  # covered copies that are predicted at a time
DIMMEST = 0.15  # what a spotlight leaves of the places that matter least


def occlusion_map(model, picture, label, patch=8, stride=4):
    """Cover each place of a picture in turn, and see how far the probability falls.

    The patch is gray: the picture's mean, in every channel.

    Parameters
    ----------
    model : keras.Model
        Functional or ``Sequential``, built; pictures (N, H, W, C) in, probabilities
        (N, classes) out.
    picture : array_like, (H, W, C)
        One picture, as the model takes it.
    label : int
        The class whose probability is watched.
    patch, stride : int or pair of int
        Rows and columns of the patch; pixels from one place to the next.

    Returns
    -------
    ndarray of float32, (rows, columns)
        Probability of `label` for the whole picture minus that for the covered one:
        above zero where the model needs what is there. Value [i, j] belongs to the
        patch whose top left pixel is ``[i * stride, j * stride]``. There are
        ``output_size((H, W), patch, stride)`` of them; pixels that are left over at
        the bottom and on the right are never covered.

    Raises
    ------
    TypeError, ValueError
        For another kind of model, a picture of another shape, a label that is no
        class, or a patch that is larger than the picture.

    Notes
    -----
    Source: M. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional
    Networks", 2014.
    """
    picture = checked_picture(model, picture)
    label = checked_label(model, label)
    height, width = pair(patch, "patch", 1)
    down, right = pair(stride, "stride", 1)
    if height > picture.shape[0] or width > picture.shape[1]:
        raise ValueError(
            f"patch must fit into the picture, got patch {(height, width)} and picture "
            f"{picture.shape}; use a smaller patch"
        )
    rows, columns = output_size(picture.shape[:2], (height, width), (down, right))
    corners = [(i * down, j * right) for i in range(rows) for j in range(columns)]
    apart, to_numpy = opened(model, picture.shape), import_keras().ops.convert_to_numpy

    def probability(pictures):
        return to_numpy(apart.compute(pictures, apart.answer))[:, label]

    def covered(corners):
        pictures = np.repeat(picture[None], len(corners), axis=0)
        for copy, (top, left) in zip(pictures, corners):
            copy[top : top + height, left : left + width] = picture.mean()
        return pictures

    batches = [corners[i : i + BATCH] for i in range(0, len(corners), BATCH)]
    without = np.concatenate([probability(covered(batch)) for batch in batches])
    return (probability(picture[None]) - without).reshape(rows, columns)


def grad_cam(model, picture, label, layer=None):
    """Weigh a layer's maps by their slopes: where is what speaks for a class?

    Parameters
    ----------
    model : keras.Model
        Functional or ``Sequential``, built; pictures (N, H, W, C) in, class scores or
        probabilities (N, classes) out.
    picture : array_like, (H, W, C)
        One picture, as the model takes it.
    label : int
        The class in question.
    layer : str, optional
        Name of a layer that puts out maps. Without it, the maps of the last Conv2D,
        after whatever follows it and keeps their size: normalization, an activation,
        a shortcut.

    Returns
    -------
    ndarray of float32, (h, w)
        At least 0, as large as the layer's maps; `spotlight` lays it over the
        picture. The mean slope of each map is its weight; the maps are summed with
        these weights, and what is below zero, which speaks against the class, is cut
        off.

    Raises
    ------
    TypeError, ValueError
        For another kind of model, a picture of another shape, a label that is no
        class, an unknown layer, or a model without Conv2D.
    NotImplementedError
        When Keras does not run on TensorFlow, which computes the slopes.

    Notes
    -----
    In a model that ends with global average pooling and a dense layer, the weights are
    the dense layer's, divided by the number of places: the class activation map.

    Source: R. Selvaraju et al., "Grad-CAM", 2017.
    """
    picture = checked_picture(model, picture)
    label = checked_label(model, label)
    tf = import_tensorflow("grad_cam takes its slopes")
    # The score and not the probability: where the model is sure, softmax is flat, and
    # all slopes are nearly zero. And a probability also rises when other classes fall.
    apart = opened(model, picture.shape, scores=True)
    layer = _last_maps(model, apart) if layer is None else layer
    maps = named(layer, apart.maps, "layer with maps")
    with tf.GradientTape() as tape:
        x = tf.constant(picture[None])
        tape.watch(x)
        values, scores = apart.compute(x, [maps, apart.answer])
        score = scores[0, label]
    slopes = tape.gradient(score, values, unconnected_gradients="zero")[0].numpy()
    weights = slopes.mean(axis=(0, 1))  # (channels,)
    return np.maximum(values[0].numpy() @ weights, 0)


def _last_maps(model, apart):
    """Name of the last maps that have the size of the last convolution's."""
    kind = import_keras().layers.Conv2D
    maps = [(layer, output) for layer, output in apart.steps if is_maps(output)]
    convolved = [
        output for layer, output in maps if any(isinstance(part, kind) for part in leaves(layer))
    ]
    if not convolved:
        convolutions(model)  # refuses a model without any
        raise ValueError(f"the maps of {model.name!r} are inside a layer; pass the model inside it")
    size = convolved[-1].shape[1:3]
    return [layer.name for layer, output in maps if output.shape[1:3] == size][-1]


def spotlight(picture, heat):
    """Darken a picture where a map is low.

    Parameters
    ----------
    picture : array_like, (H, W), (H, W, 1) or (H, W, 3)
        Whole numbers 0 to 255, or floats 0 to 1.
    heat : array_like, (h, w)
        A map of `occlusion_map` or `grad_cam`. It is stretched over the whole
        picture; what is below zero counts as zero.

    Returns
    -------
    ndarray of float, (H, W, 3)
        Values 0 to 1. Where the map is highest, the picture is as it was.

    Raises
    ------
    TypeError, ValueError
        For other shapes, values out of range, and NaN.

    Examples
    --------
    >>> spotlight(np.full((1, 2), 200), [[3, 0]])[0, :, 0].round(2)
    array([0.78, 0.12])
    """
    picture = numbers(picture, "picture", {2: "(H, W)", 3: "(H, W, 1) or (H, W, 3)"})
    heat = numbers(heat, "heat", {2: "(h, w)"})
    if picture.ndim == 2:
        picture = picture[:, :, None]
    if picture.shape[2] not in (1, 3):
        raise ValueError(f"picture must have 1 or 3 channels, got shape {picture.shape}")
    light = picture / (255 if picture.dtype.kind == "i" else 1)
    if not (light.min() >= 0 and light.max() <= 1):
        raise ValueError("picture must hold whole numbers 0 to 255, or floats 0 to 1")
    if not np.isfinite(heat).all():
        raise ValueError("heat must hold finite numbers; it holds infinity or NaN")
    from skimage.transform import resize  # slow to import, so only when used

    heat = np.maximum(heat, 0).astype(float)
    share = heat / heat.max() if heat.any() else heat
    share = resize(share, light.shape[:2], order=1, mode="edge", anti_aliasing=False)
    lamp = DIMMEST + (1 - DIMMEST) * share[:, :, None]  # (H, W, 1)
    return np.repeat(light, 3 // light.shape[2], axis=2) * lamp
