"""Where and with what something was measured."""

import importlib.metadata
import os
import platform
import sys
from pathlib import Path

from cnn_course._keras import graphics_cards

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


def where(environment):
    """The machine and Keras's backend of an `environment` in one line, as far as it says them.

    Examples
    --------
    >>> where({"processor": "AMD EPYC", "cores": 2, "python": "3.11.7"})
    'AMD EPYC, 2 cores'
    >>> where({"cores": 16, "backend": "jax", "graphics_cards": 1, "graphics_card": "NVIDIA H200"})
    '16 cores, 1 x NVIDIA H200, Keras on jax'
    """
    said = [environment.get("processor"), f"{environment['cores']} cores"]
    if "graphics_cards" in environment:
        card = environment.get("graphics_card", "graphics card")
        said.append(f"{environment['graphics_cards']} x {card}")
    if "backend" in environment:
        said.append(f"Keras on {environment['backend']}")
    return ", ".join(part for part in said if part)


def peak_memory_mb():
    """The most memory that this process has held so far, data included; None on Windows."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / 1024 / (1024 if sys.platform == "darwin" else 1))  # there in bytes


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
    found = {"backend": sys.modules["keras"].backend.backend()}
    if cards := graphics_cards(found["backend"]):
        found |= {"graphics_cards": len(cards), "graphics_card": cards[0]}
    return found


def _version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
