"""The digit reader's Python side: its state, its words, its packed network."""

import base64
import gzip
import json
import re

import numpy as np
import pytest

from cnn_course import models
from cnn_course.explorables import digit_weights
from cnn_course.explorables.digit_reader import DigitReader, page_data

LARGEST = 150_000  # bytes, gzip


def page_of(figure):
    return figure._repr_mimebundle_()[0]["text/html"]


def test_the_weights_are_light_and_come_only_where_they_are_used():
    assert page_data("<p>A page about <code>cnn-digit</code></p>") == {}
    scripts = page_data(page_of(DigitReader()))
    assert list(scripts) == ["digit_weights.js"]
    assert len(gzip.compress(scripts["digit_weights.js"].encode())) <= LARGEST


def test_the_script_holds_every_number_of_the_shipped_network():
    text = digit_weights.script()
    network = json.loads(re.search(r'"digit_weights.js"\] = (.*);\n$', text)[1])
    found = np.frombuffer(base64.b64decode(network["numbers"]), "<f2")
    with np.load(digit_weights.WEIGHTS) as stored:
        expected = np.concatenate([stored[f"arr_{i}"].ravel() for i in range(len(stored.files))])
    assert np.array_equal(found, expected)
    sizes = [np.prod(shape) for layer in network["layers"] for shape in layer["shapes"]]
    assert sum(sizes) == len(found) == 73_114


def test_the_layers_are_those_of_the_keras_model(keras):
    stored = json.loads(digit_weights.LAYERS.read_text())
    assert stored == digit_weights.layers_of(models.load_pretrained("mnist"))


def test_a_network_that_the_page_cannot_run_is_refused(keras):
    layers = keras.layers
    for layer in [
        layers.Conv2D(2, 3, padding="same"),
        layers.Conv2D(2, 3, padding="same", use_bias=False, strides=2),
        layers.MaxPooling2D(3, strides=2),
        layers.Softmax(),
    ]:
        model = keras.Sequential([keras.Input((8, 8, 1)), layer])
        with pytest.raises(ValueError, match="js/network.js has no"):
            digit_weights.layers_of(model)


def test_the_weights_are_synced_but_not_written_into_the_page():
    figure = DigitReader()
    assert figure.weights == digit_weights.packed()
    assert "weights" in figure.keys
    assert set(figure.state()) == {"picture", "probabilities"}
    assert len(page_of(figure)) < 5000


def test_a_reader_without_javascript_sees_the_picture_and_the_answer():
    picture = np.zeros((28, 28), int)
    picture[4:24, 13:15] = 255
    probabilities = np.zeros(10)
    probabilities[1] = 0.875
    still = DigitReader(picture, probabilities).still()
    lines = re.search(r"<pre[^>]*>\n(.*)\n</pre>", still, re.S)[1].split("\n")
    assert len(lines) == 28 and {len(line) for line in lines} == {56}
    assert lines[4] == " " * 26 + "\u2588" * 4 + " " * 26
    assert "reads a 1, and is 87.5 % sure" in still
    assert "needs JavaScript" in DigitReader(picture).still()
    probabilities[1] = 1
    assert "99.9 % sure" in DigitReader(picture, probabilities).still()


@pytest.mark.parametrize(
    "bad, words",
    [
        (np.zeros((28, 27)), r"picture must have shape \(28, 28\), got shape \(28, 27\)"),
        (np.zeros((28, 28, 1)), "picture must have shape"),
        (np.full((28, 28), 256), "picture must lie between 0 and 255, got 256 to 256"),
        (np.full((28, 28), -1), "picture must lie between 0 and 255, got -1 to -1"),
        (np.full((28, 28), np.nan), "no NaN and no infinity"),
        ("<b>4</b>", "picture must hold real numbers"),
    ],
)
def test_a_bad_picture_is_refused_and_the_last_good_one_kept(bad, words):
    good = np.full((28, 28), 7)
    figure = DigitReader(good)
    with pytest.raises((TypeError, ValueError), match=words):
        figure.picture = bad
    assert np.array_equal(figure.picture, good)


def test_bad_probabilities_are_refused():
    figure = DigitReader()
    for bad in (np.ones(9), np.full(10, 1.5)):
        with pytest.raises(ValueError, match="probabilities must"):
            figure.probabilities = bad
    assert not figure.probabilities.any()
