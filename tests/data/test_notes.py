"""What is worth knowing of pictures that were read: equal ones, dark ones, further frames."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from cnn_course import data
from cnn_course.data.decoding import decode
from cnn_course.data.findings import (
    CASE,
    CONTRARY,
    DARK,
    LEAKED,
    MOVING,
    PLAIN,
    TINY,
    TWICE,
    Findings,
)
from tests.data.standins import flat, picture, ramp, saved, told, written

GRAY, COLOR, GRAY_ALPHA, COLOR_ALPHA = 0, 2, 4, 6


def some(start=0, top=""):
    """Five cats and five dogs, all different."""
    return {
        f"{top}{name}/{i}.png": picture(flat(start + 50 * k + i))
        for k, name in enumerate(("cats", "dogs"))
        for i in range(5)
    }


def in_parts():
    """Twenty pictures in train and test, all different."""
    return some(top="train/") | some(100, "test/")


def png16(values, kind, clear=None):
    """A PNG of 16 bits, which Pillow itself cannot write in color."""
    values = np.asarray(values, ">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in values)
    head = struct.pack(">II5B", values.shape[1], values.shape[0], 16, kind, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    if clear is not None:
        chunks.insert(1, (b"tRNS", struct.pack(">H", clear)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def notes_of(content):
    findings = Findings()
    decode(content, name="it", findings=findings)
    return findings.noted()


def test_different_pictures_are_not_worth_a_note(tmp_path):
    files = {f"dogs/{i}.png": picture(ramp(9 * i)) for i in range(5)}
    files |= {f"cats/{i}.png": picture(ramp(90 + 9 * i)) for i in range(5)}
    found = data.load_image_folder(written(tmp_path, files))
    assert found.notes == {} and ".notes" not in repr(found)


def test_a_test_picture_that_stands_in_training_is_said(tmp_path):
    files = in_parts()
    again = Image.fromarray(flat(1))
    files |= {
        "test/cats/same.png": files["train/cats/0.png"],
        "test/dogs/other format.bmp": saved(again, "BMP"),
        "test/dogs/other size.png": picture(flat(2, 8, 6)),
    }
    folder = written(tmp_path, files)
    for size in (None, 4):
        found = data.load_image_folder(folder, size)
        assert told(found.notes) == {
            LEAKED: (
                "test/cats/same.png = train/cats/0.png",
                "test/dogs/other format.bmp = train/cats/1.png",
            ),
            # The second is a leak and, called a dog here and a cat there, a contradiction.
            CONTRARY: ("test/dogs/other format.bmp = train/cats/1.png",),
        }
        assert "\ntest pictures that also stand in training: 2, see .notes\n" in repr(found)
        assert "\nequal pictures in two classes: 1, see .notes\n" in repr(found)
    assert found.resize(3).notes == found.notes


def test_equal_pictures_that_the_draw_parts_are_said(tmp_path):
    files = some() | {f"cats/copy {i}.png": picture(flat(0)) for i in range(9)}
    found = data.load_image_folder(written(tmp_path, files), test_share=0.5)
    black, black_in_test = (
        sum(p.max() == 0 for p in part) for part in (found.train_images, found.test_images)
    )
    assert black + black_in_test == 10 and black and black_in_test
    assert len(found.notes[LEAKED]) == black_in_test
    assert len(found.notes[TWICE]) == black - 1


def test_one_picture_in_two_classes_is_said(tmp_path):
    files = in_parts()
    files["train/dogs/cat.png"] = files["train/cats/0.png"]
    files["test/dogs/again.png"] = files["test/dogs/0.png"]
    assert told(data.load_image_folder(written(tmp_path, files)).notes) == {
        CONTRARY: ("train/dogs/cat.png = train/cats/0.png",),
        TWICE: ("test/dogs/again.png = test/dogs/0.png",),
    }


@pytest.mark.parametrize("bits", [8, 10, 12, 14])
@pytest.mark.parametrize(
    "kind, channels", [(GRAY, 1), (GRAY_ALPHA, 2), (COLOR, 3), (COLOR_ALPHA, 4)]
)
def test_few_bits_stored_in_sixteen_are_said(kind, channels, bits):
    values = np.zeros((8, 8, channels), np.uint16)
    values[0, 0] = 2**bits - 1
    if kind in (GRAY_ALPHA, COLOR_ALPHA):
        values[..., -1] = 65535
    (line,) = notes_of(png16(values, kind))[DARK]
    assert line == (
        f"it: all values below {2**bits:,} of 65,536, as of {bits} bits; multiply them by "
        f"{2 ** (16 - bits)} before you save them"
    )
    values[1, 1, 0] = 20_000
    assert notes_of(png16(values, kind)) == {}
    assert decode(png16(values, kind))[1, 1, 0] == 20_000 >> 8


def test_dark_pictures_of_eight_bits_are_as_they_are():
    assert notes_of(picture(ramp())) == {}
    assert notes_of(saved(Image.fromarray(ramp()), "JPEG")) == {}


def test_pictures_that_show_nothing_are_said(tmp_path):
    assert notes_of(picture(flat(255, 8, 8))) == {PLAIN: ("it",)}
    assert notes_of(picture(ramp()[:4, :3])) == {TINY: ("it: 4 x 3",)}
    assert notes_of(picture(ramp()[:, :7])) == {TINY: ("it: 8 x 7",)}
    assert notes_of(picture(ramp()[:1, :1])) == {TINY: ("it: 1 x 1",), PLAIN: ("it",)}
    # By its size in the file, not by that to which it is brought.
    found = data.load_image_folder(written(tmp_path, some()), size=32)
    assert len(found.notes[TINY]) == len(found.notes[PLAIN]) == 10


def test_classes_that_differ_in_capitals_alone_are_said(tmp_path):
    files = {
        f"{kind}/{i}.png": picture(ramp(9 * i + k))
        for k, kind in enumerate(("Coffee", "coffee", "tea"))
        for i in range(5)
    }
    folder = written(tmp_path, files)
    if len(list(folder.iterdir())) < 3:
        pytest.skip("this disk takes both for one")
    found = data.load_image_folder(folder)
    assert found.notes == {CASE: ("Coffee and coffee",)} and len(found.class_names) == 3
    parts = written(
        tmp_path / "parts",
        {f"{part}/{n}": c for n, c in files.items() for part in ("train", "test")},
    )
    assert data.load_image_folder(parts).notes[CASE] == ("Coffee and coffee",)


def test_dark_pictures_are_said_by_name(tmp_path):
    files = some() | {"cats/x ray.png": png16([[4095, 0]], GRAY)}
    found = data.load_image_folder(written(tmp_path, files))
    assert found.notes[DARK][0].startswith("cats/x ray.png: all values below 4,096 of 65,536")
    assert "16-bit pictures that come out dark: 1, see .notes" in repr(found)


def test_transparency_of_sixteen_bits_lies_on_white():
    clear = png16([[0, 4095, 40_000]], GRAY, clear=4095)
    assert decode(clear, color=False).ravel().tolist() == [0, 255, 156]
    half = np.array([[[0, 0], [0, 65535], [65535, 0]]])
    assert decode(png16(half, GRAY_ALPHA), color=False).ravel().tolist() == [255, 0, 255]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_picture_that_moves_is_said(kind, tmp_path):
    first, second = (Image.fromarray(ramp(value)) for value in (0, 190))
    moving = saved(first, kind, save_all=True, append_images=[second])
    assert notes_of(moving) == {MOVING: ("it",)}
    assert notes_of(saved(first, kind)) == {}
    found = data.load_image_folder(written(tmp_path, some() | {"dogs/runs": moving}))
    assert told(found.notes) == {MOVING: ("dogs/runs",)}
    assert repr(found).endswith("\nmoving pictures, first frame read: 1, see .notes")


def test_previews_in_a_jpeg_do_not_move():
    first, second = (Image.fromarray(flat(value, 8, 8)) for value in (0, 255))
    phone = saved(first, "MPO", save_all=True, append_images=[second])
    assert told(notes_of(phone)) == {} and decode(phone).max() == 0


def test_a_second_frame_that_is_damaged_costs_nothing():
    first, second = (Image.fromarray(flat(value, 8, 8)) for value in (0, 255))
    moving = saved(first, "GIF", save_all=True, append_images=[second])
    for end in range(len(saved(first, "GIF")), len(moving)):
        assert decode(moving[:end]).max() == 0
