"""Chapter 18 with a folder of the reader's own: other classes, another start, a split by hand."""

import re

import nbformat
import numpy as np
import pytest
from PIL import Image

from cnn_course import data, models
from cnn_course.models import backbones
from tools.notebooks import BOOK

PHOTOS = ("coffee", "astronaut", "motorcycle", "flower", "chelsea")
MAKES_THE_FOLDER = "page = True"  # the cell that a reader leaves out
READS_IT, GROUPS, PARTS, SAYS, SAVES = "ch18-05", "ch18-a1", "ch18-a3", "ch18-b8", "ch18-b10"
OTHER_START = '# start, size, how = "efficientnet_lite0", 224, "crop"'  # the line that it names

pytestmark = [pytest.mark.notebook, pytest.mark.keras, pytest.mark.slow]


def cells():
    """The chapter's code cells but for the one that a reader leaves out: id to source."""
    code = [c for c in nbformat.read(BOOK / "18_your_own.ipynb", 4).cells if c.cell_type == "code"]
    kept = {cell.id: cell.source for cell in code if MAKES_THE_FOLDER not in cell.source}
    assert len(kept) == len(code) - 1
    return kept


def follow(folder, *edits, until=None):
    """Run the chapter for a folder, two epochs instead of 16; what its names are in the end."""
    names = {"folder": folder}
    edits = {"epochs=16": "epochs=2", **dict(edits)}
    sources = cells()
    for old in edits:
        assert sum(source.count(old) for source in sources.values()) == 1, old
    for name, source in sources.items():
        for old, new in edits.items():
            source = source.replace(old, new)
        exec(compile(source, name, "exec"), names)
        if name == until:
            break
    assert not names["page"]
    return names


