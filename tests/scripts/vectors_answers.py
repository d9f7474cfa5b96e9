"""How Python reads, judges and writes what is typed into a field."""

import numpy as np

from cnn_course.exercises import check, questions
from cnn_course.exercises.reading import typed
from cnn_course.exercises.table import table
from cnn_course.explorables.figure import written
from cnn_course.explorables.question import SPACE

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

AS_PEOPLE_WRITE = [
    "876,160", "876 160", "876\u202f160", "876\u00a0160", "876'160", "876\u2019160", "876_160", "876.160",
    "8,76,160", "1,000", "1,000,000", "1,39", "1,390", "0,731", "1.390", "1.234.567", "1.234,5",
    "1,234.5", "12 12", "12\u00a012", "12,13", "12, 13", "12;13", "12\n13\n", "12\t13", "12 and 13", "70 to 97",
    "70\u201397", "70-97", "5x6", "5 X 6", "5 \u00d7 6", "5\u00d76", "5*6", "5 by 6", "16 \u00d7 16 \u00d7 7", "1/3",
    "4/6, 4/10", "4 / 6, 4 / 10", "300*451*3", "(5*5*3+1)*10", "6 - 2 + 1", "2 -1", "6 -2", "5\u00b2",
    "2^10", "2**10", "10^-3", "\u00bd", "1/0", "'1.39'", '"1.39"', "\u201c1.39\u201d", "= 40", "\u2248 11.1",
    "+7", "73 %", "73%", "73 percent", "70 %, 97 %", "\uff11\uff12", "\uff11\uff0c\uff10\uff10\uff10",
    "\u0661\u0662", "0,67 0,4", "0,67; 0,4", "13,500 1,350", "13 500, 1 350", "876,160\n12", "12.", "(12)",
    "(876,160)", "[12, 13]", "12 13 14", "7 6\n8 9", "7\t6\r\n8\t9\r\n", "7,6;8,9", "[[7 6]\n [8 9]]",
    "array([[7, 6],\n       [8, 9]])", "((7,6),(8,9))", "[[1/2, \u22125]]", "7 6 8 9", "-876,160", "-1.390",
    "262\u2009848", "answer = 12", "< 0.04", "\u2264 0,04", "[7 6; 8 9]", "[7, 6], [8, 9]", "[7, 6]\n[8, 9]", "1 000 x 3", "1,5e3", "1.5 x 10^3", "12 pixels", "\u200b12\ufeff",
]  # fmt: skip
ODD = [
    ".5", "5.", "1.e3", "1E-3", "-0.0", "-0", "--1", "+-1", "1__0", "1_0", "1 2 3 4", "1.2.3", "0777", "1e",
    "0x", "1'", "(1", "1)", "(1]", "[1, 2,]", "[,]", "(,)", ",", ";", "1,,2", "()()", "(1)(2)", "[1] [2]",
    "((((((((((((((((((((((1))))))))))))))))))))))", "2^100", "2^2^2", "2^-", "9007199254740993",
    "9007199254740992*3", "0.1+0.2", "1/3/3", "5 x", "x", "x5", "%", "5%%", "1e400/1e400", "b'x'", "None",
    "True", "\u00b2", "1 000 00", "1,00,000", "01,000", "1\u00a02 3", "12\u3000 13",
]  # fmt: skip


def answers():
    """Every question, what is typed, and what `check` says to it."""
    found = []
    for question in questions():
        if question.cases:
            continue
        for text in _typed(question):
            feedback = check(question.name, text.strip(SPACE) or ...)
            box = feedback._box() if len(text) < 1000 else None
            found.append([
                question.name, text, feedback.status, feedback.title, feedback.paragraphs, box,
            ])  # fmt: skip
    assert {one[2] for one in found} == {"asked", "right", "recognized", "wrong", "unreadable"}
    return {"table": table(), "answers": found}


def _typed(question):
    """What right and known wrong answers look like when they are typed, and odd ones."""
    values = [question.right, *(mistake.value for mistake in question.mistakes)]
    plain = [str(getattr(value, "tolist", lambda v=value: v)()) for value in values]
    without = [text.strip("()") for text in plain]
    spaced = [text.replace(",", " ,\t").replace("-", "\u2212") for text in plain]
    return [*plain, *without, *spaced, *HOSTILE, *AS_PEOPLE_WRITE]


def reading():
    """What is read for each kind of question: a text, what is asked for, value and numbers."""
    texts = [*HOSTILE, *AS_PEOPLE_WRITE, *ODD]
    kinds = [
        (1, 0, False),
        (1, 0, True),
        (2, 0, False),
        (3, 0, False),
        (1, 2, False),
        (1, 3, False),
    ]
    found = []
    for text in texts:
        for count, axes, in_percent in kinds:
            value, numbers = typed(text, count, axes, in_percent)
            wanted = {"count": count, "axes": axes, "inPercent": in_percent}
            found.append([text, wanted, _described(value), [_number(one) for one in numbers]])
    return found


def _described(value):
    kind = type(value).__name__
    if kind in ("list", "tuple"):
        return {"type": kind, "parts": [_described(part) for part in value]}
    return {"type": kind, "value": str(value)}


def _number(one):
    other = None if one.other is None else str(float(one.other))
    return [str(float(one.value)), one.how, one.seen, other]


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
