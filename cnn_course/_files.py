"""A file that takes the place of another in one step, and a hash of several files."""

import contextlib
import hashlib
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


def digest(paths, root):
    """SHA-256, hexadecimal, of the names of files as seen from `root`, and of what stands in them."""
    sha = hashlib.sha256()
    for path in paths:
        name, content = path.relative_to(root).as_posix().encode(), path.read_bytes()
        sha.update(b"%d %d " % (len(name), len(content)) + name + content)
    return sha.hexdigest()
