"""Does a notebook's stored output still belong to what it came from?

While a notebook runs, `recorder` writes down which modules of the package it called and
which files of the package it read: data, weights, results, shown sources. The names are
stored in the notebook; the digest covers its code cells, what these modules do, and
what stands in these files.
"""

import hashlib
from pathlib import Path

from tools import used

PACKAGE = used.PACKAGE
ROOT = Path(__file__).resolve().parent.parent


def code_of(notebook):
    """The sources of a notebook's code cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def record(notebook, heard, root=ROOT):
    """What is stored in a notebook that has just run: what it used, and the digest of that.

    Parameters
    ----------
    notebook : nbformat notebook
    heard : dict
        What the recorder wrote: "called", "read" and "at_import".
    root : Path
        The folder that holds the package.

    Returns
    -------
    dict
        "modules", "files" and "digest".
    """
    modules, files = used.counted(code_of(notebook), heard, root)
    stored = {
        "modules": sorted(path.relative_to(root).as_posix() for path in modules),
        "files": sorted(path.relative_to(root).as_posix() for path in files),
    }
    return stored | {"digest": digest(notebook, stored, root)}


def digest(notebook, stored, root=ROOT):
    """Hash a notebook's code and what it used.

    Returns
    -------
    str
        SHA-256, hexadecimal; of a file that is gone, its absence.
    """
    sha = hashlib.sha256()
    for source in code_of(notebook):
        sha.update(source.encode() + b"\0")
    for name in stored["modules"]:
        sha.update(name.encode() + b"\0" + _meaning(root / name) + b"\0")
    for name in stored["files"]:
        path = root / name
        sha.update(
            name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"gone") + b"\0"
        )
    return sha.hexdigest()


def is_current(notebook, root=ROOT):
    """Whether the digest in a notebook is that of its code and of what it used, as they are now."""
    stored = notebook.metadata.get("cnn_course", {})
    if not {"modules", "files", "digest"} <= set(stored):
        return False
    return stored["digest"] == digest(notebook, stored, root)


def _meaning(path):
    return used.meaning(path.read_text(encoding="utf-8")).encode() if path.is_file() else b"gone"
