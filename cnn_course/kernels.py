"""Kernels with names: small matrices that a person can make by hand.

Each is an array of shape (3, 3) and cannot be written to; copy it to change
it. They show an idea. A network finds its own.

>>> VERTICAL_EDGES
array([[-1,  0,  1],
       [-1,  0,  1],
       [-1,  0,  1]])
"""

import numpy as np


def _fixed(rows):
    kernel = np.array(rows)
    kernel.flags.writeable = False
    return kernel


IDENTITY = _fixed([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
"""Leaves a picture as it is."""

HORIZONTAL_EDGES = _fixed([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
"""Large where a picture gets brighter from top to bottom (Prewitt)."""

VERTICAL_EDGES = _fixed([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
"""Large where a picture gets brighter from left to right (Prewitt)."""

OUTLINE = _fixed([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
"""Large where a pixel differs from its eight neighbors."""

SHARPEN = _fixed([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
"""The picture plus its differences from the four neighbors."""

BLUR = _fixed(np.full((3, 3), 1 / 9))
"""The mean of the nine pixels."""

EMBOSS = _fixed([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]])
"""Light from the lower right: edges look raised. Not its own half turn."""

EXAMPLE = _fixed([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
"""The cross of chapter 3, which makes 429."""
