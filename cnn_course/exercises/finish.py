"""The finish line of a practice problem: enough of the test right, or what went wrong."""

import numpy as np

from cnn_course.exercises.question import Feedback

ASKS = "Hand over the class for each test picture, or a row of probabilities."


def finish_line(answers, labels, line):
    """Judge a model's answers to the test pictures of a practice problem.

    Parameters
    ----------
    answers : array_like of int, (N,); or probabilities, (N, classes)
        ``...`` while there are none.
    labels : array_like of int, (N,)
        The true classes.
    line : float
        Share of right answers that is asked for.

    Returns
    -------
    Feedback
        Displays itself.

    Examples
    --------
    >>> finish_line([1, 2, 3, 3], [1, 2, 3, 4], line=0.7).status
    'right'
    """
    if answers is ...:
        return Feedback("asked", (f"The finish line: {line:.1%} of {len(labels):,}.", ASKS))
    labels = np.asarray(labels)
    answers = np.asarray(answers)
    if answers.ndim == 2 and len(answers) == len(labels):
        answers = answers.argmax(axis=1)  # probabilities: the likeliest class
    problem = _problem(answers, labels)
    if problem:
        return Feedback("unreadable", (problem, ASKS))
    right = np.mean(answers == labels)
    shown = f"{right:.2%} of {len(labels):,}"
    if right >= line:
        return Feedback("right", (f"The finish line was {line:.1%}. You are there.",), shown)
    return Feedback(
        "recognized" if (cause := _cause(answers, labels, right)) else "wrong",
        (cause or f"The finish line is {line:.1%}: {_missing(right, line, labels)} more.",),
        shown,
    )


def _missing(right, line, labels):
    return f"{int(np.ceil((line - right) * len(labels))):,}"


def _problem(answers, labels):
    if answers.shape != labels.shape:
        return f"{len(labels):,} test pictures, and answers of shape {answers.shape}."
    if answers.dtype.kind not in "iuf" or not np.all(answers == np.round(answers)):
        return "These are not whole numbers."
    return None


def _cause(answers, labels, right):
    """What answers like these usually come from."""
    classes = len(np.unique(labels))
    if len(np.unique(answers)) == 1:
        return (
            "The same answer to every picture. The network has not learned: look at the learning "
            "rate, and at whether it is judged with pixels of the size it was trained with."
        )
    if right < 1.5 / classes:
        return (
            "No better than guessing. Are pictures and labels still in the same order, and are "
            "the pixels of the test scaled as those of the training?"
        )
    return None
