"""Sureness against truth: scikit-learn's figures, and a known temperature found again."""

import numpy as np
import pytest
from scipy.special import softmax

from cnn_course import insight


def answers(classes=4, n=4000, factor=1.0, seed=0):
    """Logits, and labels drawn with just the probabilities that these logits say."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 2, (n, classes))
    labels = (rng.random((n, 1)) > softmax(logits, axis=1).cumsum(axis=1)).sum(axis=1)
    return softmax(factor * logits, axis=1), labels.clip(0, classes - 1)


@pytest.mark.parametrize("classes", [2, 3, 5])
@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_the_temperature_that_was_put_in_is_found(classes, factor):
    found = insight.temperature(*answers(classes, factor=factor))
    assert found == pytest.approx(factor, rel=0.08)


def test_it_is_scikit_learns():
    """Its estimator takes decisions of a fitted classifier; ours takes probabilities."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.frozen import FrozenEstimator
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(1)
    x, labels = rng.normal(size=(300, 6)), rng.integers(0, 3, 300)
    x[:, 0] += labels
    learner = LogisticRegression(C=1e3).fit(3 * x[:40], labels[:40])
    theirs = CalibratedClassifierCV(FrozenEstimator(learner), method="temperature")
    theirs.fit(3 * x[40:], labels[40:])
    said = learner.predict_proba(3 * x[40:])
    ours = insight.at_temperature(said, insight.temperature(said, labels[40:]))
    np.testing.assert_allclose(ours, theirs.predict_proba(3 * x[40:]), atol=2e-3)


def test_a_perfect_model_and_one_that_is_always_wrong_stay_within_bounds():
    said = np.array([[0.9, 0.1], [0.2, 0.8]])
    assert insight.temperature(said, [0, 1]) == pytest.approx(0.05, rel=0.01)
    assert insight.temperature(said, [1, 0]) == pytest.approx(20, rel=0.01)
    sure = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert np.isfinite(insight.at_temperature(sure, 2)).all()


def test_the_answer_stays_and_rows_sum_to_one():
    said, _ = answers(3, n=50)
    for temperature in (0.3, 1, 4):
        changed = insight.at_temperature(said, temperature)
        assert (changed.argmax(axis=1) == said.argmax(axis=1)).all()
        np.testing.assert_allclose(changed.sum(axis=1), 1)
    np.testing.assert_allclose(insight.at_temperature(said, 1), said)


def test_reliability_is_counted_bin_by_bin():
    said, labels = answers(3, n=300, factor=2)
    found = insight.reliability(said, labels, bins=4)
    sureness, hits = said.max(axis=1), said.argmax(axis=1) == labels
    place = 0
    for low in (0.25, 0.5, 0.75):  # of three classes the likeliest has at least a third
        inside = (sureness > low) & (sureness <= low + 0.25)
        assert found.counts[place] == inside.sum() > 0
        assert found.right[place] == pytest.approx(hits[inside].mean())
        assert found.said[place] == pytest.approx(sureness[inside].mean())
        place += 1
    assert len(found.said) == len(found.right) == len(found.counts) == 3
    assert found.counts.sum() == 300


def test_a_temperature_brings_said_and_right_together():
    said, labels = answers(4, factor=3)

    def gap(probabilities):
        found = insight.reliability(probabilities, labels, bins=10)
        return np.average(np.abs(found.said - found.right), weights=found.counts)

    calibrated = insight.at_temperature(said, insight.temperature(said, labels))
    assert gap(said) > 0.1 > 0.03 > gap(calibrated)


@pytest.mark.parametrize("count", [insight.temperature, insight.reliability])
def test_bad_input_is_refused(count):
    with pytest.raises(ValueError, match="a label for each row, got 1 labels and 2 rows"):
        count([[0.5, 0.5], [1, 0]], [0])
    with pytest.raises(ValueError, match="labels must be 0 to 1"):
        count([[0.5, 0.5]], [2])
    with pytest.raises(ValueError, match="some are NaN"):
        count([[np.nan, 0.5]], [0])


def test_temperatures_and_bins_that_are_none():
    for temperature in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="temperature must be above 0"):
            insight.at_temperature([[0.5, 0.5]], temperature)
    with pytest.raises(ValueError, match="bins must be at least 1"):
        insight.reliability([[0.5, 0.5]], [0], bins=0)
