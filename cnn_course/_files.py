"""A file that takes the place of another in one step."""

import contextlib
import os


@contextlib.contextmanager
def replacing(path, mode="w", **options):
    """A file to write: an interruption leaves the old one or the new one, never half of it.

    Parameters
    ----------
    path : Path
    mode : str
        "w" for text, in UTF-8, or "wb".
    **options
        As for `open`.

    Yields
    ------
    file
        Beside `path`, until the block ends well; it is taken away when it does not.
    """
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    encoding = None if "b" in mode else "utf-8"
    try:
        with open(half, mode, encoding=encoding, **options) as file:
            yield file
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
