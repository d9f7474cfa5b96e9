"""Whether a model is right as often as it says, and how its sureness is set right."""

from typing import NamedTuple

import numpy as np

from cnn_course._checks import whole
from cnn_course.insight.mistakes import checked_answers


class Reliability(NamedTuple):
    """How often a model is right, over how sure it says that it is; each an array (bins,).

    `said`, the mean probability of the answers in a bin, `right`, the share of them that
    is right, and `counts`, how many they are. Empty bins are left out.
    """

    said: np.ndarray
    right: np.ndarray
    counts: np.ndarray


def reliability(probabilities, labels, bins=5):
    """Compare what a model says with how often it is right.

    Parameters
    ----------
    probabilities : array_like, (N, classes)
    labels : array_like of int, (N,)
    bins : int
        Answers are put together by their probability, in so many steps from 0 to 1.

    Returns
    -------
    Reliability

    Raises
    ------
    TypeError, ValueError
        As for `most_confident_mistakes`; also for no bin.

    Notes
    -----
    scikit-learn's `calibration_curve`, of the likeliest class and whether it is right.

    Examples
    --------
    >>> found = reliability([[0.9, 0.1], [0.1, 0.9], [0.9, 0.1], [0.9, 0.1]], [0, 0, 0, 0])
    >>> found.said, found.right, found.counts
    (array([0.9]), array([0.75]), array([4]))
    """
    from sklearn.calibration import calibration_curve

    probabilities, labels = checked_answers(probabilities, labels)
    bins = whole(bins, "bins", 1)
    sureness = probabilities.max(axis=1).clip(0, 1)
    hits = probabilities.argmax(axis=1) == labels
    right, said = calibration_curve(hits, sureness, n_bins=bins, pos_label=True)
    # In scikit-learn's bins: what lies on an edge is in the lower one.
    edges = np.linspace(0, 1, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], sureness), minlength=bins)
    return Reliability(said, right, counts[counts > 0])


def temperature(probabilities, labels):
    """Find the number by which to divide the logits, so that sureness and truth agree.

    Parameters
    ----------
    probabilities : array_like, (N, classes)
        On pictures that were not learned from: the validation's.
    labels : array_like of int, (N,)

    Returns
    -------
    float
        Above 1 where the model is too sure, below 1 where it is too modest; between 0.05
        and 20. Near one of these ends the search ended, and no best one was found: above
        10, the answers' sureness says nothing. The order of the classes stays.

    Raises
    ------
    TypeError, ValueError
        As for `most_confident_mistakes`.

    Notes
    -----
    The temperature with the smallest cross-entropy. Source: Guo and others, "On
    calibration of modern neural networks", 2017.

    Examples
    --------
    Three of four are right, and it says 90 %: too sure.

    >>> said = [[0.9, 0.1]] * 4
    >>> round(temperature(said, [0, 0, 0, 1]), 2)
    2.0
    """
    from scipy.optimize import minimize_scalar

    probabilities, labels = checked_answers(probabilities, labels)
    rows = np.arange(len(labels))

    def loss(log_temperature):
        return -_logs(probabilities, np.exp(log_temperature))[rows, labels].mean()

    found = minimize_scalar(loss, bounds=(np.log(0.05), np.log(20)), method="bounded")
    return float(np.exp(found.x))


def at_temperature(probabilities, temperature):
    """The same answers, more modest (above 1) or surer (below 1).

    Parameters
    ----------
    probabilities : array_like, (N, classes)
    temperature : float
        Above 0.

    Returns
    -------
    ndarray, (N, classes)

    Raises
    ------
    ValueError
        For a temperature that is not above 0.

    Examples
    --------
    >>> at_temperature([[0.8, 0.2]], 1).round(6)
    array([[0.8, 0.2]])
    >>> at_temperature([[0.8, 0.2]], 2).round(6)
    array([[0.666667, 0.333333]])
    """
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, got {temperature!r}")
    return np.exp(_logs(np.asarray(probabilities, float), temperature))


def _logs(probabilities, temperature):
    """Logarithms of the probabilities at a temperature; softmax forgets what logits it had."""
    from scipy.special import log_softmax

    return log_softmax(np.log(np.maximum(probabilities, 1e-30)) / temperature, axis=1)
