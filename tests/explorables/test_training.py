"""The training figure, seen from Python: what it learns, what it tells, what it refuses."""

import html
import json
import time

import numpy as np
import pytest

from cnn_course import conv2d, data
from cnn_course.explorables import Training
from cnn_course.explorables.facts import BEYOND
from cnn_course.nn import SGD, Adam, Conv2D, Dense, Flatten, MaxPool2D, Network, ReLU, Softmax

RNG = np.random.default_rng(0)
KERNELS = RNG.integers(-2, 3, (2, 3, 1, 2)).astype(float)
PHOTOS = RNG.normal(size=(3, 7, 9, 1))
FILTERED = np.stack([conv2d(photo, KERNELS) for photo in PHOTOS])
ONE = dict(x=[[[[3]]]], y=[[[[6]]]], initial="zeros")


@pytest.fixture(scope="module")
def digits():
    found = data.load_digits()
    return found.train_images[:200] / 16, found.train_labels[:200]


@pytest.fixture
def learner(digits):
    """`learner(filters=2, ...)` learns from 150 digits and is judged on 50."""
    x, y = digits
    return lambda **settings: Training(x[:150], y[:150], (x[150:], y[150:]), **settings)


def by_hand(filters, padding, seed, optimizer, loss):
    layers = [Conv2D(filters, 3, padding=padding), ReLU(), MaxPool2D(2), Flatten()]
    network = Network([*layers, Dense(10), Softmax()], (8, 8, 1), rng=np.random.default_rng(seed))
    network.compile(optimizer, loss)
    return network


@pytest.mark.parametrize(
    "settings, optimizer",
    [
        (dict(filters=8, padding="same", initial=0, loss="mse"), Adam(0.004)),
        (dict(filters=3, padding="valid", initial=5, loss="categorical_crossentropy"), SGD(0.1)),
    ],
)
def test_training_is_that_of_fit_bit_for_bit(digits, learner, settings, optimizer):
    name = type(optimizer).__name__.lower()
    figure = learner(rate=optimizer.learning_rate, optimizer=name, **settings)
    for steps in (1, 9, 20):  # an epoch is ten steps, the last of six digits
        figure.train(steps)
    x, y = digits
    network = by_hand(
        settings["filters"], settings["padding"], settings["initial"], optimizer, settings["loss"]
    )
    history = network.fit(
        x[:150], y[:150], 3, 16, validation_data=(x[150:], y[150:]), verbose=0
    ).history
    assert np.array_equal(figure.network.weights, network.weights)
    wanted = np.column_stack([history["accuracy"], history["val_accuracy"]])
    assert np.array_equal(figure.accuracies, wanted)
    sizes = np.array([16] * 9 + [6])
    epochs = (figure.losses.reshape(3, 10) * sizes).sum(axis=1) / 150
    np.testing.assert_allclose(epochs, history["loss"], rtol=1e-12)
    assert figure.done == 30 and figure.per_epoch == 10


def test_steps_that_a_page_asks_for_are_those_of_train_on_batch(digits, learner):
    figure = learner(filters=2, optimizer="sgd", rate=0.5, initial=3)
    x, y = digits
    network = by_hand(2, "same", 3, SGD(0.5), "mse")
    pictures, wanted = network.checked(x[:150], y[:150])
    order = network.rng.permutation(150)
    for step in range(4):
        chosen = order[16 * step : 16 * step + 16]
        loss = network.train_on_batch(pictures[chosen], wanted[chosen])
        figure.set_state({"asked": step + 1})
        assert figure.done == step + 1
        assert figure.losses[-1] == loss
        assert np.array_equal(figure.network.weights, network.weights)
        kernel = network.layers[0].kernel
        assert np.array_equal(figure.kernels[1], kernel[:, :, 0, 1])
        np.testing.assert_allclose(figure.shown[1], kernel[:, :, 0, 1], rtol=1e-4)
    assert figure.curve == [
        [n, pytest.approx(loss, rel=1e-3)] for n, loss in enumerate(figure.losses)
    ]


def test_pictures_are_learned_by_one_convolution():
    figure = Training(PHOTOS, FILTERED, rate=0.5)
    assert figure.kernels.shape == (2, 2, 3) and figure.filters == 2
    assert figure.per_epoch == 1 and figure.network.weights.size == 12
    figure.train(400)
    np.testing.assert_allclose(figure.kernels[0], KERNELS[:, :, 0, 0], atol=1e-3)
    np.testing.assert_allclose(figure.kernels[1], KERNELS[:, :, 0, 1], atol=1e-3)
    assert figure.judged == [] and figure.accuracies.shape == (0, 2)


def test_a_single_weight_walks_in_its_bowl():
    figure = Training(**ONE, rate=0.05)
    assert figure.bowl == [9, 2, 0] and figure.walk == [0]
    figure.train(3)
    np.testing.assert_allclose(figure.walk, [0, 1.8, 1.98, 1.998], rtol=1e-6)
    np.testing.assert_allclose(figure.losses, [36, 0.36, 0.0036], rtol=1e-4)
    figure.train(100)
    assert len(figure.walk) == 61
    assert Training(PHOTOS, FILTERED).bowl == []


