"""A reader's own layer: it learns, draws, is stored and comes back, or is refused in time."""

import re

import numpy as np
import pytest

from cnn_course.nn import SGD, Dense, Flatten, Layer, Network, ReLU, Softmax, register_layer
from cnn_course.nn.registry import LAYERS, counterpart, registered
from tests.nn.slopes import agree, alone
from tools.digest import ROOT


@pytest.fixture(autouse=True)
def unregistered():
    """What a test registers is forgotten after it."""
    before = dict(LAYERS)
    yield
    LAYERS.clear()
    LAYERS.update(before)


class Scale(Layer):
    """Each channel times a number that is learned."""

    def __init__(self, start=1.0):
        self.start = start

    def build(self, input_shape):
        self.weight_shapes = {"gamma": input_shape[-1:]}
        return input_shape

    def initial(self, name, rng):
        return np.full(self.weight_shapes[name], self.start)

    def forward(self, x, training=False):
        self.x = x
        return x * self.weights["gamma"]

    def backward(self, slope, to_input=True):
        (self.x * slope).reshape(-1, self.x.shape[-1]).sum(axis=0, out=self.slopes["gamma"])
        return slope * self.weights["gamma"] if to_input else None

    def config(self):
        return {"start": self.start}


class Noise(Layer):
    """While training, every number gets a random one added."""

    def forward(self, x, training=False):
        return x + self.rng.normal(size=x.shape) if training else x

    def backward(self, slope, to_input=True):
        return slope


def network(*layers, seed=0):
    layers = [*layers, Flatten(), Dense(3), Softmax()]
    return Network(layers, (2, 3, 2), np.random.default_rng(seed), "float64")


def examples(n=8):
    rng = np.random.default_rng(1)
    return rng.normal(size=(n, 2, 3, 2)), rng.integers(0, 3, n)


def test_its_weights_lie_in_the_networks_line_and_learn():
    own = Scale(0.5)
    made = network(own)
    x, labels = examples()
    assert made.weights.size == 2 + 12 * 3 + 3
    assert made.get_weights()[0].tolist() == [0.5, 0.5]
    before = made.get_weights()[0]
    made.compile(SGD(0.1))
    made.fit(x, labels, epochs=2, batch_size=4, verbose=0)
    assert (made.get_weights()[0] != before).all()


def test_the_first_layer_is_not_asked_for_the_slope_of_the_pixels():
    asked = []

    class Asked(Noise):
        def backward(self, slope, to_input=True):
            asked.append(to_input)
            return super().backward(slope)

    x, labels = examples()
    network(Asked(), Asked()).slope_of(x, np.eye(3)[labels])
    assert asked == [True, False]


def test_the_judge_judges_it_as_any_layer():
    rng = np.random.default_rng(0)
    x, arriving = rng.normal(size=(2, 4, 2, 3, 2))
    agree(alone(Scale(), (2, 3, 2)), x, arriving)


@pytest.mark.parametrize(
    "answer, says",
    [
        (None, "a tuple of sizes such as (3,), got None"),
        (3, "a tuple of sizes such as (3,), got 3"),
        ([2, 3], "a tuple of sizes such as (3,), got [2, 3]"),
        ((), "a tuple of sizes such as (3,), got ()"),
        ((2, 1.5), "here (2, 1.5), must be a whole number, got 1.5"),
        ((None, 3), "here (None, 3), must be a whole number, got None"),
        ((2, True), "here (2, True), must be a whole number, got True"),
        ((0, 3), "here (0, 3), must be at least 1, got 0"),
    ],
)
def test_what_build_answers_is_a_shape_or_the_layer_is_named(answer, says):
    class Odd(Noise):
        def build(self, input_shape):
            return answer

    with pytest.raises((TypeError, ValueError), match=r"layer 2, Odd\(\): .*" + re.escape(says)):
        Network([ReLU(), Odd()], (2, 3, 2))


