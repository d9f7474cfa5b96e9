"""What a model says of files, and that they are prepared as in training."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from cnn_course import classify, data, models
from cnn_course.data.archives import open_files
from cnn_course.data.findings import HIDDEN
from cnn_course.data.resizing import WAYS
from tests.data.standins import flat, picture, written
from tests.models.seeing import brightest_channel, colors
from tools.digest import ROOT


def wide():
    """Red in the middle, green at both ends, and more of it: what is cut off decides."""
    array = np.zeros((8, 24, 3), np.uint8)
    array[:, :, 1] = 255
    array[:, 8:16] = (255, 0, 0)
    return array


@pytest.fixture
def model(keras, tmp_path):
    path = models.save_model(
        brightest_channel(keras, scale=1 / 200), tmp_path / "mine", colors(), unsure_below=0.6
    )
    return models.load_model(path)


@pytest.mark.parametrize("how", WAYS)
def test_a_file_is_prepared_as_the_training_was(keras, tmp_path, how):
    path = models.save_model(brightest_channel(keras), tmp_path / "mine", colors(how))
    (tmp_path / "wide.png").write_bytes(picture(wide()))
    found = models.predict_file(path, tmp_path / "wide.png")
    assert found.answer == ("red" if how == "crop" else "green")
    alike = data.ImageData((wide(),), [0], (wide(),), [0], ("a",), 255, "").resize(8, how)
    expected = brightest_channel(keras).predict(alike.train_images, verbose=0)[0]
    np.testing.assert_allclose(list(found.probabilities.values()), expected, atol=1e-6)


def test_pixels_are_divided_for_a_model_that_learned_so(keras, tmp_path):
    (tmp_path / "red.png").write_bytes(picture(flat(0) + np.array([255, 0, 0], np.uint8)))
    kept = {
        values: models.save_model(
            brightest_channel(keras, scale=1.0), tmp_path / values[-3:].strip(), colors(), values
        )
        for values in ("0 to 1", "0 to 255")
    }
    told = {v: models.predict_file(path, tmp_path / "red.png") for v, path in kept.items()}
    assert told["0 to 1"].probability == pytest.approx(np.e / (np.e + 2), abs=1e-5)
    assert told["0 to 255"].probability > 0.999


def test_a_folder_as_a_table_the_most_doubtful_first(model, tmp_path):
    shades = {"much.png": (255, 0, 0), "some.png": (255, 90, 0), "little.png": (255, 240, 0)}
    files = {name: picture(flat(0) + np.array(rgb, np.uint8)) for name, rgb in shades.items()}
    files |= {"sub/green.png": picture(flat(0) + np.array([0, 255, 0], np.uint8)), "a.txt": b"hm"}
    found = models.predict_folder(model, written(tmp_path / "new", files))
    assert [row.file for row in found][:2] == ["little.png", "some.png"]
    assert {row.file for row in found} == {*shades, "sub/green.png"} and len(found) == 4
    probabilities = [row.probability for row in found]
    assert probabilities == sorted(probabilities)
    assert found.problems == ("a.txt: not a JPEG, PNG, GIF, WebP or BMP picture",)
    table = repr(found).splitlines()
    assert table[0].endswith("red    little.png  (?)")
    assert table[4].startswith("left out: a.txt") and table[5].endswith("4, see .notes")
    assert {row.file: row.sure for row in found}["much.png"] and not found[0].sure
    assert "I do not know (perhaps red, " in str(found[0])


def test_more_files_than_a_batch_keep_their_names(model, tmp_path):
    files = {
        f"{i:03}.png": picture(flat(0) + np.eye(3, dtype=np.uint8)[i % 3] * 250) for i in range(70)
    }
    found = models.predict_folder(model, written(tmp_path / "new", files))
    names = ("red", "green", "blue")
    assert len(found) == 70
    assert {row.file: row.answer for row in found} == {
        f"{i:03}.png": names[i % 3] for i in range(70)
    }


def test_a_model_without_a_card_is_refused(keras, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(flat(1)))
    with pytest.raises(ValueError, match="has no card.*models.save_model"):
        models.predict_file(brightest_channel(keras), tmp_path / "a.png")


def test_a_card_without_preparation_asks_for_one(keras, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(flat(1)))
    for predict, what in ((models.predict_file, "a.png"), (models.predict_folder, "")):
        with pytest.raises(ValueError, match="card of 'cifar10' does not say how .*how='crop'"):
            predict("cifar10", tmp_path / what)
    assert models.predict_file("cifar10", tmp_path / "a.png", how="crop").probability > 0


def test_another_preparation_than_the_cards_is_refused(model, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(flat(1)))
    assert models.predict_file(model, tmp_path / "a.png", how="crop")
    with pytest.raises(
        ValueError, match="learned from pictures made with how='crop', and .*'pad'; leave it out"
    ):
        models.predict_file(model, tmp_path / "a.png", how="pad")


def test_answers_that_are_no_probabilities_are_refused(keras, tmp_path):
    model = brightest_channel(keras)
    model.layers[-1].activation = keras.activations.linear
    path = models.save_model(model, tmp_path / "mine", colors())
    (tmp_path / "a.png").write_bytes(picture(flat(100)))
    with pytest.raises(ValueError, match="no probabilities; its last layer needs softmax"):
        models.predict_file(path, tmp_path / "a.png")


def test_files_that_are_none(model, tmp_path):
    with pytest.raises(FileNotFoundError, match="no file or folder"):
        models.predict_file(model, tmp_path / "none.png")
    (tmp_path / "note.txt").write_text("hm")
    with pytest.raises(ValueError, match="note.txt: not a JPEG"):
        models.predict_file(model, tmp_path / "note.txt")
    with pytest.raises(ValueError, match="not a file"):
        models.predict_file(model, tmp_path)
    with pytest.raises(ValueError, match="the path is empty"):
        models.predict_file(model, "")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="holds no file$"):
        models.predict_folder(model, tmp_path / "empty")
    (tmp_path / "empty" / ".a.png").write_bytes(picture(flat(1)))
    with pytest.raises(ValueError, match=r"holds no file that is not hidden \(.a.png\)"):
        models.predict_folder(model, tmp_path / "empty")


def test_every_file_of_a_folder_is_answered_or_named(model, tmp_path, capsys):
    """Hidden ones as well, by the loader's own rule; they make no command fail."""
    hidden = (".hidden.png", "@eaDir/thumb.jpg", "__MACOSX/._a.jpg", "Thumbs.db", "sub/.DS_Store")
    files = {name: picture(flat(100)) for name in ("seen.png", "sub/seen.png", *hidden)}
    folder = written(tmp_path / "new", files | {"notes.txt": b"hm", "moves": b""})
    found = models.predict_folder(model, folder)
    named = [*(problem.partition(": ")[0] for problem in found.problems), *found.notes[HIDDEN]]
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        answered = name in {row.file for row in found}
        assert answered != any(name == one or name.startswith(f"{one}/") for one in named)
    assert found.notes[HIDDEN] == hidden_in(folder)
    assert "hidden or system files left out: 5, see .notes" in repr(found)
    (folder / "notes.txt").unlink()
    (folder / "moves").unlink()
    assert classify.main([str(tmp_path / "mine"), str(folder)]) == 0
    assert "hidden or system files left out: .hidden.png, @eaDir" in capsys.readouterr().err


