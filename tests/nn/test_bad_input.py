"""What the network says of input that would train it on nonsense, and that nothing is lost."""

import pickle

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
    MaxPool2D,
    Network,
    ReLU,
    Softmax,
)

X = np.random.default_rng(0).random((10, 6, 6, 1))
Y = np.arange(10) % 3


def network():
    layers = [Conv2D(2, 3), ReLU(), MaxPool2D(2), Flatten(), Dense(3), Softmax()]
    return Network(layers, (6, 6, 1), rng=np.random.default_rng(0))


def spoiled(value, example=4):
    x = X.copy()
    x[example, 2, 3] = value
    return x


def fit(x=X, y=Y, **options):
    return lambda net: net.fit(x, y, **{"batch_size": 5, "verbose": 0} | options)


DATA = {
    "wrong shape": (fit(X[:, :5]), r"x must have shape \(N, 6, 6, 1\), got \(10, 5, 6, 1\)"),
    "no channel": (fit(X[..., 0]), r"got \(10, 6, 6\); add the channel axis: x\[\.\.\., None\]"),
    "one example": (fit(X[0], Y[:1]), r"got \(6, 6, 1\); for a single example give x\[None\]"),
    "a number": (lambda net: net.predict(0.5), r"^x must have shape \(N, \.\.\.\)"),
    "a part of one example": (fit(X[0, :5], Y[:1]), r"shape \(N, 6, 6, 1\), got \(5, 6, 1\)$"),
    "labels of another length": (fit(y=Y[:9]), "y must have one entry an example: 10 .* got 9"),
    "label shape": (
        fit(y=np.eye(4)[Y]),
        r"y must have shape \(10, 3\) or, as whole-number labels, \(10,\), got \(10, 4\)",
    ),
    "label too large": (fit(y=Y + 1), "labels from 0 to 2, for the 3 outputs; entry 2 is 3"),
    "label negative": (fit(y=Y - 1), "labels from 0 to 2, .*; entry 0 is -1"),
    "label with a fraction": (fit(y=Y + 0.5), "whole-number labels, got float64 with fractions"),
    "not one-hot": (fit(y=np.ones((10, 3))), "each row of y must be one-hot"),
    "NaN": (fit(spoiled(np.nan)), r"example 4 holds NaN or infinity \(1 of 10 examples do\)"),
    "infinity": (fit(spoiled(np.inf, 0)), "example 0 holds NaN or infinity"),
    "NaN labels": (fit(y=np.full((10, 3), np.nan)), "y must hold ordinary numbers; example 0"),
    "empty": (fit(X[:0], Y[:0]), r"x is empty \(shape \(0, 6, 6, 1\)\); it needs at least one"),
    "empty list": (fit([], []), "x is empty"),
    "batch too large": (
        fit(batch_size=64),
        "batch_size 64 is larger than the data: 10 examples; use at most 10",
    ),
    "batch larger than what is left": (
        fit(batch_size=10, validation_split=0.2),
        "batch_size 10 is larger than the data: 8 examples",
    ),
    "batch 0": (fit(batch_size=0), "batch_size must be at least 1, got 0"),
    "no epochs": (fit(epochs=0), "epochs must be at least 1, got 0"),
    "whole split": (
        fit(validation_split=1.0),
        "validation_split must be a share from 0 to below 1",
    ),
    "nothing left": (fit(validation_split=0.99), "of 10 examples leaves 0 to learn from and 10 to"),
    "validation not a pair": (fit(validation_data=X), r"validation_data must be a pair \(x, y\)"),
    "validation labels": (
        fit(validation_data=(X, Y + 9)),
        "validation y must hold labels from 0 to 2",
    ),
    "augment": (
        fit(augment=lambda pictures, rng: pictures[:, :3]),
        r"augment must keep the shape \(5, 6, 6, 1\), got \(5, 3, 6, 1\)",
    ),
    "nothing to resume": (fit(resume=True), "there is no fit to resume"),
    "resume is a word": (fit(resume="yes"), "resume must be True or False"),
    "text": (fit(np.array(["a"])), "x must hold real numbers"),
    "ragged": (fit([[1, 2], [3]]), "x must be a full grid"),
    "predict": (lambda net: net.predict(spoiled(np.nan)), "example 4 holds NaN"),
    "evaluate": (lambda net: net.evaluate(X, Y[:3]), "one entry an example"),
    "weights": (lambda net: net.set_weights([1, 2]), "there are 4 arrays of weights, got 2"),
    "one wrong array": (
        lambda net: net.set_weights([np.ones((3, 3, 1, 2)), np.ones(2), np.ones(3), np.ones(3)]),
        r"the kernel of Dense\(.*\) has shape \(8, 3\), got \(3,\)",
    ),
}