def test_an_answer_to_the_page_takes_a_tenth_of_a_second(learner):
    figure = learner()
    start = time.perf_counter()
    figure.set_state({"asked": 10**9})
    assert 0.1 <= time.perf_counter() - start < 2
    before = figure.done
    assert before > 0
    figure.set_state({"asked": before})  # that is done already
    assert figure.done == before


def test_a_loss_beyond_all_numbers_ends_in_a_sentence():
    figure = Training(**ONE, rate=0.2)
    figure.set_state({"asked": 1000})
    assert figure.problem == BEYOND
    done = figure.done
    assert 30 < done < 100 and np.isfinite(figure.losses).all()
    figure.set_state({"asked": 2000})
    assert figure.done == done
    json.dumps(figure.state(), allow_nan=False)
    figure.set_state({"rate": 0.05, "starts": 1})
    assert (figure.problem, figure.done, figure.asked, figure.begun) == ("", 0, 0, 1)
    figure.train(3)
    assert figure.walk[-1] == pytest.approx(1.998)


def test_an_infinite_weight_is_not_told(learner):
    figure = Training([[[[1e6]]]], [[[[6]]]], rate=1e6, initial="zeros")
    figure.train(9)
    assert figure.problem == BEYOND and not np.isfinite(figure.network.weights).all()
    json.dumps(figure.state(), allow_nan=False)
    figure = learner(loss="categorical_crossentropy", optimizer="sgd", rate=1e6)
    figure.drawn = np.full((8, 8), 9)
    figure.train(200)
    json.dumps(figure.state(), allow_nan=False)


def test_starting_again_gives_the_same(learner):
    figure = learner(filters=4)
    figure.train(12)
    weights, losses = figure.network.weights.copy(), figure.losses
    figure.starts += 1
    assert figure.done == 0 and figure.curve == figure.judged == []
    assert np.array_equal(figure.kernels, figure.first)
    figure.train(12)
    assert np.array_equal(figure.network.weights, weights)
    assert np.array_equal(figure.losses, losses)


@pytest.mark.parametrize(
    "change", [{"filters": 2}, {"padding": "valid"}, {"initial": 7}, {"optimizer": "sgd"}]
)
def test_another_setting_starts_again(learner, change):
    figure = learner(rate=0.02)
    figure.train(12)
    figure.set_state(change)
    assert figure.done == 0
    figure.train(5)
    fresh = learner(rate=0.02, **change)
    fresh.train(5)
    assert np.array_equal(figure.network.weights, fresh.network.weights)


def test_another_rate_goes_on(learner):
    figure = learner(optimizer="sgd", rate=0.1)
    figure.train(2)
    before = figure.network.weights.copy()
    figure.rate = 1e-6
    figure.train(1)
    assert figure.done == 3
    assert 0 < abs(figure.network.weights - before).max() < 1e-5


def test_weights_that_begin_alike(learner):
    equal, zeros = learner(initial="equal", rate=0.01), learner(initial="zeros", rate=0.01)
    for figure, value in ((equal, 0.1), (zeros, 0)):
        for weights in figure.network.get_weights():
            assert (weights == np.float32(value if weights.ndim > 1 else 0)).all()
        figure.train(20)
    assert np.ptp(equal.kernels) > 0.01 and np.allclose(equal.kernels, equal.kernels[0])
    assert not zeros.kernels.any() and zeros.network.layers[-2].bias.any()


def test_a_drawing_is_read_at_once_and_after_every_answer(digits, learner):
    figure = learner(rate=0.01)
    picture = (digits[0][4, :, :, 0] * 16).astype(int).tolist()
    figure.set_state({"drawn": picture})
    seen = [figure.probabilities]
    figure.set_state({"asked": 1000})
    seen.append(figure.probabilities)
    for found, network in zip(seen, (learner(rate=0.01).network, figure.network)):
        wanted = network.predict(digits[0][4:5])[0]
        np.testing.assert_allclose(found, wanted, rtol=1e-4)
    figure.drawn = np.zeros((8, 8))
    assert figure.probabilities is None


def test_a_long_curve_stays_short(learner):
    figure = learner(filters=1)
    figure.train(1000)
    assert 75 <= len(figure.curve) <= 150
    places, losses = np.array(figure.curve).T
    np.testing.assert_allclose(losses[0], figure.losses[:8].mean(), rtol=1e-3)
    assert places[0] == 3.5 and places[-1] < 1000
    assert len(json.dumps(figure.state())) < 10_000


