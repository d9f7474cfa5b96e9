"""What may not stand in a stored notebook, and how to mend it."""

import base64
import re

import nbformat

from tools.digest import PACKAGE, ROOT, code_of, is_current
from tools.last_bit import loose_numbers
from tools.used import names_package

LARGEST_PICTURE = 80_000  # bytes
LARGEST_NOTEBOOK = 400_000
# Cells whose output nbval may ignore, as "file name: cell id". None so far.
UNCOMPARED = frozenset()

# What tells nbval to look away, as a tag or as a comment.
LOOKS_AWAY = re.compile(r"nbval.(ignore|skip)|raises.exception|pytest.validate.ignore", re.I)
LEAKS = re.compile(r"0x[0-9a-f]{6,}|(?<![\w.:/])/(?:home|root|tmp|work|usr|Users)/")
RERUN = "run `make notebooks`"


def problems(path, root=ROOT):
    """List what is wrong with the notebook at `path`; an empty list is good news.

    Parameters
    ----------
    path : Path
    root : Path
        The folder that holds the package.

    Returns
    -------
    list of str
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        ours = any([names_package(source) for source in code_of(notebook)])  # each is parsed
    except (nbformat.reader.NotJSONError, SyntaxError) as error:
        return [f"it cannot be read: {error}"]
    found = []
    if path.stat().st_size > LARGEST_NOTEBOOK:
        found.append(f"weighs {path.stat().st_size:,} bytes, more than {LARGEST_NOTEBOOK:,}")
    if not is_current(notebook, root):
        found.append(f"its outputs are older than its code: {RERUN}")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append(f"its cells were not run once, top to bottom: {RERUN}")
    if not ours:
        found.append(f"it imports nothing from {PACKAGE}")
    for cell in code:
        found += [f"cell {cell.id}: {problem}" for problem in _cell_problems(path.name, cell)]
    return found + [f"cell {cell.id}: {problem}" for cell, problem in loose_numbers(code)]


def _cell_problems(name, cell):
    words = " ".join([*cell.metadata.get("tags", []), cell.source])
    if LOOKS_AWAY.search(words) and f"{name}: {cell.id}" not in UNCOMPARED:
        yield f"its output is not compared; take {LOOKS_AWAY.search(words).group()!r} away"
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"holds an error ({output.ename}); mend it and {RERUN}"
            continue
        if output.output_type == "stream":
            if output.name == "stderr":
                yield f"wrote to stderr: {output.text[:80]!r}; mend it and {RERUN}"
            yield from _leaks(output.text)
            continue
        for kind, data in output.data.items():
            if kind.startswith("image/"):
                yield from _picture_problems(kind, data, cell)
            elif isinstance(data, str):
                yield from _leaks(data)
                if kind == "text/html" and re.search(r"<(img|svg|script|link|iframe)\b", data):
                    yield "shows a picture or a script as HTML, which nothing here checks"


def _picture_problems(kind, data, cell):
    if kind != "image/png":
        yield f"holds a picture of the kind {kind}; only PNG is allowed"
        return
    weight = len(base64.b64decode(data))
    if weight > LARGEST_PICTURE:
        yield f"its picture weighs {weight:,} bytes, more than {LARGEST_PICTURE:,}; draw it smaller"
    alt = ((cell.metadata.get("mystnb") or {}).get("image") or {}).get("alt", "")
    if len(str(alt).strip()) < 10:
        yield (
            "its picture has no alt text; say what it shows in the cell's metadata: "
            '{"mystnb": {"image": {"alt": "..."}}}'
        )


def _leaks(text):
    leak = LEAKS.search(text)
    if leak:
        yield f"prints a memory address or a path of one machine: {leak.group()!r}"
