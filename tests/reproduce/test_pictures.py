"""Final runs, runs on validation, and what is shipped."""

import dataclasses
import json

import numpy as np
import pytest

from cnn_course import data, models
from cnn_course.models import pretrained
from cnn_course.reproduce import experiment
from cnn_course.reproduce.__main__ import main
from cnn_course.reproduce.experiments import cats_dogs_curve_from_nothing as curve
from cnn_course.reproduce.keras_training import Recipe, train
from cnn_course.reproduce.pictures import Final, OnValidation, accuracy, digest, mirrored, nudged
from cnn_course.reproduce.settings import Settings

PICTURES = [name for name in experiment.names() if experiment.load(name).pictures]
DIGITS = data.load_digits()
RECIPE = Recipe(epochs=1, batch_size=64, rate=3e-3)


@pytest.fixture
def settings(tmp_path):
    return Settings("python -m ...", None, tmp_path / "checkpoints", tmp_path / "weights", False)


def test_validation_never_sees_the_test_pictures(keras, settings):
    blind = dataclasses.replace(DIGITS, test_images=None, test_labels=None)
    found = OnValidation(models.digits, RECIPE, n=500, held_out=300).on("part", blind, settings)(0)
    shares = {"validation_accuracy", "train_accuracy", "logged_accuracy"}
    assert set(found) == shares | {"parameters", "seconds"}
    assert all(0 <= found[share] <= 1 for share in shares)


def test_pictures_to_judge_are_not_learned_from(keras, settings, monkeypatch):
    seen = {}

    def spy(make_model, x, y, *_):
        seen["used"] = x
        return make_model(), {"accuracy": [0.0], "seconds": [0.0]}

    def judge(model, x, y):
        seen.setdefault("judged", []).append(x)
        return len(x) / 1500

    monkeypatch.setattr("cnn_course.reproduce.pictures.train", spy)
    monkeypatch.setattr("cnn_course.reproduce.pictures.accuracy", judge)
    places = np.arange(1500.0).reshape(-1, 1, 1, 1)
    numbered = dataclasses.replace(DIGITS, train_images=places)
    found = OnValidation(models.digits, RECIPE, held_out=600).on("part", numbered, settings)(3)
    judged, used = seen["judged"]
    assert len(judged) == 600 and len(used) == 900
    assert np.array_equal(used, seen["used"])
    assert not np.intersect1d(used, judged).size
    # Training accuracy is that of the pictures as they are, and not what training logged.
    assert found["validation_accuracy"] == 600 / 1500 and found["train_accuracy"] == 900 / 1500
    assert found["logged_accuracy"] == 0


def test_the_first_seed_is_shipped_with_its_card(keras, settings):
    way = Final(models.digits, RECIPE, looks=mirrored, weights="digits")
    run = way.on("digits", DIGITS, settings)
    run(1)
    assert not settings.weights.exists()
    found = run(0)
    assert found["parameters"] == 994 and len(found["history"]["loss"]) == 1
    assert sorted(path.name for path in settings.weights.iterdir()) == ["digits.json", "digits.npz"]
    card = json.loads((settings.weights / "digits.json").read_text())
    assert card["data_digest"] == digest(DIGITS) and card["command"] == "python -m ..."
    # The card tells of the weights as they are read again.
    again = models.digits()
    pretrained.fill(again, settings.weights / "digits.npz")
    test = DIGITS.test_images, DIGITS.test_labels
    assert accuracy(again, *test) == card["test_accuracy"]
    assert accuracy(again, *test, looks=mirrored) == card["test_accuracy_by_looks"]
    assert card["looks"] == "mirrored"
    assert card["test_accuracy"] == pytest.approx(found["test_accuracy_asked_once"], abs=0.01)


def test_few_photographs_are_shown_more_often(monkeypatch, settings):
    """Half of each class, others for each seed; and never fewer steps than 2,000."""
    seen = []
    monkeypatch.setattr(Final, "measure", lambda way, few, *_: seen.append(few))
    places, labels = np.arange(200), np.repeat([0, 1], 100)
    photographs = dataclasses.replace(DIGITS, train_images=places, train_labels=labels)
    few = curve.EXPERIMENT.variants["50"]
    for seed in (0, 1):
        few.measure(photographs, settings, seed, settings.checkpoints)
    assert [np.bincount(part.train_labels).tolist() for part in seen] == [[25, 25]] * 2
    assert (labels[seen[0].train_images] == seen[0].train_labels).all()
    assert (seen[0].train_images != seen[1].train_images).any()
    assert seen[0].test_images is DIGITS.test_images
    for way in curve.EXPERIMENT.variants.values():
        recipe = way.recipe
        steps = recipe.epochs * recipe.repeats * way.n / recipe.batch_size
        assert steps >= 2000 and recipe.epochs * recipe.repeats >= 140
    # The weights that are shipped are those that learned from all of them.
    assert {way.n for way in curve.EXPERIMENT.variants.values() if way.weights} == {2000}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["cifar10-record", "mnist-record", "cats-dogs-curve-from-nothing"])
def test_the_records_recipes_run(keras, name, tmp_path):
    """Two steps each, with all that moves the pictures."""
    way = next(iter(experiment.load(name).variants.values()))
    model = way.make_model()
    x = np.random.default_rng(0).integers(0, 256, (4, *model.input_shape[1:])).astype("uint8")
    recipe = dataclasses.replace(way.recipe, epochs=2, batch_size=4, repeats=1)
    _, history = train(way.make_model, x, np.array([0, 1, 0, 1]), recipe, 0, tmp_path / "run")
    assert len(history["loss"]) == 2 and np.isfinite(history["loss"]).all()


def test_mirrored_means_both_ways(keras):
    """A model that only looks at the left half: the mirror image decides with it."""

    class Left:
        def predict(self, x, **_):
            return np.stack([1 - x[:, 0, 0, 0], x[:, 0, 0, 0]], axis=1)

    x, y = np.array([[[[0.4], [0.9]]], [[[0.2], [0.1]]]]), np.array([1, 0])
    assert accuracy(Left(), x, y) == 0.5
    assert accuracy(Left(), x, y, looks=mirrored) == 1


def test_nudged_means_one_pixel_each_way():
    picture = np.arange(16.0).reshape(1, 4, 4, 1)
    straight, down, up, right, left = (way[0, :, :, 0] for way in nudged(picture))
    assert (straight == picture[0, :, :, 0]).all()
    assert down[1, 0] == up[0, 0] - 4 == 0 and right[0, 1] == left[0, 0] - 1 == 0


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_that_are_not_there_are_refused_at_once(keras, name, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main([name, "--data", str(tmp_path / "none.zip"), "--results", str(tmp_path)])
    assert "none.zip" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.json"))


def test_the_digits_take_no_data(capsys):
    with pytest.raises(SystemExit):
        main(["digits", "--data", "x"])
    assert "takes neither option" in capsys.readouterr().err


def test_what_can_be_measured_is_declared_once():
    assert len(experiment.names()) == 28 and len(PICTURES) == 19
    with pytest.raises(TypeError, match="must be a OnPictures here; not so: ours"):
        experiment.Experiment({"ours": lambda seed: {}}, seeds=1, pictures=data.fetch_mnist)
    with pytest.raises(TypeError, match="must be a Callable here; not so: ours"):
        experiment.Experiment({"ours": Final(models.digits, RECIPE)}, seeds=1)
