"""Near-duplicates are found, and a group never stands on both sides of the split."""

import dataclasses
import re

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


def noisy(value, seed, spread=12):
    """Nearly one color: what is left of a photograph in the dark."""
    noise = np.random.default_rng(seed).normal(0, spread, (96, 96, 1))
    return np.clip(flat(value, 96, 96) + noise, 0, 255).astype(np.uint8)


def test_pictures_of_nearly_one_color_are_like_no_other(drawn):
    """Their small copies are shades of one value: any two would be called alike, or by chance."""
    ramp = np.linspace(0, 3, 96).astype(np.uint8)[None, :, None] + flat(0, 96, 96)
    dark = [ramp, ramp + 1, ramp[:, ::-1].copy(), noisy(4, 0), noisy(4, 1)]
    tiny = [flat(90, 1, 1), flat(91, 3, 4)]
    real = list(drawn.train_images[:3])
    groups = data.alike_groups([*dark, *tiny, *real, *real])
    assert groups.tolist() == [*range(7), *[7, 8, 9] * 2]


def test_what_is_told_of_an_origin_joins_what_is_seen(drawn):
    """Two of one origin, and a copy of one of them: all three, whatever was told of the copy."""
    one, other, third = drawn.train_images[:3]
    pictures = [one, other, third, one // 2]
    assert data.alike_groups(pictures, origins=["a", "a", "", "b"]).tolist() == [0, 0, 1, 0]
    assert data.alike_groups(pictures, origins=[""] * 4).tolist() == [0, 1, 2, 0]
    with pytest.raises(ValueError, match="there are 4 pictures and 3 origins"):
        data.alike_groups(pictures, origins=["a", "b", "c"])


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
    with pytest.raises(ValueError, match="all 3 pictures of class 'class 0' are in one group"):
        data.split_by_group(pictures, groups)
    with pytest.raises(ValueError, match="there are 6 pictures and 5 groups"):
        data.split_by_group(pictures, groups[1:])
    with pytest.raises(ValueError, match="test_share must be more than 0, at most 0.5"):
        data.split_by_group(pictures, groups, test_share=0.8)
    with pytest.raises(TypeError, match="must be an ImageData, got ndarray"):
        data.split_by_group(pictures.train_images, groups)
    with pytest.raises(ValueError, match="at_least must lie between 0 and 1"):
        data.alike_groups(pictures.train_images, 95)


def test_a_class_that_looks_alike_is_told_how_to_part_it(tmp_path):
    """Skies: different, and alike at 0.95. The value that is named does part them."""
    rows = np.linspace(0, 60, 48)[:, None, None]
    skies = [
        np.clip(rows + np.random.default_rng(seed).normal(100, 6, (48, 48, 3)), 0, 255)
        for seed in range(8)
    ]
    other = data.make_cats_dogs(16, seed=1)
    files = {f"sky/{i}.png": picture(sky) for i, sky in enumerate(skies)}
    files |= {f"other/{i}.png": picture(p) for i, p in enumerate(other.train_images)}
    loaded = data.load_image_folder(written(tmp_path, files), size=48)
    with pytest.raises(ValueError, match="all 8 pictures of class 'sky'.*at_least=") as refused:
        data.split_by_group(loaded)
    at_least = float(re.search(r"at_least=([\d.]+)\)", str(refused.value))[1])
    groups = data.alike_groups([*loaded.train_images, *loaded.test_images], at_least)
    assert len(data.split_by_group(loaded, groups).test_files) >= 2


def test_equal_pictures_are_not_told_to_part(drawn):
    groups, labels = np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])
    equal = dataclasses.replace(
        marked(groups, labels, 2), train_images=(drawn.train_images[0],) * 2
    )
    with pytest.raises(
        ValueError, match="all 2 pictures .* both sides; add pictures of another o[a-z]*$"
    ):
        data.split_by_group(equal, groups)
    with pytest.raises(ValueError, match="class 'class 0' has one picture, so it cannot"):
        data.split_by_group(marked(np.arange(3), np.array([0, 1, 1]), 2), np.arange(3))


def test_a_class_of_three_does_not_enlarge_the_test(recwarn):
    """Of 90 and 3 pictures a fifth is taken, one of the three in it, and nobody is warned."""
    labels = np.repeat([0, 1], [90, 3])
    larger, smaller = data.deal_by_group(labels, np.arange(93))
    assert 18 <= len(smaller) <= 20 and np.sum(labels[smaller]) == 1
    assert sorted([*larger, *smaller]) == list(range(93))
    assert not recwarn.list
    with pytest.raises(ValueError, match="no split has every class on both sides"):
        data.deal_by_group([0, 0, 1], [0, 1, 2])


def test_a_split_made_by_hand_is_known(tmp_path):
    drawn = data.make_cats_dogs(12, seed=0)
    files = {
        f"{'Test' if i % 4 == 0 else 'Train'}/{kind}/{i}.png": picture(drawn.train_images[i])
        for i in range(8)
        for kind in ("test", "train")  # classes that are called so change nothing
    }
    by_hand = data.load_image_folder(written(tmp_path / "a", files), size=32)
    assert len(by_hand.test_files) == 4 and data.parted_by_folders(by_hand)
    assert not data.parted_by_folders(data.split_by_group(by_hand, np.arange(16)))
    # Wrapped in a folder called train, and drawn.
    wrapped = {
        f"train/{kind}/test/{i}.png": picture(drawn.train_images[i])
        for i in range(5)
        for kind in ("cats", "dogs")
    }
    assert not data.parted_by_folders(
        data.load_image_folder(written(tmp_path / "b", wrapped), size=32)
    )
    assert not data.parted_by_folders(drawn)
