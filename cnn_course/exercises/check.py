"""Judge an answer: right, a mistake that is known, or one that is not.

Whatever the reader passes, the answer is a `Feedback`, never a traceback.
"""

import importlib
from dataclasses import replace

import numpy as np

from cnn_course._names import did_you_mean
from cnn_course.exercises.answers import (
    Unreadable,
    as_array,
    how_read,
    kind,
    shortened,
    shown,
    told,
    understood,
)
from cnn_course.exercises.question import SENTENCES, Feedback
from cnn_course.exercises.reading import waits

# How the names of a chapter's questions begin, chapter by chapter.
TOPICS = (
    *("pixels", "row", "picture", "padding", "stride", "channels", "layers", "pooling", "decision"),
    *("learning", "shared", "network"),
    *("judge", "mnist", "color", "catsdogs", "insight", "own", "after"),
)


def questions():
    """All questions, in the order of the chapters.

    Returns
    -------
    list of Question
    """
    return [question for topic in TOPICS for question in _about(topic)]


def _about(topic):
    """The questions of one chapter, whose module is loaded only when it is asked for."""
    number = TOPICS.index(topic) + 1
    return importlib.import_module(f"{__package__}.chapter_{number:02d}").QUESTIONS


def find(name):
    """The question called `name`.

    Returns
    -------
    Question

    Raises
    ------
    ValueError
        For a name that no question has.
    """
    topic = name.partition(".")[0] if isinstance(name, str) else None
    for question in _about(topic) if topic in TOPICS else ():
        if question.name == name:
            return question
    known = [question.name for question in questions()]
    hint = did_you_mean(name, known, f"; there are {', '.join(known)}")
    raise ValueError(f"there is no question {name!r}{hint}")


def check(name, *answer):
    """Judge an answer to the question called `name`.

    Parameters
    ----------
    name : str
        As written in the chapter's cell.
    answer : number, tuple, array, text or function; ``...`` while there is none
        Without an answer the question is asked. Several numbers may come with or
        without brackets around them. A text is read as people write numbers: "5x6",
        "1,39", "876 160".

    Returns
    -------
    Feedback
        Displays itself.

    Raises
    ------
    ValueError
        For a name that no question has.

    Examples
    --------
    >>> check("stride.two_widths", (12, 13)).status
    'recognized'
    """
    question = find(name)
    answer = answer[0] if len(answer) == 1 else answer or ...
    parts = answer if isinstance(answer, tuple) else (answer,)
    if any(part is ... or isinstance(part, str) and waits(part) for part in parts):
        return Feedback("asked", (question.asks,), name=name)
    again = SENTENCES["again"].format(asks=question.asks)
    try:
        if question.cases:
            return _check_code(question, answer)
        read = understood(question, answer)
    except Unreadable as problem:
        return Feedback("unreadable", (str(problem), again))

    def judged(value):
        def leads_to(result):
            return _same(value, result, question.tolerance)

        return _judge(question, leads_to, shown(value))

    found = judged(read.value)
    others = [one for one in read.numbers if one.other is not None and len(read.numbers) == 1]
    if found.status == "wrong" and any(judged(one.other).status != "wrong" for one in others):
        # No mistake, if the mark in the number means the other thing.
        return Feedback("unreadable", (told(others[0]), again))
    more = how_read(read, always=found.status != "right")
    return replace(found, paragraphs=(*found.paragraphs, *more))


def _judge(question, leads_to, shown, example=()):
    """Right, a mistake that is known (or several), or neither."""
    if leads_to(question.right):
        return Feedback("right", (question.because,), shown)
    known = tuple(mistake.says for mistake in question.mistakes if leads_to(mistake.value))
    if known:
        return Feedback("recognized", known + example, shown)
    unknown = SENTENCES["unknown"].format(asks=question.asks)
    return Feedback("wrong", (unknown, *example), shown)


def _check_code(question, function):
    """Compare what the reader's function gives with what right and wrong ones give."""
    if not callable(function):
        raise Unreadable(
            f"It takes the function itself, its name without brackets; "
            f"{kind(function)} came instead."
        )
    results = [_call(function, case) for case in question.cases]
    if any(result is ... for result in results):
        return Feedback("asked", (question.asks,), name=question.name)
    results = [as_array(result, axes=1) for result in results]

    def leads_to(other):
        return all(
            _same(result, np.asarray(other(*case)), question.tolerance)
            for result, case in zip(results, question.cases)
        )

    # The reader sees the first case in which the two part.
    differing = [
        (case, result)
        for case, result in zip(question.cases, results)
        if not _same(result, np.asarray(question.right(*case)), question.tolerance)
    ]
    if not differing:
        return Feedback("right", (question.because,), "every case")
    case, result = differing[0]
    example = f"One of the cases: ({_written(case)}) gave {shortened(str(result.tolist()))}."
    return _judge(question, leads_to, "not in every case", (example,))


def _call(function, case):
    """What the reader's function makes of one case; it cannot change the case."""
    arguments = [np.copy(part) if isinstance(part, np.ndarray) else part for part in case]
    try:
        result = function(*arguments)
    except (Exception, SystemExit) as error:  # what a reader wrote may fail in any way
        raise Unreadable(
            f"Called with ({_written(case)}), your function stopped with "
            f"{type(error).__name__}: {shortened(str(error))}. If it read past the end of a row, "
            f"look at how many places there are; other calls bring other lengths."
        ) from None
    if result is None:
        raise Unreadable("Your function gave nothing back; end it with return.")
    return result


def _written(case):
    return ", ".join(str(np.asarray(part).tolist()) for part in case)


def _same(value, target, tolerance):
    if np.shape(value) != np.shape(target):
        return False
    return bool(np.allclose(value, target, rtol=1e-9, atol=tolerance))
