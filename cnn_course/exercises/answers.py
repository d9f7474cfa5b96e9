"""An answer as its question wants it: a number, several or an array, and how it was read.

What a reader passes may be anything. Where it is not understood, a sentence says why.
"""

import numbers
from decimal import Decimal

import numpy as np

from cnn_course.exercises.numerals import Number
from cnn_course.exercises.question import IN_A_NOTEBOOK, KINDS, SENTENCES
from cnn_course.exercises.reading import Typed, typed

SHOWN = 60  # characters of an answer that are repeated back
TOLD = ("calculation", "percent", "comma", "joined")  # ways of reading that are always told


class Unreadable(Exception):
    """The answer is not of the kind that the question asks for."""


def understood(question, answer):
    """The answer of the kind that the question asks for, and the numbers it was read from.

    Returns
    -------
    Typed

    Raises
    ------
    Unreadable
        With the sentence for the reader.
    """
    right = question.right
    axes = right.ndim if isinstance(right, np.ndarray) else 0
    count = len(right) if isinstance(right, tuple) else 1
    if isinstance(answer, str):
        found = typed(answer, count, axes, question.in_percent)
    elif isinstance(answer, tuple) and not axes and count == 1:
        found = _one_of(answer)
    else:
        found = Typed(answer)
    if axes:
        return found._replace(value=_with_axes(found.value, axes))
    if count == 1:
        return found._replace(value=_number(found.value))
    return found._replace(value=_several(found.value, count))


def _one_of(answer):
    """One number from a tuple, which is what Python makes of 876,160."""
    if len(answer) < 2:
        return Typed(answer[0] if answer else answer)
    first, *rest = answer
    whole = all(isinstance(part, int) and not isinstance(part, bool) for part in answer)
    if whole and 0 < abs(first) < 1000 and all(99 < part < 1000 for part in rest):
        value = int("".join(map(str, answer)))
        return Typed(value, (Number(value, "joined"),))
    raise Unreadable(IN_A_NOTEBOOK["several"])


def _several(answer, count):
    if isinstance(answer, np.ndarray) and answer.ndim == 1:
        answer = tuple(answer)
    came = len(answer) if isinstance(answer, (tuple, list)) else kind(answer)
    if came != count:
        raise Unreadable(SENTENCES["numbers"].format(count=count, came=came))
    return tuple(_number(part) for part in answer)


def _number(answer):
    if isinstance(answer, str):
        answer = typed(answer).value
    if isinstance(answer, np.ndarray) and answer.size == 1:
        answer = answer.reshape(-1)[0]
    if isinstance(answer, np.generic):
        answer = answer.item()
    if isinstance(answer, bool) or not isinstance(answer, (numbers.Real, Decimal)):
        raise Unreadable(SENTENCES["one_number"].format(came=kind(answer)))
    try:
        ordinary = np.isfinite(float(answer))
    except OverflowError:  # a whole number beyond any float
        ordinary = False
    if not ordinary:
        raise Unreadable(SENTENCES["ordinary"])
    return float(answer) if isinstance(answer, Decimal) else answer


def _with_axes(answer, axes):
    array = as_array(answer, axes)
    if array.ndim != axes:
        came = SENTENCES["axes"].format(axes=array.ndim) if array.ndim > 1 else KINDS["tuple"]
        came = came if array.ndim else kind(answer)
        raise Unreadable(SENTENCES["array"].format(axes=axes, came=came))
    return array


def as_array(answer, axes):
    """The answer as an array of numbers.

    Raises
    ------
    Unreadable
        When it is none; `axes` is how many axes it should have.
    """
    try:
        array = np.asarray(answer)
    except Exception:
        array = None
    if array is None or array.dtype.kind not in "iuf" or np.ma.isMaskedArray(answer):
        raise Unreadable(SENTENCES["array"].format(axes=axes, came=kind(answer)))
    return array


def how_read(found, always):
    """Sentences about how numbers were read, where that may be news.

    Parameters
    ----------
    found : Typed
    always : bool
        Whether also to tell what most people would read in the same way.

    Returns
    -------
    list of str
    """
    if len(found.numbers) > 1:
        return [told(one) for one in found.numbers if one.how == "comma"][:1]
    return [
        told(one)
        for one in found.numbers
        if one.how in TOLD or always and one.how == "thousands" and one.other is not None
    ]


def told(one):
    """The sentence about one number."""
    sentence = (IN_A_NOTEBOOK if one.how == "joined" else SENTENCES)[one.how]
    return sentence.format(
        value=_plainly(one.value), shown=shown(one.value), seen=one.seen, other=_plainly(one.other)
    )


def _plainly(value):
    """A number as it is typed."""
    return str(value) if isinstance(value, int) or value is None else f"{value:.10g}"


def kind(answer):
    """What an answer of the wrong kind is called."""
    for known in (bool, str, int, float):  # a subclass is called what it is made from
        if isinstance(answer, known):
            word = shortened(repr(answer)) if known is str else answer
            return KINDS[known.__name__].format(shown=word)
    name = type(answer).__name__
    if name in ("tuple", "list") and not answer:
        name = "empty"
    return KINDS.get(name, KINDS["other"]).format(shown=name)


def shown(value):
    """An answer as it is repeated back."""
    if isinstance(value, np.ndarray):
        if value.size > 12:
            return SENTENCES["large_array"].format(shape=value.shape)
        return shortened(str(value.tolist()))
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    return shortened(f"{value:,}" if isinstance(value, int) else f"{float(value):.10g}")


def shortened(text):
    """As much of a text as is repeated back."""
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
