"""What the course runs must run on Windows and macOS, too."""

import ast

import pytest

from tools.digest import ROOT

POSIX = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
FOLDERS = ("cnn_course", "book/_ext", "benchmarks", "tools")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
ONLY_FOR_MAKE = {"install.py"}


def posix_imports(tree):
    """Modules that only POSIX has, imported as soon as the file is."""
    found = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) for node in found}
    names |= {alias.name for node in found for alias in node.names}
    return names & POSIX


def unsaid_encodings(tree):
    """Lines that read or write text in whatever encoding the machine takes for usual."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", None))
        said = any(keyword.arg == "encoding" for keyword in call.keywords)
        given = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
        if name == "open" and isinstance(call.func, ast.Name):
            said |= any("b" in str(mode) for mode in given)
        elif name == "open":  # a path's: without a mode, or with one
            said |= not all(str(mode) in ("r", "w", "a", "x") for mode in given)
            said |= len(given) < len(call.args)
        elif name in ("read_text", "write_text"):
            said |= len(call.args) > (name == "write_text")
        else:
            continue
        if not said:
            yield call.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_runs_on_windows(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert path.name in ONLY_FOR_MAKE or posix_imports(tree) == set()
    assert list(unsaid_encodings(tree)) == [], "name the encoding: UTF-8 is not usual on Windows"


@pytest.mark.parametrize(
    "line",
    [
        "open('a')",
        "open('a', 'w')",
        "p.open()",
        "p.open('w')",
        "p.read_text()",
        "p.write_text('a')",
    ],
)
def test_an_unsaid_encoding_is_found(line):
    assert list(unsaid_encodings(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "open('a', 'wb')",
        "open('a', encoding='utf-8')",
        "p.open('wb')",
        "Image.open(file)",
        "p.read_text('utf-8')",
        "p.write_text('a', 'utf-8')",
    ],
)
def test_a_said_encoding_passes(line):
    assert list(unsaid_encodings(ast.parse(line))) == []


def test_imports_that_only_posix_has_are_found():
    assert posix_imports(ast.parse("import os, resource\nfrom fcntl import flock")) == {
        "resource",
        "fcntl",
    }
