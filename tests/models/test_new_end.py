"""Logistic regression as a last layer: scikit-learn's answers, for any number of classes."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from cnn_course import models
from tests.models.seeing import brightest_channel


@pytest.fixture
def base(keras):
    """Three features of a picture: its mean red, green and blue."""
    whole = brightest_channel(keras)
    return keras.Model(whole.input, whole.layers[-2].output)


def pictures(classes, each=8, seed=0):
    """Random pictures whose brightness depends on the class, in channels of different size."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(classes), each)
    images = rng.normal(100, 30, (len(labels), 8, 8, 3)) * (0.1, 1, 2)
    images[:, :, :, 1] += 12 * labels[:, None, None]
    return images.clip(0, 255), labels


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_the_layer_answers_as_scikit_learn(base, classes, monkeypatch):
    monkeypatch.setattr("cnn_course.models.ends.LOOSENESS", (0.3,))
    images, labels = pictures(classes)
    features = base.predict(images, verbose=0)
    model = models.new_end(base, features, labels, classes)
    learner = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    learner.fit(features.astype(float), labels)
    np.testing.assert_allclose(
        model.predict(images, verbose=0), learner.predict_proba(features), atol=1e-3
    )
    assert np.mean(model.predict(images, verbose=0).argmax(axis=1) == labels) > 1.4 / classes


def test_the_base_is_frozen(keras):
    images, labels = pictures(3)
    seen = keras.Input((8, 8, 3))
    base = keras.Model(seen, keras.layers.Flatten()(keras.layers.Conv2D(2, 7)(seen)))
    model = models.new_end(base, base.predict(images, verbose=0), labels, 3)
    assert [tuple(weight.shape) for weight in model.trainable_weights] == [(8, 3), (3,)]
    assert len(model.weights) == 4


def test_how_loosely_is_chosen_on_what_was_held_out(base, monkeypatch):
    """Labels without rhyme or reason: the more tightly held, the better on the others."""
    from sklearn.model_selection import GridSearchCV

    found = []
    fit = GridSearchCV.fit

    def spy(self, *arguments):
        found.append(fit(self, *arguments).best_params_)
        return self

    monkeypatch.setattr(GridSearchCV, "fit", spy)
    images, labels = pictures(3, each=20)
    features = base.predict(images, verbose=0)
    models.new_end(base, features, np.random.default_rng(1).permutation(labels), 3)
    models.new_end(base, features, labels, 3)
    tight, loose = (list(parameters.values())[0] for parameters in found)
    assert tight < loose


def test_one_picture_of_a_class_is_enough(base):
    images, labels = pictures(3, each=1)
    model = models.new_end(base, base.predict(images, verbose=0), labels, 3)
    assert model.output_shape == (None, 3)


def test_what_does_not_belong_together_is_refused(base):
    images, labels = pictures(3)
    features = base.predict(images, verbose=0)
    with pytest.raises(ValueError, match=r"each of the 4 classes must be there.*\[0, 1, 2\]"):
        models.new_end(base, features, labels, 4)
    with pytest.raises(ValueError, match="a whole-number label for each row"):
        models.new_end(base, features, labels[1:], 3)
    with pytest.raises(ValueError, match="a whole-number label for each row"):
        models.new_end(base, features, labels / 2, 3)
    with pytest.raises(ValueError, match="features are rows of 2, the base answers with"):
        models.new_end(base, features[:, :2], labels, 3)
    with pytest.raises(ValueError, match=r"features must have shape \(N, F\)"):
        models.new_end(base, images, labels, 3)
