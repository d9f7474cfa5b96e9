"""Fitting: it learns, it is the same twice, it can be stopped, killed, and gone on with."""

import os
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from cnn_course.nn import (
    SGD,
    Adam,
    Conv2D,
    CosineDecay,
    Dense,
    Dropout,
    Flatten,
    History,
    MaxPool2D,
    Network,
    ReLU,
    Softmax,
)
from tools.digest import ROOT

X = np.random.default_rng(1).random((50, 6, 6, 1), dtype=np.float32)
Y = np.random.default_rng(2).integers(0, 3, 50)


def small(seed=0, **options):
    layers = [
        *(Conv2D(2, 3, padding="same"), ReLU(), MaxPool2D(2), Dropout(0.2)),
        *(Flatten(), Dense(3), Softmax()),
    ]
    return Network(layers, (6, 6, 1), rng=np.random.default_rng(seed), **options)


def move(pictures, rng):
    """Uses the generator, as an augmentation does."""
    return pictures + rng.normal(0, 0.01, pictures.shape)


def test_a_small_network_learns_what_can_be_learned():
    labels = (X.mean(axis=(1, 2, 3)) > 0.5).astype(int)
    layers = [Flatten(), Dense(8), ReLU(), Dense(2), Softmax()]
    network = Network(layers, rng=np.random.default_rng(0))
    network.compile(Adam(0.01))
    history = network.fit(X, labels, epochs=200, batch_size=10, verbose=0).history
    assert history["loss"][-1] < 0.1 * history["loss"][0]
    assert network.evaluate(X, labels).accuracy == 1
    assert set(history) == {"loss", "accuracy"}


def test_the_same_seed_gives_the_same_weights():
    one, two, other = small(), small(), small(seed=1)
    for network in (one, two, other):
        network.fit(X, Y, epochs=2, batch_size=8, augment=move, verbose=0)
    np.testing.assert_array_equal(one.weights, two.weights)
    assert not np.array_equal(one.weights, other.weights)


def test_labels_and_one_hot_rows_are_the_same():
    one, two = small(), small()
    one.fit(X, Y, epochs=2, batch_size=8, verbose=0)
    two.fit(X, np.eye(3)[Y], epochs=2, batch_size=8, verbose=0)
    np.testing.assert_array_equal(one.weights, two.weights)


def test_a_second_fit_goes_on_from_the_weights():
    network = small()
    network.fit(X, Y, epochs=1, batch_size=8, verbose=0)
    before = network.weights.copy()
    steps = network.optimizer.iterations
    network.fit(X, Y, epochs=1, batch_size=8, verbose=0)
    assert network.optimizer.iterations == 2 * steps == 14
    assert not np.array_equal(before, network.weights)


def test_the_validation_split_takes_the_last_examples_unshuffled():
    one, two = small(), small()
    a = one.fit(X, Y, epochs=3, batch_size=8, validation_split=0.2, verbose=0).history
    b = two.fit(X[:40], Y[:40], 3, 8, validation_data=(X[40:], Y[40:]), verbose=0).history
    assert a == b
    np.testing.assert_array_equal(one.weights, two.weights)
    assert a["val_loss"][-1] == pytest.approx(one.evaluate(X[40:], Y[40:]).loss)


def test_without_shuffling_the_order_is_kept():
    seen = []
    numbered = np.arange(6.0).reshape(6, 1)
    network = Network([Dense(2), Softmax()], (1,))
    note = lambda x, rng: seen.extend(x[:, 0]) or x  # noqa: E731
    network.fit(numbered, [0, 1] * 3, 2, 4, shuffle=False, augment=note, verbose=0)
    assert seen == [0, 1, 2, 3, 4, 5] * 2


def test_predicting_does_not_depend_on_the_batch_and_drops_nothing():
    network = small()
    whole = network.predict(X)
    for size in (1, 7):
        np.testing.assert_allclose(network.predict(X, batch_size=size), whole, rtol=1e-5)
    np.testing.assert_array_equal(network.predict(X), whole)
    np.testing.assert_allclose(whole.sum(axis=1), 1, rtol=1e-5)


class StopAfter:
    """An augmentation that presses Ctrl-C in its n-th batch."""

    def __init__(self, batches):
        self.left = batches

    def __call__(self, pictures, rng):
        self.left -= 1
        if self.left == 0:
            signal.raise_signal(signal.SIGINT)
        return move(pictures, rng)


@pytest.mark.parametrize("batches", [1, 5, 7, 8, 20])
def test_an_interrupted_fit_goes_on_as_if_nothing_had_happened(batches):
    unbroken, broken = small(), small()
    right = unbroken.fit(X, Y, 4, 8, validation_split=0.1, augment=move, verbose=0)
    options = {"validation_split": 0.1, "verbose": 0}
    with pytest.warns(UserWarning, match=r"stopped in epoch \d of 4; .*resume=True"):
        first = broken.fit(X, Y, 4, 8, augment=StopAfter(batches), **options)
    assert first.stopped and not right.stopped
    assert broken.optimizer.iterations == batches
    second = broken.fit(X, Y, 4, 8, augment=move, resume=True, **options)
    np.testing.assert_array_equal(broken.weights, unbroken.weights)
    assert second.history == right.history
    assert not second.stopped


def test_an_interrupted_fit_is_in_its_checkpoint(tmp_path):
    path = tmp_path / "run.npz"
    unbroken, broken = small(), small()
    unbroken.fit(X, Y, 4, 8, augment=move, verbose=0)
    with pytest.warns(UserWarning, match="stopped"):
        broken.fit(X, Y, 4, 8, augment=StopAfter(10), checkpoint=path, verbose=0)
    other = small(seed=99)
    other.fit(X, Y, 4, 8, augment=move, checkpoint=path, resume=True, verbose=0)
    np.testing.assert_array_equal(other.weights, unbroken.weights)


