"""Near-duplicates are found, and a group never stands on both sides of the split."""

import dataclasses

import numpy as np
import pytest

from cnn_course import data
from cnn_course.data.findings import EMPTY, LEAKED, TWICE
from tests.data.standins import flat, picture, written


@pytest.fixture(scope="module")
def drawn():
    return data.make_cats_dogs(60, seed=3)


CHANGES = {
    "the same": lambda p: p,
    "darker": lambda p: (p * 0.7).astype(np.uint8),
    "mirrored": lambda p: np.ascontiguousarray(p[:, ::-1]),
    "smaller": lambda p: np.ascontiguousarray(p[::2, ::2]),
    "a border lost": lambda p: p[2:, 2:],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found_and_nothing_else(drawn, change):
    pictures = list(drawn.train_images[:20])
    copies = [CHANGES[change](picture) for picture in pictures]
    assert data.alike_groups(pictures + copies).tolist() == [*range(20), *range(20)]


def test_who_is_like_a_third_is_in_one_group(drawn):
    """A chain: the ends differ, each is like its neighbor."""
    start = drawn.train_images[0].astype(float)
    end = drawn.train_images[1][: len(start), : start.shape[1]].astype(float)
    start = start[: len(end), : end.shape[1]]
    chain = [(start + (end - start) * k / 12).astype(np.uint8) for k in range(13)]
    assert set(data.alike_groups([chain[0], chain[-1]])) == {0, 1}
    assert set(data.alike_groups(chain)) == {0}


def test_more_pictures_than_are_compared_at_once(drawn, monkeypatch):
    pictures = list(drawn.train_images[:10]) * 2
    expected = data.alike_groups(pictures)
    monkeypatch.setattr("cnn_course.data.alike.ROWS", 3)
    assert data.alike_groups(pictures).tolist() == expected.tolist() == [*range(10)] * 2


def test_pictures_of_one_color_are_like_no_other():
    pictures = np.stack([flat(value) for value in (0, 90, 200)])
    assert data.alike_groups(pictures).tolist() == [0, 1, 2]


def marked(groups, labels, classes):
    """An ImageData whose pictures carry their own place, a third of it the test."""
    n = len(groups)
    images = np.arange(n, dtype=np.uint8).reshape(n, 1, 1, 1) * np.ones((1, 4, 4, 1), np.uint8)
    cut = 2 * n // 3
    files = tuple(f"{place}.png" for place in range(n))
    return data.ImageData(
        *(images[:cut], labels[:cut], images[cut:], labels[cut:]),
        tuple(f"class {k}" for k in range(classes)),
        255,
        "places",
        train_files=files[:cut],
        test_files=files[cut:],
    )


@pytest.mark.parametrize("classes", [2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(3))
def test_no_group_is_on_both_sides_and_every_class_is(classes, seed):
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(8 * classes), rng.integers(1, 5, 8 * classes))
    labels = groups % classes
    pictures = marked(groups, labels, classes)
    found = data.split_by_group(pictures, groups, seed=seed)
    train = found.train_images[:, 0, 0, 0].astype(int)
    test = found.test_images[:, 0, 0, 0].astype(int)
    assert sorted([*train, *test]) == list(range(len(groups)))
    assert not np.intersect1d(groups[train], groups[test]).size
    assert set(found.train_labels) == set(found.test_labels) == set(range(classes))
    assert (labels[train] == found.train_labels).all() and (labels[test] == found.test_labels).all()
    assert found.train_files == tuple(f"{place}.png" for place in train)
    assert found.test_files == tuple(f"{place}.png" for place in test)
    assert 0.05 < len(test) / len(groups) < 0.45


@pytest.mark.parametrize("sizes", [[2, 3, 3, 1, 4, 2], [2, 4, 7, 6, 4], [1, 1, 2, 1], [9, 1, 1, 9]])
@pytest.mark.parametrize("seed", range(4))
def test_where_no_fifth_has_every_class_another_part_is_taken(sizes, seed):
    """Few groups, as even and odd numbers of two classes: most parts lack one of them."""
    groups = np.repeat(np.arange(len(sizes)), sizes)
    found = data.split_by_group(marked(groups, groups % 2, 2), groups, seed=seed)
    for labels in (found.train_labels, found.test_labels):
        assert set(labels) == {0, 1}


def test_by_default_near_duplicates_stay_together(tmp_path, drawn):
    files = {}
    for place in range(24):
        kind = drawn.class_names[drawn.train_labels[place]]
        for change in ("the same", "darker", "mirrored"):
            name = f"{kind}/{place:02} {change}.png"
            files[name] = picture(CHANGES[change](drawn.train_images[place]))
    loaded = data.load_image_folder(written(tmp_path, files), size=48)
    found = data.split_by_group(loaded)
    of = [{name.split()[0] for name in part} for part in (found.train_files, found.test_files)]
    assert of[0].isdisjoint(of[1]) and len(of[0] | of[1]) == 24
    before = [
        {name.split()[0] for name in part} for part in (loaded.train_files, loaded.test_files)
    ]
    assert before[0] & before[1]
    assert found.how == "pad" and found.class_names == loaded.class_names


def test_what_was_noted_of_the_old_split_is_not_said_of_the_new_one(drawn):
    noted = dataclasses.replace(drawn, notes={LEAKED: ("a and b",), TWICE: ("c",), EMPTY: ("d",)})
    assert data.split_by_group(noted).notes == {EMPTY: ("d",)}


def test_pictures_of_many_sizes_stay_as_they_are(drawn):
    found = data.split_by_group(drawn)
    assert isinstance(found.train_images, tuple) and found.train_files == ()
    assert {p.shape for p in found.train_images + found.test_images} == {
        p.shape for p in drawn.train_images + drawn.test_images
    }


def test_what_cannot_be_split_says_why():
    groups, labels = np.array([0, 0, 0, 1, 2, 3]), np.array([0, 0, 0, 1, 1, 1])
    pictures = marked(groups, labels, 2)
    with pytest.raises(ValueError, match="all pictures of class 'class 0' are in one group"):
        data.split_by_group(pictures, groups)
    with pytest.raises(ValueError, match="there are 6 pictures and 5 groups"):
        data.split_by_group(pictures, groups[1:])
    with pytest.raises(ValueError, match="test_share must be more than 0, at most 0.5"):
        data.split_by_group(pictures, groups, test_share=0.8)
    with pytest.raises(TypeError, match="must be an ImageData, got ndarray"):
        data.split_by_group(pictures.train_images, groups)
    with pytest.raises(ValueError, match="at_least must lie between 0 and 1"):
        data.alike_groups(pictures.train_images, 95)