@pytest.mark.parametrize(("call", "says"), DATA.values(), ids=DATA)
def test_bad_data_change_nothing(call, says):
    net = network()
    before = net.weights.copy()
    with pytest.raises((ValueError, TypeError), match=says):
        call(net)
    np.testing.assert_array_equal(net.weights, before)
    net.fit(X, Y, batch_size=5, verbose=0)  # and it works on


def build(*layers, shape=(6, 6, 1), **options):
    return lambda: Network(list(layers), shape, **options)


BUILT = {
    "kernel too large": (
        build(Conv2D(2, 3), MaxPool2D(2), Conv2D(4, 3)),
        r"layer 3, Conv2D\(filters=4.*: kernel 3 does not fit a size of 2; add padding",
    ),
    "window too large": (build(MaxPool2D(7)), r"layer 1, MaxPool2D\(.*kernel 7 does not fit"),
    "dense on a picture": (
        build(Conv2D(2, 3), Dense(3)),
        r"layer 2, Dense\(units=3.* got shape \(4, 4, 2\); put a Flatten before it",
    ),
    "softmax on a picture": (build(Softmax()), r"layer 1, Softmax\(\): .*put a Flatten before"),
    "convolution on a line": (build(Flatten(), Conv2D(2, 3)), r"layer 2, .*reads pictures \(H, W"),
    "padding word": (build(Conv2D(2, 3, padding="full")), 'whole number, "valid" or "same"'),
    "window of padding": (
        build(MaxPool2D(2, padding=2)),
        "padding 2 must be smaller than the window",
    ),
    "not a layer": (build("ReLU"), r"layer 1 must be a layer such as ReLU\(\), got 'ReLU'"),
    "a class": (build(ReLU), "layer 1 must be a layer"),
    "no layers": (build(), "at least one layer, got"),
    "rng": (build(ReLU(), rng=3), r"rng must be numpy.random.default_rng\(...\) or None, got 3"),
    "dtype": (build(ReLU(), dtype="float16"), 'dtype must be "float32" or "float64"'),
    "input shape": (build(ReLU(), shape=8), r"input_shape must be a tuple such as \(8, 8, 1\)"),
    "input size 0": (build(ReLU(), shape=(8, 0, 1)), "each size of input_shape must be at least 1"),
    "filters": (lambda: Conv2D(0, 3), "filters must be at least 1, got 0"),
    "filters 2.5": (lambda: Conv2D(2.5, 3), "filters must be a whole number, got 2.5"),
    "units": (lambda: Dense(True), "units must be a whole number, got True"),
    "units 0": (lambda: Dense(0), "units must be at least 1, got 0"),
    "kernel 0": (lambda: Conv2D(2, 0), "^kernel_size must be at least 1, got 0"),
    "window 0": (lambda: MaxPool2D(0), "^pool_size must be at least 1, got 0"),
    "strides of windows": (lambda: MaxPool2D(2, 0), "^strides must be at least 1, got 0"),
    "strides": (lambda: Conv2D(2, 3, strides=0), "strides must be at least 1, got 0"),
    "bias of kernels": (lambda: Conv2D(2, 3, use_bias=1), "^use_bias must be True or False, got 1"),
    "bias": (lambda: Dense(3, use_bias=1), "^use_bias must be True or False, got 1"),
    "rate 1": (lambda: Dropout(1), "rate must be at least 0 and below 1, got 1"),
    "rate True": (lambda: Dropout(True), "rate must be a number, got True"),
    "initializer": (lambda: Dense(3, kernel_initializer="ones"), "an initializer is one of zeros"),
    "initializer's shape": (
        build(Flatten(), Dense(3, kernel_initializer=lambda shape, rng: np.zeros(2))),
        r"the initializer must give shape \(36, 3\), got \(2,\)",
    ),
    "learning rate 0": (lambda: Adam(0), "learning_rate must be above 0, got 0"),
    "learning rate NaN": (lambda: SGD(np.nan), "learning_rate must be above 0, got nan"),
    "learning rate True": (lambda: SGD(True), "learning_rate must be a number, got True"),
    "momentum": (lambda: SGD(momentum=1.0), "momentum must be at least 0 and below 1, got 1.0"),
    "beta": (lambda: Adam(beta_2=-0.1), "beta_2 must be at least 0 and below 1"),
    "weight decay": (lambda: Adam(weight_decay=-1), "weight_decay must be at least 0"),
    "decay steps": (lambda: CosineDecay(0.1, 0), "decay_steps must be at least 1"),
    "smoothing": (lambda: CategoricalCrossentropy(1.0), "label_smoothing must be at least 0"),
    "optimizer": (lambda: network().compile("rmsprop"), "optimizer must be SGD.* got 'rmsprop'"),
    "loss": (lambda: network().compile(loss="hinge"), "loss must be one of mse, .* got 'hinge'"),
    "kernel's shape": (
        lambda: setattr(network().layers[0], "kernel", np.ones(3)),
        r"has shape \(3, 3, 1, 2\), got \(3,\)",
    ),
    "no bias to set": (
        lambda: setattr(build(Conv2D(1, 3, use_bias=False))().layers[0], "bias", 1),
        "has no bias",
    ),
}


