"""Three classes of awkward files: from load to the answers, every file accounted for."""

import numpy as np
import pytest
from PIL import Image

from cnn_course import data, models
from cnn_course.data.findings import HIDDEN, MOVING, TWICE
from tests.data.standins import flat, picture, saved, written
from tests.models.seeing import brightest_channel

CLASSES = ("beach", "city", "wood")


def upright():
    """Bright above, dark below, with a reddish edge: its turned copy looks otherwise."""
    array = np.full((8, 12, 3), 60, np.uint8)
    array[:4] = 220
    array[:, 0] = (250, 10, 10)
    return array


def turned_by_a_phone():
    """The same picture, stored lying on its side, with the note that turns it back."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by a quarter
    return picture(np.rot90(upright()), "PNG", exif=exif.tobytes())


def awkward():
    """Name to bytes of one class."""
    rgba = np.dstack([flat(40), np.full((6, 8), 0, np.uint8)])
    gray16 = Image.fromarray(np.full((6, 8), 51_400, np.uint16))
    return {
        "16 bits.png": saved(gray16),
        "a.jpg": picture(flat(80, 30, 20), "JPEG"),
        "a again.jpg": picture(flat(80, 30, 20), "JPEG"),
        "cmyk.jpg": saved(Image.new("CMYK", (9, 7), (0, 200, 200, 0)), "JPEG"),
        "damaged.jpg": picture(np.random.default_rng(0).integers(0, 255, (60, 60, 3)), "JPEG")[
            :-900
        ],
        "empty.png": b"",
        "gray.png": saved(Image.new("L", (8, 6), 99)),
        "moving.gif": saved(
            Image.new("L", (8, 6), 9),
            "GIF",
            save_all=True,
            append_images=[Image.new("L", (8, 6), 200)],
        ),
        "phone.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "see-through.png": picture(rgba),
        "Thumbs.db": b"windows",
        "turned.png": turned_by_a_phone(),
        "upright.png": picture(upright()),
        "words.txt": b"my pictures",
        "Ünü ber.webp": picture(flat(33), "WEBP"),
    }


@pytest.fixture
def folder(tmp_path):
    files = {
        f"{part}/{kind}/{name}": content
        for part in ("train", "test")
        for kind in CLASSES
        for name, content in awkward().items()
    }
    root = written(tmp_path / "mine", files)
    try:
        (root / "train/wood/link.png").symlink_to(root / "test/wood/gray.png")
        (root / "train/wood/nowhere.png").symlink_to(root / "gone.png")
    except OSError:
        pytest.skip("this system makes no links")
    return root


def test_every_file_is_read_or_named(folder):
    found = data.load_image_folder(folder, size=8, how="crop")
    n_read = len(found.train_images) + len(found.test_images)
    there = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    hidden = found.notes[HIDDEN]
    assert n_read + len(found.problems) + len(hidden) == len(there) == 6 * len(awkward()) + 2
    assert {line.partition(": ")[0].rpartition("/")[2] for line in found.problems} == {
        *("damaged.jpg", "empty.png", "phone.jpg", "words.txt", "nowhere.png")
    }
    assert all("Thumbs.db" in line for line in hidden) and len(hidden) == 6
    reasons = "\n".join(found.problems)
    for reason in ("damaged", "empty file", "HEIC", "broken link", "not a JPEG"):
        assert reason in reasons
    assert {TWICE, MOVING} <= set(found.notes)


def test_from_the_folder_to_the_answer_each_file_is_the_same_picture(keras, folder, tmp_path):
    """What the model sees of a new file is, to the pixel, what training saw of it."""
    found = data.load_image_folder(folder, size=8, how="crop")
    model = brightest_channel(keras, scale=1 / 50)
    path = models.save_model(model, tmp_path / "kept" / "mine", found)
    told = models.predict_folder(path, folder / "test")
    expected = model.predict(found.test_images, verbose=0)
    unread = {"damaged.jpg", "empty.png", "phone.jpg", "words.txt", "Thumbs.db"}
    names = [f"{k}/{name}" for k in CLASSES for name in sorted(awkward().keys() - unread)]
    assert len(names) == len(expected) == len(told)
    rows = {row.file: row for row in told}
    for name, probabilities in zip(names, expected):
        np.testing.assert_allclose(
            list(rows[name].probabilities.values()), probabilities, atol=1e-6
        )
        alone = models.predict_file(path, folder / "test" / name)
        np.testing.assert_allclose(alone.probability, rows[name].probability, atol=1e-6)
    assert {problem.partition(": ")[0] for problem in told.problems} == {
        f"{kind}/{name}" for kind in CLASSES for name in unread - {"Thumbs.db"}
    }
    # Turned upright: the two files hold one picture. CMYK is no negative: it is red.
    assert rows["wood/turned.png"].probabilities == pytest.approx(
        rows["wood/upright.png"].probabilities, abs=1e-6
    )
    assert rows["wood/cmyk.jpg"].answer == "beach"  # the first class stands for red here


def test_a_folder_that_is_asked_about_names_links_that_lead_nowhere(keras, folder, tmp_path):
    found = data.load_image_folder(folder, size=8, how="crop")
    path = models.save_model(brightest_channel(keras), tmp_path / "kept" / "mine", found)
    told = models.predict_folder(path, folder / "train" / "wood")
    assert "link.png" in {row.file for row in told}
    assert any(problem.startswith("nowhere.png: broken link") for problem in told.problems)
