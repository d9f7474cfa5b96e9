"""Ten photographs in patches, and the leak of a careless split."""

import socket

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from cnn_course import data
from cnn_course.data.ten_photos import TEN_PHOTOS, patch_places, small_photo

pytestmark = pytest.mark.slow  # thousands of patches, many times


@pytest.fixture(scope="module", params=["region", "random"])
def patches(request):
    return data.load_ten_photos(split=request.param)


def covered(places, shape):
    """True where a patch lies."""
    pixels = np.zeros(shape, bool)
    for row, column in places:
        pixels[row : row + 32, column : column + 32] = True
    return pixels


def test_of_each_photograph_400_and_100(patches):
    assert patches.train_images.shape == (4000, 32, 32, 3)
    assert patches.test_images.shape == (1000, 32, 32, 3)
    assert patches.train_images.dtype == patches.test_images.dtype == np.uint8
    assert np.bincount(patches.train_labels).tolist() == [400] * 10
    assert np.bincount(patches.test_labels).tolist() == [100] * 10
    assert patches.class_names == TEN_PHOTOS and len(set(TEN_PHOTOS)) == 10
    assert len(set(patches.train_labels[:50])) == 10  # shuffled


def test_ten_color_photographs_are_read_without_a_network(monkeypatch):
    def refused(*_, **__):
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    for name in TEN_PHOTOS:
        photo = small_photo(name)
        assert photo.dtype == np.uint8 and photo.shape[2] == 3
        assert (photo[..., 0] != photo[..., 2]).any(), name


def test_a_small_photograph_is_half_as_high_and_wide():
    large, small = data.load_photo("china").astype(int), small_photo("china")
    assert small.shape == (large.shape[0] // 2, large.shape[1] // 2, 3)
    square = large[20:22, 50:52, 1]
    assert abs(small[10, 25, 1] - square.mean()) <= 0.5


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", TEN_PHOTOS)
def test_by_region_no_pixel_is_in_both_parts(name, seed):
    train, test = patch_places(name, seed)
    assert len(train) == 400 and len(test) == 100
    shape = small_photo(name).shape[:2]
    for places in (train, test):
        assert (places >= 0).all() and (places + 32 <= shape).all()
    trained, tested = covered(train, shape), covered(test, shape)
    assert not (trained & tested).any()
    for pixels, share in [(trained, 0.75), (tested, 0.25)]:
        assert pixels.any(axis=1).mean() > 0.95  # of the rows
        assert share - 0.05 < pixels.any(axis=0).mean() < share + 0.01  # of the columns


@pytest.mark.parametrize("name", TEN_PHOTOS)
def test_at_random_most_test_patches_overlap_training_patches(name):
    train, test = patch_places(name, split="random")
    assert len(train) == 400 and len(test) == 100
    apart = np.abs(test[:, None] - train[None])  # (100, 400, 2)
    assert (apart < 32).all(axis=2).any(axis=1).mean() > 0.9


@pytest.mark.parametrize("split", ["region", "random"])
def test_the_patches_are_those_at_the_places(split):
    patches = data.load_ten_photos(2, split)
    photo, parts = small_photo("chelsea"), patch_places("chelsea", 2, split)
    for images, labels, places in [
        (patches.train_images, patches.train_labels, parts[0]),
        (patches.test_images, patches.test_labels, parts[1]),
    ]:
        found = images[labels == TEN_PHOTOS.index("chelsea")]
        cut = [photo[row : row + 32, column : column + 32] for row, column in places]
        assert sorted(p.tobytes() for p in found) == sorted(p.tobytes() for p in cut)


def test_the_same_seed_cuts_the_same_and_another_cuts_elsewhere():
    first, again, other = (data.load_ten_photos(seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.train_images, again.train_images)
    np.testing.assert_array_equal(first.test_labels, again.test_labels)
    assert not np.array_equal(first.train_images, other.train_images)
    assert not np.array_equal(patch_places("coffee", 3)[1], patch_places("coffee", 4)[1])


def test_the_careless_split_promises_too_much():
    def score(split):
        patches = data.load_ten_photos(split=split)
        train, test = (x.reshape(len(x), -1) for x in (patches.train_images, patches.test_images))
        model = KNeighborsClassifier(1).fit(train.astype(np.float32), patches.train_labels)
        return model.score(test.astype(np.float32), patches.test_labels)

    assert score("random") > score("region") + 0.1


@pytest.mark.parametrize(
    "seed, split, error, message",
    [
        (-1, "region", ValueError, "seed must be at least 0, got -1"),
        (0.5, "region", TypeError, "seed must be a whole number, got 0.5"),
        (0, "regions", ValueError, "split must be one of region, random, got 'regions'"),
        (0, None, ValueError, "split must be one of region, random, got None"),
    ],
)
def test_bad_input_is_refused(seed, split, error, message):
    with pytest.raises(error, match=message):
        data.load_ten_photos(seed, split)
    with pytest.raises(error, match=message):
        patch_places("china", seed, split)


def test_an_eleventh_photograph_is_refused():
    for name in ("moon", None, np.arange(2)):
        with pytest.raises(ValueError, match="no such photograph: .*there are china, .*hubble"):
            patch_places(name)
