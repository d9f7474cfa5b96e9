"""What the filters of a layer look like, and whether the first ones look for edges."""

import numpy as np

from cnn_course import kernels
from cnn_course._checks import numbers
from cnn_course.insight._opened import checked_model, convolutions, named

EDGES = {
    "HORIZONTAL_EDGES": kernels.HORIZONTAL_EDGES,
    "VERTICAL_EDGES": kernels.VERTICAL_EDGES,
    "OUTLINE": kernels.OUTLINE,
}


def filters(model, layer=None):
    """Return the filters of a convolution as pictures.

    Parameters
    ----------
    model : keras.Model
        Functional or ``Sequential``, built.
    layer : str, optional
        Name of a Conv2D; without it, the first.

    Returns
    -------
    ndarray of float32, (N, kh, kw, C_in)
        One picture a filter, 0 to 1: zero becomes 0.5, and the weight that is
        largest in size becomes 0 or 1, in each filter on its own.

    Raises
    ------
    TypeError, ValueError
        For a model without Conv2D, and for a name that is not one of them.
    """
    weights = _weights(model, layer).transpose(3, 0, 1, 2)  # (N, kh, kw, C_in)
    largest = np.abs(weights).max(axis=(1, 2, 3), keepdims=True)
    return 0.5 + 0.5 * _divided(weights, largest)


def edge_likeness(model):
    """Measure how near each filter of the first convolution is to an edge kernel.

    Parameters
    ----------
    model : keras.Model or array_like, (3, 3, C_in, N)
        A model whose first Conv2D is 3x3; or kernels, for instance random ones to
        compare with.

    Returns
    -------
    likeness : ndarray of float, (N,)
        0 to 1. Its square is the part of the filter, in squared weights, that is
        the edge kernel. All-zero filters have 0.
    names : list of str
        The nearest of HORIZONTAL_EDGES, VERTICAL_EDGES and OUTLINE for each filter.

    Raises
    ------
    TypeError, ValueError
        For a model without Conv2D, and for filters that are not 3x3.

    Notes
    -----
    The likeness is the cosine between the filter and the edge kernel, the latter
    repeated in each channel with the weights that suit it best: negative ones as well,
    so that the direction of an edge and its colors do not matter. With E the kernel as
    a line of length one and F the filter, 9 rows and a column for each channel, this
    cosine is ``|E F| / |F|``.

    The filter's mean is left in. The edge kernels sum to zero, so the mean adds nothing
    to E F; taken out of F, a filter that blurs and has a trace of an edge would count
    as an edge.

    Random filters have about 0.4, not 0. Compare with them.

    Examples
    --------
    >>> likeness, names = edge_likeness(-5 * kernels.VERTICAL_EDGES[:, :, None, None])
    >>> int(likeness[0].round(6)), names
    (1, ['VERTICAL_EDGES'])
    """
    if hasattr(model, "layers"):
        weights = _weights(model, None)
    else:
        weights = numbers(model, "kernels", {4: "(3, 3, C_in, N)"})
    if weights.shape[:2] != (3, 3):
        raise ValueError(
            f"the edge kernels are 3x3, and so must be the filters, got {weights.shape[0]}x"
            f"{weights.shape[1]}"
        )
    edges = np.stack([edge.reshape(9) / np.linalg.norm(edge) for edge in EDGES.values()])
    columns = weights.astype(float).reshape(9, -1)  # (9, C_in * N)
    in_channels = (edges @ columns).reshape(len(edges), *weights.shape[2:])  # (3, C_in, N)
    whole_filters = np.linalg.norm(columns.reshape(-1, weights.shape[3]), axis=0)  # (N,)
    cosines = _divided(np.linalg.norm(in_channels, axis=1), whole_filters)  # (3, N)
    return cosines.max(axis=0), [list(EDGES)[nearest] for nearest in cosines.argmax(axis=0)]


def _weights(model, layer):
    """The kernels (kh, kw, C_in, N) of the named or first convolution, as float32."""
    checked_model(model)
    found = convolutions(model)
    layer = next(iter(found)) if layer is None else layer
    chosen = named(layer, found, "Conv2D")
    return chosen.get_weights()[0].astype(np.float32)


def _divided(numbers, by):
    """Zero where all of a filter is zero."""
    return numbers / np.where(by == 0, 1, by)
