"""What all tests share."""

import os

import matplotlib
import pytest
from hypothesis import settings

matplotlib.use("Agg")

# The same cases every time: a red test stays red, a green one does not flake.
settings.register_profile("course", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("course")


@pytest.fixture(scope="session")
def keras():
    """Keras on TensorFlow, imported once and quietly."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    return pytest.importorskip("keras", reason="Keras is not installed")
