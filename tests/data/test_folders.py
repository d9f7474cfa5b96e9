"""The reader's own pictures."""

import numpy as np
import pytest

from cnn_course import data
from cnn_course._streams import picture_bar
from cnn_course.data import folders
from tests.data.standins import flat, picture, written


def files(cats=5, dogs=5, top=""):
    """Cat i is a picture of value i, dog i of value 100 + i."""
    found = {f"{top}cats/{i:02}.png": picture(flat(i)) for i in range(cats)}
    return found | {f"{top}dogs/{i:02}.png": picture(flat(100 + i)) for i in range(dogs)}


def values(images):
    return [int(image[0, 0, 0]) for image in images]


@pytest.mark.parametrize("top", ["", "pets/", "a/b/c/"])
def test_class_folders_are_found_below_other_folders(top, tmp_path):
    found = data.load_image_folder(written(tmp_path, files(top=top)))
    assert found.class_names == ("cats", "dogs")
    assert sorted(values(found.train_images + found.test_images)) == [
        *range(5),
        *range(100, 105),
    ]
    assert np.bincount(found.train_labels).tolist() == [4, 4]
    assert np.bincount(found.test_labels).tolist() == [1, 1]
    for images, labels in (
        (found.train_images, found.train_labels),
        (found.test_images, found.test_labels),
    ):
        assert [value >= 100 for value in values(images)] == labels.astype(bool).tolist()
    assert values(found.train_images) == sorted(values(found.train_images))


def test_train_and_test_folders_are_kept_apart_and_others_listed(tmp_path):
    parts = files(2, 2, "Train/") | files(3, 1, "TEST/") | files(1, 1, "more/")
    found = data.load_image_folder(written(tmp_path, parts), test_share=0.9)
    assert values(found.train_images) == [0, 1, 100, 101]
    assert values(found.test_images) == [0, 1, 2, 100]
    assert found.problems == ("more/ (2 files, beside train/ and test/): not in a class folder",)


def test_sixty_pictures_in_a_third_part_are_one_sentence(tmp_path):
    parts = files(3, 3, "my/train/") | files(3, 3, "my/test/") | files(30, 30, "my/val/")
    parts |= {"my/notes.txt": b"hm", "my/train/loose.txt": b"hm", "my/one/a.txt": b"hm"}
    assert data.load_image_folder(written(tmp_path, parts)).problems == (
        "my/notes.txt: not in a class folder",
        "my/one/a.txt: not in a class folder",
        "my/train/loose.txt: not in a class folder",
        "my/val/ (60 files, beside train/ and test/): not in a class folder",
    )


def test_pictures_in_folders_of_a_class_folder_belong_to_the_class(tmp_path):
    more = {"cats/2024/may/1.png": picture(flat(50)), "notes.txt": b"mine"}
    found = data.load_image_folder(written(tmp_path, files() | more))
    assert 50 in values(found.train_images + found.test_images)
    assert found.problems == ("notes.txt: not in a class folder",)


def test_classes_whose_names_begin_alike_stay_apart(tmp_path):
    parts = {f"cat/{i}.png": picture(flat(i)) for i in range(2)}
    parts |= {f"cats/{i}.png": picture(flat(9)) for i in range(2)}
    found = data.load_image_folder(written(tmp_path, parts), test_share=0.5)
    assert (np.array(values(found.train_images)) == 9).tolist() == [False, True]


def test_a_folder_whose_name_begins_like_train_is_outside(tmp_path):
    parts = {f"{part}/{i}/a.png": picture(flat(i)) for part in ("train", "test") for i in (1, 2)}
    parts |= {"train_2/x.png": picture(flat(99)), "1/y.png": picture(flat(98))}
    found = data.load_image_folder(written(tmp_path, parts))
    assert values(found.train_images) == [1, 2]
    assert found.problems == (
        "1/y.png: not in a class folder",
        "train_2/x.png: not in a class folder",
    )


def test_seed_and_share_choose_the_test_pictures(tmp_path):
    folder = written(tmp_path, files(20, 20))
    first, again, other = (data.load_image_folder(folder, seed=seed) for seed in (0, 0, 1))
    assert values(first.test_images) == values(again.test_images)
    assert values(first.test_images) != values(other.test_images)
    half = data.load_image_folder(folder, test_share=0.5)
    assert np.bincount(half.test_labels).tolist() == [10, 10]


def test_sizes_are_kept_or_made_equal(tmp_path):
    folder = written(tmp_path, files() | {"cats/wide.png": picture(flat(60, 2, 16))})
    kept = data.load_image_folder(folder)
    assert isinstance(kept.train_images, tuple)
    assert {p.shape for p in kept.train_images + kept.test_images} == {(6, 8, 3), (2, 16, 3)}
    made = data.load_image_folder(folder, size=4, how="squash", color=False)
    assert made.train_images.shape == (9, 4, 4, 1) and made.test_images.shape == (2, 4, 4, 1)
    np.testing.assert_array_equal(made.train_labels, kept.train_labels)
    assert values(made.train_images) == values(kept.train_images)
    other = kept.resize((4, 5))
    np.testing.assert_array_equal(
        other.train_images, data.load_image_folder(folder, (4, 5)).train_images
    )