@pytest.mark.parametrize(
    "settings, message",
    [
        (dict(x=np.zeros((2, 8, 8)), y=[0, 1]), "x must have shape"),
        (dict(x=np.zeros((2, 8, 8, 3)), y=[0, 1]), r"one channel .* write x\[\.\.\., None\]"),
        (dict(x=np.full((2, 8, 8, 1), 16), y=[0, 1]), "between 0 and 1, got 16 to 16; divide"),
        (dict(x=np.zeros((2, 8, 8, 1)), y=[0, 1, 1]), "equally many, got 2 and 3"),
        (dict(x=np.zeros((2, 8, 8, 1)), y=[0, 10]), "labels from 0 to 9"),
        (dict(x=np.zeros((2, 8, 8, 1)), y=[0.0, 1.0]), "labels from 0 to 9"),
        (dict(x=np.zeros((2, 8, 8, 1)), y=[[0], [1]]), "y must have shape"),
        (dict(x=np.zeros((2, 2, 2, 1)), y=[0, 1], padding="valid"), "does not fit"),
        (dict(x=PHOTOS, y=FILTERED, padding="same"), "padding is for labels"),
        (dict(x=PHOTOS, y=FILTERED, optimizer="adam"), "optimizer is for labels"),
        (dict(x=PHOTOS, y=FILTERED, held_out=(PHOTOS, FILTERED)), "held_out is for labels"),
        (dict(x=PHOTOS, y=FILTERED, filters=3), "2 channels, one for each filter"),
        (dict(x=PHOTOS, y=PHOTOS[:, :1]), "kernel of 1 to 5 rows"),
        (dict(**ONE, rate=0), "rate must be a number above 0"),
        (dict(**ONE, rate=float("nan")), "rate must be a number above 0"),
        (dict(**ONE, rate="0.1"), "rate must be a number above 0"),
        (dict(**ONE, pace="hasty"), 'pace must be "slow" or "steady" or "fast"'),
        (dict(x=[[[[3]]]], y=[[[[6]]]], initial="ones"), "a seed such as 0, or"),
        (dict(x=[[[[3]]]], y=[[[[6]]]], initial=-1), "initial must be at least 0"),
        (dict(**ONE, batch_size=0), "batch_size must be at least 1"),
        (dict(**ONE, loss="hinge"), "loss must be"),
    ],
)
def test_what_does_not_fit_is_refused(settings, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Training(**settings)


@pytest.mark.parametrize(
    "held_out, message",
    [
        (3, "a pair"),
        ((np.zeros((2, 8, 8, 1)), [0]), "equally many"),
        ((np.zeros((1, 4, 8, 1)), [0]), r"pictures of shape \(8, 8, 1\)"),
        ((np.zeros((1, 8, 8, 1)), [11]), "labels from 0 to 9"),
        ((np.full((1, 8, 8, 1), 2), [1]), "between 0 and 1"),
    ],
)
def test_what_is_held_out_must_fit(digits, held_out, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Training(*digits, held_out)


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("filters", 0, "at least 1"),
        ("filters", 17, "at most 16"),
        ("filters", True, "whole number"),
        ("padding", "full", '"valid" or "same"'),
        ("optimizer", None, '"adam" or "sgd"'),
        ("rate", -1, "above 0"),
        ("asked", -1, "at least 0"),
        ("starts", 0.5, "whole number"),
        ("drawn", [[1, 2]], r"shape \(8, 8\)"),
        ("drawn", np.full((8, 8), 17), "between 0 and 16"),
        ("drawn", "<b>", "real numbers"),
        ("initial", None, "whole number"),
    ],
)
def test_a_refused_setting_changes_nothing(learner, name, value, message):
    figure = learner()
    figure.train(3)
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before


def test_what_follows_from_pictures_stays():
    figure = Training(PHOTOS, FILTERED)
    for name, value in (("filters", 3), ("padding", "same"), ("optimizer", "adam")):
        with pytest.raises(ValueError, match=f"{name} follows from y"):
            setattr(figure, name, value)
    with pytest.raises(ValueError, match="drawn is for networks that learn labels"):
        figure.drawn = np.zeros((8, 8))


def test_the_page_gets_the_state_and_a_table(learner):
    page = learner()._repr_mimebundle_()[0]["text/html"]
    assert page.startswith("<cnn-training state=")
    state = json.loads(html.unescape(page.split('state="')[1].split('"')[0]))
    assert state["kind"] == "labels" and state["pad"] and state["classes"] == 10
    assert state["done"] == 0 and state["curve"] == [] and state["problem"] == ""
    assert np.shape(state["shown"]) == np.shape(state["began"]) == (8, 3, 3)
    assert "A network of 1370 weights, learning rate 0.01. At first: random, from seed 0." in page
    assert page.count("<tr>") == 8
    still = Training(**ONE).still()
    assert "A network of 1 weight, learning rate 0.01. At first: all zero." in still


def test_pictures_of_another_size_get_no_paper():
    x, y = np.linspace(0, 1, 2 * 36).reshape(2, 6, 6, 1), [0, 1]
    assert not Training(x, y).pad
