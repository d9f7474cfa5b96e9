"""What was measured: a JSON file beside this one each, written by a command and read by the book."""

import json
from pathlib import Path

from cnn_course._names import did_you_mean
from cnn_course._place import PACKAGE, in_repository

FOLDER = PACKAGE / "results"


def load_results(name):
    """Read a measurement that comes with the course.

    Parameters
    ----------
    name : str
        "digits" for digits.json.

    Returns
    -------
    dict
        With the "command" that wrote it, the "environment" it ran in, and what
        was measured.

    Raises
    ------
    FileNotFoundError
        With the names that there are.
    """
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        known = sorted(p.stem for p in FOLDER.glob("*.json"))
        hint = did_you_mean(name, known)
        raise FileNotFoundError(
            f"no results called {name!r}; there are: {', '.join(known) or 'none'}{hint}"
        )
    return json.loads(path.read_text("utf-8"))


def folder_for_new():
    """Where commands write: here in a copy of the repository, else ``results`` where you stand.

    An installed package is read by everybody and often cannot be written; what you
    measure with it is yours, and the book's own measurements stay as they are.

    Returns
    -------
    Path
    """
    return FOLDER if in_repository() else Path("results")
