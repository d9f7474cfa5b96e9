"""Judge an answer: right, a mistake that is known, or one that is not.

Whatever the reader passes, the answer is a `Feedback`, never a traceback.
"""

import importlib
import numbers

import numpy as np

from cnn_course._names import did_you_mean
from cnn_course.exercises.question import KINDS, SENTENCES, Feedback

# How the names of a chapter's questions begin, chapter by chapter.
TOPICS = (
    *("pixels", "row", "picture", "padding", "stride", "channels", "layers", "pooling", "decision"),
    *("learning", "shared", "network"),
    *("judge", "mnist", "color", "catsdogs", "insight", "own"),
)
SHOWN = 60  # characters of an answer that are repeated back


class Unreadable(Exception):
    """The answer is not of the kind that the question asks for."""


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
    answer : number, tuple, array or function; ``...`` while there is none
        Without an answer the question is asked. Several numbers may come with or
        without brackets around them.

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
    if answer is ... or isinstance(answer, tuple) and any(part is ... for part in answer):
        return Feedback("asked", (question.asks,), name=name)
    try:
        if question.cases:
            return _check_code(question, answer)
        value = _read(question, answer)
    except Unreadable as problem:
        again = SENTENCES["again"].format(asks=question.asks)
        return Feedback("unreadable", (str(problem), again))

    def leads_to(result):
        return _same(value, result, question.tolerance)

    return _judge(question, leads_to, _shown(value))


def _judge(question, leads_to, shown, example=()):
    """Right, a mistake that is known (or several), or neither."""
    if leads_to(question.right):
        return Feedback("right", (question.because,), shown)
    known = tuple(mistake.says for mistake in question.mistakes if leads_to(mistake.value))
    if known:
        return Feedback("recognized", known + example, shown)
    unknown = SENTENCES["unknown"].format(asks=question.asks)
    return Feedback("wrong", (unknown, *example), shown)


def _read(question, answer):
    """The answer as a number, a tuple of numbers or an array, like `right`."""
    if isinstance(question.right, np.ndarray):
        return _array(answer, question.right.ndim)
    if isinstance(question.right, tuple):
        if isinstance(answer, np.ndarray) and answer.ndim == 1:
            answer = tuple(answer)
        came = len(answer) if isinstance(answer, (tuple, list)) else _kind(answer)
        if came != len(question.right):
            raise Unreadable(SENTENCES["numbers"].format(count=len(question.right), came=came))
        return tuple(_number(part) for part in answer)
    return _number(answer)


def _number(answer):
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.reshape(-1)[0]
    if isinstance(answer, np.generic):
        answer = answer.item()
    if isinstance(answer, bool) or not isinstance(answer, numbers.Real):
        raise Unreadable(SENTENCES["one_number"].format(came=_kind(answer)))
    try:
        ordinary = np.isfinite(float(answer))
    except OverflowError:  # a whole number beyond any float
        ordinary = False
    if not ordinary:
        raise Unreadable(SENTENCES["ordinary"])
    return answer


def _array(answer, axes):
    try:
        array = np.asarray(answer)
    except Exception:
        array = None
    if array is None or array.dtype.kind not in "iuf" or np.ma.isMaskedArray(answer):
        raise Unreadable(SENTENCES["array"].format(axes=axes, came=_kind(answer)))
    return array


def _check_code(question, function):
    """Compare what the reader's function gives with what right and wrong ones give."""
    if not callable(function):
        raise Unreadable(
            f"It takes the function itself, its name without brackets; "
            f"{_kind(function)} came instead."
        )
    results = [_call(function, case) for case in question.cases]
    if any(result is ... for result in results):
        return Feedback("asked", (question.asks,), name=question.name)
    results = [_array(result, axes=1) for result in results]

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
    arguments = ", ".join(str(np.asarray(part).tolist()) for part in case)
    example = f"One of the cases: ({arguments}) gave {_shorten(str(result.tolist()))}."
    return _judge(question, leads_to, "not in every case", (example,))


def _call(function, case):
    """What the reader's function makes of one case; it cannot change the case."""
    arguments = [np.copy(part) if isinstance(part, np.ndarray) else part for part in case]
    try:
        result = function(*arguments)
    except (Exception, SystemExit) as error:  # what a reader wrote may fail in any way
        raise Unreadable(
            f"Your function stopped with {type(error).__name__}: {_shorten(str(error))}. If it "
            f"read past the end of a row, look at how many places there are."
        ) from None
    if result is None:
        raise Unreadable("Your function gave nothing back; end it with return.")
    return result


def _same(value, target, tolerance):
    if np.shape(value) != np.shape(target):
        return False
    return bool(np.allclose(value, target, rtol=1e-9, atol=tolerance))


def _kind(answer):
    for kind in (bool, str, int, float):  # a subclass is called what it is made from
        if isinstance(answer, kind):
            shown = _shorten(repr(answer)) if kind is str else answer
            return KINDS[kind.__name__].format(shown=shown)
    name = type(answer).__name__
    return KINDS.get(name, KINDS["other"]).format(shown=name)


def _shown(value):
    if isinstance(value, np.ndarray):
        if value.size > 12:
            return SENTENCES["large_array"].format(shape=value.shape)
        return _shorten(str(value.tolist()))
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_shown, value)) + ")"
    return _shorten(f"{value:,}" if isinstance(value, int) else f"{float(value):.10g}")


def _shorten(text):
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
