"""A refused call leaves everything as it was: weights, steps taken, random state."""

import json

import numpy as np
import pytest

from cnn_course.nn import (
    SGD,
    Adam,
    CategoricalCrossentropy,
    Conv2D,
    CosineDecay,
    Dense,
    Dropout,
    Flatten,
    MeanSquaredError,
    Network,
    Softmax,
)

X = np.random.default_rng(0).random((10, 6, 6, 1))
Y = np.arange(10) % 3


def network(seed=0, filters=2):
    layers = [Conv2D(filters, 3), Flatten(), Dense(3), Softmax()]
    return Network(layers, (6, 6, 1), rng=np.random.default_rng(seed))


def state(net):
    memory = {name: line.tolist() for name, line in net.optimizer.memory.items()}
    return net.weights.tolist(), memory, net.optimizer.iterations, net.rng.bit_generator.state


def fit(net, **options):
    return net.fit(**{"x": X, "y": Y, "batch_size": 5, "verbose": 0} | options)


CALLS = {
    "NaN to judge": (
        {"validation_data": (X * np.nan, Y)},
        "validation x must hold ordinary numbers",
    ),
    "pictures of another size to judge": (
        {"validation_data": (X[:, 1:], Y)},
        r"validation x must have shape \(N, 6, 6, 1\)",
    ),
    "NaN split": ({"validation_split": np.nan}, "validation_split must be a share"),
    "True split": ({"validation_split": True}, "validation_split must be a share"),
    "negative split": ({"validation_split": -0.1}, "validation_split must be a share"),
    "labels in a column": ({"y": Y[:, None]}, r"whole-number labels, \(10,\), got \(10, 1\)"),
    "infinite label": ({"y": np.where(Y == 1, np.inf, Y)}, "y must hold .* example 1 holds NaN"),
    "pixels beyond 32 bits": (
        {"x": X * 1e300},
        "x must hold ordinary numbers; example 0 holds NaN",
    ),
    "moved to NaN": (
        {"augment": lambda pictures, rng: pictures * np.nan},
        "augment must give ordinary numbers, got NaN",
    ),
    "moved to NaN in one place": (
        {"augment": lambda pictures, rng: np.where(pictures == pictures.max(), np.nan, pictures)},
        "augment must give ordinary numbers, got NaN",
    ),
    "checkpoint elsewhere": (
        {"checkpoint": "no/such/folder/run.npz"},
        "there is no folder no/such",
    ),
    "checkpoint of another kind": ({"checkpoint": "run.h5"}, "ending in .npz, got 'run.h5'"),
    "one negative number": ({"y": np.eye(3)[Y] * 2 - 1 / 3}, "each row of y must be one-hot"),
    "shuffle as a word": ({"shuffle": "yes"}, "shuffle must be True or False"),
    "epochs as a fraction": ({"epochs": 1.5}, "epochs must be a whole number, got 1.5"),
}


@pytest.mark.parametrize(("options", "says"), CALLS.values(), ids=CALLS)
def test_a_refused_fit(options, says):
    net = network()
    before = state(net)
    with pytest.raises((ValueError, TypeError, FileNotFoundError), match=says):
        fit(net, **options)
    if "augment" not in options:  # which is called after the order was drawn
        assert state(net) == before
    assert state(net)[:3] == before[:3]


NUMBERS = {
    "negative rate": (lambda: SGD(-0.1), "learning_rate must be above 0, got -0.1"),
    "infinite rate": (lambda: Adam(np.inf), "learning_rate must be above 0, got inf"),
    "rate as a word": (lambda: Adam("fast"), "learning_rate must be a number, got 'fast'"),
    "momentum True": (lambda: SGD(momentum=True), "momentum must be a number, got True"),
    "momentum NaN": (lambda: SGD(momentum=np.nan), "momentum must be at least 0 and below 1"),
    "epsilon 0": (lambda: Adam(epsilon=0), "epsilon must be above 0, got 0"),
    "NaN weight decay": (lambda: Adam(weight_decay=np.nan), "weight_decay must be at least 0"),
    "schedule from 0": (lambda: CosineDecay(0, 5), "initial_learning_rate must be above 0"),
    "nothing lost": (lambda: CosineDecay(0.1, 5, 1.0), "^alpha must be at least 0 and below 1"),
    "NaN dropout": (lambda: Dropout(np.nan), "rate must be at least 0 and below 1, got nan"),
    "negative dropout": (lambda: Dropout(-0.1), "rate must be at least 0 and below 1"),
    "NaN smoothing": (
        lambda: CategoricalCrossentropy(np.nan),
        "label_smoothing must be at least 0",
    ),
    "loss not made": (lambda: network().compile(loss=MeanSquaredError), "loss must be one of mse"),
    "optimizer not made": (lambda: network().compile(SGD), r"optimizer must be SGD\(...\), Adam"),
}


