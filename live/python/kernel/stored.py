"""Arrays that travel with the page: digits always, a photograph when a cell names it."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "arrays"


def array(name):
    """The array of this name.

    Raises
    ------
    FileNotFoundError
        When it did not travel along.
    """
    path = FOLDER / f"{name}.npz"
    if not path.is_file():
        raise FileNotFoundError(
            f"the page has no {name!r} here; write its name in the cell, as in "
            f'data.load_photo("{name}"), so that the page fetches it before the cell runs'
        )
    with np.load(path) as stored:
        return stored["array"]
