"""To Keras and back: the same layers, the same weights, the same answers."""

import inspect
import random

import numpy as np
import pytest

from cnn_course.nn import (
    AveragePool2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    Network,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from cnn_course.nn.registry import LAYERS
from cnn_course.reproduce.recipes import layers as digits_layers
from tests import grid

EVERY_LAYER = [
    lambda: Conv2D(4, (2, 3), (2, 1), "same", groups=2),
    lambda: BatchNormalization(0.8, 0.01),
    ReLU,
    lambda: MaxPool2D(2, 1),
    lambda: Conv2D(2, 3, padding=1, use_bias=False),
    Tanh,
    lambda: Conv2D(2, 2, padding="same", dilation_rate=(1, 3)),
    lambda: AveragePool2D((1, 2), padding="same"),
    Sigmoid,
    lambda: Dropout(0.3),
    Flatten,
    lambda: Dense(5, use_bias=False),
    lambda: Dense(4),
    Softmax,
]


def every_layer():
    rng = np.random.default_rng(3)
    network = Network([make() for make in EVERY_LAYER], (7, 10, 2), rng=rng, dtype="float64")
    network.weights[...] = rng.normal(size=network.weights.shape)
    network.kept[...] = rng.uniform(0.5, 2, network.kept.shape)
    return network


def test_there_and_back(keras):
    network = every_layer()
    x = grid.floats(0, 3, 7, 10, 2)
    model = network.to_keras()
    np.testing.assert_allclose(model(x).numpy(), network.predict(x), rtol=1e-12)
    again = Network.from_keras(model)
    assert repr(again.layers) == repr(network.layers)
    np.testing.assert_array_equal(again.predict(x), network.predict(x))
    assert again.dtype == np.float64


def test_activations_inside_layers_become_layers(keras):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((6, 6, 1)),
            layers.Conv2D(2, 3, activation="tanh"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(4, activation="sigmoid"),
            layers.ReLU(),
            layers.Dense(3),
            layers.Activation("softmax"),
        ]
    )
    network = Network.from_keras(model)
    kinds = [type(layer).__name__ for layer in network.layers]
    assert kinds == [
        *("Conv2D", "Tanh", "AveragePool2D", "Flatten", "Dense", "Sigmoid", "ReLU", "Dense"),
        "Softmax",
    ]
    x = grid.floats(0, 3, 6, 6, 1, dtype=np.float32)
    np.testing.assert_allclose(network.predict(x), model.predict(x, verbose=0), rtol=1e-5)


def test_the_table_is_kerass(keras):
    network = Network(digits_layers(), (8, 8, 1))
    summary, model = network.summary(), network.to_keras()
    assert summary.total == model.count_params() == 994
    assert [count for *_, count in summary.rows if count] == [80, 584, 330]
    for (name, shape, count), layer in zip(summary.rows, model.layers):
        assert (name.split()[0], shape, count) == (
            layer.name,
            layer.output.shape,
            layer.count_params(),
        )
    assert "Total params: 994" in repr(summary)
    assert "conv2d_1 (Conv2D)         (None, 4, 4, 8)      584" in repr(summary)


REFUSED = {
    "no layer like Keras's LayerNormalization": lambda k: [k.LayerNormalization()],
    "only axis=-1 has a counterpart, got 2": lambda k: [k.BatchNormalization(axis=2)],
    "only center=True has a counterpart": lambda k: [k.BatchNormalization(center=False)],
    "only scale=True has a counterpart": lambda k: [k.BatchNormalization(scale=False)],
    "no activation 'gelu'": lambda k: [k.Conv2D(2, 3, activation="gelu")],
    "only data_format='channels_last'": lambda k: [k.Flatten(data_format="channels_first")],
    "max_pooling2d.*: only data_format='channels_last'": lambda k: [
        k.MaxPooling2D(2, data_format="channels_first")
    ],
    "average_pooling2d.*: only data_format='channels_last'": lambda k: [
        k.AveragePooling2D(2, data_format="channels_first")
    ],
    "only negative_slope=0.0 has a counterpart, got 0.5": lambda k: [k.ReLU(negative_slope=0.5)],
    "only threshold=0.0 has a counterpart, got 1.0": lambda k: [k.ReLU(threshold=1.0)],
    "only max_value=None has a counterpart, got 6": lambda k: [k.ReLU(max_value=6)],
    "only axis=-1 has a counterpart, got 1": lambda k: [k.Softmax(axis=1)],
    "only equal padding on all sides": lambda k: [k.ZeroPadding2D((1, 2)), k.Conv2D(2, 3)],
    "must stand before a Conv2D": lambda k: [k.ZeroPadding2D(1), k.MaxPooling2D(2)],
    "nothing follows the ZeroPadding2D": lambda k: [k.Conv2D(2, 3), k.ZeroPadding2D(1)],
    "only noise_shape=None": lambda k: [k.Dropout(0.5, noise_shape=(1, 6, 6, 1))],
}


