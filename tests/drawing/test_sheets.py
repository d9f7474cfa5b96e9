"""Grids and pictures as SVG hold what Matplotlib's hold."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnn_course import kernels
from cnn_course._drawing.plan import FRAME
from cnn_course.figures import show_landing, show_numbers, show_pictures
from tests.drawing.reading import read

PLAIN = st.text("abcdef <&>\"'0123456789.", min_size=1, max_size=40)
NUMBERS = st.integers(-300, 300) | st.floats(-1000, 1000, width=32) | st.just(float("nan"))
SHADES = st.sampled_from(["ink", "light", "signed"])


@st.composite
def sheets(draw, elements=NUMBERS):
    """Titles and grids, each with a number in it, and outlines for some of them."""
    grid = arrays(float, array_shapes(max_dims=2, max_side=5), elements=elements)
    grids = draw(st.dictionaries(PLAIN, grid, min_size=1, max_size=5))
    outlines = {}
    for title, array in grids.items():
        array.flat[0] = np.nan_to_num(array.flat[0])
        height, width = np.atleast_2d(array).shape
        if draw(st.booleans()):
            top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
            size = draw(st.integers(1, height - top)), draw(st.integers(1, width - left))
            outlines[title] = (top, left, *size)
    return grids, outlines


@pytest.fixture(autouse=True, scope="module")
def quick():
    """The layout takes Matplotlib most of its time, and moves nothing that is compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "tight_layout", lambda pad=0: None)
        yield
    plt.close("all")


def by_matplotlib(function, *arguments, **named):
    """The axes that hold something."""
    plt.close("all")
    function(*arguments, **named)
    return [ax for ax in plt.gcf().axes if ax.images]


def seen(image):
    """What Matplotlib shows of a picture, on white, from 0 to 255."""
    array = image.get_array()
    colors = image.cmap(image.norm(array)) if array.ndim == 2 else np.ma.filled(array, 1)
    if array.ndim == 2:
        colors = colors[..., :3] * colors[..., 3:] + 1 - colors[..., 3:]
    return colors * 255


def agree(figure, axes):
    pictures = list(figure.pictures())
    assert len(pictures) == len(axes)
    frames, outlines, texts = figure.frames(FRAME), figure.outlines(), list(figure.texts)
    for picture, ax in zip(pictures, axes):
        expected = seen(ax.images[0])
        array = picture.array if picture.array.ndim == 3 else picture.array[..., None]
        assert np.abs(array - expected).max() <= 2
        own = [text for text in texts if picture.holds(text.x, text.y)]
        cells = {}
        for text in own:
            row, column = picture.cell(text.x, text.y)
            assert abs(row % 1 - 0.5) < 0.01 > abs(column % 1 - 0.5)  # in the middle
            cells[int(row), int(column)] = (text.words, text.color)
        assert cells == {
            (round(t.get_position()[1]), round(t.get_position()[0])): (t.get_text(), t.get_color())
            for t in ax.texts
        }
        # A title's lines stand above the middle, close to each other.
        title, y = [], picture.top
        middle = picture.left + picture.width / 2
        while line := [t for t in texts if abs(t.x - middle) < 0.02 and 0 < y - t.y < 1.3 * t.size]:
            title.insert(0, line[-1].words)
            y = line[-1].y
        assert " ".join(title).split() == ax.get_title().split()
        thin, thick = ([p for p in ax.patches if (p.get_linewidth() > 2) == t] for t in (0, 1))
        assert len(thin) == len([f for f in frames if picture.holds(f[0] + 1, f[1] + 1)])
        own = [o for o in outlines if picture.holds(o[0] + o[2] / 2, o[1] + o[3] / 2)]
        assert len(own) == len(thick)
        for (left, top, width, height), patch in zip(own, thick):
            corner = patch.get_y() + 0.5, patch.get_x() + 0.5
            far = corner[0] + patch.get_height(), corner[1] + patch.get_width()
            np.testing.assert_allclose(picture.cell(left, top), corner, atol=0.01)
            np.testing.assert_allclose(picture.cell(left + width, top + height), far, atol=0.01)


