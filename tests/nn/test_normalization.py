"""Batch normalization: step by step as Keras, in training and in prediction, and stored whole."""

import numpy as np
import pytest

from cnn_course.nn import (
    SGD,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    Network,
    Residual,
    Softmax,
)
from cnn_course.reproduce.experiments.lockstep import keras_steps
from tests import grid

SHAPE = (4, 5, 3)


def normalized(seed=0, **arguments):
    rng = np.random.default_rng(seed)
    layers = [Conv2D(2, 2), BatchNormalization(**arguments), Flatten(), Dense(3), Softmax()]
    return Network(layers, SHAPE, rng, "float64")


def examples(count=8):
    return grid.floats(1, count, *SHAPE), np.arange(count) % 3


def test_a_row_that_is_computed_in_the_head():
    layer = Network([BatchNormalization(0.5, 1e-12)], (1,), dtype="float64").layers[0]
    row = np.array([[1.0], [3.0], [5.0], [7.0]])  # mean 4, variance 5
    np.testing.assert_allclose(layer.forward(row, training=True), (row - 4) / 5**0.5, rtol=1e-9)
    # Half of what they were, 0 and 1, and half of what came.
    assert layer.kept["moving_mean"] == 2 and layer.kept["moving_variance"] == 3
    np.testing.assert_allclose(layer.forward(row), (row - 2) / 3**0.5, rtol=1e-9)
    assert layer.kept["moving_mean"] == 2  # to predict changes nothing


def test_a_map_that_is_the_same_everywhere_becomes_the_shift():
    layer = Network([BatchNormalization()], (2, 2, 1), dtype="float64").layers[0]
    layer.weights["beta"][...] = 3
    assert (layer.forward(np.full((2, 2, 2, 1), 9.0), training=True) == 3).all()


def test_learns_in_step_with_keras(keras):
    network = normalized(momentum=0.8)
    network.compile(SGD(0.1))
    usual = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        model = network.to_keras()
        model.compile(keras.optimizers.SGD(np.float64(0.1)), "categorical_crossentropy")
        step = keras_steps(model)
        rng = np.random.default_rng(1)
        for _ in range(30):
            x, y = rng.normal(2, 3, (8, *SHAPE)), np.eye(3)[rng.integers(0, 3, 8)]
            network.train_on_batch(x, y)
            step(x, y)
            for ours, theirs in zip(network.get_weights(), model.get_weights(), strict=True):
                np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-10)
    finally:
        keras.config.set_floatx(usual)
    np.testing.assert_allclose(network.predict(x), model.predict(x, verbose=0), rtol=1e-6)
    assert abs(network.kept).max() > 2  # they have moved


def test_the_table_counts_what_is_kept_as_keras_does(keras):
    summary, model = normalized().summary(), normalized().to_keras()
    assert summary.total == model.count_params()
    assert summary.kept == 4 == sum(int(np.size(w)) for w in model.non_trainable_weights)
    assert repr(summary).endswith("Non-trainable params: 4")


def test_weight_decay_leaves_what_is_kept_alone():
    network = normalized(momentum=0.0)
    network.compile(SGD(0.1, weight_decay=0.5))
    x, y = examples()
    network.train_on_batch(x, np.eye(3)[y])
    maps = network.layers[0].forward(x)
    kept = network.layers[1].kept
    np.testing.assert_allclose(kept["moving_mean"], maps.mean((0, 1, 2)), atol=0.1)
    assert (kept["moving_variance"] > 0.1).all()


@pytest.mark.parametrize("around", [lambda layer: layer, lambda layer: Residual([layer])])
def test_what_is_kept_is_stored_and_read(tmp_path, around):
    def fresh():
        layers = [around(BatchNormalization(0.7)), Flatten(), Dense(3), Softmax()]
        return Network(layers, SHAPE, np.random.default_rng(5), "float64")

    network, (x, y) = fresh(), examples()
    network.fit(x, y, epochs=2, batch_size=4, verbose=0)
    path = tmp_path / "network.npz"
    network.save(path)
    again = Network.load(path)
    np.testing.assert_array_equal(again.kept, network.kept)
    assert again.kept.size == 6 and not np.isin(again.kept, (0, 1)).any()
    np.testing.assert_array_equal(again.predict(x), network.predict(x))
    assert repr(again.layers) == repr(network.layers)


def test_a_fit_that_goes_on_from_a_file_ends_as_one_that_never_stopped(tmp_path):
    x, y = examples()
    whole = normalized()
    whole.fit(x, y, epochs=4, batch_size=4, verbose=0)
    path = tmp_path / "run.npz"
    normalized().fit(x, y, epochs=2, batch_size=4, checkpoint=path, verbose=0)
    resumed = normalized()
    resumed.fit(x, y, epochs=4, batch_size=4, checkpoint=path, resume=True, verbose=0)
    np.testing.assert_array_equal(resumed.weights, whole.weights)
    np.testing.assert_array_equal(resumed.kept, whole.kept)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"momentum": 1.0}, "momentum must be at least 0 and below 1, got 1.0"),
        ({"epsilon": 0}, "epsilon must be above 0, got 0"),
    ],
)
def test_settings_that_no_step_can_use(arguments, says):
    with pytest.raises(ValueError, match=says):
        BatchNormalization(**arguments)