def test_sizes_of_numpy_are_whole_numbers_as_well():
    class Halved(Noise):
        def build(self, input_shape):
            return tuple(np.array(input_shape) // 2)

    shapes = Network([Halved(), Flatten()], (4, 6, 2)).shapes
    assert shapes == [(4, 6, 2), (2, 3, 1), (6,)]
    assert {type(size) for shape in shapes for size in shape} == {int}


def test_the_judge_sees_that_build_and_forward_disagree():
    class Larger(Noise):
        def build(self, input_shape):
            return *input_shape[:-1], input_shape[-1] + 1

    x = np.ones((4, 2, 3, 2))
    with pytest.raises(AssertionError, match=r"Larger\(\): build promised \(4, 2, 3, 3\), got"):
        agree(alone(Larger(), (2, 3, 2)), x, x)
    with pytest.raises(AssertionError, match=r"one slope arrives for each of \(4, 2, 3, 2\)"):
        agree(alone(Scale(), (2, 3, 2)), x, x[:1])


def test_a_layer_that_draws_draws_from_the_network(tmp_path):
    register_layer(Noise)
    x, labels = examples()
    first, again = network(Noise()), network(Noise())
    for made in (first, again):
        made.fit(x, labels, epochs=1, batch_size=4, verbose=0)
    np.testing.assert_array_equal(first.weights, again.weights)
    first.save(tmp_path / "noise.npz")
    back = Network.load(tmp_path / "noise.npz")
    for made in (first, back):  # the random state came back as well
        made.fit(x, labels, epochs=1, batch_size=4, verbose=0)
    np.testing.assert_array_equal(first.weights, back.weights)


def test_a_registered_layer_is_stored_and_comes_back(tmp_path):
    register_layer(Scale)
    made = network(Scale(2.0), ReLU())
    made.save(tmp_path / "own.npz")
    back = Network.load(tmp_path / "own.npz")
    assert isinstance(back.layers[0], Scale) and back.layers[0].start == 2.0
    x, _ = examples()
    np.testing.assert_array_equal(made.predict(x), back.predict(x))


def test_a_layer_that_could_not_be_read_again_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(
        ValueError, match=r"stored but not read again.*@register_layer above class S"
    ):
        network(Scale()).save(tmp_path / "own.npz")
    with pytest.raises(ValueError, match="@register_layer above class Scale"):
        x, labels = examples()
        network(Scale()).fit(x, labels, batch_size=4, checkpoint=tmp_path / "own.npz", verbose=0)
    assert list(tmp_path.iterdir()) == []


def test_a_config_that_forgets_an_argument_is_refused(tmp_path):
    @register_layer
    class Forgetful(Scale):
        def __init__(self, start):
            super().__init__(start)

        def config(self):
            return {}

    with pytest.raises(
        ValueError, match=r"config\(\) must answer with the arguments of Forgetful\(.*start"
    ):
        network(Forgetful(1.0)).save(tmp_path / "own.npz")

    @register_layer
    class Changing(Scale):
        def config(self):
            return {"start": self.start + 1}

    with pytest.raises(ValueError, match="from {'start': 2.0} came a layer with {'start': 3.0}"):
        network(Changing()).save(tmp_path / "own.npz")


def test_a_file_whose_layer_is_not_defined_here_says_so(tmp_path):
    register_layer(Scale)
    network(Scale()).save(tmp_path / "own.npz")
    del LAYERS["Scale"]
    with pytest.raises(ValueError, match="no layer called Scale; run the code that defines it"):
        Network.load(tmp_path / "own.npz")


def test_a_name_is_given_once_but_a_cell_may_run_twice():
    register_layer(Scale)
    again = type("Scale", (Scale,), {"__module__": Scale.__module__, "__qualname__": "Scale"})
    assert register_layer(again) is again and LAYERS["Scale"].cls is again
    other = type("ReLU", (Layer,), {})
    with pytest.raises(
        ValueError, match="a layer called ReLU already, in cnn_course.nn.activations"
    ):
        register_layer(other)
    for wrong in (ReLU(), int, "ReLU"):
        with pytest.raises(TypeError, match="stands above a class of layers"):
            register_layer(wrong)


def test_a_counterpart_is_found_by_its_name_and_given_once():
    @register_layer(keras="Rescaling", activation="doubled", only={"offset": 0.0})
    class Times(Scale):
        pass

    known = counterpart(keras="Rescaling")
    assert known == registered(Times()) == counterpart(activation="doubled")
    assert known == (Times, "Rescaling", {"offset": 0.0}, "doubled")
    assert counterpart(keras="ReLU").cls is counterpart(activation="relu").cls is ReLU
    assert counterpart(keras="Wing") is None
    register_layer(Noise)
    assert registered(Noise()) == (Noise, None, {}, None)
    for named in ({"keras": "Rescaling"}, {"activation": "doubled"}):
        (name,) = named.values()
        with pytest.raises(ValueError, match=f"Keras's {name} is the counterpart of Times already"):
            register_layer(**named)(Scale)
    assert "Scale" not in LAYERS


def test_weights_must_say_how_they_begin():
    class Silent(Scale):
        initial = Layer.initial

    with pytest.raises(NotImplementedError, match=r"how its weights begin: initial\(name, rng\)"):
        network(Silent())

    class Wrong(Scale):
        def initial(self, name, rng):
            return np.ones(5)

    with pytest.raises(ValueError, match=r"the initializer must give shape \(2,\), got \(5,\)"):
        network(Wrong())


@pytest.mark.parametrize("part", ["optimizer", "loss", "rng"])
def test_a_file_names_nothing_but_what_it_may(tmp_path, part):
    """A changed file cannot call other functions of NumPy or the package."""
    import json

    path = tmp_path / "changed.npz"
    network().save(path)
    arrays = dict(np.load(path))
    story = json.loads(str(arrays["story"]))
    if part == "rng":
        story["rng"]["bit_generator"] = "Generator"
    else:
        story[part][0] = "Network"
    np.savez(path, **arrays | {"story": np.array(json.dumps(story))})
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)


