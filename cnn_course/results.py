"""What was measured: results/NAME.json, written by a command and read by the book."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "results"


def load_results(name):
    """Read a measurement that stands in the repository.

    Parameters
    ----------
    name : str
        "digits" for results/digits.json.

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
        there = ", ".join(sorted(p.stem for p in FOLDER.glob("*.json"))) or "none"
        raise FileNotFoundError(f"no results called {name!r}; there are: {there}")
    return json.loads(path.read_text("utf-8"))
