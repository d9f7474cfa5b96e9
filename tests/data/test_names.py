"""Names in every alphabet, in both forms of Unicode, and in none."""

import os
import unicodedata
import zipfile

import pytest

from cnn_course import data
from cnn_course.data.findings import MERGED
from cnn_course.data.folders import read_pictures
from tests.data.standins import flat, picture, told, written, zipped

SHORT, LONG = (unicodedata.normalize(form, "Kätzchen") for form in ("NFC", "NFD"))


def some(*places):
    values = iter(range(255))
    return {f"{place}/{i}.png": picture(flat(next(values))) for place in places for i in range(5)}


def made(folder, files):
    """As `written`, where the file system allows such names and tells them apart."""
    try:
        written(folder, files)
    except (OSError, UnicodeError) as error:
        pytest.skip(f"such names cannot be written here: {error}")
    if len([path for path in folder.rglob("*") if path.is_file()]) < len(files):
        pytest.skip("this file system takes the two forms for one")
    return folder


def can_be_printed(found):
    """Whether all that a reader may print is text."""
    lines = [repr(found), found.source, *found.class_names, *found.problems, *found.notes]
    "\n".join([*lines, *(line for noted in found.notes.values() for line in noted)]).encode()
    return all(line.isprintable() for line in (*found.class_names, *found.problems))


def test_names_that_are_no_text_are_shown_with_escapes(tmp_path):
    latin = "K\udce4tzchen"  # Kätzchen, as an old system stored it
    files = some(f"all/{latin}", "all/dogs") | {
        "b\xe4d \udcff\n\x1b.png": b"",
        "all/dogs/.\udcff": b"",
    }
    found = data.load_image_folder(made(tmp_path / latin, files))
    assert found.class_names == ("K\\udce4tzchen", "dogs")
    assert found.source == "pictures from K\\udce4tzchen"
    assert found.problems == ("bäd \\udcff\\n\\x1b.png: not in a class folder",)
    assert len(found.train_images) == 8 and can_be_printed(found)


def test_errors_can_be_printed_as_well(tmp_path):
    root = made(tmp_path / "\udce4", {"cats\udce4/1\udce4.png": b"", "dogs/1.png": b""})
    for path in (root, root / "cats\udce4", root / "none", root / "dogs" / "1.png"):
        with pytest.raises((ValueError, FileNotFoundError)) as caught:
            data.load_image_folder(path, test_share=0.5)
        str(caught.value).encode()


@pytest.mark.skipif(os.sep == "\\", reason="names hold no backslash here")
def test_names_that_differ_only_as_escapes_stay_apart(tmp_path):
    root = made(tmp_path, some("a\udce4", "a\\udce4", "a\\\\udce4"))
    found = data.load_image_folder(root)
    assert found.class_names == ("a\\\\\\\\udce4", "a\\\\udce4", "a\\udce4")
    assert len(found.train_images) == 12


def test_the_two_forms_of_a_letter_are_one_class(tmp_path):
    found = data.load_image_folder(made(tmp_path, some(SHORT, LONG, "Hunde")))
    assert found.class_names == ("Hunde", SHORT)
    assert [int(sum(found.train_labels == i)) for i in (0, 1)] == [4, 8]
    assert found.problems == () and told(found.notes) == {
        MERGED: (f"{ascii(LONG)}, {ascii(SHORT)}: class {SHORT!r}",)
    }


def test_train_and_test_may_store_a_letter_in_two_forms(tmp_path):
    files = some(f"train/{SHORT}", "train/Hunde", f"test/{LONG}", "test/Hunde")
    found = data.load_image_folder(made(tmp_path, files))
    assert found.class_names == ("Hunde", SHORT) and len(found.test_images) == 10


@pytest.mark.parametrize("stored", [SHORT, LONG])
def test_known_classes_are_known_in_both_forms(stored, tmp_path):
    known = {SHORT.lower(): "cats", "hunde": "dogs"}
    root = made(tmp_path, some(stored, "Hunde"))
    assert read_pictures(root, None, "pad", True, 0.2, 0, known).class_names == ("cats", "dogs")


def in_zip(folder, name, flags):
    """A zip in which a class is called by these bytes, with these flags."""
    size = len(name)
    content = zipped(some("X" * size, "dogs"))
    content = bytearray(content.replace(b"X" * size, name))
    for start, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        place = content.find(start)
        while place >= 0:
            content[place + at] = flags if name in content[place : place + 80] else 0
            place = content.find(start, place + 1)
    path = folder / "pets.zip"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "name, flags, shown",
    [
        ("Kätzchen".encode(), 8, "Kätzchen"),
        ("Kätzchen".encode(), 0, "Kätzchen"),  # UTF-8 without saying so
        (LONG.encode(), 0, "Kätzchen"),
        ("Kätzchen".encode("cp437"), 0, "Kätzchen"),
        ("кошки".encode(), 0, "кошки"),
        (b"a\nb\x1b", 0, "a\\nb\\x1b"),
    ],
)
def test_names_in_a_zip_are_read_in_the_way_they_were_stored(name, flags, shown, tmp_path):
    found = data.load_image_folder(in_zip(tmp_path, name, flags))
    assert set(found.class_names) == {shown, "dogs"} and can_be_printed(found)
    assert len(found.train_images) == 8 and found.problems == ()


def test_a_zip_whose_names_are_not_what_it_says_is_refused(tmp_path):
    path = in_zip(tmp_path, "Kätzchen".encode("latin-1"), 8)
    says = "pets.zip says that its names are UTF-8, and some are not; unpack it and give the"
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(path)


def test_a_name_that_is_damaged_in_one_place_of_a_zip_loses_one_picture(tmp_path):
    content = bytearray(zipped(some("cats\N{PAW PRINTS}", "dogs")))
    content[content.index(b"cats") + 4] = 0xFF  # before the file, not in the list of members
    path = tmp_path / "pets.zip"
    path.write_bytes(content)
    (problem,) = data.load_image_folder(path).problems
    assert problem.startswith("cats\N{PAW PRINTS}/0.png: damaged in the zip (")


def test_folders_in_a_zip_written_the_windows_way_are_no_files(tmp_path):
    path = tmp_path / "pets.zip"
    files = {name.replace("/", "\\"): content for name, content in some("cats", "dogs").items()}
    path.write_bytes(zipped({"cats\\": b"", **files}))
    assert data.load_image_folder(path).problems == ()


def test_a_name_twice_in_a_zip_is_said(tmp_path):
    path = tmp_path / "pets.zip"
    pairs = [*some("cats", "dogs").items(), ("cats/0.png", picture(flat(99)))]
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "w") as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    problems = data.load_image_folder(path).problems
    assert problems == ("cats/0.png: twice in the zip; the later one is read",)
