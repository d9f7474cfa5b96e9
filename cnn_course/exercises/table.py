"""The questions as plain data: what the pages of the book judge answers by."""

import numpy as np

from cnn_course.exercises.answers import SHOWN
from cnn_course.exercises.check import find, questions
from cnn_course.exercises.question import KINDS, SENTENCES, TITLES


def table(names=None):
    """All that it takes to judge answers without Python, ready for JSON.

    Parameters
    ----------
    names : iterable of str, optional
        Questions; all of them when left out.

    Returns
    -------
    dict
        ``questions`` by name, and the ``titles``, ``sentences``, ``kinds`` and
        ``shown`` (characters of an answer that are repeated back) that they share.

    Raises
    ------
    ValueError
        For a name that no question has.

    Examples
    --------
    >>> table(["stride.two_widths"])["questions"]["stride.two_widths"]["right"]
    [12, 12]
    """
    chosen = questions() if names is None else [find(name) for name in names]
    return {
        "titles": TITLES,
        "sentences": SENTENCES,
        "kinds": KINDS,
        "shown": SHOWN,
        "questions": {question.name: _entry(question) for question in chosen},
    }


def _entry(question):
    """One question. One about code has no answer here: it takes Python to judge it."""
    entry = {"name": question.name, "chapter": question.chapter, "asks": question.asks}
    if question.cases:
        return {**entry, "kind": "code"}
    return {
        **entry,
        **_kind(question.right),
        "percent": question.in_percent,
        "right": _plain(question.right),
        "because": question.because,
        "tolerance": float(question.tolerance),
        "mistakes": [[_plain(mistake.value), mistake.says] for mistake in question.mistakes],
    }


def _kind(right):
    if isinstance(right, np.ndarray):
        return {"kind": "array", "axes": right.ndim}
    if isinstance(right, tuple):
        return {"kind": "numbers", "count": len(right)}
    return {"kind": "number"}


def _plain(value):
    """A number, or lists of numbers, as JSON has them."""
    return np.asarray(value).tolist()
