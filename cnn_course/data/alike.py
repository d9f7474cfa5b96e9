"""Pictures that show nearly the same, and how they are found."""

import numpy as np

from cnn_course.data.resizing import resize_all

SIDE = 16  # of the small copies that are compared
ROWS = 500  # compared with all others at once
PLAIN = 2.0  # a spread of the small copy, in levels of 255, that says nothing of the picture


def alike_groups(pictures, at_least=0.95, origins=None):
    """Number pictures so that those that show nearly the same have one number.

    Parameters
    ----------
    pictures : ndarray of uint8, (N, H, W, C), or sequence of ndarray, (H, W, C)
    at_least : float
        How alike two pictures must be, 0 to 1: the correlation of their copies of 16 x 16
        pixels. Brighter, mirrored and resized copies come out above 0.95.
    origins : sequence of str, optional
        What you know of each picture, (N,): pictures of one origin are of one group as
        well. An empty text says nothing.

    Returns
    -------
    ndarray of int, (N,)
        From 0 on. Who is like a third is in one group with it, even if the two differ.

    Raises
    ------
    TypeError, ValueError
        For pictures that are not uint8, `at_least` out of range, and another number of
        origins than of pictures.

    Notes
    -----
    A picture of one color, or nearly, is like no other: there is nothing to compare.

    Examples
    --------
    >>> left = np.zeros((8, 8, 1), np.uint8)
    >>> left[:, :4] = 200
    >>> top = left.transpose(1, 0, 2)
    >>> alike_groups(np.stack([left, top, left // 2, left[:, ::-1]])).tolist()
    [0, 1, 0, 0]
    >>> alike_groups(np.stack([left, top]), origins=["the sofa", "the sofa"]).tolist()
    [0, 0]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not 0 < at_least <= 1:
        raise ValueError(f"at_least must lie between 0 and 1, got {at_least!r}")
    small = resize_all(pictures, SIDE, "squash").astype(np.float32)
    straight, mirrored = _flat(small), _flat(small[:, :, ::-1])
    ones, others = [], []
    for first in range(0, len(straight), ROWS):
        rows = straight[first : first + ROWS]
        near = np.maximum(rows @ straight.T, rows @ mirrored.T) >= at_least - 1e-6
        one, other = np.nonzero(near)
        ones.append(one + first)
        others.append(other)
    n = len(straight)
    for alike in _of_one_origin(origins, n):
        ones.append(alike[:-1])
        others.append(alike[1:])
    ones, others = np.concatenate(ones), np.concatenate(others)
    near = coo_array((np.ones(len(ones), bool), (ones, others)), (n, n))
    return connected_components(near, directed=False)[1].astype(int)


def _of_one_origin(origins, n):
    """Places of the pictures of each origin."""
    if origins is None:
        return []
    if len(origins) != n:
        raise ValueError(f"there are {n} pictures and {len(origins)} origins")
    places = {}
    for place, origin in enumerate(origins):
        places.setdefault(origin, []).append(place)
    return [np.array(places[origin]) for origin in places if origin]


def _flat(small):
    """Each picture as one row of mean 0 and length 1: products of rows are correlations."""
    rows = small.reshape(len(small), -1)  # (N, SIDE*SIDE*C)
    rows = rows - rows.mean(axis=1, keepdims=True)
    # A picture of one color is like no other, itself excepted.
    rows[rows.std(axis=1) < PLAIN] = 0
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length > 0, length, 1)
