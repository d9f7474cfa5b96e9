"""That fine-tuning keeps the best of its epochs, leaves no trace for the next run, and never looks at the test."""

import dataclasses

import numpy as np
import pytest

from cnn_course import data, models
from cnn_course.reproduce import tuned

pytestmark = [pytest.mark.keras, pytest.mark.slow]
CUT = "max_pooling2d_2"


@pytest.fixture(scope="module")
def pictures():
    return data.make_cats_dogs(50, seed=2).resize(96, "squash")


@pytest.fixture(autouse=True)
def layers_counted_from_one(keras, monkeypatch):
    """Keras numbers the layers of a session; each backbone's have the same names here."""
    make = models.backbone

    def made(*told):
        keras.utils.clear_session(free_memory=False)
        return make(*told)

    monkeypatch.setattr(models, "backbone", made)
    monkeypatch.setattr(tuned, "EPOCHS", 4)
    tuned._split.cache_clear()


def run(pictures, n=30, seed=0):
    return tuned.Tuned("cats_dogs", CUT, n).measure(pictures, None, seed, None)


def but_seconds(found):
    return {name: value for name, value in found.items() if name != "seconds"}


def test_the_backbone_in_two_is_the_backbone(pictures):
    (lower, upper), (maps, test_maps), _ = tuned._split("cats_dogs", CUT, pictures)
    base = models.backbone("cats_dogs")
    for x, middle in (
        (pictures.train_images, maps[0]),
        (pictures.train_images[:, :, ::-1], maps[1]),
        (pictures.test_images, test_maps),
    ):
        assert np.allclose(upper.predict(middle, verbose=0), base.predict(x, verbose=0), atol=1e-4)
    assert lower.count_params() + upper.count_params() == base.count_params()


def test_the_second_run_begins_where_the_first_did(pictures):
    first = run(pictures)
    run(pictures, seed=1)
    again = run(pictures)
    assert first["validation_loss"] == pytest.approx(again["validation_loss"], rel=1e-4)
    assert first["test_accuracy"] == again["test_accuracy"]


def test_what_is_learned_is_counted(pictures):
    found = run(pictures)
    (lower, upper), _, _ = tuned._split("cats_dogs", CUT, pictures)
    assert found["parameters"] == lower.count_params() + upper.count_params() + 128 * 2 + 2
    normalized = sum(layer.count_params() for layer in upper.layers if "norm" in layer.name)
    assert found["learned_parameters"] == upper.count_params() - normalized + 128 * 2 + 2


def test_the_best_weights_stay_and_bad_epochs_end_it(pictures, monkeypatch):
    """At a rate that ruins the network, the weights from before the first epoch are taken."""
    asked = []

    def answers(model, x, y):
        asked.append(model.evaluate(maps[0, held_out], labels[held_out], verbose=0))
        return 0.0

    _, (maps, _), _ = tuned._split("cats_dogs", CUT, pictures)
    labels = pictures.train_labels
    used = np.random.default_rng(0).permutation(tuned.chosen(labels, 30, 0))
    held_out = used[: 30 // tuned.HELD_OUT]
    monkeypatch.setattr(tuned, "accuracy", answers)
    for rate, best in ((1.0, 0), (1e-4, None)):
        monkeypatch.setattr(tuned, "RATE", rate)
        losses = run(pictures)["validation_loss"]
        if best is not None:
            assert np.argmin(losses) == best and len(losses) == 1 + tuned.PATIENCE
        assert asked[-1] == pytest.approx(min(losses), rel=1e-4)


def test_test_labels_teach_nothing(pictures):
    turned = dataclasses.replace(pictures, test_labels=1 - pictures.test_labels)
    one, other = run(pictures), run(turned)
    assert np.isclose(one["test_accuracy"] + other["test_accuracy"], 1)
    assert one["validation_loss"] == pytest.approx(other["validation_loss"], rel=1e-4)
