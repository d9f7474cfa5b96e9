"""What a question is made of, and what an answer gets back."""

import html
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that is known, and what it reveals.

    `value` is the answer that the mistake leads to (for a question about code: a
    function that makes the mistake); `says` is told to the reader.
    """

    value: object
    says: str


@dataclass(frozen=True)
class Question:
    """One question, its right answer, and the mistakes that are recognized.

    Attributes
    ----------
    name : str
        "room.what": the room is a chapter's short name.
    chapter : int
    asks : str
        The question as the reader sees it.
    right : int, float, tuple, ndarray or function
        One number, several numbers in order, an array; or, when the reader is to
        write a function, one that is right.
    because : str
        Said with a right answer.
    mistakes : tuple of Mistake
    tolerance : float
        How far a number may be off: for answers that are rounded.
    cases : tuple of tuple
        What the reader's function is called with, one tuple of arguments a case;
        empty for other questions.
    """

    name: str
    chapter: int
    asks: str
    right: object
    because: str
    mistakes: tuple
    tolerance: float = 0.0
    cases: tuple = ()


TITLES = {
    "asked": "Your turn.",
    "right": "✓ Right: {}.",
    "recognized": "✗ Not yet: {}.",
    "wrong": "✗ Not yet: {}.",
    "unreadable": "? This answer cannot be read.",
}

# What is said whatever the question. The pages of the book say the same, from here.
SENTENCES = {
    "again": "The question: {asks}",
    "unknown": "This mistake is not one that is known here. {asks}",
    "one_number": "It takes one number; {came} came instead.",
    "ordinary": "It takes an ordinary number; not infinity, not a number without end.",
    "numbers": (
        "It takes {count} numbers in round brackets, with commas between them; {came} came instead."
    ),
    "array": "It takes an array of numbers with {axes} axes; {came} came instead.",
    "large_array": "an array of shape {shape}",
}

# What an answer of the wrong kind is called, by the name of its type.
KINDS = {
    "NoneType": "None (nothing)",
    "bool": "{shown} (a yes or no)",
    "str": "the text {shown}",
    "int": "a single number",
    "float": "a single number",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dictionary",
    "ndarray": "an array",
    "other": "something of the kind {shown}",
}


@dataclass(frozen=True)
class Feedback:
    """What the reader is told; a notebook displays it as a box.

    `status` is "asked" (no answer yet), "right", "recognized" (the mistake is
    known), "wrong" (it is not), or "unreadable" (not the kind of answer asked for).
    `name` is that of a question that still waits; in the built page its box becomes a
    field for the answer.
    """

    status: str
    paragraphs: tuple
    answer: str = ""
    name: str = field(default="", compare=False)

    @property
    def title(self):
        return TITLES[self.status].format(self.answer)

    def __repr__(self):
        return "\n".join([self.title.lstrip("✓✗? "), *self.paragraphs])

    def _repr_html_(self):
        if not self.name:
            return self._box()
        return f'<cnn-question name="{html.escape(self.name)}">{self._box()}</cnn-question>'

    def _box(self):
        paragraphs = "".join(f"<p>{_with_code(text)}</p>" for text in self.paragraphs)
        return (
            f'<div class="cnn-check cnn-check-{self.status}">'
            f'<strong class="cnn-check-title">{html.escape(self.title)}</strong>'
            f"{paragraphs}</div>"
        )


def _with_code(text):
    """Text as HTML: nothing in it is markup, but for what stands in backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
