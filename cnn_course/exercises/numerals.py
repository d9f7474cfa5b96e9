"""A number as people write it, or a small calculation with such numbers.

876,160 and 876 160, 1,39 and 1/3, 300 x 451 x 3, digits of other scripts. Nothing is run as
code. What is a sign of what stands in tables, which the pages read, too: js/number_read.js.
"""

import re
from typing import NamedTuple

# Each on the left counts as what stands on the right.
SIGNS = {
    **{chr(ord(zero) + n): str(n) for zero in "\u0660\u06f0\u0966\u09e6\uff10" for n in range(10)},
    **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00d7\u2715\u2716\uff38\uff58", "x"),
    **dict.fromkeys("\u00b7\u22c5\u2219\u2217\u2022\uff0a", "*"),
    **dict.fromkeys("\u00f7\u2044\u2215\uff0f", "/"),
    **dict.fromkeys("\uff0c\u3001\u066c", ","),
    **dict.fromkeys("\uff0e\u066b", "."),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\uff02", '"'),
    # Spaces that keep their two sides on one line: within a number they part thousands.
    **dict.fromkeys("\u202f\u2007\u2009", "\u00a0"),
    **dict.fromkeys("\u2002\u2003\u2008\u200a\u3000\f\v", " "),
    **dict.fromkeys("\r\u2028\u2029", "\n"),
    **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u202a\u202c\u2066\u2067\u2068\u2069", ""),
    **{"\uff0b": "+", "\uff1b": ";", "\uff1d": "=", "\uff05": "%", "\u066a": "%"},
    **{"\u2248": "~", "\u223c": "~", "\u2264": "<"},
    **{"\uff08": "(", "\uff09": ")", "\uff3b": "[", "\uff3d": "]"},
    **{"\u00b2": "^2", "\u00b3": "^3", "\u00bd": "(1/2)", "\u00bc": "(1/4)", "\u00be": "(3/4)"},
}
# How one number may look, what is dropped from it, and its decimal mark. A group of three
# digits tells a comma that parts thousands from a decimal comma; a point is a decimal point
# unless there are several.
NUMERALS = {
    "plain": (r"[0-9]+\.?[0-9]*|\.[0-9]+", "", "."),
    "thousands": (r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?", ",", "."),
    "lakhs": (r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?", ",", "."),
    "points": (r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]*)?|\.[0-9]{3},[0-9]*)", ".", ","),
    "apart": (r"[1-9][0-9]{0,2}([ \u00a0'_])[0-9]{3}(?:\1[0-9]{3})*(?:[.,][0-9]*)?",
              " \u00a0'_", ","),
    "comma": (r"[0-9]+,[0-9]+|,[0-9]+", "", ","),
}  # fmt: skip
# Numbers that can be read in two ways: one group of three digits.
DOUBTFUL = {"thousands": "[0-9]+,[0-9]{3}", "plain": r"[1-9][0-9]{0,2}\.[0-9]{3}"}
# Where a number ends.
RUN = (
    r"(?:[1-9][0-9]{0,2}(?:[ \u00a0][0-9]{3})+(?![0-9])(?:[.,][0-9]*)?|[0-9.,][0-9.,'_]*)"
    r"(?:e[+-]?[0-9]{1,4})?"
)
BLANK = r"[ \t\n\u00a0]*"
# What stands around an answer and is none of it: "answer = 40", a comma at the end; quotes.
AROUND = (
    r"^[ \t\n\u00a0]*(?:[a-z_]*[ \u00a0]*[=~<])?[ \t\n\u00a0]*|[ \t\n\u00a0,;]+$",
    "^(['\"])(.*)\\1$",
)
LONGEST = 2000  # signs of a text that is read
DEEPEST = 20  # brackets within brackets
EXACT = 2**53  # up to here every whole number is a float


class Number(NamedTuple):
    """A number that was read.

    `how` is the name of the numeral, or "calculation", whose text is `seen`, or "percent";
    `other` is what a doubtful one would be if its mark meant the other thing.
    """

    value: int | float
    how: str = "plain"
    seen: str = ""
    other: int | float | None = None


class _NoNumber(Exception):
    """The text is not a number."""


def matching(pattern):
    """A pattern of these tables, which capital letters match as well."""
    return re.compile(pattern, re.I | re.A)


_NUMERALS = {name: (matching(one), *rest) for name, (one, *rest) in NUMERALS.items()}
_DOUBTFUL = {name: matching(pattern) for name, pattern in DOUBTFUL.items()}
_SIGNS = str.maketrans(SIGNS)
_EDGES, _QUOTES = matching(AROUND[0]), re.compile(AROUND[1], re.S)
_RUN, _BLANK = matching(RUN), matching(BLANK)
_SIGN, _TIMES = matching(f"{BLANK}[+-]"), matching(rf"{BLANK}(?:\*(?!\*)|[x/])")
_POWER = matching(rf"{BLANK}(?:\^|\*\*){BLANK}[+-]?[0-9]{{1,2}}(?![0-9.,])")
_OPEN, _CLOSE, _HEXADECIMAL = (
    matching(rf"{BLANK}\("), matching(rf"{BLANK}\)"), matching(f"{BLANK}0x[0-9a-f]")
)  # fmt: skip


