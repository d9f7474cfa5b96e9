"""Show functions' real source in a chapter, so that what is read is what is tested."""

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


def show_source(*functions):
    """Show the source of functions of this package, without their docstrings.

    Parameters
    ----------
    *functions : function
        Written in Python. Where there are several, each stands below its name.

    Returns
    -------
    Source
        Displays as a code block.

    Raises
    ------
    TypeError
        For anything that has no Python source.
    """
    if len(functions) == 1:
        return Source(_source(functions[0]))
    sources = {function: _source(function) for function in functions}
    return Source("\n\n".join(f"# {f.__qualname__}\n{text}" for f, text in sources.items()))


def _source(function):
    try:
        text = textwrap.dedent(inspect.getsource(function))
        definition = ast.parse(text).body[0]
        first = definition.body[0]
    except (TypeError, OSError, SyntaxError, AttributeError):
        raise TypeError(f"show_source needs a Python function, got {function!r}") from None
    lines = text.rstrip().split("\n")
    if ast.get_docstring(definition) is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return "\n".join(lines)
