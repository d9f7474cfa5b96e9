"""Only a row of layers becomes a network; a graph, and whatever is not quite Keras's, is refused."""

import numpy as np
import pytest

from cnn_course import models
from cnn_course.explorables.digit_weights import layers_of
from cnn_course.nn import Network
from tests import grid

SHAPE = (6, 6, 2)


def functional(keras, build):
    pictures = keras.Input(SHAPE)
    return keras.Model(pictures, build(keras.layers, keras.ops, pictures), name="whole")


def sequential(keras, *layers, dtype=None):
    return keras.Sequential([keras.Input(SHAPE, dtype=dtype), *layers], name="whole")


def agrees(model, shape=SHAPE):
    x = grid.floats(0, 3, *shape, dtype=np.float32)
    network = Network.from_keras(model)
    np.testing.assert_allclose(network.predict(x), np.asarray(model(x)), rtol=1e-5, atol=1e-6)
    return [type(layer).__name__ for layer in network.layers]


# Rows of layers


def test_a_functional_row_is_taken_over(keras):
    def build(layers, ops, x):
        # Made, and named, in another order than they are called in.
        last, first = layers.Dense(3, name="a", activation="softmax"), layers.Conv2D(4, 3, name="b")
        return last(layers.Flatten(name="c")(first(x)))

    assert agrees(functional(keras, build)) == ["Conv2D", "Flatten", "Dense", "Softmax"]


def test_models_within_are_their_layers(keras):
    layers = keras.layers
    inner = keras.Sequential([keras.Input((4, 4, 3)), layers.ReLU(), layers.MaxPooling2D(2)])
    end = functional(keras, lambda layers, ops, x: layers.Flatten()(inner(layers.Conv2D(3, 3)(x))))
    model = sequential(keras, layers.Conv2D(2, 1), end, layers.Dense(3))
    kinds = ["Conv2D", "Conv2D", "ReLU", "MaxPool2D", "Flatten", "Dense"]
    assert agrees(model) == kinds


def test_a_part_of_a_model_is_that_part(keras):
    layers = keras.layers
    whole = sequential(keras, layers.Conv2D(3, 3), layers.ReLU(), layers.Flatten(), layers.Dense(3))
    assert agrees(keras.Model(whole.inputs, whole.layers[1].output)) == ["Conv2D", "ReLU"]
    behind = keras.Model(whole.layers[0].output, whole.outputs)
    assert agrees(behind, (4, 4, 3)) == ["ReLU", "Flatten", "Dense"]


def test_layers_that_another_model_calls_too_are_no_matter(keras):
    layers = keras.layers
    model = sequential(keras, layers.Conv2D(3, 3), layers.ReLU(), layers.Flatten())
    keras.Sequential([keras.Input(SHAPE), *model.layers, layers.Dense(2)])
    assert agrees(model) == ["Conv2D", "ReLU", "Flatten"]


def test_borders_add_up(keras):
    layers = keras.layers
    model = sequential(keras, layers.ZeroPadding2D(1), layers.ZeroPadding2D(2), layers.Conv2D(3, 4))
    assert agrees(model) == ["Conv2D"]


def test_changed_weights_are_the_ones_that_are_computed_with(keras):
    model = sequential(keras, keras.layers.Flatten(), keras.layers.Dense(8))
    dense = model.layers[-1]
    dense.enable_lora(2)
    dense.lora_kernel_b.assign(np.ones((2, 8)))
    assert agrees(model) == ["Flatten", "Dense"]


# Graphs


def merged(layers, ops, x):
    return layers.Add(name="merge")([layers.Conv2D(2, 3, padding="same")(x), x])


def shared(layers, ops, x):
    again = layers.Conv2D(2, 3, name="again")
    return again(again(x))


def shared_without_weights(layers, ops, x):
    again = layers.ReLU(name="again")
    return again(layers.Conv2D(2, 3)(again(x)))


def two_ends(layers, ops, x):
    maps = layers.Conv2D(2, 3)(x)
    return [maps, layers.ReLU()(maps)]


GRAPHS = {
    "merge is given more than one input": merged,
    "again is called twice": shared,
    "again is called twice; only a row of layers": shared_without_weights,
    "add.* is a bare operation": lambda layers, ops, x: layers.Conv2D(2, 3, padding="same")(x) + x,
    "relu.* is a bare operation": lambda layers, ops, x: ops.relu(layers.Conv2D(2, 3)(x)),
    "true_divide.* is a bare operation": lambda layers, ops, x: layers.Conv2D(2, 3)(x / 255),
    "get_item.* is a bare operation": lambda layers, ops, x: layers.Conv2D(2, 3)(x)[:, 0],
    "whole has 1 inputs and 2 outputs": two_ends,
    "masked is given more than one": lambda layers, ops, x: layers.Softmax(name="masked")(
        layers.Flatten()(x), mask=np.arange(72) < 9
    ),
    "doubled: this package has no layer like Keras's Lambda": lambda layers, ops, x: layers.Lambda(
        lambda values: 2 * values, name="doubled"
    )(x),
    "whole has no layer that does anything": lambda layers, ops, x: x,
}


@pytest.mark.parametrize("says", GRAPHS)
def test_a_graph_is_refused_where_it_stops_being_a_row(keras, says):
    with pytest.raises(ValueError, match=f"^{says}"):
        Network.from_keras(functional(keras, GRAPHS[says]))


def test_two_inputs_are_refused(keras):
    one, other = keras.Input(SHAPE), keras.Input(SHAPE)
    model = keras.Model([one, other], keras.layers.Conv2D(2, 3)(one), name="pair")
    with pytest.raises(ValueError, match="pair has 2 inputs and 1 outputs"):
        Network.from_keras(model)


