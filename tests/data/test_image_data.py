"""What every set of pictures can do: say what it is, show samples, change its size."""

import base64
import io

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

from cnn_course.data import ImageData, load_digits
from cnn_course.data.resizing import resize
from tests.data.standins import flat
from tools.digest import ROOT

LABELS = np.array([0, 1, 1])


def set_of(*pictures, problems=()):
    """Two classes; the last picture is the test's."""
    *train, test = pictures
    return ImageData(
        tuple(train),
        LABELS[: len(train)],
        (test,),
        LABELS[:1],
        class_names=("squares", "stripes"),
        largest_value=255,
        source="by hand",
        problems=problems,
    )


def test_it_says_what_it_is():
    sizes = set_of(flat(1, 120, 300), flat(2, 200, 90), flat(3, 150, 320), problems=("a: b",))
    assert repr(sizes) == (
        "ImageData: 2 training and 1 test pictures\n"
        "120 x 90 to 200 x 320, 3 channels, values 0..255\n"
        "2 classes (training+test): squares (1+1), stripes (1+0)\n"
        "source: by hand\n"
        "skipped: 1, see .problems"
    )
    assert "4 x 4 x 1, values 0..255" in repr(set_of(*[flat(1, 4, 4, 1)] * 3))
    assert "4 x 4 to 4 x 5, 1 channel," in repr(set_of(flat(1, 4, 4, 1), flat(1, 4, 5, 1)))
    assert max(map(len, repr(load_digits()).splitlines())) <= 88


def test_it_shows_samples_of_each_class_in_turn():
    red, green = np.zeros((60, 60, 3), np.uint8), np.zeros((60, 60, 3), np.uint8)
    red[..., 0], green[..., 1] = 255, 255
    pictures = (*[red] * 15, *[green] * 15)
    labels = np.repeat([0, 1], 15)
    shown = ImageData(pictures, labels, pictures, labels, ("red", "green"), 255, "by hand")
    png = shown._repr_png_()
    assert png == shown._repr_png_()
    sheet = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
    assert sheet.shape == (2 * 48 + 2, 10 * 50 - 2, 3)
    for row in (24, 74):
        colors = [sheet[row, 24 + 50 * i].argmax() for i in range(10)]
        assert colors == [0, 1] * 5
    assert sheet[24, 48:50].tolist() == [[255] * 3] * 2


def test_small_samples_keep_their_pixels_and_use_the_whole_range():
    digits = load_digits()
    sheet = np.asarray(Image.open(io.BytesIO(digits._repr_png_())).convert("L"))
    first = digits.train_images[np.flatnonzero(digits.train_labels == 0)[0], :, :, 0]
    large = np.repeat(np.repeat(first * 255.0 / 16, 6, axis=0), 6, axis=1)
    np.testing.assert_allclose(sheet[:48, :48], large, atol=2)


def test_a_very_wide_picture_does_not_burst_the_sheet():
    sheet = Image.open(io.BytesIO(set_of(flat(0, 1, 900), flat(0, 900, 1), flat(0))._repr_png_()))
    assert sheet.size == (144 + 2 + 1, 48)


@pytest.mark.slow
def test_a_notebook_shows_the_text_and_the_samples():
    code = "from cnn_course import data\ndata.load_digits()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, resources={"metadata": {"path": str(ROOT)}}).execute()
    text, samples = notebook.cells[0].outputs
    assert text.data == {"text/plain": repr(load_digits())}
    assert list(samples.data) == ["image/png"]
    assert base64.b64decode(samples.data["image/png"]) == load_digits()._repr_png_()


def test_pad_keeps_the_whole_picture_between_black_borders():
    tall = flat(9, 8, 4)
    padded = set_of(tall, tall, flat(7, 2, 4)).resize(4)
    assert padded.train_images.shape == (2, 4, 4, 3) and padded.train_images.dtype == np.uint8
    assert padded.train_images[0, :, :, 0].tolist() == [[0, 9, 9, 0]] * 4
    assert padded.test_images[0, :, :, 0].tolist() == [[0] * 4, [7] * 4, [7] * 4, [0] * 4]


def test_crop_keeps_the_middle_and_fills():
    picture = np.zeros((4, 12, 1), np.uint8)
    picture[:, 4:8] = 50
    assert resize(picture, (4, 4), "crop")[..., 0].tolist() == [[50] * 4] * 4
    assert resize(picture.transpose(1, 0, 2), (4, 4), "crop")[..., 0].tolist() == [[50] * 4] * 4
    # A little of the neighbors is mixed in when the picture is made smaller or larger.
    for n in (2, 8):
        assert 35 < resize(picture, (n, n), "crop").min() < 50


def test_squash_uses_everything_and_gives_up_proportions():
    picture = np.zeros((2, 8, 1), np.uint8)
    picture[:, 4:] = 80
    assert resize(picture, (2, 2), "squash")[0, :, 0].tolist()[0] < 20
    assert resize(flat(9, 2, 8), (5, 3), "squash").tolist() == flat(9, 5, 3).tolist()


@pytest.mark.parametrize("how", ["pad", "crop", "squash"])
def test_a_picture_of_the_right_size_stays_as_it_is(how):
    picture = np.random.default_rng(0).integers(0, 256, (5, 7, 3), np.uint8)
    np.testing.assert_array_equal(resize(picture, (5, 7), how), picture)


@pytest.mark.parametrize("how", ["pad", "crop", "squash"])
@pytest.mark.parametrize("height, width", [(1, 900), (900, 1), (1, 1), (7, 13), (100, 30)])
def test_every_shape_comes_out_right_and_stays_within_its_values(how, height, width):
    picture = 100 + 100 * np.random.default_rng(0).integers(0, 2, (height, width, 3), np.uint8)
    for size in ((1, 1), (3, 5), (32, 32), (31, 200)):
        made = resize(picture, size, how)
        assert made.shape == (*size, 3) and made.any()
        inside = made if how != "pad" else made[made.any(axis=2)]
        assert 100 <= inside.min() and inside.max() <= 200


def test_only_bytes_of_one_kind_are_resized():
    floats = set_of(*[flat(1) / 255.0] * 3)
    with pytest.raises(TypeError, match="must be uint8; resize them before any scaling"):
        floats.resize(4)
    with pytest.raises(ValueError, match=r"all have 1 or all 3 channels, got \{1, 3\}"):
        set_of(flat(1), flat(1, channels=1), flat(1)).resize(4)
    with pytest.raises(ValueError, match=r"all have 1 or all 3 channels, got \{2\}"):
        set_of(*[flat(1, channels=2)] * 3).resize(4)
    with pytest.raises(TypeError, match="size must be a whole number, got None"):
        set_of(*[flat(1)] * 3).resize(None)
    with pytest.raises(ValueError, match="how must be"):
        set_of(*[flat(1)] * 3).resize(4, "fit")
