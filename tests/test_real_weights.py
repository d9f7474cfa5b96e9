"""The shipped weights on the real test pictures: as good as their cards say."""

import functools
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from cnn_course import data, models
from cnn_course.reproduce.pictures import accuracy, digest, mirrored, nudged
from tests.data.real import needs

LOOKS = {look.__name__: look for look in (mirrored, nudged)}
FASHION = Path("/usr/share/datasets/fashion-mnist")


def fashion():
    if not FASHION.is_dir():
        pytest.skip("Debian's package dataset-fashion-mnist is not installed")
    return data.fetch_fashion_mnist(FASHION)


PICTURES = {
    "mnist": lambda: data.fetch_mnist(needs("mnist.zip")),
    "apparel": fashion,
    "cifar10": lambda: data.fetch_cifar10(needs("cifar10.zip")),
    "cats_dogs": lambda: data.fetch_cats_dogs(
        needs("cats-dogs.zip"), size=96, how=models.load_card("cats_dogs")["how"]
    ),
}


@functools.cache  # unpacked once for all that is judged by them
def loaded(name):
    return PICTURES[name]()


def pictures_of(card, name):
    """The pictures that the card names, and no others."""
    pictures = loaded(name)
    assert digest(pictures) == card["data_digest"], "other pictures than the card's"
    assert list(pictures.class_names) == card["classes"]
    return pictures


@pytest.mark.parametrize("name", PICTURES)
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


@pytest.mark.slow
@pytest.mark.parametrize("name", PICTURES)
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
    model, how = models.load_pretrained("cats_dogs"), models.load_card("cats_dogs")["how"]
    pictures = data.fetch_cats_dogs(needs("cats-dogs.zip"), size=None)
    right = {}
    for way in (how, "pad"):
        made = pictures.resize(96, way)
        right[way] = accuracy(model, made.test_images, made.test_labels)
    assert right[how] > right["pad"] + 0.02


def test_pixels_that_were_divided_are_not_understood(keras):
    """So that nobody takes the division inside the models out unnoticed."""
    digits = data.load_mnist_5k()
    model = models.load_pretrained("mnist")
    assert accuracy(model, digits.test_images, digits.test_labels) > 0.98
    divided = (digits.test_images / 255).astype(np.float32)
    assert accuracy(model, divided, digits.test_labels) < 0.9
