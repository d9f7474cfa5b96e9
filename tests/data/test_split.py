"""The test pictures that are drawn: among those that can be read, and always the same."""

import tracemalloc

import numpy as np
import pytest

from cnn_course import data
from cnn_course.data import folders
from tests.data.standins import written
from tests.data.test_folders import files, values


@pytest.mark.parametrize(
    "seed, drawn", [(0, [2, 4, 6, 19, 104, 105, 106]), (1, [1, 10, 16, 18, 100, 106, 114])]
)
def test_a_seed_draws_the_same_pictures_for_ever(seed, drawn, tmp_path):
    folder = written(tmp_path, files(20, 15))
    for size in (None, (6, 8)):
        found = data.load_image_folder(folder, size, seed=seed)
        assert values(found.test_images) == drawn
        rest = [value for value in (*range(20), *range(100, 115)) if value not in drawn]
        assert values(found.train_images) == rest
        assert found.train_labels.tolist() == [int(value >= 100) for value in rest]


@pytest.mark.parametrize("seed", range(20))
def test_the_split_is_drawn_among_the_pictures_that_can_be_read(seed, tmp_path):
    folder = written(tmp_path, files() | {"cats/03.png": b"", "dogs/00.png": b"woof"})
    for size in (None, (6, 8)):
        found = data.load_image_folder(folder, size, seed=seed)
        assert np.bincount(found.train_labels).tolist() == [3, 3]
        assert np.bincount(found.test_labels).tolist() == [1, 1]
        both = [*values(found.train_images), *values(found.test_images)]
        assert sorted(both) == [0, 1, 2, 4, 101, 102, 103, 104]


def test_a_damaged_file_leaves_the_draw_of_the_others_alone(tmp_path):
    sound = data.load_image_folder(written(tmp_path / "a", files(20, 20)))
    hurt = data.load_image_folder(written(tmp_path / "b", files(20, 20) | {"cats/03.png": b""}))
    for one, other in zip(
        (sound.train_images, sound.test_images), (hurt.train_images, hurt.test_images)
    ):
        assert [value for value in values(one) if value != 3] == values(other)


def test_too_few_pictures_that_can_be_read_are_refused_with_their_number(tmp_path):
    folder = written(tmp_path, files(3, 5) | {"cats/00.png": b""})
    says = "test_share 0.2 of the 2 files of class 'cats' that can be read is 0: each class needs"
    with pytest.raises(ValueError, match=says):
        data.load_image_folder(folder)


def test_too_few_files_are_refused_before_any_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "decode", None)
    with pytest.raises(ValueError, match="of the 2 files of class 'cats' is 0"):
        data.load_image_folder(written(tmp_path, files(2, 5)))


def test_the_pictures_never_lie_twice_in_memory(tmp_path):
    folder = written(tmp_path, files(20, 20) | {"cats/03.png": b""})
    data.load_image_folder(folder, 300)  # imports take memory, too
    tracemalloc.start()
    try:
        found = data.load_image_folder(folder, 300, how="squash")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    held = found.train_images.nbytes + found.test_images.nbytes
    assert held == 39 * 300 * 300 * 3
    assert peak < 1.35 * held
    assert not np.shares_memory(found.train_images, found.test_images)
