"""CIFAR-10: small color photographs of ten classes."""

import tarfile

import numpy as np

from cnn_course.data.archives import LARGEST_FILE, existing
from cnn_course.data.downloads import download
from cnn_course.data.known import checked, published, read_known

CLASSES = (
    *("airplane", "automobile", "bird", "cat", "deer"),
    *("dog", "frog", "horse", "ship", "truck"),
)
SHAPE = (32, 32, 3)
ONE = 1 + 32 * 32 * 3  # bytes of a label and its picture
TRAIN = tuple(f"data_batch_{i}.bin" for i in range(1, 6))
TEST = "test_batch.bin"


def fetch_cifar10(path=None):
    """CIFAR-10: 50,000 small color photographs for training, 10,000 for the test.

    Parameters
    ----------
    path : str or Path, optional
        ``cifar-10-binary.tar.gz``, or a folder or zip with the folders train and test
        and in each a folder of pictures for each class. Without it the file is
        downloaded once: 170 MB, into the folder that the environment variable
        ``CNN_COURSE_DATA`` names, else into your cache.

    Returns
    -------
    ImageData
        uint8 pictures (50000, 32, 32, 3) and (10000, 32, 32, 3), red, green, blue.
        From folders they stand **class by class**, else in their own mixed order.

    Raises
    ------
    ConnectionError, OSError
        The file could not be had, or not be written.
    FileNotFoundError, TypeError, ValueError
        For a path that holds something else.

    Notes
    -----
    Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images",
    University of Toronto, 2009. The binary version: it holds no pickles.
    """
    offline = "load_mnist_5k() or make_cats_dogs()"
    path = download("cifar-10-binary.tar.gz", offline) if path is None else existing(path)
    if not path.name.endswith(".tar.gz"):
        return read_known(path, "CIFAR-10", CLASSES, SHAPE)
    with published(path, "CIFAR-10"), tarfile.open(path, "r:gz") as archive:
        batches = {}
        for member in archive:  # in one go: going back would unpack everything again
            name = member.name.rpartition("/")[2]
            if member.isfile() and name in (*TRAIN, TEST):
                batches[name] = archive.extractfile(member).read(LARGEST_FILE)
        train, test = _pictures([batches[name] for name in TRAIN]), _pictures([batches[TEST]])
        return checked(train, test, "CIFAR-10", CLASSES, SHAPE)


def _pictures(batches):
    """Images (N, 32, 32, 3) and labels (N,) of batches of records, channels first."""
    records = np.frombuffer(b"".join(batches), np.uint8).reshape(-1, ONE)
    images = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    return np.ascontiguousarray(images), records[:, 0]
