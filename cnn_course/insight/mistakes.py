"""Where a model is wrong, and sure of it."""

from typing import NamedTuple

import numpy as np

from cnn_course._checks import numbers, whole


class Mistakes(NamedTuple):
    """Pictures that a model takes for something else, the surest first.

    `positions` in the batch, the wrong `answers`, and the `probabilities` that the
    model gave them; each an array (n,).
    """

    positions: np.ndarray
    answers: np.ndarray
    probabilities: np.ndarray


def most_confident_mistakes(probabilities, labels, n=10):
    """Find the wrong answers that were given with the highest probability.

    Parameters
    ----------
    probabilities : array_like, (N, classes)
        What the model predicts.
    labels : array_like of int, (N,)
        The right answers.
    n : int
        How many; fewer come back when fewer are wrong.

    Returns
    -------
    Mistakes
        positions, answers, probabilities, each (n,), the surest mistake first;
        of equally sure ones the earlier.

    Raises
    ------
    TypeError, ValueError
        For shapes that do not belong together, labels that are no classes, NaN,
        or an `n` below 1.

    Examples
    --------
    >>> found = most_confident_mistakes([[1, 0], [0, 1], [1, 0]], [1, 1, 1])
    >>> found.positions, found.answers
    (array([0, 2]), array([0, 0]))
    """
    probabilities, labels = checked_answers(probabilities, labels)
    n = whole(n, "n", 1)
    answers = probabilities.argmax(axis=1)
    sureness = probabilities.max(axis=1)
    wrong = np.flatnonzero(answers != labels)
    surest = wrong[np.argsort(-sureness[wrong], kind="stable")][:n]
    return Mistakes(surest, answers[surest], sureness[surest])


def checked_answers(probabilities, labels):
    """Both as arrays, if they belong together: a row for each label, a column for each class."""
    probabilities = numbers(probabilities, "probabilities", {2: "(N, classes)"})
    labels = numbers(labels, "labels", {1: "(N,), no one-hot rows: use .argmax(axis=1)"})
    if labels.dtype.kind != "i":
        raise TypeError(f"labels must be whole numbers, got dtype {labels.dtype}")
    if len(labels) != len(probabilities):
        raise ValueError(
            f"there must be a label for each row, got {len(labels)} labels and "
            f"{len(probabilities)} rows of probabilities"
        )
    if np.isnan(probabilities).any():
        raise ValueError("probabilities must be numbers; some are NaN")
    classes = probabilities.shape[1]
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels must be 0 to {classes - 1}, as many as there are columns, "
            f"got {labels.min()} to {labels.max()}"
        )
    return probabilities, labels
