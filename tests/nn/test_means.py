"""What is averaged, over what; and what is on only while training."""

import numpy as np
import pytest

from cnn_course.nn import SGD, Adam, Dense, Dropout, Flatten, Network, Softmax, initializers

X = np.random.default_rng(0).random((10, 4))
Y = np.arange(10) % 3


def network(*layers, optimizer="adam"):
    layers = [*layers, Dense(3), Softmax()]
    made = Network(layers, (4,), rng=np.random.default_rng(0), dtype="float64")
    made.compile(optimizer)
    return made


@pytest.mark.parametrize("size", [1, 3, 4, 7])
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


def test_a_loss_has_the_two_names_that_it_has_in_keras():
    made = network()
    for name in ("mse", "mean_squared_error"):
        made.compile(loss=name)
        squares = (made.predict(X) - np.eye(3)[Y]) ** 2
        assert made.evaluate(X, Y).loss == pytest.approx(squares.mean(), rel=1e-12)


def test_dropout_drops_its_share_and_keeps_the_mean():
    layer = Dropout(0.2)
    layer.rng = np.random.default_rng(0)
    kept = layer.forward(np.ones((100, 1000)), training=True)
    assert np.mean(kept == 0) == pytest.approx(0.2, abs=0.01)
    assert kept.mean() == pytest.approx(1, abs=0.01)


def test_dropout_keeps_a_chance_that_is_just_the_rate_and_draws_nothing_for_none():
    class Just:
        def random(self, shape, dtype):
            return np.array([[0.0, 0.25, 0.5, 0.75]])  # of four chances, from 0 to below 1

    layer, x = Dropout(0.5), np.ones((1, 4))
    layer.rng = Just()
    assert layer.forward(x, training=True).tolist() == [[0, 0, 2, 2]]
    assert Dropout(0).forward(x, training=True) is x  # without a generator


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


# How far the numbers of a kernel (4, 5, 30, 40) scatter, and how far they reach: 4 x 5 x 30 = 600
# numbers go into one, and one goes into 4 x 5 x 40 = 800.
SPREADS = {
    "random_normal": (0.05, np.inf),
    "glorot_uniform": ((2 / (600 + 800)) ** 0.5, (6 / (600 + 800)) ** 0.5),
    "he_normal": ((2 / 600) ** 0.5, 2 * (2 / 600) ** 0.5 / 0.87962566103423978),
}


@pytest.mark.parametrize("name", SPREADS)
def test_weights_begin_with_the_spread_of_their_formula(name):
    values = initializers.get(name)((4, 5, 30, 40), np.random.default_rng(0))
    spread, reach = SPREADS[name]
    assert values.shape == (4, 5, 30, 40)
    assert values.mean() == pytest.approx(0, abs=0.02 * spread)
    assert values.std() == pytest.approx(spread, rel=0.01)
    if reach < np.inf:
        assert abs(values).max() == pytest.approx(reach, rel=0.001) and abs(values).max() <= reach
    again = initializers.get(name)((4, 5, 30, 40), np.random.default_rng(0))
    np.testing.assert_array_equal(values, again)  # it draws from the generator alone
