"""Accuracy over the number of training photographs: which ones are taken, and the frozen way."""

import functools
import time
from dataclasses import dataclass

import numpy as np

from cnn_course import models
from cnn_course._keras import tested_settings
from cnn_course.reproduce.pictures import OnPictures

SIZES = (50, 100, 200, 500, 1000, 2000)


def chosen(labels, n, seed):
    """Places of n training pictures, as many of each class; of one seed, few are among many.

    Examples
    --------
    >>> labels = np.repeat([0, 1], 50)
    >>> few, many = chosen(labels, 4, seed=0), chosen(labels, 20, seed=0)
    >>> set(few) < set(many), np.bincount(labels[few])
    (True, array([2, 2]))
    """
    rng = np.random.default_rng(seed)
    kinds = np.unique(labels)
    places = [rng.permutation(np.flatnonzero(labels == kind))[: n // len(kinds)] for kind in kinds]
    return np.sort(np.concatenate(places))


@dataclass(frozen=True)
class Frozen(OnPictures):
    """A backbone kept as it is, and logistic regression on its features of n pictures.

    Attributes
    ----------
    backbone : str
    n : int
    """

    backbone: str
    n: int

    def measure(self, pictures, settings, seed, folder):
        base, (x, test_x), feature_seconds = _features(self.backbone, pictures)
        used = chosen(pictures.train_labels, self.n, seed)
        labels = pictures.train_labels[used]
        start = time.perf_counter()
        model = models.new_end(base, x[used], labels, len(pictures.class_names))
        seconds = time.perf_counter() - start
        kernel, bias = model.layers[-1].get_weights()
        answers = (test_x @ kernel + bias).argmax(axis=1)
        return {
            "parameters": model.count_params(),
            "learned_parameters": kernel.size + bias.size,
            "test_accuracy": float(np.mean(answers == pictures.test_labels)),
            "train_accuracy": float(np.mean((x[used] @ kernel + bias).argmax(axis=1) == labels)),
            "seconds": round(seconds + feature_seconds * self.n / len(x), 1),
        }


@functools.cache  # by identity: once for all sizes and seeds
@tested_settings()
def _features(name, pictures):
    """The backbone, its features of the training and of the test, seconds for the first."""
    base = models.backbone(name, pictures.train_images.shape[1])
    start = time.perf_counter()
    x = base.predict(pictures.train_images, batch_size=32, verbose=0)
    seconds = time.perf_counter() - start
    return base, (x, base.predict(pictures.test_images, batch_size=32, verbose=0)), seconds
