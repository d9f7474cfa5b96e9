"""The real pictures, where they are at hand."""

from pathlib import Path

import numpy as np
import pytest

from cnn_course import data
from tests.data.real import needs

pytestmark = pytest.mark.slow  # all of a data set
DEBIAN = Path("/usr/share/datasets/fashion-mnist")
MNIST_TRAIN = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
MNIST_TEST = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


@pytest.fixture(scope="module")
def digits():
    return data.fetch_mnist(needs("mnist.zip"))


def test_all_of_mnist(digits):
    assert np.bincount(digits.train_labels).tolist() == MNIST_TRAIN
    assert np.bincount(digits.test_labels).tolist() == MNIST_TEST
    assert digits.train_images.shape == (60_000, 28, 28, 1)
    assert digits.train_images.dtype == digits.test_images.dtype == np.uint8
    # The mean pixel that everybody divides by 255 to get 0.1307.
    assert digits.train_images.mean() / 255 == pytest.approx(0.1307, abs=5e-5)
    assert digits.problems == () and digits.source == "MNIST from mnist.zip"


def test_the_five_thousand_are_among_mnists_training_digits(digits):
    few, all_of_them = data.load_mnist_5k(), zip(digits.train_images, digits.train_labels)
    known = {image.tobytes(): label for image, label in all_of_them}
    assert [known[image.tobytes()] for image in few.train_images] == few.train_labels.tolist()
    assert [known[image.tobytes()] for image in few.test_images] == few.test_labels.tolist()


def test_all_of_cifar10():
    pictures = data.fetch_cifar10(needs("cifar10.zip"))
    assert np.bincount(pictures.train_labels).tolist() == [5000] * 10
    assert np.bincount(pictures.test_labels).tolist() == [1000] * 10
    assert pictures.train_images.shape == (50_000, 32, 32, 3)
    # Stored as JPEG, so near to the known means of red, green and blue.
    means = pictures.train_images.mean(axis=(0, 1, 2)) / 255
    np.testing.assert_allclose(means, [0.4914, 0.4822, 0.4465], atol=1e-3)


def test_real_cats_and_dogs():
    path = needs("cats-dogs.zip")
    pictures = data.fetch_cats_dogs(path, size=None)
    assert np.bincount(pictures.train_labels).tolist() == [1000, 1000]
    assert np.bincount(pictures.test_labels).tolist() == [500, 500]
    assert max(max(image.shape) for image in pictures.train_images) == 320
    assert pictures.problems == ()
    small = data.fetch_cats_dogs(path, size=96, how="squash")
    assert small.train_images.shape == (2000, 96, 96, 3)
    assert 100 < small.train_images.mean() < 130
    assert len(small._repr_png_()) < 80_000


def test_all_of_fashion_mnist():
    if not DEBIAN.is_dir():
        pytest.skip(f"{DEBIAN} is not here: Debian's package dataset-fashion-mnist")
    clothes = data.fetch_fashion_mnist(DEBIAN)
    assert np.bincount(clothes.train_labels).tolist() == [6000] * 10
    assert np.bincount(clothes.test_labels).tolist() == [1000] * 10
    assert clothes.train_images.shape == (60_000, 28, 28, 1)
    assert clothes.train_images.mean() / 255 == pytest.approx(0.2860, abs=5e-5)
