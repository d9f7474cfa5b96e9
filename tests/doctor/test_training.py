"""Keras: what is said of its settings, and of how it answered."""

import json

import pytest

from cnn_course.doctor import training, wanted
from cnn_course.doctor.finding import FAULT, NOTE, OK


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    return tmp_path / "keras.json"


@pytest.fixture
def answering(monkeypatch):
    def answer(state, detail):
        monkeypatch.setattr(
            training, "tried", lambda targets, patience: {targets[0]: (state, detail)}
        )

    return answer


def test_without_a_file_keras_takes_what_was_tested():
    [finding] = training.settings()
    assert (finding.status, finding.what) == (OK, "tensorflow, float32, channels_last")


def test_each_setting_that_was_not_tested_is_a_note(home, monkeypatch):
    home.write_text(json.dumps({"image_data_format": "channels_first", "floatx": "float64"}))
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    said = [finding.what for finding in training.settings()]
    assert said == [
        "KERAS_BACKEND is jax; the course was tested with tensorflow",
        f"{home} says float64; the course was tested with float32",
        f"{home} says channels_first; the course was tested with channels_last",
    ]


def test_the_environment_goes_before_the_file(home, monkeypatch):
    home.write_text(json.dumps({"backend": "torch"}))
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")
    assert [finding.status for finding in training.settings()] == [OK]


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_damaged_file_is_a_note(home, text, answering):
    home.write_text(text)
    [finding] = training.settings()
    assert finding.status == NOTE and finding.way_out == f"remove {home}"
    answering("failed", {"error": "AttributeError: get", "missing": None})
    assert training.keras(1)[0].status == FAULT


def test_what_keras_computes_with(answering, monkeypatch):
    answering("done", {"backend": "tensorflow", "version": "3.0", "graphics": []})
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(training.DRIVER.__class__, "exists", lambda path: False)
    [finding] = training.keras(1)
    assert finding.what.startswith("3.0 computes with tensorflow")
    assert finding.what.endswith("on the processor (no chapter needs a graphics card)")
    answering("done", {"backend": "jax", "version": "3.0", "graphics": ["NVIDIA H100"]})
    assert training.keras(1)[0].what.endswith("on NVIDIA H100")


def test_a_card_that_is_not_used_is_a_note(answering, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/nvidia-smi")
    answering("done", {"backend": "tensorflow", "version": "3.0", "graphics": []})
    _, finding = training.keras(1)
    assert finding.status == NOTE and "tensorflow does not use the NVIDIA card" in finding.what
    assert finding.way_out == wanted.install(["tensorflow[and-cuda]"])


@pytest.mark.parametrize(
    ("missing", "status"), [("keras", NOTE), ("tensorflow", NOTE), ("h5py", FAULT), (None, FAULT)]
)
def test_missing_is_a_note_and_broken_a_fault(answering, missing, status):
    answering("failed", {"error": "ImportError: why", "missing": missing})
    [finding] = training.keras(1)
    assert finding.status == status
    assert ("why" in finding.what) == (status == FAULT)


def test_where_tensorflow_has_no_wheel_it_cannot_be_installed(answering, monkeypatch):
    monkeypatch.setattr(wanted, "requirements", lambda: {"lab": ["jupyterlab"]})
    answering("failed", {"error": "ImportError: why", "missing": "keras"})
    [finding] = training.keras(1)
    assert finding.status == NOTE and "no version for this Python" in finding.what
    assert " -m pip" not in finding.way_out


def test_a_backend_that_was_asked_for_is_the_one_to_install(answering, monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    answering("failed", {"error": "ImportError: why", "missing": "torch"})
    assert training.keras(1)[0].way_out == wanted.install(["keras", "torch"])


def test_a_backend_that_keras_does_not_know_is_not_one_to_install(home, answering, monkeypatch):
    answering("failed", {"error": "ValueError: Unable to import backend", "missing": None})
    home.write_text(json.dumps({"backend": "theano"}))
    for origin in (str(home), "KERAS_BACKEND"):
        [finding] = training.keras(1)
        assert finding.status == FAULT and "no such backend, only jax, numpy" in finding.what
        assert finding.way_out.startswith(f"take this setting out of {origin}: ")
        monkeypatch.setenv("KERAS_BACKEND", "theano")
