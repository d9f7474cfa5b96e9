"""Every kind of picture file, with its exact pixels."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from cnn_course.data.archives import Unreadable
from cnn_course.data.decoding import decode
from tests.data.standins import flat, picture, saved

COLORS = np.array(
    [[[255, 0, 0], [0, 255, 0], [0, 0, 255]], [[9, 8, 7], [6, 5, 4], [3, 2, 1]]], np.uint8
)


def png(width, height):
    """The beginning of a PNG that claims this size."""
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


@pytest.mark.parametrize("kind, options", [("PNG", {}), ("BMP", {}), ("WEBP", {"lossless": True})])
def test_color_comes_as_it_was_stored(kind, options):
    array = decode(picture(COLORS, kind, **options))
    np.testing.assert_array_equal(array, COLORS)
    assert array.dtype == np.uint8 and array.flags.writeable


def test_jpeg_keeps_a_flat_picture_and_cmyk_becomes_red_green_blue():
    np.testing.assert_array_equal(decode(picture(flat(120, 16, 16), "JPEG")), flat(120, 16, 16))
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    assert decode(saved(cyan, "JPEG", quality=100))[8, 8].tolist() == [0, 255, 255]


def test_color_to_gray_and_gray_to_color():
    gray = np.array([[0, 100, 255]], np.uint8)
    assert decode(picture(gray), color=False).tolist() == [[[0], [100], [255]]]
    assert decode(picture(gray)).tolist() == [[[0] * 3, [100] * 3, [255] * 3]]
    assert decode(picture(COLORS), color=False)[0].ravel().tolist() == [76, 150, 29]


def test_a_palette_is_looked_up():
    indexed = Image.fromarray(np.array([[2, 0], [1, 2]], np.uint8), "L").convert("P")
    indexed.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    expected = [[[0, 0, 255], [255, 0, 0]], [[0, 255, 0], [0, 0, 255]]]
    assert decode(saved(indexed)).tolist() == expected
    assert decode(saved(indexed, "GIF")).tolist() == expected
    clear = saved(indexed, transparency=0)
    assert decode(clear).tolist() == [[[0, 0, 255], [255] * 3], [[0, 255, 0], [0, 0, 255]]]


def test_what_is_transparent_lies_on_white():
    alpha = np.array([[[200, 0, 0, 255], [200, 0, 0, 0], [0, 0, 0, 51]]], np.uint8)
    assert decode(picture(alpha)).tolist() == [[[200, 0, 0], [255] * 3, [204] * 3]]
    gray = Image.fromarray(np.array([[[10, 255], [10, 0]]], np.uint8), "LA")
    assert decode(saved(gray), color=False).ravel().tolist() == [10, 255]


def test_of_sixteen_bits_the_upper_eight_are_kept():
    deep = Image.fromarray(np.array([[0, 255, 256, 32768, 65535]], np.uint16))
    assert decode(saved(deep), color=False).ravel().tolist() == [0, 0, 1, 128, 255]
    assert decode(saved(deep))[0, 3].tolist() == [128] * 3


def test_one_bit_is_black_or_white():
    assert decode(saved(Image.new("1", (2, 2), 1)), color=False).ravel().tolist() == [255] * 4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright(orientation):
    upright = np.arange(6, dtype=np.uint8).reshape(2, 3)
    # How a camera that was held in this way stores the picture.
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.T,
        6: np.rot90(upright),
        7: upright[::-1, ::-1].T,
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = decode(picture(stored, exif=exif), color=False)[..., 0]
    np.testing.assert_array_equal(turned, upright)


def test_a_damaged_exif_entry_costs_nothing_and_warns_nobody(recwarn):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01"
    assert decode(picture(flat(9, 8, 16), "JPEG", exif=exif)).shape == (16, 8, 3)
    assert not list(recwarn)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_several_frames_the_first_is_taken(kind):
    first, second = (Image.fromarray(flat(value, 8, 8)) for value in (0, 255))
    moving = saved(first, kind, save_all=True, append_images=[second], lossless=True)
    np.testing.assert_array_equal(decode(moving), flat(0, 8, 8))


@pytest.mark.parametrize(
    "content, says",
    [
        (b"", "^empty file$"),
        (b"a letter", "^not a JPEG, PNG, GIF, WebP or BMP picture$"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "^not a JPEG, PNG, GIF"),
        (picture(flat(9, 60, 60), "JPEG")[:-20], r"^damaged \(.*truncated"),
        (picture(COLORS)[:60], r"^damaged \("),
        (png(5, 5), r"^damaged \("),
        (png(20_000, 20_000), "^more than 89,478,485 pixels$"),
        (png(10_000, 10_000), "^more than 89,478,485 pixels$"),
    ],
    ids=["empty", "text", "eps", "half jpeg", "half png", "hollow png", "bomb", "small bomb"],
)
def test_what_is_no_picture_says_why(content, says, recwarn):
    with pytest.raises(Unreadable, match=says):
        decode(content)
    assert not list(recwarn)


def test_a_jpeg_with_damaged_bytes_is_read_or_refused_but_never_crashes():
    rng = np.random.default_rng(0)
    whole = picture(rng.integers(0, 256, (40, 50, 3)), "JPEG")
    for _ in range(200):
        damaged = bytearray(whole)
        for at in rng.integers(0, len(whole), 5):
            damaged[at] = rng.integers(256)
        try:
            array = decode(bytes(damaged))
        except Unreadable as error:
            assert str(error)
        else:
            assert array.dtype == np.uint8 and array.shape[2] == 3
