"""A shortcut around layers: as Keras's Add, stored with what it holds, and refused where it cannot be."""

import numpy as np
import pytest

from cnn_course.nn import (
    Adam,
    BatchNormalization,
    Conv2D,
    Dropout,
    Flatten,
    Network,
    ReLU,
    Residual,
)
from cnn_course.reproduce import recipes
from tests import grid


def within():
    return [Conv2D(2, 3, padding="same"), BatchNormalization(), ReLU(), Dropout(0.3)]


def shortcut():
    rng = np.random.default_rng(3)
    network = Network([Residual(within()), Flatten()], (4, 5, 2), rng, "float64")
    network.weights[...] = rng.normal(size=network.weights.shape)
    network.kept[...] = rng.uniform(0.5, 2, network.kept.shape)
    return network


def test_it_adds_what_goes_in():
    layer = Network([Residual([Conv2D(1, 1, kernel_initializer="zeros")])], (2, 2, 1)).layers[0]
    x = np.arange(4.0).reshape(1, 2, 2, 1)
    assert layer.forward(x).ravel().tolist() == [0, 1, 2, 3]  # a filter of zeros changes nothing
    layer.weights["0.kernel"][...] = 10
    assert layer.forward(x).ravel().tolist() == [0, 11, 22, 33]


def test_it_computes_what_keras_adds(keras):
    network = shortcut()
    row = keras.Sequential(
        [
            keras.Input((4, 5, 2)),
            keras.layers.Conv2D(2, 3, padding="same"),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Dropout(0.3),
        ]
    )
    row.set_weights(network.get_weights())
    model = keras.Model(row.inputs, keras.layers.Add()([row.inputs[0], row.outputs[0]]))
    x = grid.floats(0, 3, 4, 5, 2, dtype=np.float32)
    theirs = model.predict(x, verbose=0).reshape(3, -1)
    np.testing.assert_allclose(network.predict(x), theirs, rtol=1e-4, atol=1e-5)


def test_it_is_stored_with_what_it_holds(tmp_path):
    network = shortcut()
    network.save(tmp_path / "shortcut.npz")
    again = Network.load(tmp_path / "shortcut.npz")
    assert repr(again.layers) == repr(network.layers)
    x = grid.floats(0, 3, 4, 5, 2)
    np.testing.assert_array_equal(again.predict(x), network.predict(x))


def test_layers_within_draw_from_the_networks_generator():
    network = shortcut()
    x = grid.floats(0, 3, 4, 5, 2)
    first, second = (network.forward(x, training=True) for _ in range(2))
    assert (first != second).any()
    assert network.layers[0].layers[3].rng is network.layers[0].rng is network.rng


def test_what_cannot_be_added_is_refused():
    with pytest.raises(ValueError, match=r"layer 1.*one shape; got \(4, 5, 2\) and \(4, 5, 3\)"):
        Network([Residual([Conv2D(3, 3, padding="same")])], (4, 5, 2))
    with pytest.raises(TypeError, match="layers must be a list of at least one layer"):
        Residual([])
    with pytest.raises(TypeError, match="layer 1 must be a layer"):
        Residual(["relu"])


def test_a_layer_has_one_place():
    taken = ReLU()
    Residual([taken])
    for use in (Residual, Network):
        with pytest.raises(ValueError, match="is in a network already; make a new one"):
            use([taken])


def test_keras_has_no_such_layer(keras):
    with pytest.raises(ValueError, match="Keras has no counterpart of Residual"):
        shortcut().to_keras()


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.001, 0.01])
def test_a_deep_network_learns_with_a_way_around_and_not_without(rate):
    """What chapter 19 shows at a rate of 0.003 holds at a third and at three times of it."""
    x, y, *_ = recipes.digits()
    held_out = recipes.held_out(4)

    def learned(helped):
        rng = np.random.default_rng(0)
        network = Network(recipes.deep(16, helped, helped), (8, 8, 1), rng)
        network.compile(Adam(rate))
        network.fit(x[~held_out], y[~held_out], epochs=3, verbose=0)
        return network.evaluate(x[held_out], y[held_out]).accuracy

    helped = learned(True)
    assert helped > 0.6 and helped > learned(False) + 0.2