@pytest.mark.parametrize("says", REFUSED)
def test_what_has_no_counterpart_is_named(keras, says):
    model = keras.Sequential([keras.Input((6, 6, 2)), *REFUSED[says](keras.layers)])
    with pytest.raises(ValueError, match=says):
        Network.from_keras(model)


def test_no_option_of_keras_is_dropped_without_a_word(keras):
    """Options one after the other get a value that no layer can have."""
    harmless = {"name", "trainable", "seed"}
    harmless |= {
        f"{weight}_{what}"
        for weight in (
            "kernel",
            "bias",
            "activity",
            "gamma",
            "beta",
            "moving_mean",
            "moving_variance",
        )
        for what in ("initializer", "regularizer", "constraint")
    }
    asked = set()
    for known in [known for known in LAYERS.values() if known.keras]:
        kind = getattr(keras.layers, known.keras)
        needed = {"Conv2D": (2, 3), "Dense": (3,), "Dropout": (0.5,), "AveragePooling2D": (2,)}
        layer = kind(*needed.get(known.keras, ()))
        shape = (5,) if known.keras in ("Dense", "Softmax") else (6, 6, 2)
        model = keras.Sequential([keras.Input(shape), layer])
        config = layer.get_config()
        Network.from_keras(model)
        # The activation and the dtype are read from the layer itself: REFUSED and test_chain.
        taken = {"activation", "dtype", *inspect.signature(known.cls).parameters}
        for option in config.keys() - harmless - taken:
            layer.get_config = lambda changed=option: config | {changed: "another"}
            with pytest.raises(ValueError, match=f"only {option}=.* counterpart, got 'another'"):
                Network.from_keras(model)
            asked.add((known.keras, option))
    assert {("Conv2D", "data_format"), ("Flatten", "data_format"), ("ReLU", "max_value")} < asked


def test_options_that_change_no_prediction_are_no_matter(keras):
    layers = keras.layers
    row = [
        layers.Conv2D(2, 3, kernel_initializer="he_normal", kernel_regularizer="l2", name="mine"),
        layers.Dropout(0.5, seed=3),
        layers.Flatten(),
        layers.Dense(3, bias_constraint="non_neg", trainable=False),
    ]
    model = keras.Sequential([keras.Input((6, 6, 2)), *row])
    x = grid.floats(0, 3, 6, 6, 2, dtype=np.float32)
    network = Network.from_keras(model)
    np.testing.assert_allclose(network.predict(x), model.predict(x, verbose=0), rtol=1e-5)


def test_asking_keras_for_its_usual_options_leaves_no_trace(keras):
    """Its seeds and its names would be others afterwards."""
    model = every_layer().to_keras()
    before, name = random.getstate(), keras.layers.Dense(1).name
    random.setstate(before)
    Network.from_keras(model)
    assert random.getstate() == before
    number = int(name.partition("_")[2])
    assert keras.layers.Dense(1).name == f"dense_{number + 1}"


def test_a_model_without_weights_is_refused(keras):
    with pytest.raises(ValueError, match="no weights yet; begin it with keras.Input"):
        Network.from_keras(keras.Sequential([keras.layers.Dense(3)]))
    with pytest.raises(ValueError, match="no weights yet"):
        Network.from_keras("a model")


def test_keras_does_not_pool_with_whole_number_padding(keras):
    network = Network([MaxPool2D(2, padding=1)], (6, 6, 1))
    with pytest.raises(ValueError, match="max_pool2d: Keras pools with valid or same padding"):
        network.to_keras()
    with pytest.raises(ValueError, match="no shapes yet"):
        Network([Flatten()]).to_keras()


def test_keras_does_not_spread_weights_out_in_longer_steps(keras):
    network = Network([Conv2D(2, 2, strides=2, dilation_rate=2)], (6, 6, 1))
    with pytest.raises(ValueError, match="conv2d: Keras convolves with strides or with a dilation"):
        network.to_keras()
