"""Follow the marks of values through a notebook's cells, to what the cells show.

A function that the notebook defines is followed at each call, with the marks of the
arguments; of two ways that the code may take, both are.
"""

import ast
from dataclasses import dataclass

from tools.marks import COMPUTING, LIBRARIES, NONE, Marks, called


@dataclass
class Shown:
    """A value that a cell prints or displays.

    `around` is what the call of `print` writes, in order: (text, None) for text, and
    (None, how it is formatted) for a value; `place` says which of the values this is, and
    `spec` how it is formatted. The last line of a cell has no `around`.
    """

    node: ast.AST
    marks: frozenset
    spec: str = ""
    around: tuple = ()
    place: int = 0


class Flow(Marks):
    """The state of a notebook's names, cell after cell."""

    def run(self, tree):
        """Follow one cell.

        Returns
        -------
        list of Shown
        """
        self.shown, self.careless, self.ends = [], [], {"\n"}
        *before, last = tree.body or [ast.Pass()]
        self.body(before)
        if isinstance(last, ast.Expr) and called(last.value) not in ("print", "display"):
            self.shown.append(Shown(last.value, self.of(last.value)))
        else:
            self.body([last])
        return self.shown

    def body(self, statements):
        """Follow statements; the marks of what they return."""
        return NONE.union(*[self._statement(statement) for statement in statements])

    def _statement(self, node):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            self.body([part for part in node.body if isinstance(part, ast.FunctionDef)])
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in LIBRARIES:
                for alias in node.names:
                    self.names[alias.asname or alias.name] = frozenset({COMPUTING})
        elif isinstance(node, ast.Return):
            return self.of(node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, ast.AnnAssign):
            self._assign(node.target, node.value)
        elif isinstance(node, ast.AugAssign):
            self.bind(node.target, self.of(node.target) | self.of(node.value))
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            return self._either(self._rounds(node), node.orelse)
        elif isinstance(node, ast.While):
            return self._either([ast.Expr(node.test), *node.body * 2], node.orelse)
        elif isinstance(node, ast.If):
            return self._either([ast.Expr(node.test), *node.body], node.orelse)
        elif isinstance(node, ast.With):
            for item in node.items:
                self.bind(item.optional_vars or ast.Name("_"), self.of(item.context_expr))
            return self.body(node.body)
        elif isinstance(node, ast.Try):
            caught = [part for handler in node.handlers for part in handler.body]
            given = self._either([*node.body, *node.orelse], caught)
            return given | self.body(node.finalbody)
        elif isinstance(node, _Round):
            self.bind(node.target, self.element(node.over))
        else:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.of(child)
        return NONE

    def _rounds(self, loop):
        """A loop as two rounds: what the first one leaves, the second one finds."""
        return [_Round(loop.target, loop.iter), *loop.body] * 2

    def _either(self, one, other):
        """Follow two ways; afterward a name has the marks of both."""
        before = dict(self.names)
        given = self.body(one)
        after, self.names = self.names, before
        given |= self.body(other)
        for name, marks in after.items():
            self.names[name] = marks | self.names.get(name, NONE)
        return given

    def _assign(self, target, value):
        sides = (target, value)
        if all(isinstance(side, (ast.Tuple, ast.List)) for side in sides):
            self.bind(target, tuple(map(self.of, value.elts)))
            return
        self.bind(target, self.of(value))
        if isinstance(value, ast.Lambda) and isinstance(target, ast.Name):
            self.functions[target.id] = value

    def _of_call(self, node):
        if called(node) not in ("print", "display"):
            return super()._of_call(node)
        options = {keyword.arg: keyword.value for keyword in node.keywords}
        gap, end = (
            getattr(options.get(name), "value", usual)
            for name, usual in (("sep", " "), ("end", "\n"))
        )
        self.ends.add(end)
        around, values = [], []
        for argument in node.args:
            around += [(gap, None)] if argument is not node.args[0] else []
            for part in argument.values if isinstance(argument, ast.JoinedStr) else [argument]:
                if isinstance(part, ast.Constant):
                    around.append((str(part.value), None))
                    continue
                spec = ""
                if isinstance(part, ast.FormattedValue):
                    spec = ast.unparse(part.format_spec)[2:-1] if part.format_spec else ""
                    part = part.value
                around.append((None, spec))
                values.append((part, spec))
        around = (*around, (end, None))
        for place, (value, spec) in enumerate(values):
            self.shown.append(Shown(value, self.of(value), spec, around, place))
        return NONE


class _Round(ast.stmt):
    """The beginning of one round of a loop."""

    def __init__(self, target, over):
        super().__init__()
        self.target, self.over = target, over