def test_two_interruptions_end_it():
    network, before = small(), signal.getsignal(signal.SIGINT)

    def impatient(pictures, rng):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        return pictures

    with pytest.raises(KeyboardInterrupt):
        network.fit(X, Y, 2, 8, augment=impatient, verbose=0)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_fit_outside_the_main_thread():
    network = small()
    thread = threading.Thread(target=network.fit, args=(X, Y, 1, 8), kwargs={"verbose": 0})
    thread.start()
    thread.join()
    assert network.optimizer.iterations == 7


KILLED = """
import sys
import numpy as np
sys.path.insert(0, {root!r})
from tests.nn.test_fit import X, Y, move, small, slowly
network = small()
network.compile("adam")
network.fit(X, Y, 30, 8, augment=slowly, checkpoint={path!r}, resume=True, verbose=0)
"""


def slowly(pictures, rng):
    time.sleep(0.004)
    return move(pictures, rng)


def test_a_killed_fit_goes_on_as_if_nothing_had_happened(tmp_path):
    path = tmp_path / "run.npz"
    code = KILLED.format(root=str(ROOT), path=str(path))
    patience = np.random.default_rng()  # another moment every time
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", code])
        written = path.stat().st_mtime_ns if path.exists() else 0
        while process.poll() is None and (not path.exists() or path.stat().st_mtime_ns == written):
            time.sleep(0.005)
        time.sleep(patience.uniform(0, 0.2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    stored = Network.load(path)
    assert 0 < stored.run.epoch <= 30
    unbroken, broken = small(), small(seed=5)
    unbroken.fit(X, Y, 30, 8, augment=move, verbose=0)
    broken.fit(X, Y, 30, 8, augment=move, checkpoint=path, resume=True, verbose=0)
    np.testing.assert_array_equal(broken.weights, unbroken.weights)


def test_more_epochs_may_be_added_when_resuming(tmp_path):
    path = tmp_path / "run.npz"
    unbroken, added = small(), small()
    unbroken.fit(X, Y, 5, 8, verbose=0)
    added.fit(X, Y, 3, 8, checkpoint=path, verbose=0)
    history = added.fit(X, Y, 5, 8, checkpoint=path, resume=True, verbose=0).history
    np.testing.assert_array_equal(added.weights, unbroken.weights)
    assert len(history["loss"]) == 5


def test_a_fit_that_is_through_learns_no_more_when_resumed():
    network = small()
    first = network.fit(X, Y, 3, 8, verbose=0)
    weights = network.weights.copy()
    for epochs in (3, 2):
        again = network.fit(X, Y, epochs, 8, resume=True, verbose=0)
        assert again == first and not again.stopped
    np.testing.assert_array_equal(network.weights, weights)


@pytest.mark.parametrize(
    "optimizer",
    [SGD(0.1, 0.9), Adam(CosineDecay(0.01, 40), weight_decay=0.01)],
    ids=["SGD", "Adam with a schedule"],
)
def test_saving_keeps_optimizer_and_random_state(tmp_path, optimizer):
    network, path = small(), tmp_path / "network.npz"
    network.compile(optimizer)
    network.fit(X, Y, 2, 8, verbose=0)
    network.save(path)
    loaded = Network.load(path)
    np.testing.assert_array_equal(loaded.predict(X), network.predict(X))
    for one in (network, loaded):
        one.fit(X, Y, 2, 8, verbose=0)
    np.testing.assert_array_equal(loaded.weights, network.weights)
    assert repr(loaded.layers) == repr(network.layers)


@pytest.mark.parametrize("kind", ["PCG64", "MT19937", "Philox", "SFC64"])
def test_any_of_numpys_generators_can_be_saved(tmp_path, kind):
    network = small()
    network.rng = np.random.Generator(getattr(np.random, kind)(3))
    network.rng.random(5)
    network.save(tmp_path / "network.npz")
    loaded = Network.load(tmp_path / "network.npz")
    assert loaded.rng.random() == network.rng.random()


def test_the_bar_counts_steps_and_can_be_silent(capsys):
    small().fit(X, Y, epochs=2, batch_size=8)
    assert "14/14" in capsys.readouterr().err
    small().fit(X, Y, epochs=2, batch_size=8, verbose=0)
    captured = capsys.readouterr()
    assert captured.err == captured.out == ""


def test_the_bar_goes_on_where_the_fit_stood_and_names_what_was_measured(capsys):
    network = small()
    network.fit(X, Y, epochs=1, batch_size=8, verbose=0)
    with pytest.warns(UserWarning, match="stopped in epoch 2 of 3"):
        network.fit(X, Y, 3, 8, augment=StopAfter(2), resume=True, verbose=0)
    history = network.fit(X, Y, 3, 8, resume=True).history
    shown = capsys.readouterr().err
    assert "9/21" in shown and "21/21" in shown
    assert not re.search(r"\b[0-8]/21", shown)
    assert "step/s" in shown
    assert f"loss={history['loss'][-1]:.4f}, accuracy={history['accuracy'][-1]:.4f}" in shown


def test_a_warning_names_the_line_that_called_fit():
    with pytest.warns(UserWarning, match="stopped") as noted:
        small().fit(X, Y, 2, 8, augment=StopAfter(1), verbose=0)
    assert noted[0].filename == __file__


def test_a_history_in_one_line():
    measured = {"loss": [1.0, 0.123456], "accuracy": [0.5, 0.75]}
    assert repr(History(measured)) == "2 epochs: loss 0.1235, accuracy 0.75"
    assert repr(History(measured, stopped=True)).endswith("accuracy 0.75 (stopped)")
    assert repr(History({})) == repr(History({"loss": []})) == "0 epochs"
