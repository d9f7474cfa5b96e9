"""Jupyter, its kernel, and a browser."""

import json
import sys
import webbrowser

import pytest

from cnn_course.doctor import reading, wanted
from cnn_course.doctor.finding import FAULT, NOTE, OK

pytest.importorskip("jupyter_client", reason="Jupyter is not installed")


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    """`kernel(program)` makes the user's own python3 kernel, which Jupyter takes first."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")

    def make(program):
        folder = tmp_path / "kernels" / "python3"
        folder.mkdir(parents=True, exist_ok=True)
        spec = {
            "argv": [program, "-m", "ipykernel_launcher"],
            "display_name": "P",
            "language": "python",
        }
        (folder / "kernel.json").write_text(json.dumps(spec))
        return folder

    return make


def about_the_kernel():
    return next(finding for finding in reading.jupyter() if "its kernel" in finding.what)


@pytest.mark.parametrize("program", ["python", "python3", sys.executable])
def test_this_pythons_kernel(kernel, program):
    kernel(program)
    assert about_the_kernel().status == OK


@pytest.mark.parametrize(("found", "status"), [("", FAULT), ("/elsewhere/cnn_course", NOTE)])
def test_another_pythons_kernel(kernel, tmp_path, monkeypatch, found, status):
    other = tmp_path / "other" / "python"
    other.parent.mkdir()
    other.symlink_to(sys.executable)  # as in another environment
    folder = kernel(str(other))
    monkeypatch.setattr(reading, "found_by", lambda program: found)
    finding = about_the_kernel()
    assert finding.status == status
    assert f"({folder}) is another Python: {other}" in finding.what
    assert (f"remove {folder}" in finding.way_out) == (status == FAULT)


def test_a_kernel_whose_python_is_gone(kernel, tmp_path):
    kernel(str(tmp_path / "gone" / "python"))
    assert "which does not find the course" in about_the_kernel().what


def test_without_jupyter_chapters_can_be_read(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", None)
    [finding] = reading.jupyter()
    assert finding.status == NOTE and "can be read, not run" in finding.what


def test_parts_of_jupyter_that_are_missing(monkeypatch):
    real = wanted.installed
    monkeypatch.setattr(wanted, "installed", lambda n: None if n == "jupyterlab" else real(n))
    assert reading.jupyter()[-1].what == "JupyterLab is not installed"
    monkeypatch.setattr(wanted, "installed", lambda n: None if n == "ipykernel" else real(n))
    assert reading.jupyter()[-1].status == FAULT


def test_a_browser(monkeypatch):
    monkeypatch.setattr(
        "shutil.which", lambda name: "/usr/bin/firefox" * (name == "firefox") or None
    )
    assert reading.browser()[0].what == "/usr/bin/firefox"
    monkeypatch.setattr("shutil.which", lambda name: None)

    def none():
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert reading.browser()[0].status == NOTE


@pytest.mark.parametrize(
    ("there", "status", "said"),
    [
        (("npm", "node"), OK, "brings Python to the pages"),
        (("node",), NOTE, "npm not found"),
        ((), NOTE, "npm and node not found"),
    ],
)
def test_what_brings_python_to_the_pages(monkeypatch, there, status, said):
    monkeypatch.setattr(reading.shutil, "which", lambda name: name if name in there else None)
    (finding,) = reading.live_pages()
    assert finding.status == status and said in finding.what
    assert ("Node.js" in finding.way_out) == (status == NOTE)