@pytest.mark.parametrize(("call", "says"), NUMBERS.values(), ids=NUMBERS)
def test_a_refused_setting(call, says):
    with pytest.raises((ValueError, TypeError), match=says):
        call()


def test_a_checkpoint_of_another_architecture(tmp_path):
    path = tmp_path / "run.npz"
    fit(network(filters=4), checkpoint=path)
    net = network(seed=5)
    before, stored = state(net), path.read_bytes()
    with pytest.raises(ValueError, match="a network with other layers"):
        fit(net, epochs=2, checkpoint=path, resume=True)
    assert state(net) == before
    assert path.read_bytes() == stored


def test_a_file_older_than_an_argument_of_a_layer_goes_on(tmp_path):
    path = tmp_path / "run.npz"
    fit(network(), checkpoint=path)
    with np.load(path) as file:
        arrays = dict(file)
    story = json.loads(str(arrays.pop("story")))
    for name in ("dilation_rate", "groups"):
        del story["layers"][0][1][name]
    np.savez(path, story=np.array(json.dumps(story)), **arrays)
    right, net = network(), network(seed=5)
    fit(right, epochs=2)
    fit(net, epochs=2, checkpoint=path, resume=True)
    assert net.weights.tolist() == right.weights.tolist()


@pytest.mark.parametrize("options", [{"batch_size": 2}, {"x": X + 1}], ids=["batch", "data"])
def test_a_refused_resume(tmp_path, options):
    path = tmp_path / "run.npz"
    fit(network(), checkpoint=path)
    net = network(seed=5)
    before = state(net)
    with pytest.raises(ValueError, match="the fit to resume had another"):
        fit(net, epochs=2, checkpoint=path, resume=True, **options)
    assert state(net) == before


def test_a_refused_compile():
    net = network()
    before = state(net)
    with pytest.raises(ValueError, match="loss must be one of"):
        net.compile(SGD(0.1), "hinge")
    assert state(net) == before
    fit(net)


def test_refused_weights():
    net = network()
    before = state(net)
    with pytest.raises(ValueError, match=r"the bias of Dense\(.*\) must hold ordinary numbers"):
        net.set_weights([*net.get_weights()[:-1], np.full(3, np.nan)])
    assert state(net) == before


def edited(arrays, **changes):
    return np.array(json.dumps(json.loads(str(arrays["story"])) | changes))


DAMAGE = {
    "without weights": lambda arrays: arrays.pop("weights"),
    "weights NaN": lambda arrays: arrays["weights"].fill(np.nan),
    "another layer": lambda arrays: arrays.update(story=edited(arrays, layers=[["Wing", {}]])),
    "no random state": lambda arrays: arrays.update(story=edited(arrays, rng={})),
    "steps as a word": lambda arrays: arrays.update(story=edited(arrays, iterations="many")),
    "steps below none": lambda arrays: arrays.update(story=edited(arrays, iterations=-1)),
    "a run of another kind": lambda arrays: arrays.update(story=edited(arrays, run={"a": 1})),
    "weights cut short": lambda arrays: arrays.update(weights=arrays["weights"][:-1]),
    "without the optimizer's memory": lambda arrays: arrays.pop("optimizer_square"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file(tmp_path, damage):
    path = tmp_path / "run.npz"
    fit(network(), checkpoint=path)
    with np.load(path) as file:
        arrays = dict(file)
    damage(arrays)
    np.savez(path, **arrays)
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)
    net = network(seed=5)
    before = state(net)
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        fit(net, epochs=2, checkpoint=path, resume=True)
    assert state(net) == before
