"""How Python reads, judges and writes what is typed into a field."""

import numpy as np

from cnn_course.exercises import check, questions
from cnn_course.exercises.table import table
from cnn_course.explorables.figure import written
from cnn_course.explorables.question import read

MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = [
    "twelve", MARKUP, "1e999", "-1e999", "nan", "", "   ", "...", "(..., ...)", "[]", "()",
    "(1, 2, 3, 4, 5, 6, 7)", "[[1,2],[3]]", "[[1, 2], [3, 'a']]", "None", "True", "'12'",
    "12,", "[12]", "1_000", "\u22125", "\u22125, \u22120.5", "1234567890.5", "1e16", "0x10", "007",
    "9" * 400, "9" * 5000, "x" * 100_000, "[" * 300, "-" * 100_000 + "1", "{1: 2}", "1j", "6-2+1",
    "[[7, 6], [8, 9.0]]", "[[1e999, 2], [3, 4]]", "'it\\'s'", "\"<b>\" 'x'", "$& {asks} {came}",
    "__import__('os')", "[[18446744073709551615, 1], [2, 3]]", "12 # twelve", "0.1 + 0.2j",
    "[" * 64 + "1" + "]" * 64, "[" * 65 + "1" + "]" * 65,
]  # fmt: skip


def answers():
    """Every question, what is typed, and what `check` says to it."""
    found = []
    for question in questions():
        if question.cases:
            continue
        for typed in _typed(question):
            feedback = check(question.name, read(typed))
            box = feedback._box() if len(typed) < 1000 else None
            found.append([
                question.name, typed, feedback.status, feedback.title, feedback.paragraphs, box,
            ])  # fmt: skip
    assert {one[2] for one in found} == {"asked", "right", "recognized", "wrong", "unreadable"}
    return {"table": table(), "answers": found}


def _typed(question):
    """What right and known wrong answers look like when they are typed, and odd ones."""
    values = [question.right, *(mistake.value for mistake in question.mistakes)]
    typed = [str(getattr(value, "tolist", lambda v=value: v)()) for value in values]
    without = [text.strip("()") for text in typed]
    spaced = [text.replace(",", " ,\t").replace("-", "\u2212") for text in typed]
    return [*typed, *without, *spaced, *HOSTILE]


def reading():
    """What Python reads: its type, and the value or its parts."""
    texts = [
        *HOSTILE, "0b101", "0o17", "1__0", ".5", "5.", "1.e3", "1E-3", "-0.0", "+7", "--1", "+-1",
        "(1)", "(1,)", "((1, 2), [3])", "1,\n2", "(1,\n2)", "# only this", "1 # this", "b'x'",
        "b'\\xff'", "'a' 'b'", "'a' b'b'", "r'\\n'", "'''a\nb'''", "'\\x41\\u00e9\\N{DASH}'",
        "'\\101'", "u'x'", "f'x'", "{1, 2}", "{}", "set()", "{[1]}", "{1: [2]}", "{1: 2, 3}",
        "1 2", "1.2.3", "0777", "00", "True, False", "None,", "...", "Ellipsis", "1+2j", "2j+1",
        "1if", "1_", "\u00b2", "\t12", "1;2", "a.b", "[1, 2,]", "[,]", "(,)", "1e", "0x", "1'",
    ]  # fmt: skip
    return [[text, _described(read(text))] for text in texts]


def _described(value):
    kind = type(value).__name__
    if kind in ("list", "tuple"):
        return {"type": kind, "parts": [_described(part) for part in value]}
    if kind in ("int", "float", "bool", "str"):
        return {"type": kind, "value": str(value)}
    return {"type": kind}


def writing():
    """Numbers and texts as Python writes them."""
    rng = np.random.default_rng(0)
    floats = [
        0.0, -0.0, 1.0, 0.1, 1 / 3, 2.5, 1.0625, 1.0635, -1.0625, 0.03125, 1e15, 1e16, 1e17, 1e-4,
        1e-5, 123456.789, 1e21, 1e22, 5e-324, 1.7976931348623157e308, 99999.5, 999950.0,
        *(rng.normal(size=200) * 10.0 ** rng.integers(-6, 9, 200)),
        *(rng.integers(-9999, 9999, 200) / 64),
    ]  # fmt: skip
    texts = ["", "it's", '"', "'\"", "\\", "\n\t\r\x00\x7f", "\u00e9\u2212\U0001f600\ud800"[:3],
             "\u2028\u00a0\u200b", MARKUP]  # fmt: skip
    return {
        "floats": [[x, f"{x:.10g}", repr(x)] for x in map(float, floats)],
        # No figure has room for more.
        "figures": [[x, written(x)] for x in map(float, floats) if abs(x) < 1e21],
        "whole": [[str(n), f"{n:,}"] for n in (0, 7, 999, 1000, -1000, 1234567, 10**30)],
        "texts": [[text, repr(text)] for text in texts],
    }
