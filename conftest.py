"""What all tests share: what each of them needs, and in which order they run."""

import os
import sys

from tools.processors import THREADS

# Processes that share the cores, and what they start, compute with their share of threads: more
# would wait for each other, and busily. Libraries read this when they are loaded.
if workers := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):
    share = max(1, (os.cpu_count() or 1) // int(workers))
    for name in THREADS:
        os.environ.setdefault(name, str(share))

import matplotlib
import pytest
from hypothesis import settings

from cnn_course._keras import use_tested_settings
from tests import odd_keras as odd

matplotlib.use("Agg")

# The same cases every time: a red test stays red, a green one does not flake.
settings.register_profile("course", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("course")

# What XLA compiles here runs for a moment: it takes twice as long to make it fast.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

# A program that stands in for a Python, and no module.
collect_ignore = ["tests/stub_python.py"]

# A test that asks for one of these fixtures needs what the mark says.
NEEDS = {"keras": "keras", "browser": "browser", "hands": "browser", "site": "browser"}
KERAS_CHAPTER = "from cnn_course.models import keras"


class Refused:
    """A finder that knows of no Keras, for tests that claim to do without it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in ("keras", "tensorflow", "jax"):
            raise ModuleNotFoundError(f"this test has no mark `keras`, and imports {name}")


def pytest_configure(config):
    """Notebooks run on this Python; what `-m "... not keras ..."` leaves does without Keras."""
    if config.pluginmanager.hasplugin("nbval"):
        config.option.nbval_current_env = True  # not a kernel of the user's
    if "not keras" in config.option.markexpr:
        sys.meta_path.insert(0, Refused)


def pytest_collection_modifyitems(items):
    """Mark each test with what it needs; those that take long begin first."""
    notebooks = {}
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in NEEDS:
                item.add_marker(NEEDS[fixture])
        if item.path.suffix == ".ipynb":
            item.add_marker("notebook")
            if item.path not in notebooks:
                notebooks[item.path] = KERAS_CHAPTER in item.path.read_text(encoding="utf-8")
            if notebooks[item.path]:
                item.add_marker("keras")
        elif isinstance(item, pytest.DoctestItem):
            if any("models." in example.source for example in item.dtest.examples):
                item.add_marker("keras")
    # Two processes share the files; one that waits for a kernel or a training must not come last.
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("notebook", "slow"))))


@pytest.fixture(scope="session")
def keras():
    """Keras on TensorFlow, imported once and quietly."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    use_tested_settings()  # layers that tests make by hand follow them, and no keras.json
    return keras


@pytest.fixture
def odd_keras(keras):
    """Keras with every setting other than usual, for one test."""
    usual = odd.settings_now()
    odd.put(odd.ODD)
    yield keras
    odd.put(usual)
