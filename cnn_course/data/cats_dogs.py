"""Photographs of cats and dogs, of many sizes."""

from cnn_course.data.downloads import download
from cnn_course.data.folders import read_pictures
from cnn_course.data.resizing import checked_options

# From names of folders, as they are published and as they are often renamed.
KNOWN = {"cat": "cats", "cats": "cats", "dog": "dogs", "dogs": "dogs"}


def fetch_cats_dogs(path=None, size=128, how="pad"):
    """Cats and dogs: 25,000 photographs, a fifth of each for the test.

    Parameters
    ----------
    path : str or Path, optional
        ``kagglecatsanddogs_5340.zip``, or another folder or zip with a folder of
        cats and one of dogs, or with two such folders in each of train and test.
        Without it the file is downloaded once: 825 MB, into the folder that the
        environment variable ``CNN_COURSE_DATA`` names, else into your cache.
    size : int or pair of int or None
        Height and width; None keeps the sizes. All photographs of 128 x 128 take
        1.2 GB of memory, with their own sizes about 10 GB.
    how : str
        "pad" keeps the whole picture between black borders, "crop" fills the size
        and keeps the middle, "squash" gives up the proportions.

    Returns
    -------
    ImageData
        uint8 arrays (N, H, W, 3) or, with ``size=None``, tuples of uint8 arrays
        (H, W, 3). Label 0 is a cat, 1 a dog. First **all cats, then all dogs**:
        shuffle them before you hold some back. `problems` lists the files that were
        skipped: some of the set are damaged.

    Raises
    ------
    ConnectionError, OSError
        The file could not be had, or not be written.
    FileNotFoundError, TypeError, ValueError
        For a path that holds something else, or options out of range.

    Notes
    -----
    Source: the Asirra photographs, J. Elson and others, Microsoft Research, 2007, as
    used by Kaggle. Gray and palette pictures among them are read as color. Which are
    for the test is drawn once and for all, from a fixed seed.
    """
    size, how = checked_options(size, how)
    if path is None:
        path = download("kagglecatsanddogs_5340.zip", "make_cats_dogs()")
    return read_pictures(path, size, how, True, 0.2, 0, KNOWN, "cats and dogs")
