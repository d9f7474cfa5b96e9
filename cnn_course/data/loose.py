"""Pictures that no folder tells the class of: a single file, or all below a folder."""

from cnn_course._streams import progress_bar
from cnn_course.data.archives import Unreadable, existing, open_files, read_file
from cnn_course.data.decoding import decode
from cnn_course.data.names import shown
from cnn_course.data.resizing import resize


def read_picture(path, size, how, color):
    """One file, brought to size.

    Parameters
    ----------
    path : str or Path
    size : (int, int)
        Rows and columns.
    how : str
        As for `load_image_folder`.
    color : bool

    Returns
    -------
    ndarray of uint8, (rows, columns, 3) or (rows, columns, 1)

    Raises
    ------
    FileNotFoundError, TypeError
        For a path where nothing is, or no path.
    ValueError
        For what cannot be read as a picture, with the reason.
    """
    path = existing(path)
    try:
        return resize(decode(read_file(path), color, path.name), size, how)
    except Unreadable as error:
        raise ValueError(f"{shown(path)}: {error}") from error


def read_loose(path, size, how, color):
    """All files below a folder, or in a zip, brought to size, one after the other.

    Parameters
    ----------
    path : str or Path
    size, how, color
        As for `read_picture`.

    Yields
    ------
    (str, ndarray) or (str, str)
        The name, relative to `path`, and the picture, or why there is none. First what
        could not even be listed: its name stands in the reason, and the name is empty.
    """
    with open_files(path) as files:
        for problem in files.findings.problems:
            yield "", problem
        for name in progress_bar(files.names, unit="picture", delay=2, leave=False, disable=None):
            try:
                picture = decode(files.read(name), color, name)
            except Unreadable as error:
                yield name, str(error)
            else:
                yield name, resize(picture, size, how)
