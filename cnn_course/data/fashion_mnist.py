"""Fashion-MNIST: photographs of clothes, of the size and number of MNIST's digits."""

import gzip

import numpy as np

from cnn_course.data.archives import LARGEST_FILE, existing
from cnn_course.data.downloads import download
from cnn_course.data.known import checked, published
from cnn_course.data.names import shown

CLASSES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
FILES = (
    *("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"),
    *("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"),
)


def fetch_fashion_mnist(path=None):
    """Fashion-MNIST: 60,000 photographs of clothes for training, 10,000 for the test.

    Parameters
    ----------
    path : str or Path, optional
        A folder with the four ``.gz`` files. Without it they are downloaded once:
        31 MB, into the folder that the environment variable ``CNN_COURSE_DATA``
        names, else into your cache.

    Returns
    -------
    ImageData
        uint8 pictures (60000, 28, 28, 1) and (10000, 28, 28, 1), 0 is the background.

    Raises
    ------
    ConnectionError, OSError
        A file could not be had, or not be written.
    FileNotFoundError, TypeError, ValueError
        For a path that holds something else.

    Notes
    -----
    Source: H. Xiao, K. Rasul, R. Vollgraf, Zalando Research, 2017.
    """
    if path is None:
        paths = [download(name, "load_mnist_5k()") for name in FILES]
    else:
        paths = [existing(path) / name for name in FILES]
        missing = [p.name for p in paths if not p.is_file()]
        if missing:
            raise FileNotFoundError(
                f"{shown(path)} must be a folder with Fashion-MNIST's four files; missing: "
                f"{', '.join(missing)}"
            )
    train_images, train_labels, test_images, test_labels = map(_read_idx, paths)
    with published(paths[0].parent, "Fashion-MNIST"):
        train, test = (train_images[..., None], train_labels), (test_images[..., None], test_labels)
        return checked(train, test, "Fashion-MNIST", CLASSES, (28, 28, 1))


def _read_idx(path):
    """Read bytes in the IDX form: two zeros, the kind, the number of axes, each axis, the values.

    Returns
    -------
    ndarray of uint8
    """
    with published(path, "Fashion-MNIST"), gzip.open(path) as file:
        data = file.read(LARGEST_FILE)
        zeros, kind, axes = data[:2], data[2], data[3]
        if zeros != b"\0\0" or kind != 8:
            raise ValueError("no IDX file of bytes")
        shape = np.frombuffer(data, ">u4", axes, offset=4)
        return np.frombuffer(data, np.uint8, offset=4 + 4 * axes).reshape(shape).copy()
