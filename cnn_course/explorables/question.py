"""A question with a field for the answer, judged in the page as `check` judges it."""

import ast
import json
from html.parser import HTMLParser

import traitlets

from cnn_course.exercises.answers import Unreadable, understood
from cnn_course.exercises.check import check, find
from cnn_course.exercises.table import table
from cnn_course.explorables.figure import Figure
from cnn_course.explorables.modules import element

SPACE = " \t\r\n"
SCRIPT = """\
globalThis.cnnCourse ??= {{}};
{{
  const here = {here};
  const all = globalThis.cnnCourse["questions.js"];
  here.questions = {{ ...all?.questions, ...here.questions }};
  globalThis.cnnCourse["questions.js"] = here;
}}
"""


class QuestionField(Figure):
    """A question of the course, with a field.

    Parameters
    ----------
    name : str
        As `check` takes it.

    Attributes
    ----------
    answer : object
        What was typed, as it was understood; where it was not, as Python reads it, or a
        text when it is no value; None while there is no answer. Setting it fills the field.
    feedback : Feedback
        What `check` says to it.

    Raises
    ------
    ValueError
        For a name that no question has, or an answer that cannot be written in the field.

    Examples
    --------
    >>> question = QuestionField("stride.two_widths")
    >>> question.answer = (12, 13)
    >>> question.feedback.status
    'recognized'
    """

    module = "question.js"
    name = traitlets.Unicode(read_only=True).tag(sync=True)
    table = traitlets.Dict(read_only=True).tag(sync=True)
    typed = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode("asked", read_only=True).tag(sync=True)

    def __init__(self, name):
        found = find(name)
        super().__init__()
        self.set_trait("table", table([found.name]))
        self.set_trait("name", found.name)

    @traitlets.observe("typed")
    def _judge(self, change):
        self.set_trait("status", self.feedback.status)

    @property
    def answer(self):
        try:
            return understood(find(self.name), self.typed).value
        except Unreadable:
            value = read(self.typed)
            return None if value is ... else value

    @answer.setter
    def answer(self, value):
        self.typed = "" if value is None else written(value)

    @property
    def feedback(self):
        return check(self.name, self.typed.strip(SPACE) or ...)

    def state(self):
        """What a page needs to begin with; the table comes to it as a script, once."""
        return {"name": self.name, "typed": self.typed}

    def still(self):
        """The question, or what its answer gets back, as a cell shows it."""
        question = check(self.name)
        boxes = [question] if self.status == "asked" else [question, self.feedback]
        return "".join(box._box() for box in boxes)


def read(typed):
    """What was typed, as Python reads a value that is written out.

    A text that is no value comes back as it is, ``...`` stands for an empty field.

    Examples
    --------
    >>> read("12, 13"), read("twelve"), read("")
    ((12, 13), 'twelve', Ellipsis)
    """
    text = typed.strip(SPACE)
    if not text:
        return ...
    try:
        return ast.literal_eval(text.replace("\u2212", "-"))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def written(value):
    """A value as a reader would type it.

    Examples
    --------
    >>> import numpy as np
    >>> written(np.array([[1, 2]]))
    '[[1, 2]]'
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (tuple, list)):
        inside = ", ".join(map(written, value))
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(
            "an answer is a number, a tuple, a list, an array or a text; "
            f"got {type(value).__name__}"
        )
    return value if isinstance(value, str) else repr(value)


def page_data(body):
    """The scripts with the table of the questions on a page, to be loaded before the figures.

    Parameters
    ----------
    body : str
        The page's HTML.

    Returns
    -------
    dict of str
        File names and their texts: one for each chapter that has a question here.

    Raises
    ------
    ValueError
        For a question that does not exist.

    Examples
    --------
    >>> list(page_data('<cnn-question name="stride.two_widths"></cnn-question>'))
    ['questions_05.js']
    """
    page = _Names()
    page.feed(body)
    chapters = sorted({find(name).chapter for name in page.names})
    return {f"questions_{chapter:02d}.js": _script(chapter) for chapter in chapters}


def _script(chapter):
    """The whole chapter's table, so that a file says the same whichever page it is for."""
    everything = table()
    everything["questions"] = {
        name: entry
        for name, entry in everything["questions"].items()
        if entry["chapter"] == chapter
    }
    return SCRIPT.format(here=json.dumps(everything, separators=(",", ":")))


class _Names(HTMLParser):
    """The names of a page's questions: an attribute, or a part of the figure's state."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attributes):
        if tag == element(QuestionField.module):
            attributes = dict(attributes)
            self.names.add(attributes.get("name") or json.loads(attributes["state"])["name"])
