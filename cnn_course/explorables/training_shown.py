"""What a page shows of a network that learns: as much as can be seen, and no more."""

import numpy as np

from cnn_course.explorables.facts import DRAWN_MOST

POINTS = 150  # of a curve


def rounded(kernels):
    """Nested lists, five digits a number."""
    flat = np.array([float(f"{value:.5g}") for value in kernels.ravel()])
    return flat.reshape(kernels.shape).tolist()


def thinned(losses):
    """At most `POINTS` pairs: the middle of some steps, counted from 0, and their mean loss.

    Examples
    --------
    >>> thinned([3.0, 1.0])
    [[0.0, 3.0], [1.0, 1.0]]
    """
    width = 1
    while -(-len(losses) // width) > POINTS:
        width *= 2
    parts = [(at, losses[at : at + width]) for at in range(0, len(losses), width)]
    return [[at + (len(part) - 1) / 2, float(f"{np.mean(part):.4g}")] for at, part in parts]


def bowl_of(network, lesson):
    """Of a single weight: how wide its bowl is, where it is lowest, and how low; else nothing."""
    if network.weights.size > 1:
        return []
    x, y = (np.asarray(part, float).ravel() for part in (lesson.x, lesson.y))
    square, best = np.mean(x * x), np.mean(x * y) / max(np.mean(x * x), 1e-30)
    return [float(square), float(best), float(np.mean((best * x - y) ** 2))]


def reading(network, drawn):
    """What a network makes of a drawing, ten shares; None where there is no drawing."""
    if drawn is None or not np.any(drawn):
        return None
    picture = np.asarray(drawn, network.dtype)[None, :, :, None] / DRAWN_MOST
    with np.errstate(all="ignore"):
        found = network.forward(picture)[0]
    return [float(f"{share:.5g}") for share in found] if np.isfinite(found).all() else None