def cleaned(text):
    """A text in plain signs, without what stands around an answer.

    Examples
    --------
    >>> cleaned(" = \uff11\uff12\u00d7\u22125. , ")
    '12x-5.'
    """
    text = _EDGES.sub("", text.translate(_SIGNS))
    return _EDGES.sub("", _QUOTES.sub(r"\2", text))


def number(text, in_percent=False):
    """One number in a cleaned text, or None.

    Parameters
    ----------
    text : str
        As `cleaned` gives it.
    in_percent : bool
        Whether percent are asked for; otherwise 5 % is 0.05.

    Returns
    -------
    Number or None

    Examples
    --------
    >>> number("876,160").value, number("1,39").value, number("300*451*3").value
    (876160, 1.39, 405900)
    >>> number("12 13"), number("5 %").value
    (None, 0.05)
    """
    body = text.removesuffix("%")
    try:
        found = _Calculation(body).whole()
    except _NoNumber:
        return None
    if body == text or in_percent:
        return found
    return Number(found.value / 100, "percent", f"{body.strip()} %")


class _Calculation:
    """A text that is stepped through; each value goes with whether it is whole."""

    def __init__(self, text):
        self.text = text
        self.place = self.depth = 0
        self.seen = ""
        self.numerals = []
        self.calculated = False

    def whole(self):
        value, whole = self.sum()
        self.take(_BLANK)
        if self.place < len(self.text):
            raise _NoNumber
        value = int(value) if whole and abs(value) <= EXACT else value
        if self.calculated:
            return Number(value, "calculation", self.seen)
        (name, body), other = self.numerals[0], None
        if name in _DOUBTFUL and _DOUBTFUL[name].fullmatch(body):
            other = int(body.replace(".", "")) if name == "plain" else float(body.replace(",", "."))
            other = -other if value < 0 else other
        return Number(value, name, "", other)

    def take(self, pattern):
        """The text that a pattern matches here, which is stepped over; "" if it does not."""
        found = pattern.match(self.text, self.place)
        self.place = found.end() if found else self.place
        return found[0] if found else ""

    def sum(self):
        value, whole = self.product()
        while True:
            start = self.place
            sign = self.take(_SIGN)
            # In "2 -1" the sign belongs to a second number.
            if not sign or len(sign) > 1 and not self.take(_BLANK):
                self.place = start
                return value, whole
            self.note(f" {sign[-1]} ")
            more, also = self.product()
            value, whole = (value + more if sign[-1] == "+" else value - more), whole and also

    def product(self):
        value, whole = self.signed()
        while sign := self.take(_TIMES):
            self.note(" / " if sign[-1] == "/" else " \u00d7 ")
            more, also = self.signed()
            value = _divided(value, more) if sign[-1] == "/" else value * more
            whole = whole and also and sign[-1] != "/"
        return value, whole

    def signed(self):
        sign = self.take(_SIGN)[-1:]
        self.seen += sign.replace("+", "")
        value, whole = self.power()
        return (-value if sign == "-" else value), whole

    def power(self):
        value, whole = self.atom()
        power = self.take(_POWER)
        if not power:
            return value, whole
        exponent = int(re.search("[+-]?[0-9]+$", power)[0])
        self.note(f"^{exponent}")
        result = 1.0
        for _ in range(abs(exponent)):
            result *= value
        return (result, whole) if exponent >= 0 else (_divided(1.0, result), False)

    def atom(self):
        if self.take(_OPEN):
            self.depth += 1
            if self.depth > DEEPEST:
                raise _NoNumber
            self.seen += "("
            found = self.sum()
            if not self.take(_CLOSE):
                raise _NoNumber
            self.seen += ")"
            self.depth -= 1
            return found
        if _HEXADECIMAL.match(self.text, self.place):
            raise _NoNumber
        self.take(_BLANK)
        return self.numeral(self.take(_RUN))

    def note(self, operation):
        self.seen += operation
        self.calculated = True

    def numeral(self, run):
        body, exponent = re.fullmatch("(.*?)([eE].*)?", run, re.S).groups("")
        for name, (pattern, dropped, mark) in _NUMERALS.items():
            if pattern.fullmatch(body):
                plain = "".join(sign for sign in body if sign not in dropped).replace(mark, ".")
                self.numerals.append(("exponent" if exponent else name, body))
                self.seen += plain + exponent
                whole = plain.isdigit() and not exponent
                return float(plain + exponent), whole
        raise _NoNumber


def _divided(value, by):
    return value / by if by else float("nan")
