"""Where and with what something was measured."""

import hashlib
import importlib.metadata
import os
import platform
from pathlib import Path

LIBRARIES = ("numpy", "scipy", "scikit-learn", "keras", "tensorflow", "torch")


def environment():
    """Processor, cores and versions; nothing that names a machine."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
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


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
