"""What the published sets of small pictures share: a fixed size, classes that are known."""

import contextlib
import dataclasses
import tarfile
import zipfile
import zlib

import numpy as np

from cnn_course.data.folders import read_pictures
from cnn_course.data.image_data import ImageData
from cnn_course.data.names import shown

_DAMAGE = (
    *(LookupError, ValueError, TypeError, EOFError, OSError, MemoryError),
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error),
)


def read_known(path, title, class_names, shape):
    """A published set from folders train/ and test/ with a folder for each class.

    Parameters
    ----------
    path : str or Path
        A folder or a zip.
    title : str
        What the set is called.
    class_names : tuple of str
    shape : tuple of int
        Height, width and channels of every picture.

    Returns
    -------
    ImageData
        uint8 arrays (N, H, W, C), class by class.

    Raises
    ------
    ValueError
        For other folders, or a picture of another size.
    """
    known = {name.lower(): name for name in class_names}
    pictures = read_pictures(path, None, "pad", shape[2] == 3, None, 0, known, title)
    other = {p.shape for p in (*pictures.train_images, *pictures.test_images)} - {shape}
    if other:
        raise ValueError(
            f"{title} has pictures of {shape[0]} x {shape[1]}; {shown(path)} has some of "
            f"{' x '.join(map(str, min(other)[:2]))}"
        )
    train, test = np.stack(pictures.train_images), np.stack(pictures.test_images)
    return dataclasses.replace(pictures, train_images=train, test_images=test)


def checked(train, test, title, class_names, shape):
    """The pictures and labels of two parts as `ImageData`, if they are what they should be."""
    for images, labels in (train, test):
        found = images.shape, labels.shape, images.dtype, labels.dtype
        if found != ((labels.size, *shape), (labels.size,), np.uint8, np.uint8):
            raise ValueError("pictures {}, labels {}, of {} and {}".format(*found))
        if not labels.size or labels.max() >= len(class_names):
            raise ValueError(f"labels must be below {len(class_names)}")
    (x, y), (x_test, y_test) = train, test
    y, y_test = y.astype(np.int64), y_test.astype(np.int64)
    return ImageData(x, y, x_test, y_test, class_names, largest_value=255, source=title)


@contextlib.contextmanager
def published(path, title):
    """Blame whatever goes wrong inside on the file, in one sentence."""
    try:
        yield
    except _DAMAGE as error:
        why = f"without {error}" if isinstance(error, KeyError) else error
        raise ValueError(
            f"{shown(path)} is not {title} as it is published, or only a part of it ({why}); "
            f"download it again"
        ) from error
