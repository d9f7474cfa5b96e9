"""Weights that shrink and rates that fall, side by side with Keras in float64."""

import numpy as np
import pytest

from cnn_course.nn import SGD, Adam, CosineDecay
from cnn_course.reproduce.experiments import lockstep

DECAY = np.float64(0.01)
BETAS = {"beta_1": lockstep.NINE_TENTHS, "beta_2": lockstep.NEARLY_ONE}
SHRINKING = {
    "Adam": (
        Adam(0.001, weight_decay=0.01),
        ("Adam", {"learning_rate": 0.001, "weight_decay": DECAY} | BETAS),
    ),
    "SGD with momentum": (
        SGD(0.1, 0.9, weight_decay=0.01),
        ("SGD", {"learning_rate": 0.1, "momentum": lockstep.NINE_TENTHS, "weight_decay": DECAY}),
    ),
}


@pytest.mark.parametrize("name", SHRINKING)
def test_two_hundred_steps_with_weight_decay(keras, name):
    walk = lockstep.variant(*SHRINKING[name], "categorical_crossentropy")
    furthest = walk(seed=11)
    assert lockstep.STEPS == 200
    assert furthest["losses"] < 1e-8
    assert furthest["weights"] < 1e-8


@pytest.mark.parametrize("optimizer", [SGD(0.5, weight_decay=0.1), Adam(0.5, weight_decay=0.1)])
def test_without_a_slope_weights_shrink_by_the_share_of_the_rate(optimizer):
    weights = np.array([8.0, -4.0])
    optimizer.start(weights)
    optimizer.step(weights, np.zeros(2))
    np.testing.assert_allclose(weights, [7.6, -3.8], rtol=1e-15)  # 1 - 0.5 * 0.1 of each


def test_adam_does_what_its_paper_says():
    """Algorithm 1 of Kingma and Ba, in the order that the end of section 2 gives it."""
    weights, mean, square = np.array([0.5, -2.0]), np.zeros(2), np.zeros(2)
    expected = weights.copy()
    optimizer = Adam(0.1, beta_1=0.8, beta_2=0.6, epsilon=0.01)
    optimizer.start(weights)
    for t, slopes in enumerate(([3.0, -0.001], [1.0, 0.0], [-4.0, 0.02]), start=1):
        slopes = np.array(slopes)
        optimizer.step(weights, slopes)
        mean = 0.8 * mean + 0.2 * slopes
        square = 0.6 * square + 0.4 * slopes**2
        rate = 0.1 * (1 - 0.6**t) ** 0.5 / (1 - 0.8**t)
        expected -= rate * mean / (square**0.5 + 0.01)
        np.testing.assert_allclose(weights, expected, rtol=1e-12)
    assert optimizer.iterations == 3


def test_speed_adds_the_share_of_the_last_step():
    weights = np.array([1.0])
    optimizer = SGD(0.5, momentum=0.8)
    optimizer.start(weights)
    for slope, step in ((2.0, -1.0), (0.0, -0.8), (-4.0, 2 - 0.64)):
        before = weights.copy()
        optimizer.step(weights, np.array([slope]))
        np.testing.assert_allclose(weights - before, step, rtol=1e-12)


def test_the_defaults_are_kerass():
    assert Adam().config() == {
        "learning_rate": 0.001,
        "beta_1": 0.9,
        "beta_2": 0.999,
        "epsilon": 1e-7,
        "weight_decay": 0.0,
    }
    assert SGD().config() == {"learning_rate": 0.01, "momentum": 0.0, "weight_decay": 0.0}


def test_the_schedule_falls_along_half_a_wave():
    rate = CosineDecay(0.2, 40)
    assert [rate(step) for step in (0, 20, 40, 99)] == pytest.approx([0.2, 0.1, 0, 0], abs=1e-17)
    assert rate(10) == pytest.approx(0.1 + 0.1 * 0.5**0.5)
    left = CosineDecay(0.2, 40, alpha=0.1)
    assert [left(step) for step in (0, 20, 40, 99)] == pytest.approx([0.2, 0.11, 0.02, 0.02])


@pytest.mark.parametrize("kind", [SGD, Adam])
def test_a_schedule_is_asked_before_each_step(kind):
    asked = []

    class Noting(CosineDecay):
        def __call__(self, step):
            asked.append(step)
            return super().__call__(step)

    weights, optimizer = np.ones(1), kind(Noting(0.5, 2))
    optimizer.start(weights)
    for moves in (True, True, False):
        before = weights.copy()
        optimizer.step(weights, np.ones(1))
        assert (weights != before).all() == moves
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("alpha", [0.0, 0.1])
def test_the_schedule_is_kerass_to_the_last_digits(keras, alpha):
    # Given a float64, Keras computes the whole schedule in float64.
    theirs = keras.optimizers.schedules.CosineDecay(np.float64(0.02), 50, alpha=alpha)
    ours = CosineDecay(0.02, 50, alpha)
    for step in range(60):
        assert ours(step) == pytest.approx(float(theirs(step)), rel=1e-8, abs=1e-17)
