"""Two pictures that are small enough to be worked through by hand."""

import numpy as np


def make_small_four():
    """Draw the 4 of Part I: five rows, four columns, ink on all four borders.

    Returns
    -------
    ndarray of uint8, (5, 4)
        0 is paper, large is dark ink.

    Examples
    --------
    >>> make_small_four()[2]
    array([240, 240, 240, 240], dtype=uint8)
    """
    return np.array(
        [
            [200, 0, 0, 200],
            [220, 0, 0, 220],
            [240, 240, 240, 240],
            [0, 0, 0, 220],
            [0, 0, 0, 200],
        ],
        np.uint8,
    )


def make_six_by_six():
    """Make the picture of the worked example: the first result is 429.

    Returns
    -------
    ndarray of int64, (6, 6)
        Values 0 to 255.

    Notes
    -----
    Source: Gupta (2017), see the course's references.

    Examples
    --------
    >>> make_six_by_six()[0]
    array([ 18,  54,  51, 239, 244, 188])
    """
    return np.array(
        [
            [18, 54, 51, 239, 244, 188],
            [55, 121, 75, 78, 95, 88],
            [35, 24, 204, 113, 109, 221],
            [3, 154, 104, 235, 25, 130],
            [15, 253, 225, 159, 78, 233],
            [68, 85, 180, 214, 245, 0],
        ]
    )
