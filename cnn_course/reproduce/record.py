"""Where and with what something was measured."""

import hashlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "scikit-learn", "keras", "tensorflow", "jax", "torch")


def environment():
    """Processor, cores, graphics card and versions; nothing that names a machine."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        **_keras_runs_on(),
        "python": platform.python_version(),
        **{name: version for name in LIBRARIES if (version := _version(name))},
    }


def data_digest(*arrays):
    """SHA-256 of the arrays' bytes, in order."""
    sha = hashlib.sha256()
    for array in arrays:
        sha.update(array.tobytes())
    return sha.hexdigest()


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(
            line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
        )
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _keras_runs_on():
    """Keras's backend and the graphics card, where Keras is in use and there is one."""
    if "keras" not in sys.modules:
        return {}
    keras = sys.modules["keras"]
    found = {"backend": keras.backend.backend()}
    if cards := keras.distribution.list_devices("gpu"):
        found["graphics_cards"] = len(cards)
        if found["backend"] == "jax":
            found["graphics_card"] = sys.modules["jax"].devices()[0].device_kind
    return found


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
