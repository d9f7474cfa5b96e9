"""Counts that the pages print: no answer lies so near to another that rounding could move it.

`safe(count, within=0)` in a chapter says so, and so do `check` and `finish_line`, which
write what they are given; here it is proved.
"""

from itertools import combinations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from cnn_course import conv2d, data, insight, kernels, models, pool2d
from cnn_course.exercises import questions

# How far 64-bit and 32-bit arithmetic may be off, generously.
DOUBLE, SINGLE = 1e-9, 1e-4


@pytest.fixture(scope="module")
def digits():
    """The 8x8 digits as (training, labels, test, labels), pixels 0 to 1, each in a line."""
    loaded = data.load_digits()
    x, test_x = (
        (loaded.train_images / 16).reshape(-1, 64),
        (loaded.test_images / 16).reshape(-1, 64),
    )
    return x, loaded.train_labels, test_x, loaded.test_labels


def split(digits, seed):
    """The digits in their order (None), or mixed as in chapter 13."""
    x, y, test_x, test_y = digits
    if seed is None:
        return digits
    mixed = train_test_split(
        np.concatenate([x, test_x]), np.concatenate([y, test_y]), test_size=297, random_state=seed
    )
    return mixed[0], mixed[2], mixed[1], mixed[3]


def lead(scores):
    """By how much the best class is ahead of the next, at worst."""
    best = np.sort(scores, axis=1)
    return (best[:, -1] - best[:, -2]).min()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, *range(5)])
def test_logistic_regression_is_solved_to_the_end(digits, seed):
    x, y, test_x, _ = split(digits, seed)
    one, other = (
        LogisticRegression(solver=solver, tol=1e-8).fit(x, y).decision_function(test_x)
        for solver in ("newton-cg", "newton-cholesky")
    )
    apart = np.abs(one - other).max()
    assert lead(one) > 20 * apart


@pytest.mark.parametrize("seed", [None, *range(5)])
def test_three_neighbors_are_right_or_wrong_whichever_of_equals_they_take(digits, seed):
    x, y, test_x, test_y = split(digits, seed)
    # In whole numbers, so that equal distances are equal.
    x, test_x = (16 * x).astype(int), (16 * test_x).astype(int)
    for picture, label in zip(test_x, test_y):
        squared = ((picture - x) ** 2).sum(axis=1)
        third = np.sort(squared)[2]
        nearer, equal = np.flatnonzero(squared < third), np.flatnonzero(squared == third)
        verdicts = {
            np.bincount(y[[*nearer, *chosen]]).argmax() == label
            for chosen in combinations(equal, 3 - len(nearer))
        }
        assert len(verdicts) == 1
        if seed is None and label == 4 and verdicts == {False}:  # shown with their nearest
            assert np.count_nonzero(squared == squared.min()) == 1


def edges(images):
    """Chapter 9's features by hand."""
    pair = [kernels.HORIZONTAL_EDGES, kernels.VERTICAL_EDGES]
    four = np.stack([sign * kernel for kernel in pair for sign in (1, -1)], axis=-1)
    return pool2d(np.maximum(conv2d(images, four[:, :, None], padding="same"), 0))


@pytest.mark.parametrize(
    "way", [lambda images: images, pool2d, edges], ids=["pixels", "pooled", "edges"]
)
def test_the_nearest_average_is_nearer_than_the_next(digits, way):
    x, y, test_x, _ = digits
    x, test_x = x.reshape(-1, 8, 8, 1), test_x.reshape(-1, 8, 8, 1)
    moved = np.pad(test_x, ((0, 0), (0, 0), (1, 0), (0, 0)))[:, :, :-1]
    flat = way(x).reshape(len(x), -1)
    means = np.stack([flat[y == d].mean(axis=0) for d in range(10)])
    for images in (test_x, moved):
        scores = way(images).reshape(len(images), -1) @ means.T - 0.5 * (means**2).sum(axis=1)
        assert lead(scores) > 1000 * DOUBLE


def test_the_trained_network_is_sure_enough_of_every_test_digit(keras):
    images = data.load_mnist_5k().test_images
    assert lead(models.load_pretrained("mnist").predict(images, verbose=0)) > 10 * SINGLE


def test_no_filter_is_as_like_an_edge_as_the_limit(keras):
    learned, _ = insight.edge_likeness(models.load_pretrained("cifar10"))
    noise = np.random.default_rng(0).normal(size=(3, 3, 3, 48))
    limit = np.quantile(insight.edge_likeness(noise)[0], 0.95)
    assert np.abs(learned - limit).min() > 10 * SINGLE
    assert np.diff(np.sort(learned)[-4:]).min() > 10 * SINGLE  # the three that are named


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_right_answer_is_written_with_digits_that_are_safe(question):
    numbers = question.right if isinstance(question.right, tuple) else (question.right,)
    for number in numbers:
        if isinstance(number, float):
            written = {f"{number * (1 + off):.10g}" for off in (-1e-13, 0, 1e-13)}
            assert len(written) == 1