def inside(figure):
    """Every picture and every text lies on the figure."""
    for picture in figure.pictures():
        assert picture.left >= 0 <= picture.top
        assert picture.left + picture.width <= figure.width + 0.01
        assert picture.top + picture.height <= figure.height + 0.01
    assert all(0 < text.y < figure.height for text in figure.texts)


@settings(max_examples=40)  # Matplotlib takes its time
@given(sheets(), SHADES, st.integers(1, 4))
def test_numbers_shades_titles_and_outlines_are_the_same(sheet, shade, columns):
    grids, outlines = sheet
    call = (show_numbers, grids, shade, columns, outlines)
    figure = read(*call)
    agree(figure, by_matplotlib(*call))
    inside(figure)


@settings(max_examples=40)
@given(st.data(), SHADES, st.integers(1, 4))
def test_pictures_are_the_same(data, shade, columns):
    gray = arrays(float, st.tuples(*[st.integers(1, 6)] * 2), elements=st.floats(-9, 9))
    color = st.tuples(*[st.integers(1, 6)] * 2, st.just(3))
    shares, bytes_ = st.floats(0, 1), st.integers(0, 255)
    colored = arrays(float, color, elements=shares) | arrays(np.uint8, color, elements=bytes_)
    pictures = data.draw(st.dictionaries(PLAIN, gray | colored, min_size=1, max_size=5))
    call = (show_pictures, pictures, shade, columns, 4.5)
    figure = read(*call)
    agree(figure, by_matplotlib(*call))
    inside(figure)
    assert figure.width == 4.5 * 96


@pytest.mark.parametrize(("row", "column", "stride", "padding"), [(0, 0, 1, 0), (1, 1, 2, 1)])
def test_landings_are_the_same(row, column, stride, padding):
    picture = np.arange(36).reshape(6, 6) % 7
    call = (show_landing, picture, kernels.EXAMPLE, row, column, stride, padding)
    figure = read(*call)
    agree(figure, by_matplotlib(*call))
    assert len(figure.outlines()) == 2


@given(st.dictionaries(st.text(max_size=30), st.just([[1, 2]]), min_size=1, max_size=3))
def test_any_title_is_written_as_it_is(grids):
    """Also one that looks like a tag; only what XML cannot hold is replaced."""
    figure = read(show_numbers, grids)
    for title in grids:
        if title.isprintable() and title.split() == [title]:
            assert title in [text.words for text in figure.texts] and title in figure.alt


def test_a_photograph_is_smooth_and_cells_are_sharp():
    rng = np.random.default_rng(0)
    figure = read(show_pictures, {"large": rng.random((900, 900)), "small": np.eye(3)}, columns=2)
    large, small = figure.root.iter("{http://www.w3.org/2000/svg}image")
    assert "pixelated" not in large.get("style", "") and "pixelated" in small.get("style")


def test_the_longest_number_stays_in_its_cell():
    grid = np.full((28, 28), 255)
    figure = read(show_numbers, {"x": grid})
    cell = next(figure.pictures()).width / 28
    sizes = {text.size for text in figure.texts if text.words == "255"}
    assert max(sizes) * 0.64 * 3 <= cell and min(sizes) > 8


def test_the_words_for_a_sheet():
    grids = {"four": [[1, 2], [3, np.nan]], "row": [0.5, -1]}
    figure = read(show_numbers, grids, outlines={"four": (0, 1, 2, 1)})
    assert figure.alt == (
        "four: grid of numbers, 2 × 2, from 1 to 3, 2 × 1 outlined from row 0, column 1; "
        "row: grid of numbers, 1 × 2, from −1 to 0.5"
    )
    pictures = {"a": np.eye(3), "b": np.zeros((4, 5, 3))}
    assert read(show_pictures, pictures).alt == (
        "a: picture, 3 × 3, from 0 to 1; b: color picture, 4 × 5"
    )