def test_a_layer_with_a_counterpart_goes_to_keras_and_back(keras):
    @register_layer(keras="LeakyReLU")
    class Leaky(Layer):
        def __init__(self, negative_slope=0.3):
            self.negative_slope = negative_slope

        def forward(self, x, training=False):
            self.factor = np.where(x > 0, 1, self.negative_slope)
            return x * self.factor

        def backward(self, slope, to_input=True):
            return slope * self.factor

        def config(self):
            return {"negative_slope": self.negative_slope}

    made = network(Leaky(0.1))
    x, _ = examples()
    model = made.to_keras()
    np.testing.assert_allclose(model.predict(x, verbose=0), made.predict(x), atol=1e-7)
    back = Network.from_keras(model)
    assert isinstance(back.layers[0], Leaky) and back.layers[0].negative_slope == pytest.approx(0.1)
    np.testing.assert_array_equal(back.predict(x), made.predict(x))
    with pytest.raises(ValueError, match="Keras's LeakyReLU is the counterpart of Leaky already"):
        register_layer(keras="LeakyReLU")(Scale)


def test_an_option_that_an_own_layer_does_not_take_is_kerass_usual_one(keras):
    @register_layer(keras="Rescaling")
    class Times(Layer):
        def __init__(self, scale):
            self.scale = scale

        def forward(self, x, training=False):
            return x * self.scale

        def config(self):
            return {"scale": self.scale}

    def model(**options):
        row = [keras.layers.Rescaling(0.5, **options), keras.layers.Flatten()]
        return keras.Sequential([keras.Input((2, 3, 2)), *row])

    assert Network.from_keras(model()).layers[0].scale == 0.5
    assert Network.from_keras(model(name="half", trainable=False)).layers[0].scale == 0.5
    with pytest.raises(ValueError, match=r"only offset=0.0 has a counterpart, got 1.0"):
        Network.from_keras(model(offset=1.0))
    with pytest.raises(ValueError, match=r"only offset=0.0 has a counterpart, got \[1, 2\]"):
        Network.from_keras(model(offset=[1, 2]))


def test_an_own_layer_may_be_kerass_with_another_option(keras):
    @register_layer(keras="LeakyReLU", only={"negative_slope": 0.125})
    class Eighth(Layer):
        def forward(self, x, training=False):
            return np.where(x > 0, x, 0.125 * x)

    made = network(Eighth())
    x, _ = examples()
    model = made.to_keras()
    np.testing.assert_allclose(model.predict(x, verbose=0), made.predict(x), atol=1e-7)
    np.testing.assert_array_equal(Network.from_keras(model).predict(x), made.predict(x))
    usual = keras.Sequential([keras.Input((2, 3, 2)), keras.layers.LeakyReLU()])
    with pytest.raises(ValueError, match="only negative_slope=0.125 has a counterpart, got 0.3"):
        Network.from_keras(usual)


def test_a_layer_without_a_counterpart_stays_here(keras):
    register_layer(Scale)
    for layer in (Scale(), Noise()):  # registered without one, and not at all
        with pytest.raises(
            ValueError, match=r"Keras has no counterpart of .*\(.*register_layer\(keras="
        ):
            network(layer).to_keras()


def test_the_page_that_tells_how_to_add_a_layer_is_right(keras):
    """Every piece of code under the heading is run, in order, and does what it says."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.partition("## Add a layer\n")[2].partition("\n## ")[0]
    pieces = re.findall(r"```python\n(.*?)```", section, re.S)
    assert len(pieces) == 3
    there = {}
    for piece in pieces:
        exec(compile(piece, "CONTRIBUTING.md", "exec"), there)
    assert registered(there["LeakyReLU"]()).keras == "LeakyReLU"
