"""Which photographs a point of the curve learns from, and that it counts what its model says."""

import dataclasses

import numpy as np

from cnn_course import data, models
from cnn_course.reproduce import curve
from cnn_course.reproduce.pictures import accuracy
from cnn_course.reproduce.settings import Settings


def test_few_are_among_many_and_as_many_of_each_class():
    labels = np.repeat([0, 1], 1000)
    for seed in range(3):
        parts = [curve.chosen(labels, n, seed) for n in curve.SIZES]
        assert [len(part) for part in parts] == list(curve.SIZES)
        for few, many in zip(parts, parts[1:]):
            assert set(few) < set(many)
        for part, n in zip(parts, curve.SIZES):
            assert np.bincount(labels[part]).tolist() == [n // 2, n // 2]
    first, second = (set(curve.chosen(labels, 50, seed)) for seed in (0, 1))
    assert first != second


def test_what_is_counted_is_what_the_model_says(keras, tmp_path, monkeypatch):
    pictures = data.make_cats_dogs(60, seed=2).resize(96, "squash")
    asked = []
    make = models.backbone
    monkeypatch.setattr(models, "backbone", lambda *told: asked.append(told) or make(*told))
    made = []
    end = models.new_end
    monkeypatch.setattr(models, "new_end", lambda *told: made.append(end(*told)) or made[-1])
    settings = Settings("...", None, tmp_path, None)
    for n in (10, 20):
        found = curve.Frozen("cats_dogs", n).on(str(n), pictures, settings)(0)
    assert asked == [("cats_dogs", 96)]  # features are computed once
    test = pictures.test_images, pictures.test_labels
    assert found["test_accuracy"] == accuracy(made[-1], *test)
    used = curve.chosen(pictures.train_labels, 20, 0)
    x, y = pictures.train_images[used], pictures.train_labels[used]
    assert found["train_accuracy"] == accuracy(made[-1], x, y)
    assert found["learned_parameters"] == 128 * 2 + 2


def test_test_labels_teach_nothing(keras, tmp_path):
    """With other answers for the test, the same model is learned."""
    pictures = data.make_cats_dogs(40, seed=2).resize(96, "squash")
    turned = dataclasses.replace(pictures, test_labels=1 - pictures.test_labels)
    way, settings = curve.Frozen("cats_dogs", 20), Settings("...", None, tmp_path, None)
    one, other = (way.on("20", told, settings)(0) for told in (pictures, turned))
    assert np.isclose(one["test_accuracy"] + other["test_accuracy"], 1)
    assert one["train_accuracy"] == other["train_accuracy"]
