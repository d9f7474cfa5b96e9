"""Folders that links lead to: each is read once, and what leads nowhere is listed."""

import os

import pytest

from cnn_course import data
from cnn_course.data.findings import EMPTY, HIDDEN
from tests.data.standins import flat, picture, told, written


def few(first, *places):
    """Five pictures in each folder, all different."""
    values = iter(range(first, 255))
    return {f"{place}/{i}.png": picture(flat(next(values))) for place in places for i in range(5)}


def link(place, target, folder=True):
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.symlink_to(target, target_is_directory=folder)
    except OSError as error:  # Windows asks for a privilege
        pytest.skip(f"links cannot be made here: {error}")


def values(found):
    return sorted(int(p[0, 0, 0]) for p in (*found.train_images, *found.test_images))


def test_class_folders_that_are_links_are_read(tmp_path):
    far = written(tmp_path / "far", few(0, "c", "d"))
    for name, target in (("cats", far / "c"), ("dogs", "../far/d")):
        link(tmp_path / "pets" / name, target)
    link(tmp_path / "called", tmp_path / "pets")
    for path in (tmp_path / "pets", tmp_path / "called"):
        found = data.load_image_folder(path)
        assert found.class_names == ("cats", "dogs") and found.problems == ()
        assert values(found) == [*range(10)]


def test_train_and_test_may_be_links(tmp_path):
    far = written(tmp_path / "far", few(0, "a/cats", "a/dogs", "b/cats", "b/dogs"))
    link(tmp_path / "pets" / "train", far / "a")
    link(tmp_path / "pets" / "test", far / "b")
    found = data.load_image_folder(tmp_path / "pets")
    assert (len(found.train_images), len(found.test_images), found.problems) == (10, 10, ())


def test_links_inside_of_a_class_folder_are_followed_to_folders_and_files(tmp_path):
    far = written(tmp_path / "far", few(50, "more/deep") | {"one.png": picture(flat(90))})
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    link(pets / "cats" / "more", far / "more")
    link(pets / "dogs" / "one.png", far / "one.png", folder=False)
    found = data.load_image_folder(pets)
    assert values(found) == [*range(10), *range(50, 55), 90]
    assert found.problems == ()


def test_links_that_lead_nowhere_or_in_a_circle_are_listed(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    link(pets / "again", pets)
    link(pets / "cats" / "here", ".")
    link(pets / "cats" / "up", tmp_path)
    link(pets / "dogs" / "gone.png", "nowhere.png", folder=False)
    link(pets / "dogs" / "self.png", "self.png", folder=False)
    found = data.load_image_folder(pets)
    assert values(found) == [*range(10)]
    listed = " | ".join(found.problems)
    assert f"again: link to {pets}, in which it lies" in found.problems
    assert f"cats/here: link to {pets / 'cats'}, in which it lies" in found.problems
    assert f"cats/up: link to {tmp_path}, in which it lies" in found.problems
    assert "dogs/gone.png: broken link to nowhere.png (" in listed
    assert "dogs/self.png: broken link to self.png (" in listed
    assert len(found.problems) == 5 and "skipped: 5, see .problems" in repr(found)


def test_two_links_that_lead_to_each_other_end(tmp_path):
    far = written(tmp_path / "far", few(50, "b"))
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    link(pets / "cats" / "a", far / "b")
    link(far / "b" / "back", pets)
    found = data.load_image_folder(pets)
    assert values(found) == [*range(10), *range(50, 55)]
    assert found.problems == ("cats/a/back: the same folder as ., which is read already",)


def test_a_folder_is_read_where_it_stands_and_only_once(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    link(pets / "cats" / "a", "../dogs")  # comes first by name, and still gives way
    far = written(tmp_path / "far", few(50, "in"))
    link(pets / "cats" / "b", far)
    link(pets / "cats" / "c", far / "in")
    found = data.load_image_folder(pets)
    assert values(found) == [*range(10), *range(50, 55)]
    assert found.problems == (
        "cats/a: the same folder as dogs, which is read already",
        "cats/c: the same folder as cats/b/in, which is read already",
    )


def test_many_links_to_one_folder_do_not_multiply(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    for level in range(12):
        for name in "abc":
            link(tmp_path / "far" / str(level) / name, tmp_path / "far" / str(level + 1))
    (tmp_path / "far" / "12").mkdir()
    link(pets / "cats" / "more", tmp_path / "far" / "0")
    assert values(data.load_image_folder(pets)) == [*range(10)]


def test_a_class_that_is_another_one_again_is_refused_with_the_reason(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    link(pets / "wolves", "dogs")
    says = (
        "class folder 'wolves' in .*pets is empty; put pictures into it or take it away "
        r"\(left out: wolves: the same folder as dogs, which is read already\)"
    )
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(pets)


@pytest.fixture
def locked(monkeypatch):
    """Make the folders of this name unreadable, for the superuser as well."""
    names, scandir = set(), os.scandir

    def refuse(path):
        if os.path.basename(path) in names:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    return names


def test_a_folder_that_may_not_be_read_is_listed(tmp_path, locked):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs", "dogs/locked"))
    locked.add("locked")
    found = data.load_image_folder(pets)
    assert values(found) == [*range(10)]
    assert found.problems == ("dogs/locked: Permission denied",)


@pytest.mark.parametrize(
    "name, says",
    [
        ("dogs", r"class folder 'dogs' .* is empty; .* \(left out: dogs: Permission denied\)"),
        ("pets", r"has no class folder; .* \(left out: .: Permission denied\)"),
    ],
)
def test_a_class_or_a_whole_that_may_not_be_read_is_refused_with_the_reason(
    name, says, tmp_path, locked
):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    locked.add(name)
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(pets)


def test_hidden_files_and_empty_folders_are_counted(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs"))
    written(
        pets, {".git/1": b"", "cats/.DS_Store": b"", "cats/@eaDir/1.png": b"", "dogs/old/": b""}
    )
    link(pets / "dogs" / ".gone", "nowhere")
    found = data.load_image_folder(pets)
    assert found.problems == ()
    assert told(found.notes) == {
        EMPTY: ("dogs/old",),
        HIDDEN: (".git", "cats/.DS_Store", "cats/@eaDir", "dogs/.gone"),
    }
    assert repr(found).endswith(
        "\nempty folders: 1, see .notes\nhidden or system files left out: 4, see .notes"
    )


def test_a_class_with_hidden_files_only_is_refused_with_the_reason(tmp_path):
    pets = written(tmp_path / "pets", few(0, "cats", "dogs") | {"wolves/.a": b"", "wolves/.b": b""})
    says = r"'wolves' .* is empty; .* \(left out: wolves/.a: hidden and 1 more\)"
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(pets)
