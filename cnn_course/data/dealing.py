"""Pictures dealt out to training and test, so that what belongs together stays together."""

import dataclasses
import warnings

import numpy as np

from cnn_course._checks import numbers, whole
from cnn_course.data.alike import alike_groups
from cnn_course.data.findings import LEAKED, TWICE
from cnn_course.data.image_data import ImageData

STRICTER = (0.97, 0.98, 0.99, 0.995, 0.999, 0.9999)  # than what `alike_groups` asks by itself
ENOUGH = 5  # groups, for a fifth of them to be the test


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
    As `deal_by_group` does it: where few groups leave no other way, the test is larger.
    """
    if not isinstance(pictures, ImageData):
        raise TypeError(f"pictures must be an ImageData, got {type(pictures).__name__}")
    _check_share(test_share, "test_share")
    images = [*pictures.train_images, *pictures.test_images]
    labels = np.concatenate([pictures.train_labels, pictures.test_labels])
    groups = alike_groups(images) if groups is None else numbers(groups, "groups", {1: "(N,)"})
    if len(groups) != len(labels):
        raise ValueError(f"there are {len(labels)} pictures and {len(groups)} groups")
    for label, name in enumerate(pictures.class_names):
        _check_two_groups(name, np.flatnonzero(labels == label), groups, images)
    train, test = deal_by_group(labels, groups, test_share, seed)
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


def deal_by_group(labels, groups, share=0.2, seed=0):
    """Deal places into two parts, no group to both, every class to each.

    Parameters
    ----------
    labels : array_like of int, (N,)
    groups : array_like of int, (N,)
        Of one number is what must stay together.
    share : float
        About this share of each class goes to the smaller part.
    seed : int

    Returns
    -------
    larger, smaller : ndarray of int
        Places, in order.

    Raises
    ------
    TypeError, ValueError
        For labels, groups or a share out of range, and where no such parts are found.

    Notes
    -----
    scikit-learn's `StratifiedGroupKFold`, with as many parts as make `share`; the first
    part that has every class is the smaller one. Where there is none, the parts are larger.

    Examples
    --------
    >>> larger, smaller = deal_by_group([0, 0, 0, 1, 1, 1], [7, 7, 8, 9, 4, 4], 0.5)
    >>> len(larger), len(smaller)
    (3, 3)
    """
    from sklearn.model_selection import StratifiedGroupKFold

    labels, groups = numbers(labels, "labels", {1: "(N,)"}), numbers(groups, "groups", {1: "(N,)"})
    if len(groups) != len(labels):
        raise ValueError(f"there are {len(labels)} pictures and {len(groups)} groups")
    _check_share(share, "share")
    seed, classes = whole(seed, "seed", 0), set(labels.tolist())
    largest = np.unique(labels, return_counts=True)[1].max()
    most = min(round(1 / share), len(set(groups.tolist())), largest)
    for parts in range(most, 1, -1):
        deal = StratifiedGroupKFold(parts, shuffle=True, random_state=seed)
        with warnings.catch_warnings():  # of a class that is not in every part: one is looked for
            warnings.simplefilter("ignore")
            dealt = list(deal.split(labels, labels, groups))
        for larger, smaller in dealt:
            if set(labels[larger].tolist()) == set(labels[smaller].tolist()) == classes:
                return larger, smaller
    raise ValueError(
        "no split has every class on both sides without parting a group; add pictures, give "
        "smaller groups, or another seed"
    )


def _check_share(share, name):
    if isinstance(share, bool) or not 0 < share <= 0.5:
        raise ValueError(f"{name} must be more than 0, at most 0.5, got {share!r}")


def _check_two_groups(name, places, groups, images):
    """Refuse a class that is all in one group, and say what would part it."""
    if len(set(groups[places])) > 1:
        return
    n, ways_out = len(places), ["add pictures of another origin"]
    if n == 1:
        raise ValueError(
            f"class {name!r} has one picture, so it cannot be on both sides; {ways_out[0]}"
        )
    for at_least in STRICTER:
        found = len(set(alike_groups([images[place] for place in places], at_least)))
        if found >= min(n, ENOUGH):
            ways_out.append(
                f"if they are different pictures that look alike, ask for more: "
                f"alike_groups(pictures, at_least={at_least}) finds {found} groups among them"
            )
            break
    raise ValueError(
        f"all {n} pictures of class {name!r} are in one group, so the class cannot be on both "
        f"sides; {'; or, '.join(ways_out)}"
    )
