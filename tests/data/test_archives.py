"""Folders and zips are read without trusting them."""

import os
import zipfile

import numpy as np
import pytest

from cnn_course import data
from cnn_course.data import archives
from tests.data.standins import flat, picture, written, zipped

RED = picture(flat((200, 0, 0)))
GOOD = {f"pets/{label}/{i}.png": RED for label in ("cats", "dogs") for i in range(3)}


def zip_of(tmp_path, files):
    path = tmp_path / "pets.zip"
    path.write_bytes(files if isinstance(files, bytes) else zipped(files))
    return path


def load(path):
    return data.load_image_folder(path, test_share=0.4)


def test_a_folder_and_its_zip_give_the_same(tmp_path):
    clutter = {
        "pets/cats/.hidden.png": RED,
        "pets/.git/objects/1.png": RED,
        "__MACOSX/pets/cats/._1.png": b"not a picture",
        "pets/dogs/Thumbs.db": b"not a picture",
    }
    files = GOOD | clutter
    one, other = load(written(tmp_path / "all", files)), load(zip_of(tmp_path, files))
    for found in (one, other):
        assert found.problems == ()
        assert found.class_names == ("cats", "dogs")
        assert (len(found.train_images), len(found.test_images)) == (4, 2)
    np.testing.assert_array_equal(np.stack(one.train_images), np.stack(other.train_images))


def test_a_zip_written_the_windows_way(tmp_path):
    files = {name.replace("/", "\\"): content for name, content in GOOD.items()}
    assert len(load(zip_of(tmp_path, files)).train_images) == 4


def test_a_zip_that_holds_a_name_twice_is_read_as_if_unpacked(tmp_path):
    pairs = [*GOOD.items(), ("pets/cats/0.png", picture(flat(7)))]
    path = tmp_path / "pets.zip"
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "w") as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    found = load(path)
    assert sum(p.max() == 7 for p in (*found.train_images, *found.test_images)) == 1


@pytest.mark.parametrize(
    "name", ["../cats/1.png", "pets/../../1.png", "/etc/1.png", "C:/1.png", "..\\1.png", "\\1.png"]
)
def test_a_zip_that_points_outside_is_refused_by_name(name, tmp_path):
    path = zip_of(tmp_path, GOOD | {name: RED})
    with pytest.raises(ValueError, match="pets.zip holds '.*1.png', which points outside of it"):
        load(path)


def test_a_link_in_a_zip_is_no_picture(tmp_path):
    link = zipfile.ZipInfo("pets/cats/link.png")
    link.external_attr = 0o120777 << 16
    path = zip_of(tmp_path, GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert load(path).problems == (
        "pets/cats/link.png: a link, which leads nowhere in a zip; unpack it and give the folder",
    )


@pytest.mark.parametrize(
    "content", [zipped(GOOD)[:-100], b"", b"a letter"], ids=["half", "no", "text"]
)
def test_what_is_no_whole_zip_is_refused(content, tmp_path):
    says = "pets.zip is no zip, or only a part of one; give a folder or a whole zip"
    with pytest.raises(ValueError, match=says):
        load(zip_of(tmp_path, content))


def test_a_zip_that_is_damaged_inside_loses_one_picture(tmp_path):
    content = bytearray(zipped(GOOD))
    at = content.index(b"pets/cats/1.png") + len("pets/cats/1.png")
    content[at + 5 : at + 15] = b"0123456789"
    (problem,) = load(zip_of(tmp_path, bytes(content))).problems
    assert problem.startswith("pets/cats/1.png: damaged in the zip (")


def test_an_encrypted_zip_is_refused(tmp_path):
    content = bytearray(zipped(GOOD))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1  # the flag in the list of members
    with pytest.raises(ValueError, match="pets.zip is encrypted .'pets/cats/0.png'.; unpack it"):
        load(zip_of(tmp_path, bytes(content)))


def test_a_bomb_in_a_zip_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = zip_of(tmp_path, GOOD | {"pets/cats/bomb.png": bytes(1_000_000)})
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    monkeypatch.setattr(archives, "LARGEST_FILE", 999_999)
    says = "holds 'pets/cats/bomb.png', which unpacks to 1,000,000 bytes, more than the 999,999"
    with pytest.raises(ValueError, match=says):
        load(path)
    monkeypatch.setattr(archives, "LARGEST_FILE", 1_000_000)
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 1_000_000)
    says = r"pets.zip unpacks to 1,00\d,\d+ bytes, more than the 1,000,000 that are read"
    with pytest.raises(ValueError, match=says):
        load(path)


def test_a_zip_that_lies_about_a_size_loses_one_picture(tmp_path):
    content = bytearray(zipped({"pets/cats/0.png": RED + bytes(100_000)} | GOOD))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (50).to_bytes(4, "little")
    path = zip_of(tmp_path, bytes(content))
    with archives.open_files(path) as files:
        assert files.names[0] == "pets/cats/0.png"
        with pytest.raises(archives.Unreadable, match=r"damaged in the zip \(Bad CRC-32"):
            files.read("pets/cats/0.png")


def test_a_file_too_large_or_not_a_file_loses_one_picture(tmp_path, monkeypatch):
    folder = written(tmp_path / "all", GOOD | {"pets/cats/9.png": bytes(1001)})
    os.mkfifo(folder / "pets" / "dogs" / "pipe.png")
    monkeypatch.setattr(archives, "LARGEST_FILE", 1000)
    assert load(folder).problems == (
        "pets/cats/9.png: 1,001 bytes, more than 1,000",
        "pets/dogs/pipe.png: not a file",
    )


def test_a_file_that_may_not_be_read_loses_one_picture(tmp_path, monkeypatch):
    folder = written(tmp_path / "all", GOOD)
    real = archives.Path.read_bytes

    def read_bytes(path):
        if path.name == "1.png" and path.parent.name == "cats":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(archives.Path, "read_bytes", read_bytes)
    assert load(folder).problems == ("pets/cats/1.png: Permission denied",)


def test_nothing_is_unpacked_to_disk(tmp_path):
    path = zip_of(tmp_path, GOOD)
    load(path)
    assert [p.name for p in tmp_path.rglob("*")] == ["pets.zip"]