def hidden_in(folder):
    """What the loader says was hidden."""
    with open_files(folder) as files:
        return files.findings.noted()[HIDDEN]


def test_gray_models_get_gray_pictures(keras, tmp_path):
    """White on black, as the digits of the training."""
    digit = data.load_mnist_5k().test_images[0, :, :, 0]
    (tmp_path / "digit.png").write_bytes(picture(np.stack([digit] * 3, axis=-1)))
    found = models.predict_file("mnist", tmp_path / "digit.png", how="squash")
    assert found.answer == str(data.load_mnist_5k().test_labels[0])


# The command


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "cnn_course.classify", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


@pytest.mark.keras
@pytest.mark.slow
def test_the_command_classifies_with_a_model_that_comes_along(tmp_path):
    photo = tmp_path / "Kätzchen 1.png"
    Image.fromarray(data.load_photo("chelsea")[:, 75:375]).save(photo)
    (tmp_path / "broken.jpg").write_bytes(b"hm")
    done = run("cats_dogs", photo, tmp_path / "broken.jpg")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{photo}: cats, ") and done.stdout.count("\n") == 1
    assert "broken.jpg: not a JPEG" in done.stderr and "Traceback" not in done.stderr


def test_the_command_in_json(model, keras, tmp_path, capsys):
    files = {"a.png": picture(flat(0) + np.array([255, 0, 0], np.uint8)), "b.txt": b"hm"}
    folder = written(tmp_path / "new", files)
    assert classify.main([str(tmp_path / "mine.keras"), str(folder / "a.png"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    [row] = told["predictions"]
    assert row["answer"] == "red" and row["probabilities"].keys() == {"red", "green", "blue"}
    assert classify.main([str(tmp_path / "mine"), str(folder), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [row["file"] for row in told["predictions"]] == [str(folder / "a.png")]
    assert told["problems"] == [f"{folder}: b.txt: not a JPEG, PNG, GIF, WebP or BMP picture"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["cat_dogs", "a.png"], "did you mean 'cats_dogs'"),
        (["cifar10", "a.png"], "does not say how pictures are brought to size"),
        (["cats_dogs", "a.png", "--how", "pad"], "learned from pictures made with how='squash'"),
        (["cats_dogs"], "the following arguments are required: PICTURE"),
    ],
)
def test_the_command_says_what_is_wrong(keras, arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        classify.main(arguments)
    assert ended.value.code == 2 and said in capsys.readouterr().err
