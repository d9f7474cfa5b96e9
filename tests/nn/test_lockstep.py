"""Side by side with Keras, step by step."""

import numpy as np
import pytest

from cnn_course.nn import Adam, CosineDecay, Dense, Network, Softmax, initializers
from cnn_course.reproduce.experiments import lockstep


@pytest.mark.parametrize("name", lockstep.EXPERIMENT.variants)
def test_two_hundred_steps(keras, name):
    """The largest relative difference after any step, of weights and of losses."""
    furthest = lockstep.EXPERIMENT.variants[name](seed=11)
    assert lockstep.STEPS == 200
    assert furthest["losses"] < 1e-8
    assert furthest["weights"] < 1e-8


def test_keras_computes_as_usual_afterward(keras):
    assert keras.config.floatx() == "float32"


@pytest.mark.parametrize("alpha", [0.0, 0.1])
def test_the_cosine_schedule_is_kerass(keras, alpha):
    theirs = keras.optimizers.schedules.CosineDecay(0.02, 50, alpha=alpha)
    ours = CosineDecay(0.02, 50, alpha)
    for step in (0, 1, 10, 25, 49, 50, 80):
        assert ours(step) == pytest.approx(float(theirs(step)), rel=1e-5, abs=1e-9)
    assert ours(0) == 0.02
    assert ours(50) == ours(99) == pytest.approx(0.02 * alpha)


def test_a_schedule_sets_each_step(keras):
    network = Network([Dense(3), Softmax()], (4,), rng=np.random.default_rng(0), dtype="float64")
    network.compile(Adam(CosineDecay(0.1, 20), weight_decay=0.3))
    usual = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        model = network.to_keras()
        rate = keras.optimizers.schedules.CosineDecay(np.float64(0.1), 20)
        betas = {"beta_1": np.float64(0.9), "beta_2": np.float64(0.999)}
        model.compile(
            keras.optimizers.Adam(rate, weight_decay=0.3, **betas), "categorical_crossentropy"
        )
        step = lockstep.keras_steps(model)
        rng = np.random.default_rng(1)
        for _ in range(30):
            x, y = rng.normal(size=(8, 4)), np.eye(3)[rng.integers(0, 3, 8)]
            network.train_on_batch(x, y)
            step(x, y)
            for ours, theirs in zip(network.get_weights(), model.get_weights()):
                # Keras keeps the schedule's steps in 32 bits.
                np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-7)
    finally:
        keras.config.set_floatx(usual)


SHAPE = (3, 3, 40, 50)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("random_normal", "RandomNormal"),
        ("glorot_uniform", "GlorotUniform"),
        ("he_normal", "HeNormal"),
        ("zeros", "Zeros"),
    ],
)
def test_weights_begin_as_in_keras(keras, name, theirs):
    ours = initializers.get(name)(SHAPE, np.random.default_rng(0))
    chosen = getattr(keras.initializers, theirs)
    made = np.asarray((chosen(seed=0) if name != "zeros" else chosen())(SHAPE))
    assert ours.shape == made.shape
    assert ours.std() == pytest.approx(made.std(), rel=0.03)
    if name != "random_normal":  # which has no limit
        assert abs(ours).max() == pytest.approx(abs(made).max(), rel=0.05)
    assert abs(ours.mean()) < 0.01
