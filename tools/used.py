"""Which modules a notebook stands on, given those that were called while it ran.

A module counts when one of its functions was called, or when a cell or a module that
counts takes a constant or a class from it. What is imported and not used does not.
"""

import ast

from IPython.core.inputtransformer2 import TransformerManager

PACKAGE = "cnn_course"


def names_package(source):
    """Whether a piece of a notebook imports from the package. Magics are Python for IPython."""
    return any(_imports(ast.parse(TransformerManager().transform_cell(source))))


def counted(sources, heard, root):
    """The modules that count, and the files that were read for the cells or for them.

    Parameters
    ----------
    sources : list of str
        The notebook's cells.
    heard : dict
        The recorder's: files "called" and "read", and "at_import" of which module,
        relative to `root`.
    root : Path

    Returns
    -------
    modules, files : set of Path
    """
    modules, files = set(), {root / name for name in heard["read"]}
    waiting = {root / name for name in heard["called"]}
    for source in sources:
        waiting |= taken_from(ast.parse(TransformerManager().transform_cell(source)), root)
    while waiting:
        path = waiting.pop()
        modules.add(path)
        at_import = {root / name for name in heard["at_import"].get(_name(path, root), ())}
        files |= {other for other in at_import if other.suffix != ".py"}
        taken = taken_from(ast.parse(path.read_text(encoding="utf-8")), root)
        waiting |= (taken | at_import - files) - modules
    return modules, files


def _name(path, root):
    return path.relative_to(root).as_posix()


def taken_from(tree, root):
    """Files from which a piece of code takes a constant or a class."""
    found = set()
    for module, name in _imports(tree):
        path = _defines(module, name, root)
        if path is not None:
            found.add(path)
    return found


def meaning(source):
    """A module's code without comments, docstrings and layout: what they say changes nothing."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
                node.body = body[1:] or [ast.Pass()]
    return repr(_plain(tree))


def _plain(part):
    """A tree in lists and texts. Fields that only some Pythons have are empty here, and left out."""
    if isinstance(part, ast.AST):
        fields = [(name, value) for name, value in ast.iter_fields(part) if value not in (None, [])]
        return [type(part).__name__, *((name, _plain(value)) for name, value in fields)]
    return [_plain(value) for value in part] if isinstance(part, list) else repr(part)


def file_of(module, root):
    """The file of a module of the package, or None."""
    path = root.joinpath(*module.split("."))
    if path.is_dir():
        return path / "__init__.py"
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else None


def _imports(tree):
    """Pairs of module and name that a piece of code uses, of the package."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            if (node.module or "").split(".")[0] == PACKAGE:
                yield from ((node.module, alias.name) for alias in node.names)
                for alias in node.names:
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == PACKAGE:
                    yield alias.name, ""
                    modules[alias.asname or PACKAGE] = alias.name if alias.asname else PACKAGE
    for node in ast.walk(tree):  # kernels.OUTLINE, after `from cnn_course import kernels`
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in modules:
                yield modules[node.value.id], node.attr


def _defines(module, name, root, depth=8):
    """The file in which a name of a module gets its value; None if it is a function, or a module."""
    path = file_of(module, root)
    if path is None or depth == 0:
        return None
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            return None
        if isinstance(node, ast.ClassDef) and node.name == name:
            return path
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.For, ast.With, ast.If, ast.Try)):
            if any(
                isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
                for part in ast.walk(node)
            ):
                return path
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) == name and node.module.split(".")[0] == PACKAGE:
                    return _defines(node.module, alias.name, root, depth - 1)
    return None