def test_damaged_files_are_skipped_and_listed_without_gaps(tmp_path):
    bad = {
        "cats/01.png": b"",
        "cats/99.png": b"a letter",
        "dogs/00.png": picture(flat(100, 60, 60), "JPEG")[:-20],
    }
    folder = written(tmp_path, files() | bad)
    for size in (None, 8):
        found = data.load_image_folder(folder, size, test_share=0.4)
        assert len(found.train_images) == len(found.train_labels)
        both = sorted([*values(found.train_images), *values(found.test_images)])
        # The corner of a padded picture is black.
        assert both == ([0, 2, 3, 4, 101, 102, 103, 104] if size is None else [0] * 8)
        assert sorted(found.problems)[:2] == [
            "cats/01.png: empty file",
            "cats/99.png: not a JPEG, PNG, GIF, WebP or BMP picture",
        ]
        assert sorted(found.problems)[2].startswith("dogs/00.png: damaged (image file is truncated")
        assert "skipped: 3, see .problems" in repr(found)


@pytest.mark.parametrize(
    "content, says",
    [
        ({"a.png": picture(flat(1))}, "has no class folder; put the pictures of each class into"),
        ({"cats/a.png": picture(flat(1))}, "has one class folder only, 'cats'; put the pictures"),
        (files() | {"wolves/": b""}, "class folder 'wolves' in .* is empty; put pictures into it"),
        (files() | {"wolves/.a.png": b""}, "class folder 'wolves' in .* is empty"),
        (
            files(dogs=0) | {f"dogs/{i}.txt": b"woof" for i in range(5)},
            "no file of class 'dogs' could be read .* the first of 5: dogs/.*txt: not a JPEG",
        ),
        (files(2, 5), "test_share 0.2 of the 2 files of class 'cats' is 0: each class needs at"),
        (
            files(3, 3, "train/") | files(3, 3, "test/") | {"test/wolves/1.png": b""},
            "class 'wolves' has no folder in train/; each class needs both",
        ),
        (
            files(3, 3, "train/") | files(3, 3, "test/") | {"train/wolves/1.png": b""},
            "class 'wolves' has no folder in test/; each class needs both",
        ),
        (files(3, 3, "train/") | {"test/1.png": b""}, "test/ of .* has no class folder"),
    ],
    ids=range(9),
)
def test_folders_that_cannot_be_classes(content, says, tmp_path):
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(written(tmp_path, content))


@pytest.mark.parametrize(
    "options, error, says",
    [
        ({"size": 0}, ValueError, "size must be at least 1, got 0"),
        ({"size": (8, 0)}, ValueError, r"size \(columns\) must be at least 1, got 0"),
        ({"size": 2.5}, TypeError, "size must be a whole number, got 2.5"),
        ({"size": (8, 8, 3)}, ValueError, "size must be one whole number or a pair"),
        ({"how": "stretch"}, ValueError, 'how must be "pad", "crop" or "squash", got \'stretch\''),
        ({"color": "L"}, TypeError, "color must be True or False, got 'L'"),
        ({"test_share": 0}, ValueError, "test_share must lie between 0 and 1, got 0"),
        ({"test_share": 1.0}, ValueError, "test_share must lie between 0 and 1, got 1.0"),
        ({"test_share": True}, TypeError, "test_share must be a number, got True"),
        ({"test_share": "0.2"}, TypeError, "test_share must be a number, got '0.2'"),
        ({"test_share": None}, TypeError, "test_share must be a number, got None"),
        ({"test_share": 0.95}, ValueError, "test_share 0.95 of the 5 files of class 'cats' is 5"),
        ({"seed": -1}, ValueError, "seed must be at least 0, got -1"),
    ],
)
def test_options_out_of_range(options, error, says, tmp_path):
    with pytest.raises(error, match=says):
        data.load_image_folder(written(tmp_path, files()), **options)


def test_a_path_where_nothing_is(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file or folder .*nothing .from"):
        data.load_image_folder(tmp_path / "nothing")
    with pytest.raises(ValueError, match="the path is empty"):
        data.load_image_folder("")


def test_a_path_from_home(tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    written(tmp_path / "mine", files())
    assert len(data.load_image_folder("~/mine").train_images) == 8


def test_options_are_looked_at_before_pictures(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "decode", None)
    with pytest.raises(ValueError, match="test_share must lie"):
        data.load_image_folder(written(tmp_path, files()), test_share=2)


def test_reading_prints_nothing(tmp_path, capfd, recwarn):
    data.load_image_folder(written(tmp_path, files()), size=4)
    assert picture_bar(total=5).disable  # however long it takes: this is no terminal
    assert capfd.readouterr() == ("", "")
    assert not list(recwarn)
