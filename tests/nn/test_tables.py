"""Every public layer is judged by central differences, by Keras, and goes there and back."""

import pytest

from cnn_course import nn
from cnn_course.nn.registry import LAYERS
from tests.nn import test_bridge, test_gradients, test_gradients_keras

PUBLIC = {
    layer
    for layer in (getattr(nn, name) for name in nn.__all__)
    if isinstance(layer, type) and issubclass(layer, nn.Layer) and layer is not nn.Layer
}


def imported(tests):
    """The classes that a file imports: it uses them, for the linter refuses it otherwise."""
    return {found for found in vars(tests).values() if isinstance(found, type)}


TABLES = {
    "test_gradients.py": imported(test_gradients),
    "test_gradients_keras.py": imported(test_gradients_keras),
    "EVERY_LAYER of test_bridge.py": {type(make()) for make in test_bridge.EVERY_LAYER},
}


@pytest.mark.parametrize("table", TABLES)
def test_no_public_layer_is_forgotten(table):
    assert len(PUBLIC) >= 10
    # What Keras has no layer for does not go there.
    known = {found.cls for found in LAYERS.values() if found.keras or found.activation}
    asked = PUBLIC & known if "EVERY_LAYER" in table else PUBLIC
    assert PUBLIC - asked <= {nn.Residual}
    missing = sorted(layer.__name__ for layer in asked - TABLES[table])
    assert not missing, f"a test of {', '.join(missing)} is missing: tests/nn, {table}"
