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


@pytest.mark.parametrize("alpha", [0.0, 0.1])
def test_the_schedule_is_kerass_to_the_last_digits(keras, alpha):
    # Given a float64, Keras computes the whole schedule in float64.
    theirs = keras.optimizers.schedules.CosineDecay(np.float64(0.02), 50, alpha=alpha)
    ours = CosineDecay(0.02, 50, alpha)
    for step in range(60):
        assert ours(step) == pytest.approx(float(theirs(step)), rel=1e-8, abs=1e-17)
