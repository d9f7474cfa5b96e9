"""Cats and dogs drawn on the spot: color pictures of many sizes, with nothing to download."""

import numpy as np

from cnn_course._checks import whole
from cnn_course.data._animals import Coat, body, cat, dog
from cnn_course.data._pen import Pen
from cnn_course.data._scenery import background, light
from cnn_course.data.image_data import ImageData

# Drawn so many times larger, then made smaller: smooth edges.
LARGER = 2


def make_cats_dogs(n=1000, seed=0):
    """Draw n cats and dogs, half of each, four fifths of them for training.

    Parameters
    ----------
    n : int
        How many pictures: even, at least 10.
    seed : int
        Each seed draws other animals. A larger n adds animals; those of a smaller n
        stay as they are, in the same part.

    Returns
    -------
    ImageData
        Tuples of uint8 pictures (H, W, 3), each side 80 to 160 pixels long, shuffled.
        Label 0 is a cat, 1 a dog. Both parts hold as many cats as dogs.

    Raises
    ------
    TypeError
        For an n or seed that is not a whole number.
    ValueError
        For an n that is odd or below 10, or a seed below 0.

    Notes
    -----
    Cats and dogs draw from the same furs, poses and backgrounds; ears, eyes, noses
    and whiskers tell them apart.

    Examples
    --------
    >>> pictures = make_cats_dogs(20)
    >>> len(pictures.train_images), pictures.test_labels.sum().tolist()
    (16, 2)
    """
    n, seed = whole(n, "n", 10), whole(seed, "seed", 0)
    if n % 2:
        raise ValueError(f"n must be even, half cats, half dogs, got {n}; take {n + 1}")
    order = np.random.default_rng(seed).permutation(n)
    # Of every ten pictures the last two, a cat and a dog, are for the test.
    train, test = order[order % 10 < 8], order[order % 10 >= 8]
    return ImageData(
        tuple(_draw(i, seed) for i in train),
        train % 2,
        tuple(_draw(i, seed) for i in test),
        test % 2,
        class_names=("cats", "dogs"),
        largest_value=255,
        source=f"make_cats_dogs(n={n}, seed={seed})",
    )


def _draw(i, seed):
    """Picture i (H, W, 3) of this seed: a cat if i is even, else a dog."""
    rng = np.random.default_rng([seed, i])
    width, height = (LARGER * rng.integers(80, 161, 2)).tolist()
    picture = background(width, height, rng)
    middle = width * rng.uniform(0.35, 0.65), height * rng.uniform(0.36, 0.52)
    unit = min(width, height) * rng.uniform(0.16, 0.32)
    pen = Pen(picture, middle, unit, tilt=rng.uniform(-0.3, 0.3))
    coat = Coat(pen, rng)
    body(pen, coat, rng)
    (dog if i % 2 else cat)(pen, coat, turn=rng.uniform(-0.8, 0.8), rng=rng)
    return light(np.asarray(picture.reduce(LARGER)), rng)
