"""A small network learns from a larger one's answers: *distillation*.

The larger network says of each picture how much it looks like each class. That is more
than a label says, also of pictures that nobody has labeled: moved copies.
"""

import math
from dataclasses import dataclass

import numpy as np

from cnn_course.data import RandomAffine
from cnn_course.nn import Adam, CosineDecay, Network
from cnn_course.reproduce.recipes import BETTER, layers, train


@dataclass(frozen=True)
class Lesson:
    """How the 994 parameters are taught.

    Attributes
    ----------
    filters : int
        Of the larger network, in each of its two layers.
    recipe : dict
        How it learns from the labels; see `recipes`.
    copies : int
        Moved copies of each picture that it is asked about.
    epochs : int
        How often the small network sees each copy.
    rate : float
    batch : int
    """

    filters: int = 32
    recipe: tuple = tuple((BETTER | {"epochs": 300, "rate": 0.005, "label_smoothing": 0.1}).items())
    copies: int = 200
    epochs: int = 10
    rate: float = 0.01
    batch: int = 64


def taught(x, y, seed, lesson):
    """The source's network, taught by a larger one that learned from x and y.

    Parameters
    ----------
    x : ndarray, (N, 8, 8, 1)
    y : ndarray of int, (N,)
    seed : int
    lesson : Lesson

    Returns
    -------
    Network, Network
        The small one; its teacher.
    """
    rng = np.random.default_rng(seed)
    recipe, move = dict(lesson.recipe), RandomAffine(**BETTER["moves"])
    larger = train(x, y, seed + 1000, recipe, filters=lesson.filters)
    copies = np.concatenate([move(x, rng) for _ in range(lesson.copies)])
    answers = larger.predict(copies)
    small = Network(layers(dropout=0), x.shape[1:], rng=rng)
    steps = lesson.epochs * math.ceil(len(copies) / lesson.batch)
    small.compile(Adam(CosineDecay(lesson.rate, steps)), "categorical_crossentropy")
    small.fit(copies, answers, epochs=lesson.epochs, batch_size=lesson.batch, verbose=0)
    return small, larger