def test_a_graph_within_is_refused_too(keras):
    inner = functional(keras, merged)
    with pytest.raises(ValueError, match="merge is given more than one input"):
        Network.from_keras(keras.Sequential([keras.Input(SHAPE), inner]))
    once = keras.Sequential([keras.Input(SHAPE), keras.layers.ReLU()], name="once")
    with pytest.raises(ValueError, match="is called twice"):
        Network.from_keras(functional(keras, lambda layers, ops, x: once(once(x))))


def test_a_page_runs_a_row_of_layers_alone(keras):
    """The digit reader's script knows no shortcuts either."""
    assert [layer["kind"] for layer in layers_of(models.mnist())][:3] == [
        *("rescaling", "convolution", "normalization"),
    ]
    with pytest.raises(ValueError, match="is a bare operation"):
        layers_of(functional(keras, lambda layers, ops, x: ops.relu(layers.ReLU()(x))))


# Not quite Keras's


def test_subclasses_are_refused_whatever_they_are_called(keras):
    layers = keras.layers
    dense = type("Dense", (layers.Dense,), {"call": lambda self, x: 2 * layers.Dense.call(self, x)})
    with pytest.raises(
        ValueError, match="mine: this package has no layer like tests.nn.test_chain.Dense"
    ):
        Network.from_keras(sequential(keras, layers.Flatten(), dense(3, name="mine")))

    class Sequential(keras.Sequential):
        def call(self, x, **options):
            return 2 * super().call(x, **options)

    class Functional(keras.Model):
        def __init__(self):
            pictures = keras.Input(SHAPE)
            super().__init__(pictures, layers.Conv2D(2, 3)(pictures), name="mine")

        def call(self, x, **options):
            return 2 * super().call(x, **options)

    class Free(keras.Model):
        def call(self, x):
            return x

    free = Free(name="mine")
    free.build((None, *SHAPE))
    for model in (Sequential([keras.Input(SHAPE), layers.ReLU()], name="mine"), Functional(), free):
        with pytest.raises(ValueError, match="mine is a .*, which may compute anything"):
            Network.from_keras(model)
    with pytest.raises(ValueError, match="mine is a .*Functional, which may compute anything"):
        Network.from_keras(keras.Sequential([keras.Input(SHAPE), Functional()]))


def test_activations_are_known_by_what_they_are(keras):
    def relu(x):
        return keras.ops.tanh(x)

    def ending_in(activation):
        dense = keras.layers.Dense(3, activation=activation, name="last")
        return sequential(keras, keras.layers.Flatten(), dense)

    layers = keras.layers
    for given in ("relu", keras.activations.relu, keras.ops.relu, layers.ReLU()):
        assert agrees(ending_in(given)) == ["Flatten", "Dense", "ReLU"]
    assert agrees(ending_in(layers.Activation("tanh")))[-1] == "Tanh"
    assert agrees(ending_in(layers.Softmax()))[-1] == "Softmax"
    assert agrees(ending_in(keras.activations.linear)) == ["Flatten", "Dense"]
    own = type("ReLU", (layers.ReLU,), {})
    for given, named in (
        (relu, "relu"),
        (lambda x: x, "<lambda>"),
        (layers.LeakyReLU(), "LeakyReLU"),
        (own(), "ReLU"),
        ("relu6", "relu6"),
    ):
        with pytest.raises(
            ValueError, match=f"last: this package has no activation '{named}'; it has"
        ):
            Network.from_keras(ending_in(given))
    with pytest.raises(ValueError, match="six: only max_value=None has a counterpart, got 6"):
        Network.from_keras(ending_in(layers.ReLU(max_value=6, name="six")))


def test_one_dtype_throughout(keras):
    def refused(model, says):
        with pytest.raises(ValueError, match=says):
            Network.from_keras(model)

    layers = keras.layers
    for policy in ("mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "float64"):
        half = layers.Conv2D(2, 3, dtype=policy, name="half")
        refused(
            sequential(keras, half, layers.ReLU()), f"half: .* dtype policy {policy} in a model"
        )
    half = layers.Dense(3, activation=layers.ReLU(dtype="float16", name="half"))
    refused(sequential(keras, layers.Flatten(), half), "half: .* float16")
    whole_numbers = sequential(keras, layers.MaxPooling2D(2, name="pool"), dtype="int32")
    refused(whole_numbers, "pool: .* float32 in a model that takes int32")
    inner = sequential(keras, layers.ReLU(), dtype="float16")
    refused(keras.Sequential([keras.Input(SHAPE), inner]), "whole takes float16 and gets float32")
    quantized = sequential(keras, layers.Flatten(), layers.Dense(8, name="rounded"))
    quantized.quantize("int8", filters=["rounded"])
    refused(quantized, "rounded: .* int8_from_float32")
    double = sequential(keras, layers.Conv2D(2, 3, dtype="float64"), dtype="float64")
    assert Network.from_keras(double).dtype == np.float64


def test_what_else_has_no_counterpart(keras):
    layers = keras.layers
    padded = layers.ZeroPadding2D(1, data_format="channels_first", name="padded")
    with pytest.raises(ValueError, match="padded: only data_format='channels_last'"):
        Network.from_keras(sequential(keras, padded, layers.Conv2D(2, 3)))
    any_size = keras.Sequential([keras.Input((None, None, 2)), layers.ReLU()], name="open")
    with pytest.raises(ValueError, match="open takes pictures of any size.*give it one size"):
        Network.from_keras(any_size)
