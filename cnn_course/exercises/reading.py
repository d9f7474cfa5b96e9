"""What a reader typed, as one number, several or an array: whatever the question asks for.

876,160 is one number where one is asked for, and two where two are. The pages read by the same
tables: js/answer_read.js.
"""

from typing import NamedTuple

from cnn_course.exercises.numerals import DEEPEST, LONGEST, cleaned, matching, number

# Words that stand for a sign, after what stands before them.
WORDS = {
    r"([0-9 )\]%])(?:and|to)(?=[ (\[0-9+-])": ";",
    r"([0-9 )\]])by(?=[ (\[0-9])": "x",
    r"([0-9 ])per ?cent": "%",
}
# What may part several numbers, tried in this order until the count is as asked for: all
# marks; commas before a space, for numbers that hold commas; not spaces, for numbers that
# hold spaces; the x of 5x6; the dash of 70-97, which also is a difference.
SEPARATORS = (
    r"[ \u00a0]*[,;\t\n][ \t\n\u00a0]*|[ \u00a0]+",
    r" *(?:[;\t\n]|,(?=[ \t\n\u00a0]))[ \t\n\u00a0]*| +",
    r" *(?:[;\t\n]|,(?=[ \t\n]))[ \t\n]*",
    r"[ \u00a0]*x[ \u00a0]*",
    r"[ \u00a0]*-[ \u00a0]*",
)
ROWS = r" *[;\n][ \n]*"
CALL = r"^(?:(?:np|numpy)\.)?(?:array|asarray)\(([^\0]*)\)$"
BRACKET_OR_PART = r"[()\[\]]|[^()\[\],; \t\n\u00a0]+|,"
DOTS = ("...", "\u2026")

_WORDS = [(matching(pattern), sign) for pattern, sign in WORDS.items()]
_SEPARATORS = [matching(pattern) for pattern in SEPARATORS]
_DASH = _SEPARATORS[-1]
_ROWS, _PART = matching(ROWS), matching(BRACKET_OR_PART)
_CALL = matching(CALL)


class Typed(NamedTuple):
    """A number, a tuple of numbers, nested lists, or the text if it is none of these.

    `numbers` are the numbers it was made of, for what is to be said about them.
    """

    value: object
    numbers: tuple = ()


def waits(text):
    """Are there dots where a number should be?"""
    return any(dots in text for dots in DOTS)


def typed(text, count=1, axes=0, in_percent=False):
    """Read a text for a question.

    Parameters
    ----------
    text : str
    count : int
        How many numbers are asked for.
    axes : int
        Of the array that is asked for; 0 if it is none.
    in_percent : bool
        Whether percent are asked for.

    Returns
    -------
    Typed

    Examples
    --------
    >>> typed("876,160").value, typed("876,160", count=2).value
    (876160, (876, 160))
    >>> typed("5x6").value, typed("5x6", count=2).value, typed("7 6\\n8 9", axes=2).value
    (30, (5, 6), [[7, 6], [8, 9]])
    """
    as_it_is = Typed(text.strip(" \t\r\n"))
    if len(text) > LONGEST:
        return as_it_is
    clean = cleaned(text)
    for pattern, sign in _WORDS:
        clean = pattern.sub(lambda found, sign=sign: found[1] + sign, clean)

    def numbers(parts):
        found = [number(part, in_percent) for part in parts]
        return None if None in found else found

    if axes:
        clean = _CALL.sub(r"\1", clean)
        rows = [numbers(_SEPARATORS[0].split(row)) for row in _ROWS.split(_unwrapped(clean))]
        if axes == 2 and len(rows) > 1 and None not in rows:
            return Typed([[one.value for one in row] for row in rows])
    elif count == 1 and (found := number(clean, in_percent)):
        return Typed(found.value, (found,))
    nested = _nested(clean, in_percent)
    if nested is not None and (axes or count == 1 or not _is_flat(nested)):
        return Typed(nested)
    return _several(_unwrapped(clean), 0 if axes else count, numbers) or as_it_is


def _several(text, count, numbers):
    """As many numbers as are asked for, or else as many as there are."""
    most = ()
    for separator in _SEPARATORS:
        found = numbers(separator.split(text))
        if not found or separator is _DASH and any(one.how == "calculation" for one in found):
            continue
        if len(found) == count:
            return Typed(tuple(one.value for one in found), tuple(found))
        if len(found) > len(most) and separator in _SEPARATORS[: 4 if count > 1 else 3]:
            most = tuple(found)
    if not most:
        return None
    values = tuple(one.value for one in most)
    return Typed(values if len(values) > 1 else values[0], most)


def _unwrapped(text):
    """What stands in one pair of brackets."""
    inside = text[1:-1]
    if text[:1] + text[-1:] not in ("()", "[]") or any(sign in inside for sign in "()[]"):
        return text
    return inside.strip(" \t\n\u00a0,;")


def _is_flat(nested):
    return not any(isinstance(part, (list, tuple)) for part in nested)


def _nested(text, in_percent):
    """Lists in lists, or None: brackets with numbers, and commas or spaces between them.

    Several of them are a tuple.
    """
    if text[:1] not in ("(", "["):
        return None
    outside = []
    open_ones = [outside]
    closing = []
    for part in _PART.findall(text):
        if part in ("(", "["):
            if len(closing) == DEEPEST:
                return None
            open_ones.append([])
            closing.append(")" if part == "(" else "]")
        elif part in (")", "]"):
            if not closing or closing.pop() != part:
                return None
            made = open_ones.pop()
            open_ones[-1].append(made if part == "]" else tuple(made))
        elif part != ",":
            found = number(part, in_percent)
            if not found or not closing:
                return None
            open_ones[-1].append(found.value)
    if closing or not outside:
        return None
    return outside[0] if len(outside) == 1 else tuple(outside)
