"""A model in a file with its card: what is written, what is read, what is refused."""

import dataclasses
import json
import zipfile

import numpy as np
import pytest

from cnn_course import data, models
from tests.models.seeing import brightest_channel, colors


@pytest.fixture
def kept(keras, tmp_path):
    """The path of a kept model."""
    return models.save_model(
        brightest_channel(keras), tmp_path / "new" / "mine", colors(), command="by hand"
    )


def test_what_was_decided_in_training_travels_with_the_model(keras, kept):
    again = models.load_model(kept)
    card = again.card
    assert (card["input"], card["how"], card["values"]) == ([8, 8, 3], "crop", "0 to 255")
    assert card["classes"] == ["red", "green", "blue"]
    assert (card["trained_on"], card["data"], card["command"]) == (6, "six pictures", "by hand")
    assert card["parameters"] == 12 and (card["left_out"], card["validated_on"]) == (0, 0)
    pictures = colors().train_images
    np.testing.assert_allclose(
        again.predict(pictures, verbose=0),
        brightest_channel(keras).predict(pictures, verbose=0),
        atol=1e-6,
    )
    assert sorted(path.name for path in kept.parent.iterdir()) == ["mine.json", "mine.keras"]


def test_the_card_says_how_many_taught_and_how_many_validated(keras, tmp_path):
    path = models.save_model(brightest_channel(keras), tmp_path / "mine", colors(), held_out=2)
    card = models.load_model(path).card
    assert (card["trained_on"], card["validated_on"]) == (4, 2)
    with pytest.raises(ValueError, match="leave pictures to learn from, got 6 of 6"):
        models.save_model(brightest_channel(keras), path, colors(), held_out=6)


def test_no_name_of_a_file_stands_on_the_card(keras, tmp_path):
    """A model is passed on; the names of private files are not."""
    files = dict(
        train_files=tuple(f"Anna {i}.png" for i in range(6)), problems=("Anna's will.doc: no",)
    )
    path = models.save_model(
        brightest_channel(keras), tmp_path / "mine", dataclasses.replace(colors(), **files)
    )
    assert "Anna" not in path.with_suffix(".json").read_text("utf-8")
    assert models.load_model(path).card["left_out"] == 1


@pytest.mark.parametrize(
    "changed, says",
    [
        (
            {"unsure_below": "high"},
            "mine.json is no card .*unsure_below must be a probability, 0 to 1, got 'high'",
        ),
        ({"unsure_below": 7}, "unsure_below must be a probability, 0 to 1, got 7"),
        ({"unsure_below": None}, "unsure_below must be a probability, 0 to 1, got None"),
        ({"unsure_below": True}, "unsure_below must be a probability, 0 to 1, got True"),
        ({"classes": ["a", "b", "a"]}, r"different names, .* got \['a', 'b', 'a'\]"),
        ({"classes": [1, 2, 3]}, "classes must be different names"),
        ({"classes": "red"}, "classes must be different names"),
        ({"classes": ["a", "b"]}, r"answers with \(3,\) numbers for the classes \['a', 'b'\]"),
        ({"input": [8, 8]}, "input must be three whole numbers"),
        ({"input": [8, 8, "rgb"]}, "input must be three whole numbers"),
        ({"values": "0 to 2"}, "values must be one of"),
        ({"values": ["0 to 1"]}, "values must be a text"),
    ],
)
def test_a_card_that_was_edited_is_refused_by_what_it_says(keras, kept, changed, says):
    card = kept.with_suffix(".json")
    card.write_text(json.dumps(json.loads(card.read_text()) | changed))
    with pytest.raises(ValueError, match=says):
        models.load_model(kept)


@pytest.mark.parametrize("size", [0, 700])
def test_half_a_model_is_called_damaged(keras, kept, size):
    kept.write_bytes(kept.read_bytes()[:size])
    with pytest.raises(ValueError, match=f"mine.keras is damaged, or .* \\({size} bytes\\); copy"):
        models.load_model(kept)


def test_numbers_as_numpy_has_them_and_a_part_of_the_pictures(keras, tmp_path):
    """Every second picture does not lie in one piece, and a quantile is no Python number."""
    half = dataclasses.replace(colors(), train_images=colors().train_images[::2])
    path = models.save_model(
        brightest_channel(keras), tmp_path / "mine", half, unsure_below=np.float32(0.5)
    )
    assert models.load_model(path).card["unsure_below"] == 0.5


