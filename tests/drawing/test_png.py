"""Pillow reads what is written without it."""

from io import BytesIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from cnn_course import data
from cnn_course._drawing.png import png

SIDES = st.tuples(st.integers(1, 9), st.integers(1, 9))
SHAPES = SIDES | SIDES.map(lambda sides: (*sides, 3))


def read_back(picture):
    image = Image.open(BytesIO(png(picture)))
    assert image.format == "PNG" and image.mode == ("RGB" if picture.ndim == 3 else "L")
    image.verify()  # the checksums
    return np.asarray(Image.open(BytesIO(png(picture))))


@given(arrays(np.uint8, SHAPES))
def test_any_picture_is_read_back(picture):
    np.testing.assert_array_equal(read_back(picture), picture)


def test_arrays_in_any_order_of_memory_are_read_back():
    picture = np.arange(60, dtype=np.uint8).reshape(5, 4, 3)
    for view in (picture[::-1, ::2], picture.transpose(1, 0, 2), np.asfortranarray(picture)):
        np.testing.assert_array_equal(read_back(view), view)


def test_a_photograph_is_smaller_than_its_numbers():
    photo = data.load_photo("chelsea")
    assert len(png(photo)) < 0.75 * photo.size
