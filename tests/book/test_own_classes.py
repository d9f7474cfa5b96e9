"""Chapter 18 with a folder of the reader's own: two classes or five, and pictures it never saw."""

import nbformat
import numpy as np
import pytest
from PIL import Image

from cnn_course import data
from tools.notebooks import BOOK

PHOTOS = ("coffee", "astronaut", "motorcycle", "flower", "chelsea")
MAKES_THE_FOLDER = "page = True"  # the cell that a reader leaves out


def cut_up(folder, names):
    """Sixteen windows of each photograph, a class for each; a note, a film, a cat too small."""
    for name in names:
        photo = data.load_photo(name)
        rows, columns = (side // 4 for side in photo.shape[:2])
        (folder / name).mkdir(parents=True)
        for part in range(16):
            top, left = part // 4 * rows, part % 4 * columns
            window = photo[top : top + rows, left : left + columns]
            Image.fromarray(window).save(folder / name / f"img-{part}.jpg")
    (folder / "notes.txt").write_text("mine")
    (folder / names[0] / "film.mp4").write_bytes(b"\0\0\0\x14ftypqt  ")
    return folder


@pytest.mark.notebook
@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("classes", [2, 5])
def test_the_chapter_runs_for_any_number_of_classes(keras, tmp_path, classes):
    names = {"folder": cut_up(tmp_path / "mine", PHOTOS[:classes])}
    left_out = []
    for cell in nbformat.read(BOOK / "18_your_own.ipynb", 4).cells:
        if cell.cell_type != "code":
            continue
        if MAKES_THE_FOLDER in cell.source:
            left_out.append(cell.id)
            continue
        source = cell.source.replace("epochs=16", "epochs=2")
        exec(compile(source, cell.id, "exec"), names)
    assert len(left_out) == 1 and not names["page"]
    assert names["mine"].class_names == tuple(sorted(PHOTOS[:classes]))
    assert len(names["mine"].problems) == 2
    assert names["matrix"].shape == (classes, classes)
    assert names["prediction"].probabilities.keys() == set(PHOTOS[:classes])
    assert np.trace(names["matrix"]) > names["matrix"].sum() / classes
