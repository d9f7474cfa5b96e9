"""What the layers make of one picture."""

import numpy as np

from cnn_course._keras import import_keras
from cnn_course.insight._opened import checked_picture, opened


def feature_maps(model, picture):
    """Compute the maps of every layer that puts out maps.

    Parameters
    ----------
    model : keras.Model
        Functional or ``Sequential``, built; takes pictures (N, H, W, C).
    picture : array_like, (H, W, C)
        One picture, as the model takes it.

    Returns
    -------
    dict of str to ndarray of float32, (h, w, channels)
        By name of the layer, in the order of the layers. A model within the model
        counts as one layer; a layer that is used twice shows its last maps.

    Raises
    ------
    TypeError, ValueError
        For another kind of model, a picture of another shape, and a model no layer
        of which puts out maps.

    Examples
    --------
    >>> from cnn_course import models
    >>> maps = feature_maps(models.digits(), np.zeros((8, 8, 1)))
    >>> sorted({m.shape for m in maps.values()})
    [(2, 2, 8), (4, 4, 8), (8, 8, 8)]
    """
    picture = checked_picture(model, picture)
    apart = opened(model, picture.shape)
    if not apart.maps:
        raise ValueError(f"no layer of {model.name!r} puts out maps; pass the model inside it")
    results = apart.compute(picture[None], apart.maps)
    to_numpy = import_keras().ops.convert_to_numpy
    return {name: np.array(to_numpy(results[name])[0]) for name in apart.maps}
