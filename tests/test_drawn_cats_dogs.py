"""Drawn cats and dogs: many sizes, told apart by their shape alone."""

import numpy as np
import pytest
from PIL import Image
from skimage.feature import hog
from sklearn.linear_model import LogisticRegression

from cnn_course import data
from cnn_course.data import drawn_cats_dogs
from cnn_course.data._pen import Pen, oval, rounded


@pytest.fixture(scope="module")
def many():
    return data.make_cats_dogs(1000)


def score(features, pictures):
    """Share of right answers of a linear classifier on what `features` says of each picture."""
    train = [features(picture) for picture in pictures.train_images]
    test = [features(picture) for picture in pictures.test_images]
    model = LogisticRegression(max_iter=500).fit(train, pictures.train_labels)
    return model.score(test, pictures.test_labels)


def squashed(picture, size):
    small = Image.fromarray(picture).resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(small) / 255


@pytest.mark.slow
def test_four_fifths_are_for_training(many):
    assert len(many.train_images) == len(many.train_labels) == 800
    assert len(many.test_images) == len(many.test_labels) == 200
    assert many.class_names == ("cats", "dogs") and many.largest_value == 255


@pytest.mark.parametrize("n, test", [(10, 2), (12, 2), (18, 2), (20, 4), (34, 6)])
def test_both_parts_hold_as_many_cats_as_dogs(n, test):
    few = data.make_cats_dogs(n)
    assert len(few.train_images) == n - test and len(few.test_images) == test
    assert few.train_labels.sum() == (n - test) // 2 and few.test_labels.sum() == test // 2


@pytest.mark.slow
def test_pictures_are_in_color_and_of_many_sizes(many):
    pictures = many.train_images + many.test_images
    for picture in pictures:
        assert picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[2] == 3
    heights, widths = np.array([picture.shape[:2] for picture in pictures]).T
    for sides in (heights, widths):
        assert 80 == sides.min() and sides.max() == 160 and len(set(sides)) > 70
    assert (heights != widths).mean() > 0.9
    assert abs(np.corrcoef(heights, widths)[0, 1]) < 0.1


@pytest.mark.slow
def test_they_are_shuffled(many):
    for labels in (many.train_labels, many.test_labels):
        changes = (labels[1:] != labels[:-1]).mean()
        assert 0.4 < changes < 0.6


def test_the_same_seed_draws_the_same_and_another_draws_others():
    first, again, other = (data.make_cats_dogs(10, seed) for seed in (3, 3, 4))
    for one, two in zip(first.train_images, again.train_images, strict=True):
        np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(first.train_labels, again.train_labels)
    seen = {picture.tobytes() for picture in first.train_images + first.test_images}
    assert len(seen) == 10
    assert not seen & {picture.tobytes() for picture in other.train_images + other.test_images}


def test_more_pictures_keep_the_first_ones_in_their_part():
    few, more = data.make_cats_dogs(20), data.make_cats_dogs(30)
    for part in ("train_images", "test_images"):
        few_seen, more_seen = ({p.tobytes() for p in getattr(d, part)} for d in (few, more))
        assert few_seen < more_seen


def test_a_zero_is_a_cat_and_a_one_a_dog(monkeypatch):
    for label, other in enumerate(["dog", "cat"]):
        drawn = data.make_cats_dogs(10)
        with monkeypatch.context() as patched:
            patched.setattr(drawn_cats_dogs, other, lambda *_, **__: None)
            headless = data.make_cats_dogs(10)
        pairs = zip(drawn.train_images, headless.train_images, strict=True)
        changed = [not np.array_equal(one, two) for one, two in pairs]
        assert changed == (drawn.train_labels != label).tolist()


@pytest.mark.slow
def test_raw_pixels_do_not_tell_them_apart_for_a_linear_classifier(many):
    assert score(lambda picture: squashed(picture, 32).ravel(), many) < 0.75


@pytest.mark.slow
def test_color_does_not_tell_them_apart(many):
    assert score(lambda p: [*p.mean(axis=(0, 1)), *p.std(axis=(0, 1))], many) < 0.65


@pytest.mark.slow
def test_edges_tell_them_apart(many):
    def edges(picture):
        return hog(squashed(picture, 64), pixels_per_cell=(8, 8), channel_axis=2)

    assert score(edges, many) > 0.8


@pytest.mark.parametrize(
    "n, seed, error, message",
    [
        (8, 0, ValueError, "n must be at least 10, got 8"),
        (11, 0, ValueError, "n must be even, half cats, half dogs, got 11; take 12"),
        (10.0, 0, TypeError, "n must be a whole number, got 10.0 of type float"),
        (True, 0, TypeError, "n must be a whole number, got True"),
        (10, -1, ValueError, "seed must be at least 0, got -1"),
        (10, None, TypeError, "seed must be a whole number, got None"),
    ],
)
def test_bad_input_is_refused(n, seed, error, message):
    with pytest.raises(error, match=message):
        data.make_cats_dogs(n, seed)


def test_rounding_cuts_corners_and_adds_nothing_outside():
    square = rounded([(0, 0), (4, 0), (4, 4), (0, 4)])
    assert square.shape == (32, 2) and square.min() == 0 and square.max() == 4
    assert np.linalg.norm(square, axis=1).min() > 0.5
    doubled = rounded([(0, 0), (0, 0), (4, 0), (4, 4), (0, 4)])
    assert np.linalg.norm(doubled, axis=1).min() < np.linalg.norm(square, axis=1).min()


def test_the_pen_turns_shifts_and_cuts_out():
    paper, cloth = Image.new("RGB", (40, 30)), Image.new("RGB", (40, 30), (9, 8, 7))
    Pen(paper, (20, 10), unit=5, tilt=np.pi / 2).fill(oval(2, 0, 0.5, 0.5), cloth)
    rows, columns = np.nonzero(np.asarray(paper)[..., 0])
    assert abs(rows.mean() - 20) < 0.6 and abs(columns.mean() - 20) < 0.6
    assert np.unique(np.asarray(paper).reshape(-1, 3), axis=0).tolist() == [[0, 0, 0], [9, 8, 7]]


def test_what_lies_outside_of_the_picture_is_not_drawn():
    paper, cloth = Image.new("RGB", (40, 30)), Image.new("RGB", (40, 30), (9, 8, 7))
    pen = Pen(paper, (20, 15), unit=5, tilt=0)
    for x, y in [(20, 0), (-20, 0), (0, 20), (0, -20)]:
        pen.fill(oval(x, y, 1, 1), cloth)
    assert not np.asarray(paper).any()
