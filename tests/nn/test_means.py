"""What is averaged, over what; and what is on only while training."""

import numpy as np
import pytest

from cnn_course.nn import SGD, Adam, Dense, Dropout, Flatten, Network, Softmax

X = np.random.default_rng(0).random((10, 4))
Y = np.arange(10) % 3


def network(*layers, optimizer="adam"):
    layers = [*layers, Dense(3), Softmax()]
    made = Network(layers, (4,), rng=np.random.default_rng(0), dtype="float64")
    made.compile(optimizer)
    return made


@pytest.mark.parametrize("size", [3, 4, 7])
def test_a_short_last_batch_counts_for_its_examples(size):
    net = network()
    whole = net.evaluate(X, Y, batch_size=10)
    parts = net.evaluate(X, Y, batch_size=size)
    assert parts.loss == pytest.approx(whole.loss, rel=1e-12)
    assert parts.accuracy == whole.accuracy


def test_the_loss_of_an_epoch_is_the_mean_over_its_examples():
    # A rate so small that the weights stay: each batch meets the same network.
    net = network(optimizer=SGD(1e-15))
    expected = net.evaluate(X, Y)
    history = net.fit(X, Y, batch_size=4, verbose=0).history
    assert history["loss"] == pytest.approx([expected.loss], rel=1e-9)
    assert history["accuracy"] == [expected.accuracy]


def test_dropout_drops_its_share_and_keeps_the_mean():
    layer = Dropout(0.2)
    layer.rng = np.random.default_rng(0)
    kept = layer.forward(np.ones((100, 1000)), training=True)
    assert np.mean(kept == 0) == pytest.approx(0.2, abs=0.01)
    assert kept.mean() == pytest.approx(1, abs=0.01)


def test_dropout_is_on_while_learning_alone():
    net = network(Dropout(0.5))
    targets = np.eye(3)[Y]
    learning = {net.slope_of(X, targets) for _ in range(3)}
    judging = {net.evaluate(X, Y).loss for _ in range(3)}
    assert (len(learning), len(judging)) == (3, 1)
    assert judging.pop() == pytest.approx(net.slope_of(X, targets, training=False), rel=1e-12)


def test_networks_do_not_share_an_optimizer():
    shared = Adam()
    one, two = network(optimizer=shared), network(optimizer=shared)
    one.fit(X, Y, batch_size=5, verbose=0)
    assert (one.optimizer.iterations, two.optimizer.iterations, shared.iterations) == (2, 0, 0)


def test_compiling_begins_anew_with_the_same_weights():
    net = network(optimizer=Adam())
    net.fit(X, Y, batch_size=5, verbose=0)
    weights = net.weights.copy()
    net.compile(net.optimizer)
    assert net.optimizer.iterations == 0
    assert all(not line.any() for line in net.optimizer.memory.values())
    np.testing.assert_array_equal(net.weights, weights)


def test_flatten_reads_row_after_row():
    numbered = np.arange(12.0).reshape(1, 2, 3, 2)
    assert Flatten().forward(numbered).tolist() == [list(range(12))]
