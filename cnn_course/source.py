"""Show a function's real source in a chapter, so that what is read is what is tested."""

import ast
import inspect
import textwrap


class Source:
    """Python source that a notebook displays as a code block."""

    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text

    def _repr_markdown_(self):
        return f"```python\n{self.text}\n```"


def show_source(function):
    """Show the source of a function of this package, without its docstring.

    Parameters
    ----------
    function : function
        Written in Python.

    Returns
    -------
    Source
        Displays as a code block.

    Raises
    ------
    TypeError
        For anything that has no Python source.
    """
    try:
        text = textwrap.dedent(inspect.getsource(function))
        definition = ast.parse(text).body[0]
        first = definition.body[0]
    except (TypeError, OSError, SyntaxError, AttributeError):
        raise TypeError(f"show_source needs a Python function, got {function!r}") from None
    lines = text.rstrip().split("\n")
    if ast.get_docstring(definition) is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return Source("\n".join(lines))
