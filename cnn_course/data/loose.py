"""Pictures that no folder tells the class of: a single file, or all below a folder."""

from cnn_course._streams import picture_bar
from cnn_course.data.archives import Unreadable, existing, read_file
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


def read_loose(files, size, how, color):
    """All files below a folder, or in a zip, brought to size, one after the other.

    Parameters
    ----------
    files : FolderFiles or ZipFiles
        Those that cannot be read are added to its findings, as is what to know of the rest.
    size, how, color
        As for `read_picture`.

    Yields
    ------
    (str, ndarray)
        The name, relative to the folder, and the picture.
    """
    for name in picture_bar(files.names):
        try:
            picture = decode(files.read(name), color, name, files.findings)
        except Unreadable as error:
            files.findings.problems.append(f"{name}: {error}")
        else:
            yield name, resize(picture, size, how)
