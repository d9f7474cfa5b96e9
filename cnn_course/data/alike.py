"""Pictures that show nearly the same: found, and kept on one side of the split."""

import dataclasses

import numpy as np

from cnn_course._checks import numbers, whole
from cnn_course.data.findings import LEAKED, TWICE
from cnn_course.data.image_data import ImageData
from cnn_course.data.resizing import resize_all

SIDE = 16  # of the small copies that are compared
ROWS = 500  # compared with all others at once


def alike_groups(pictures, at_least=0.95):
    """Number pictures so that those that show nearly the same have one number.

    Parameters
    ----------
    pictures : ndarray of uint8, (N, H, W, C), or sequence of ndarray, (H, W, C)
    at_least : float
        How alike two pictures must be, 0 to 1: the correlation of their copies of 16 x 16
        pixels. Brighter, mirrored and resized copies come out above 0.95.

    Returns
    -------
    ndarray of int, (N,)
        From 0 on. Who is like a third is in one group with it, even if the two differ.

    Raises
    ------
    TypeError, ValueError
        For pictures that are not uint8, and `at_least` out of range.

    Examples
    --------
    >>> left = np.zeros((8, 8, 1), np.uint8)
    >>> left[:, :4] = 200
    >>> top = left.transpose(1, 0, 2)
    >>> alike_groups(np.stack([left, top, left // 2, left[:, ::-1]])).tolist()
    [0, 1, 0, 0]
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
    ones, others = np.concatenate(ones), np.concatenate(others)
    n = len(straight)
    near = coo_array((np.ones(len(ones), bool), (ones, others)), (n, n))
    return connected_components(near, directed=False)[1].astype(int)


def split_by_group(pictures, groups=None, test_share=0.2, seed=0):
    """Draw the test pictures anew, so that no group stands on both sides.

    Parameters
    ----------
    pictures : ImageData
        All of its pictures are dealt out again.
    groups : array_like of int, (N,), optional
        A number for each picture, first those of the training, then those of the test; of
        one number is what belongs together: one animal, one afternoon. By default
        `alike_groups`.
    test_share : float
        About this share of each class goes to the test.
    seed : int

    Returns
    -------
    ImageData

    Raises
    ------
    TypeError, ValueError
        For groups or a share that do not fit the pictures, and for a class that is all in
        one group: it cannot be on both sides.

    Notes
    -----
    scikit-learn's `StratifiedGroupKFold`, with as many parts as make `test_share`; the
    first part that has every class is the test. Where there is none, the parts are larger.
    """
    if not isinstance(pictures, ImageData):
        raise TypeError(f"pictures must be an ImageData, got {type(pictures).__name__}")
    if isinstance(test_share, bool) or not 0 < test_share <= 0.5:
        raise ValueError(f"test_share must be more than 0, at most 0.5, got {test_share!r}")
    whole(seed, "seed", 0)
    images = [*pictures.train_images, *pictures.test_images]
    labels = np.concatenate([pictures.train_labels, pictures.test_labels])
    groups = alike_groups(images) if groups is None else numbers(groups, "groups", {1: "(N,)"})
    if len(groups) != len(labels):
        raise ValueError(f"there are {len(labels)} pictures and {len(groups)} groups")
    for label, name in enumerate(pictures.class_names):
        if len(set(groups[labels == label])) < 2:
            raise ValueError(
                f"all pictures of class {name!r} are in one group, so the class cannot be on both "
                f"sides; add pictures of another origin, or part the groups"
            )
    train, test = _first_with_all_classes(labels, groups, round(1 / test_share), seed)
    files = [*pictures.train_files, *pictures.test_files]
    joined = images if isinstance(pictures.train_images, tuple) else np.stack(images)
    train_images, test_images = (
        joined[part] if isinstance(joined, np.ndarray) else tuple(joined[i] for i in part)
        for part in (train, test)
    )
    return dataclasses.replace(
        pictures,
        train_images=train_images,
        train_labels=labels[train],
        test_images=test_images,
        test_labels=labels[test],
        train_files=tuple(files[i] for i in train) if files else (),
        test_files=tuple(files[i] for i in test) if files else (),
        # Which of the equal ones stand on which side is another matter now.
        notes={kind: said for kind, said in pictures.notes.items() if kind not in (LEAKED, TWICE)},
    )


def _flat(small):
    """Each picture as one row of mean 0 and length 1: products of rows are correlations."""
    rows = small.reshape(len(small), -1)  # (N, SIDE*SIDE*C)
    rows = rows - rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    # A picture of one color is like no other, itself excepted.
    return rows / np.where(length > 0, length, 1)


def _first_with_all_classes(labels, groups, parts, seed):
    """Places of training and test: a part of so many, or of fewer, that has every class."""
    from sklearn.model_selection import StratifiedGroupKFold

    classes = set(labels)
    for fewer in range(min(parts, len(set(groups)), *np.bincount(labels)), 1, -1):
        deal = StratifiedGroupKFold(fewer, shuffle=True, random_state=seed)
        for train, test in deal.split(labels, labels, groups):
            if set(labels[train]) == set(labels[test]) == classes:
                return train, test
    raise ValueError(
        "no split has every class on both sides without parting a group; add pictures, give "
        "smaller groups, or another seed"
    )
