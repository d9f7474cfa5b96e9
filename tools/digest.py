"""Does a notebook's stored output still belong to its code?

The digest covers the notebook's code cells, the bytes of every module of
`cnn_course` that they import, directly or through one another, and the results
that they read. It is found without running anything.
"""

import ast
import hashlib
import re
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

PACKAGE = "cnn_course"
ROOT = Path(__file__).resolve().parent.parent
RESULTS = re.compile(r"""load_results\(\s*["']([\w-]+)["']""")


def digest(notebook, root=ROOT):
    """Hash a notebook's code and the package code it stands on.

    Parameters
    ----------
    notebook : nbformat notebook
    root : Path
        The folder that holds the package.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    sha = hashlib.sha256()
    for source in sources:
        sha.update(source.encode() + b"\0")
    for path in sorted(imported_files(sources, root) | results_read(sources, root)):
        sha.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return sha.hexdigest()


def imported_files(sources, root=ROOT):
    """The package's files that these pieces of code import, transitively."""
    waiting = [name for source in sources for name in imported_modules(source)]
    found = set()
    while waiting:
        path = _file_of(waiting.pop(), root)
        if path is None or path in found:
            continue
        found.add(path)
        waiting += imported_modules(path.read_text("utf-8"))
        # Questions are loaded by number, which no import statement shows.
        if path.parent.name == "exercises":
            chapters = path.parent.glob("chapter_*.py")
            waiting += [f"{PACKAGE}.exercises.{chapter.stem}" for chapter in chapters]
    return found


def results_read(sources, root=ROOT):
    """The files of results that these pieces of code name and that are there."""
    names = {name for source in sources for name in RESULTS.findall(source)}
    paths = {root / "results" / f"{name}.json" for name in names}
    return {path for path in paths if path.is_file()}


def imported_modules(source):
    """Names of the package's modules that a piece of code imports, parents included.

    The package writes its own imports in full (a test holds it to that), so
    relative ones need no thought here. Notebook magics are Python once IPython
    has transformed them.
    """
    names = set()
    for node in ast.walk(ast.parse(TransformerManager().transform_cell(source))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    ours = [name.split(".") for name in names if name.split(".")[0] == PACKAGE]
    return {".".join(parts[: n + 1]) for parts in ours for n in range(len(parts))}


def _file_of(module, root):
    path = root.joinpath(*module.split("."))
    if path.is_dir():
        return path / "__init__.py"
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else None
