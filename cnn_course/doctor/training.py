"""Keras, which Part III trains with: does it compute, on what, and with which settings?"""

import json
import os
import shutil
from pathlib import Path

from cnn_course._keras import BACKENDS
from cnn_course.doctor import wanted
from cnn_course.doctor.finding import fault, note, ok
from cnn_course.doctor.trial import tried

TARGET = "cnn_course.doctor.probe:keras_at_work"
DRIVER = Path("/proc/driver/nvidia/version")
# What Keras takes where nobody says anything, and what the course was tested with.
SETTINGS = {
    "backend": "tensorflow",
    "floatx": "float32",
    "image_data_format": "channels_last",
}
# Where there is no wheel of TensorFlow.
ELSE = "try another of the promised Pythons, or read Part III on the built pages"


def keras(patience):
    """Does Keras compute, and on what?"""
    state, detail = tried([TARGET], patience)[TARGET]
    if state == "done":
        return _at_work(**detail)
    stored, _ = _stored()
    backend = os.environ.get("KERAS_BACKEND") or stored.get("backend", SETTINGS["backend"])
    if backend not in BACKENDS:
        origin = "KERAS_BACKEND" if os.environ.get("KERAS_BACKEND") else str(_file())
        return [
            fault(
                f"{origin} asks for {backend!r}; Keras has no such backend, only "
                f"{', '.join(BACKENDS)}",
                f"take this setting out of {origin}: the course was tested with "
                f"{SETTINGS['backend']}",
            )
        ]
    names = ["keras", backend]
    missing = detail["missing"] if state == "failed" else None
    if missing in names:
        said = f"{missing} is not installed; Part III needs it, Parts I and II do not"
        if "keras" not in wanted.requirements()["lab"]:
            return [
                note(f"{said}; TensorFlow has no version for this Python on this machine", ELSE)
            ]
        return [note(said, wanted.install(names))]
    why = detail["error"] if state == "failed" else detail
    there = " and ".join(f"{name} {wanted.installed(name) or '(missing)'}" for name in names)
    return [
        fault(
            f"does not work: {there}: {why}",
            f"{wanted.mend(dict(zip(names, names)))}\nuntil then read Part III on the built pages",
        )
    ]


def settings():
    """What the environment and keras.json tell Keras, where it is not what was tested."""
    findings = []
    stored, problem = _stored()
    if problem:
        findings.append(note(f"{_file()} cannot be read: {problem}", f"remove {_file()}"))
    for name, tested in SETTINGS.items():
        value, origin = stored.get(name, tested), f"{_file()} says"
        if name == "backend" and os.environ.get("KERAS_BACKEND"):
            value, origin = os.environ["KERAS_BACKEND"], "KERAS_BACKEND is"
        if value != tested:
            findings.append(
                note(
                    f"{origin} {value}; the course was tested with {tested}",
                    "take this setting back if a chapter fails",
                )
            )
    return findings or [ok(", ".join(SETTINGS.values()))]


def _at_work(backend, version, graphics):
    on = ", ".join(graphics) or "the processor (no chapter needs a graphics card)"
    said = f"{version} computes with {backend} {wanted.installed(backend) or ''} on {on}"
    findings = [ok(said)]
    if not graphics and (shutil.which("nvidia-smi") or DRIVER.exists()):
        way_out = wanted.install(["tensorflow[and-cuda]"]) if backend == "tensorflow" else ""
        findings.append(note(f"{backend} does not use the NVIDIA card that is there", way_out))
    return findings


def _file():
    folder = os.environ.get("KERAS_HOME") or os.path.join(os.path.expanduser("~"), ".keras")
    return Path(folder) / "keras.json"


def _stored():
    """The settings of keras.json, and why it cannot be read or ""; no file is no settings."""
    try:
        stored = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError) as error:
        return {}, str(error)
    if not isinstance(stored, dict):
        return {}, f"it holds a {type(stored).__name__} instead of names and values"
    return stored, ""