def windows(photo, side=4):
    """Parts of a photograph: 4 rows of 4."""
    picture = data.load_photo(photo)
    rows, columns = (length // side for length in picture.shape[:2])
    return [
        picture[top * rows : (top + 1) * rows, left * columns : (left + 1) * columns]
        for top in range(side)
        for left in range(side)
    ]


def put(path, picture):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(path)


def cut_up(folder, names, side=4):
    """Parts of photographs, a class for each photograph; a note, a film, a cat too small."""
    for name in names:
        for part, window in enumerate(windows(name, side)):
            put(folder / name / f"img-{part:04}.jpg", window)
    (folder / "notes.txt").write_text("mine")
    (folder / names[0] / "film.mp4").write_bytes(b"\0\0\0\x14ftypqt  ")
    return folder


@pytest.mark.parametrize("classes, side", [(2, 6), (5, 4)])
def test_the_chapter_runs_for_any_number_of_classes(keras, tmp_path, capsys, classes, side):
    names = follow(cut_up(tmp_path / "mine", PHOTOS[:classes], side))
    assert names["mine"].class_names == tuple(sorted(PHOTOS[:classes]))
    assert len(names["mine"].problems) == 2
    assert names["matrix"].shape == (classes, classes)
    assert names["prediction"].probabilities.keys() == set(PHOTOS[:classes])
    assert np.trace(names["matrix"]) > names["matrix"].sum() / classes
    # Numbers of one's own, and a command that finds the model where it is.
    said = capsys.readouterr().out
    for name in ("frozen", "commonest", "mean_color", "right", "low", "temperature", "limit"):
        assert re.search(rf"^    {name}: [\d.–]+$", said, re.M), name
    model, picture = re.search(r'classify "(.+)" "(.+)"', said).groups()
    assert str(names["path"]) == model and (tmp_path / "my_model.keras").is_file()
    assert models.predict_file(model, picture).answer == names["prediction"].answer
    assert names["prediction"].file == str(tmp_path / "mine" / names["mine"].test_files[0])


def other_networks(keras, asked):
    """Stands for the network that is a package: pictures of 224, and features of its own."""

    def backbone(name):
        asked.append(name)
        pictures = keras.Input((224, 224, 3))
        x = keras.layers.AveragePooling2D(56)(keras.layers.Rescaling(1 / 255)(pictures))
        x = keras.layers.BatchNormalization()(keras.layers.Conv2D(6, 1)(x))
        return keras.Model(pictures, keras.layers.Flatten()(x), name="other")

    return backbone


def test_another_start_is_the_one_line_that_the_page_names(keras, tmp_path, monkeypatch):
    """And classes and files that are called like the page's own follow no rule of its."""
    asked = []
    monkeypatch.setattr(models, "backbone", other_networks(keras, asked))
    folder = cut_up(tmp_path / "mine", PHOTOS[:2])
    (folder / "coffee").rename(folder / "things")
    names = follow(folder, (OTHER_START, OTHER_START[2:]))
    assert asked == ["efficientnet_lite0"] * 2
    assert names["mine"].class_names == ("astronaut", "things")
    assert len(set(names["groups"])) > 2
    card = models.load_model(names["path"]).card
    assert (card["input"], card["how"]) == ([224, 224, 3], "crop")
    assert "efficientnet_lite0" in card["command"]


def test_a_wrong_size_says_what_the_network_asks_for(keras, tmp_path):
    with pytest.raises(AssertionError, match=r"cats_dogs asks for \(\[96, 96, 3\], 'squash'\)"):
        follow(cut_up(tmp_path / "mine", PHOTOS[:2]), ('"cats_dogs", 96,', '"cats_dogs", 64,'))


def test_a_split_by_hand_is_kept_and_the_frozen_network_goes_on_where_it_is_chosen(
    keras, tmp_path, capsys
):
    """A rate that shakes up everything: validation must choose what was not fine-tuned."""
    for name in PHOTOS[:3]:
        for place, window in enumerate(windows(name)):
            part = "test" if place % 4 == 0 else "train"
            put(tmp_path / "mine" / part / name / f"{place:02}.png", window)
    put(tmp_path / "mine/test/coffee/again.png", windows("coffee")[1][:, ::-1])
    names = follow(tmp_path / "mine", ("Adam(0.0003)", "Adam(3.0)"))
    by_hand = data.load_image_folder(tmp_path / "mine")
    assert names["mine"].test_files == by_hand.test_files and len(by_hand.test_files) == 13
    assert [*names["leaked"]] == ["test/coffee/again.png"]
    assert names["recipe"] == "frozen" and names["chosen"] is names["frozen"]
    assert names["after"] > names["before"]
    kept = models.load_model(names["path"])
    assert kept.card["command"] == "chapter 18, cats_dogs, frozen"
    assert kept.card["trained_on"] + kept.card["validated_on"] == len(by_hand.train_files) == 36
    expected = names["answered"](names["frozen"], names["mine"].test_images)
    np.testing.assert_allclose(
        kept.predict(names["mine"].test_images, verbose=0), expected, atol=1e-4
    )
    said = capsys.readouterr().out
    assert "\ntest/coffee/again.png\n" in said and "validation chooses: frozen" in said
    assert "Fine-tuning has shaken up more than it taught" in said


def test_a_class_of_three_warns_nobody_and_is_said(keras, tmp_path, capsys, recwarn):
    folder = cut_up(tmp_path / "mine", PHOTOS[:3])
    for path in sorted((folder / "coffee").glob("*.jpg"))[3:]:
        path.unlink()
    names = follow(folder, until=PARTS)
    said = capsys.readouterr().out
    assert "coffee      3  few: about 1 for the test" in said
    assert "and the test is 20% of all pictures" in said
    assert not [str(w.message) for w in recwarn.list if "sklearn" in w.filename]
    assert (names["y"][names["held_out"]] == names["mine"].class_names.index("coffee")).sum() == 1


def test_a_model_that_is_sure_and_wrong_is_not_left_without_a_word(keras, tmp_path, capsys):
    """The temperature ends at its edge, no limit leaves nine in ten: both are said."""
    pictures = keras.Input((2, 2, 3))
    means = keras.layers.GlobalAveragePooling2D()(pictures)
    chosen = keras.Model(pictures, keras.layers.Dense(3, activation="softmax")(means))
    chosen.set_weights([9 * np.eye(3), np.zeros(3)])
    y = np.repeat([0, 1, 2], 10)
    x = np.zeros((30, 2, 2, 3), np.float32)
    x[np.arange(30), :, :, (y + 1) % 3] = 5
    found = {"chosen": chosen, "x": x, "y": y, "held_out": np.arange(30)}
    found["mine"] = data.ImageData(x, y, x, y, ("a", "b", "c"), 255, "made up")
    for name, source in cells().items():
        wanted = "ch18-02", "ch18-b5", SAYS
        if name in wanted:
            exec(compile(source, name, "exec"), found)
        if name == "ch18-02":
            found["answered"] = lambda model, pictures: model(pictures).numpy()
    assert found["temperature"] > 19 and found["limit"] == 1
    said = capsys.readouterr().out
    assert "The search went to its edge" in said
    assert "Nearly all becomes I do not know" in said


def test_the_page_names_the_command_that_installs_the_network():
    text = (BOOK / "18_your_own.ipynb").read_text("utf-8")
    assert f"`{backbones._command()}`" in text