def test_what_a_card_cannot_hold_is_said_before_anything_is_written(keras, kept):
    before = kept.read_bytes()
    with pytest.raises(TypeError, match="not JSON serializable"):
        models.save_model(brightest_channel(keras), kept, colors(), command=object())
    assert kept.read_bytes() == before and models.load_model(kept)


def test_the_folder_that_was_read_says_how(keras, tmp_path):
    from tests.data.standins import flat, picture, written

    files = {f"{kind}/{i}.png": picture(flat(i)) for kind in "abc" for i in range(3)}
    found = data.load_image_folder(written(tmp_path, files), size=8, how="squash", test_share=0.4)
    assert found.how == "squash" and data.load_image_folder(tmp_path, test_share=0.4).how is None
    path = models.save_model(brightest_channel(keras), tmp_path / "m.keras", found)
    assert models.load_model(str(path)).card["how"] == "squash"


def test_the_card_cannot_be_changed_by_chance(keras, kept):
    with pytest.raises(TypeError):
        models.load_model(kept).card["how"] = "pad"


def test_pictures_that_do_not_say_how_they_were_made_are_refused(keras, tmp_path):
    for pictures in (colors(how=None), data.make_cats_dogs(10, seed=0)):
        with pytest.raises(ValueError, match="do not say how .* load_image_folder"):
            models.save_model(brightest_channel(keras), tmp_path / "mine", pictures)
    with pytest.raises(TypeError, match="must be the ImageData of the training"):
        models.save_model(brightest_channel(keras), tmp_path / "mine", colors().train_images)
    assert list(tmp_path.iterdir()) == []


def test_a_model_for_other_pictures_is_refused(keras, tmp_path):
    path = tmp_path / "mine"
    with pytest.raises(ValueError, match=r"takes pictures \(9, 9, 3\), its card says \[8, 8, 3\]"):
        models.save_model(brightest_channel(keras, 9), path, colors())
    with pytest.raises(ValueError, match=r"answers with \(2,\) numbers .* one probability for"):
        models.save_model(models.cats_dogs(filters=(2, 2), size=8), path, colors())
    with pytest.raises(ValueError, match="values must be one of 0 to 255, 0 to 1"):
        models.save_model(brightest_channel(keras), path, colors(), values="0..1")
    with pytest.raises(ValueError, match="unsure_below must be a probability"):
        models.save_model(brightest_channel(keras), path, colors(), unsure_below=80)
    with pytest.raises(ValueError, match="written as .keras, got 'mine.h5'"):
        models.save_model(brightest_channel(keras), tmp_path / "mine.h5", colors())
    assert list(tmp_path.iterdir()) == []


def test_a_card_that_is_missing_damaged_or_of_another_model_is_refused(keras, kept):
    card = kept.with_suffix(".json")
    said = json.loads(card.read_text())
    models.save_model(brightest_channel(keras, scale=1), kept, colors())
    card.write_text(json.dumps(said))  # the older one
    with pytest.raises(ValueError, match="written for another model than mine.keras"):
        models.load_model(kept)
    for content in ("{", "[]", "{}"):
        card.write_text(content)
        with pytest.raises(ValueError, match="is no card that save_model wrote"):
            models.load_model(kept)
    card.unlink()
    with pytest.raises(FileNotFoundError, match="card mine.json is missing .* models.save_model"):
        models.load_model(kept)


def test_no_model_and_a_damaged_one(keras, kept):
    with pytest.raises(FileNotFoundError, match="no model cat_dogs.keras.*mean 'cats_dogs'"):
        models.load_model("cat_dogs")
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "no model")
    from cnn_course.models.kept import _digest

    card = kept.with_suffix(".json")
    said = json.loads(card.read_text()) | {"model_digest": _digest(kept)}
    card.write_text(json.dumps(said))
    with pytest.raises(ValueError, match="mine.keras cannot be read as a Keras model"):
        models.load_model(kept)


def test_an_interrupted_save_leaves_the_old_model(keras, kept, monkeypatch):
    before = kept.read_bytes()
    model = brightest_channel(keras)

    def stopped(path):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(model, "save", stopped)
    with pytest.raises(KeyboardInterrupt):
        models.save_model(model, kept, colors())
    assert kept.read_bytes() == before
    assert sorted(path.name for path in kept.parent.iterdir()) == ["mine.json", "mine.keras"]