@pytest.mark.parametrize(("call", "says"), BUILT.values(), ids=BUILT)
def test_a_network_that_cannot_be_is_refused_when_it_is_built(call, says):
    with pytest.raises((ValueError, TypeError), match=says):
        call()


def test_a_layer_belongs_to_one_network():
    layer = ReLU()
    with pytest.raises(ValueError, match=r"layer 2, ReLU\(\), is here twice; make a new one"):
        Network([layer, layer], (6, 6, 1))
    Network([layer], (6, 6, 1))
    with pytest.raises(ValueError, match=r"layer 1, ReLU\(\), is in a network already"):
        Network([layer], (6, 6, 1))


def test_cross_entropy_needs_probabilities():
    with pytest.raises(ValueError, match=r"let the network end in Softmax\(\), or .*mse"):
        Network([Flatten(), Dense(3)]).fit(X, Y, verbose=0)


def test_a_loss_that_explodes_is_said(tmp_path):
    net = Network([Flatten(), Dense(1)], (6, 6, 1), rng=np.random.default_rng(0))
    net.compile(SGD(1e3), "mse")
    path = tmp_path / "run.npz"
    with (
        np.errstate(all="ignore"),
        pytest.raises(FloatingPointError, match="no longer a number in epoch .* smaller learning"),
    ):
        net.fit(X, np.ones((10, 1)), epochs=50, batch_size=5, checkpoint=path, verbose=0)
    assert np.isfinite(Network.load(path).weights).all()  # the last good epoch is kept


def test_files_that_are_no_networks(tmp_path):
    path = tmp_path / "network.npz"
    with pytest.raises(FileNotFoundError, match="there is no file"):
        Network.load(path)
    with pytest.raises(ValueError, match="ending in .npz, got 'network.h5'"):
        Network.load("network.h5")
    with pytest.raises(ValueError, match="no weights yet"):
        Network([Flatten(), Dense(3), Softmax()]).save(path)
    path.write_bytes(b"no zip")
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)
    np.savez(path, story=np.array([{"format": 1}], dtype=object))  # holds a pickle
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)
    path.write_bytes(pickle.dumps({"format": 1}))
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)
    np.savez(path, story=np.array('{"format": 99}'))
    with pytest.raises(ValueError, match="has format 99; this version reads 1"):
        Network.load(path)
    network().save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="is not a network that this package stored"):
        Network.load(path)


def test_a_checkpoint_is_not_mistaken_for_another(tmp_path):
    path = tmp_path / "run.npz"
    network().fit(X, Y, 2, 5, checkpoint=path, verbose=0)
    before = path.read_bytes()
    cases = [
        (network(), {}, r"holds an earlier run; go on from it with resume=True, or remove it"),
        (network(), {"resume": True, "batch_size": 2}, "another batch size"),
        (network(), {"resume": True, "x": X + 1}, "another data"),
        (
            Network([Flatten(), Dense(3), Softmax()]),
            {"resume": True},
            "a network with other layers",
        ),
    ]
    other_optimizer = network()
    other_optimizer.compile(Adam(0.5))
    cases.append((other_optimizer, {"resume": True}, "a network with other optimizer"))
    for net, options, says in cases:
        given = {"x": X, "y": Y, "epochs": 4, "batch_size": 5, "verbose": 0} | options
        with pytest.raises(ValueError, match=says):
            net.fit(checkpoint=path, **given)
        assert path.read_bytes() == before
