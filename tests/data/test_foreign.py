"""Well-known files that are not read: the message says what they are, and the way out."""

import pytest
from PIL import Image, features

from cnn_course import data
from cnn_course.data.archives import Unreadable
from cnn_course.data.decoding import decode
from cnn_course.data.foreign import KINDS, what_else
from tests.data.standins import flat, picture, saved, written

NO = "not a JPEG, PNG, GIF, WebP or BMP picture"
CONTENTS = {
    "AVIF": [b"\0\0\0 ftypavif\0\0\0\0avifmif1miaf", b"\0\0\0 ftypmif1\0\0\0\0mif1avif"],
    "HEIC, as phones": [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"\0\0\0\x1cftypmif1\0\0\0\0heic"],
    "a raw photograph": [
        b"II*\0\x10\0\0\0CR\2\0",
        b"\0\0\0\x18ftypcrx \0\0",
        b"FUJIFILMCCD-RAW 02",
    ],
    "TIFF": [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0"],
    "JPEG XL": [b"\xff\x0a\xfa", b"\0\0\0\x0cJXL \r\n\x87\n"],
    "JPEG 2000": [b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51\0"],
    "a painting program's file": [b"8BPS\0\1", b"gimp xcf v011"],
    "SVG": [b"<svg xmlns=''>", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a\n -->\n<svg>"],
    "a bitmap of another kind": [b"P6\n8 6\n255\n", b"P5 # a\n", b"\0\0\1\0\1\0"],
    "DICOM": [bytes(128) + b"DICM"],
    "a PDF or PostScript document": [b"%PDF-1.7", b"%!PS-Adobe-3.0 EPSF-3.0\n"],
    "a film": [b"\0\0\0\x14ftypqt  ", b"\0\0\0\x20ftypisom", b"\x1aE\xdf\xa3", b"\0\0\0\x08wide\0"],
    "a web page": [b"<!DOCTYPE html>\n<html>", b"\n<HTML lang=en>"],
    "an archive or office document": [b"PK\3\4\x14\0", b"Rar!\x1a\7", b"\x1f\x8b\x08"],
    "begins like one": [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP"],
    "a shortcut": [b"L\0\0\0\1\x14\2\0", b"[InternetShortcut]\r\n", b"book\0\0\0\0mark"],
}
NAMES = {
    "AVIF": "a.avif",
    "HEIC, as phones": "IMG_0001.HEIC",
    "a raw photograph": "a.b.NEF",
    "TIFF": "scan.tif",
    "JPEG XL": "a.jxl",
    "JPEG 2000": "a.jp2",
    "a painting program's file": "a.psd",
    "SVG": "a.svg",
    "a bitmap of another kind": "a.ppm",
    "DICOM": "a.dcm",
    "a PDF or PostScript document": "a.pdf",
    "a film": "IMG_0001.MOV",
    "a web page": "a.html",
    "an archive or office document": "a.zip",
    "begins like one": None,
    "a shortcut": "a.lnk",
}


def test_every_kind_is_tried():
    for kinds in (CONTENTS, NAMES):
        assert len(kinds) == len(KINDS)
        assert all(kind.title.startswith(title) for kind, title in zip(KINDS, kinds))


@pytest.mark.parametrize("kind, title", [*zip(KINDS, CONTENTS)], ids=CONTENTS)
def test_a_kind_is_known_by_its_content_and_by_its_name(kind, title):
    for content in CONTENTS[title]:
        for name in ("a.jpg", "cats/a", ""):  # whatever it is called
            with pytest.raises(Unreadable) as caught:
                decode(content, name=name)
            assert str(caught.value) == f"{NO}, but {kind.title}: {kind.way_out}"
    if not kind.suffixes:
        return
    with pytest.raises(Unreadable) as caught:
        decode(b"\2 nothing known", name=f"cats/{NAMES[title]}")
    assert str(caught.value) == f"{NO}, but by its name {kind.title}: {kind.way_out}"


def test_a_raw_photograph_that_begins_as_tiff_is_known_by_its_name():
    assert "a raw photograph" in what_else(b"II*\0\x08\0\0\0", "a.NEF")
    assert "TIFF" in what_else(b"II*\0\x08\0\0\0", "a.heic")


@pytest.mark.parametrize(
    "content, name",
    [(b"a letter", "a.jpg"), (b"woof", "a.txt"), (b"P5", "zip"), (b"x", ".tif"), (b"x", "")],
)
def test_of_what_is_not_known_nothing_is_said(content, name):
    assert what_else(content, name) == ""


@pytest.mark.parametrize("kind", ["TIFF", "AVIF", "JPEG2000", "PPM", "ICO", "PDF", "EPS"])
def test_real_files_of_other_programs_are_known(kind):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow writes no AVIF")
    content = saved(Image.fromarray(flat(9, 32, 32)), kind)
    with pytest.raises(Unreadable, match=f"^{NO}, but .*: (export|take)"):
        decode(content)


def test_a_jpeg_of_twelve_bits_is_not_called_another_kind():
    content = bytearray(picture(flat(9, 16, 16), "JPEG"))
    content[content.index(b"\xff\xc0") + 4] = 12  # the bits of a value
    with pytest.raises(
        Unreadable, match=f"^{NO}, but begins like one: it is damaged, or of a rare"
    ):
        decode(bytes(content))


def test_a_picture_is_read_whatever_it_is_called():
    assert decode(picture(flat(9)), name="a.heic").max() == 9


def test_a_folder_of_them_says_how_to_convert(tmp_path):
    files = {
        f"{c}/{i}.png": picture(flat(50 * k + i)) for k, c in enumerate("ab") for i in range(5)
    }
    files |= {"a/IMG_1.HEIC": CONTENTS["HEIC, as phones"][0], "b/x.tif": CONTENTS["TIFF"][0]}
    assert data.load_image_folder(written(tmp_path, files)).problems == (
        f"a/IMG_1.HEIC: {NO}, but HEIC, as phones store photographs: export it as JPEG, in Photos "
        f"or Preview or with heif-convert",
        f"b/x.tif: {NO}, but TIFF: export it as PNG, in Preview or GIMP or with ImageMagick",
    )
