"""One chapter's cells, run as a notebook runs them."""

import ast
import contextlib
import linecache
import sys
import types
import warnings

from kernel import channel
from kernel.outputs import shown
from kernel.tracebacks import told


class Stream:
    """Standard output or error, as a cell of a notebook has it."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self, name):
        self.name = name

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            channel.write(self.name, text)
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True


class Cells:
    """The names that a chapter's cells share, and how one cell is run."""

    def __init__(self):
        # Modules and classes of the reader look for their names in a module called __main__.
        self.module = types.ModuleType("__main__")
        self.names = self.module.__dict__

    def run(self, source, number):
        """Run one cell: its lines, then what its last line is, then what was drawn.

        Parameters
        ----------
        source : str
        number : int
            Of the cell on the page, which a traceback names.

        Returns
        -------
        bool
            Whether it came to its end.
        """
        name = f"<cell {number}>"
        # So that a traceback can show the reader's lines.
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        with self._as_main(), channel.drawings_last():
            try:
                value = self._lines(source, name)
                if value is not None:
                    channel.send({"kind": "output", "type": "display", "data": shown(value)})
                return True
            except BaseException as error:  # what a reader wrote may end in any way
                channel.send({"kind": "output", "type": "error", **told(error)})
                return False

    def _lines(self, source, name):
        """Run all lines, and answer with the value of the last one if it is an expression."""
        tree = ast.parse(source, name)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, name, "exec"), self.names)
        if last is None:
            return None
        value = eval(compile(last, name, "eval"), self.names)
        # A semicolon at the end keeps the value to itself, as in a notebook.
        if value is None or source.rstrip().endswith(";"):
            return None
        self.names["_"] = value
        return value

    @contextlib.contextmanager
    def _as_main(self):
        kept = sys.stdout, sys.stderr, sys.modules.get("__main__")
        sys.stdout, sys.stderr, sys.modules["__main__"] = (
            Stream("stdout"),
            Stream("stderr"),
            self.module,
        )
        try:
            with warnings.catch_warnings():
                yield
        finally:
            sys.stdout, sys.stderr, sys.modules["__main__"] = kept
