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

    @property
    def in_percent(self):
        """Whether the answer is a number of percent: then 10 % is the number 10."""
        return "percent" in self.asks


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
    "numbers": "It takes {count} numbers in order, with commas between them; {came} came instead.",
    "array": "It takes an array of numbers with {axes} axes; {came} came instead.",
    "axes": "an array with {axes} axes",
    "large_array": "an array of shape {shape}",
    # How a number was read, where it could be something else.
    "calculation": "Read as {seen} = {shown}.",
    "percent": "Read as {value}: so much is {seen}.",
    "comma": (
        "A comma parts thousands if three digits follow it and the number does not begin with 0. "
        "Yours was read as a decimal point: {value}."
    ),
    # Said with an answer that is not right, or that would be if the mark meant the other thing.
    "thousands": (
        "A comma may part thousands or stand before decimals. With three digits after it, it "
        "parts thousands here: {value}. If you mean {other}, write a point."
    ),
    "plain": (
        "A point may stand before decimals or part thousands. Here it stands before decimals: "
        "{value}. If you mean {other}, leave it out."
    ),
}
# Said in a notebook alone, where Python reads before `check` does.
IN_A_NOTEBOOK = {
    "dots": "In the notebook: write your answer in place of the three dots, and run the cell.",
    "joined": (
        "To Python a comma parts two numbers. Yours were read as one, {value}; write it without "
        "the comma."
    ),
    "several": (
        "It takes one number; several numbers came instead. To Python a comma parts two numbers: "
        "write 1000, not 1,000, and 1.5, not 1,5."
    ),
}

# What an answer of the wrong kind is called, by the name of its type.
KINDS = {
    "NoneType": "None (nothing)",
    "bool": "{shown} (a yes or no)",
    "str": "the text {shown}",
    "int": "a single number",
    "float": "a single number",
    "list": "a list",
    "tuple": "several numbers",
    "empty": "a pair of empty brackets",
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
    field for the answer. In a notebook the box says where the answer goes.
    """

    status: str
    paragraphs: tuple
    answer: str = ""
    name: str = field(default="", compare=False)

    @property
    def title(self):
        return TITLES[self.status].format(self.answer)

    def __repr__(self):
        where = [IN_A_NOTEBOOK["dots"]] if self.name else []
        return "\n".join([self.title.lstrip("✓✗? "), *self.paragraphs, *where])

    def _repr_html_(self):
        if not self.name:
            return self._box()
        box = self._box(IN_A_NOTEBOOK["dots"])
        return f'<cnn-question name="{html.escape(self.name)}">{box}</cnn-question>'

    def _box(self, *more):
        paragraphs = "".join(f"<p>{_with_code(text)}</p>" for text in (*self.paragraphs, *more))
        return (
            f'<div class="cnn-check cnn-check-{self.status}">'
            f'<strong class="cnn-check-title">{html.escape(self.title)}</strong>'
            f"{paragraphs}</div>"
        )


def _with_code(text):
    """Text as HTML: nothing in it is markup, but for what stands in backticks."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
