"""The real pictures, where they are at hand, and the shipped weights on them.

In one file, so that they are unpacked once.
"""

import functools
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from cnn_course import data, models
from cnn_course.reproduce.pictures import accuracy, digest, mirrored, nudged
from tests.data.real import needs

pytestmark = pytest.mark.slow  # all of a data set
DEBIAN = Path("/usr/share/datasets/fashion-mnist")
MNIST_TRAIN = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
MNIST_TEST = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
LOOKS = {look.__name__: look for look in (mirrored, nudged)}


def fashion():
    if not DEBIAN.is_dir():
        pytest.skip(f"{DEBIAN} is not here: Debian's package dataset-fashion-mnist")
    return data.fetch_fashion_mnist(DEBIAN)


def prepared(card):
    """As the card says: any other way would have another digest."""
    return data.fetch_cats_dogs(needs("cats-dogs.zip"), card["input"][0], card["how"])


# By the names of the models that learned from them.
PICTURES = {
    "mnist": lambda: data.fetch_mnist(needs("mnist.zip")),
    "apparel": fashion,
    "cifar10": lambda: data.fetch_cifar10(needs("cifar10.zip")),
    "cats_dogs": lambda: prepared(models.load_card("cats_dogs")),
}
MODELS = list(PICTURES)
PICTURES["photographs"] = lambda: data.fetch_cats_dogs(needs("cats-dogs.zip"), size=None)
loaded = functools.cache(lambda name: PICTURES[name]())


def pictures_of(card, name):
    """The pictures that the card names, and no others."""
    pictures = loaded(name)
    assert digest(pictures) == card["data_digest"], "other pictures than the card's"
    assert list(pictures.class_names) == card["classes"]
    return pictures


def test_all_of_mnist():
    digits = loaded("mnist")
    assert np.bincount(digits.train_labels).tolist() == MNIST_TRAIN
    assert np.bincount(digits.test_labels).tolist() == MNIST_TEST
    assert digits.train_images.shape == (60_000, 28, 28, 1)
    assert digits.train_images.dtype == digits.test_images.dtype == np.uint8
    # The mean pixel that everybody divides by 255 to get 0.1307.
    assert digits.train_images.mean() / 255 == pytest.approx(0.1307, abs=5e-5)
    assert digits.problems == () and digits.source == "MNIST from mnist.zip"


def test_the_five_thousand_are_among_mnists_training_digits():
    digits, few = loaded("mnist"), data.load_mnist_5k()
    all_of_them = zip(digits.train_images, digits.train_labels)
    known = {image.tobytes(): label for image, label in all_of_them}
    assert [known[image.tobytes()] for image in few.train_images] == few.train_labels.tolist()
    assert [known[image.tobytes()] for image in few.test_images] == few.test_labels.tolist()


def test_all_of_cifar10():
    pictures = loaded("cifar10")
    assert np.bincount(pictures.train_labels).tolist() == [5000] * 10
    assert np.bincount(pictures.test_labels).tolist() == [1000] * 10
    assert pictures.train_images.shape == (50_000, 32, 32, 3)
    # Stored as JPEG, so near to the known means of red, green and blue.
    means = pictures.train_images.mean(axis=(0, 1, 2)) / 255
    np.testing.assert_allclose(means, [0.4914, 0.4822, 0.4465], atol=1e-3)


def test_real_cats_and_dogs():
    pictures = loaded("photographs")
    assert np.bincount(pictures.train_labels).tolist() == [1000, 1000]
    assert np.bincount(pictures.test_labels).tolist() == [500, 500]
    assert max(max(image.shape) for image in pictures.train_images) == 320
    assert pictures.problems == ()
    small = loaded("cats_dogs")
    assert small.train_images.shape == (2000, 96, 96, 3)
    assert 100 < small.train_images.mean() < 130
    assert len(small._repr_png_()) < 80_000


def test_all_of_fashion_mnist():
    clothes = loaded("apparel")
    assert np.bincount(clothes.train_labels).tolist() == [6000] * 10
    assert np.bincount(clothes.test_labels).tolist() == [1000] * 10
    assert clothes.train_images.shape == (60_000, 28, 28, 1)
    assert clothes.train_images.mean() / 255 == pytest.approx(0.2860, abs=5e-5)


@pytest.mark.parametrize("name", MODELS)
def test_the_weights_are_as_good_as_their_card_says(keras, name):
    card = models.load_card(name)
    pictures, model = pictures_of(card, name), models.load_pretrained(name)
    looks = LOOKS[card["looks"]] if "looks" in card else lambda x: [x]
    answers = [model.predict(x, batch_size=250, verbose=0) for x in looks(pictures.test_images)]

    def right(answers):
        return np.mean(sum(answers).argmax(axis=1) == pictures.test_labels)

    assert right(answers[:1]) == pytest.approx(card["test_accuracy"], abs=0.002)
    if "looks" in card:
        assert right(answers) == pytest.approx(card["test_accuracy_by_looks"], abs=0.002)


@pytest.mark.parametrize("name", MODELS)
def test_the_weights_of_a_record_are_no_worse_than_chance_explains(keras, name):
    """These networks are large: a thousand test pictures, and each is looked at once."""
    card = models.load_card(f"{name}_record")
    pictures = pictures_of(card, name)
    some = slice(None, None, len(pictures.test_labels) // 1000)
    labels = pictures.test_labels[some]
    model = models.load_pretrained(f"{name}_record")
    right = round(accuracy(model, pictures.test_images[some], labels) * len(labels))
    likely = stats.binomtest(right, len(labels)).proportion_ci(0.99)
    assert likely.low <= card["test_accuracy"] <= likely.high


def test_pictures_that_are_prepared_otherwise_cost_accuracy(keras):
    """Why the card says how: padded, as by default, the same photographs are told right less."""
    card, model = models.load_card("cats_dogs"), models.load_pretrained("cats_dogs")
    padded = loaded("photographs").resize(card["input"][0], "pad")
    right, less = (
        accuracy(model, made.test_images, made.test_labels)
        for made in (pictures_of(card, "cats_dogs"), padded)
    )
    assert right > less + 0.02
