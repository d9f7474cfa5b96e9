"""The lines of PyTorch that chapter 19 shows: they run, and compute what our network computes."""

import json
import re

import numpy as np
import pytest

from cnn_course.nn import Adam, Network
from cnn_course.reproduce.recipes import digits, layers
from tools.notebooks import chapters


def shown():
    """The code block of the last chapter that takes from torch."""
    notebook = json.loads(chapters()[-1].read_text("utf-8"))
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
    [block] = re.findall(r"^```python\n(from torch import .*?)^```", text, re.S | re.M)
    return block


def test_the_lines_are_as_many_as_is_said():
    compile(shown(), "chapter 19", "exec")
    assert len(shown().split("\n")) - shown().count("\n\n") - 1 == 10


def test_its_numbers_are_ours():
    torch = pytest.importorskip("torch")
    pictures, labels, *_ = digits()
    network = Network(layers(dropout=0), (8, 8, 1), np.random.default_rng(0), "float64")
    network.compile(Adam(0.001, epsilon=1e-8))
    batches = [slice(start, start + 16) for start in range(0, 320, 16)]
    assert len(batches) == 20

    making, _, learning = shown().partition("loss, adam")
    names = {}
    exec(making, names)
    model = names["model"].double()
    first, second, dense = (model[place] for place in (0, 3, 7))
    with torch.no_grad():
        for theirs, ours in ((first, network.layers[0]), (second, network.layers[3])):
            theirs.weight[...] = torch.tensor(ours.kernel.transpose(3, 2, 0, 1))
            theirs.bias[...] = torch.tensor(ours.bias)
        # Channels come first when it flattens, too.
        kernel = network.layers[-2].kernel.reshape(2, 2, 8, 10).transpose(3, 2, 0, 1)
        dense.weight[...] = torch.tensor(kernel.reshape(10, 32))
        dense.bias[...] = torch.tensor(network.layers[-2].bias)

    def answers():
        first_of_channels = torch.tensor(pictures[:9].transpose(0, 3, 1, 2), dtype=torch.float64)
        return torch.softmax(model(first_of_channels), dim=1).detach().numpy()

    np.testing.assert_allclose(answers(), network.predict(pictures[:9]), rtol=1e-9)
    names["batches"] = [
        (
            torch.tensor(pictures[batch].transpose(0, 3, 1, 2), dtype=torch.float64),
            torch.tensor(labels[batch]),
        )
        for batch in batches
    ]
    before = answers()
    exec("loss, adam" + learning, names)
    for batch in batches:
        network.train_on_batch(pictures[batch].astype(float), np.eye(10)[labels[batch]])
    # PyTorch adds epsilon to the corrected root, Keras and we to the root before.
    np.testing.assert_allclose(answers(), network.predict(pictures[:9]), rtol=1e-5)
    assert abs(answers() - before).max() > 0.001
