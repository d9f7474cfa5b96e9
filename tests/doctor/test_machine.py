"""Python, memory, folders, encodings: what is said of each."""

import collections
import locale
import platform
import sys

import pytest

from cnn_course.doctor import machine, wanted
from cnn_course.doctor.finding import FAULT, NOTE, OK


def only(findings):
    [finding] = findings
    return finding.status, finding.what, finding.way_out


@pytest.mark.parametrize(
    ("version", "promise", "status"),
    [
        ("3.11.2", ">=3.11", OK),
        ("3.10.14", ">=3.11", FAULT),
        ("3.14.0", ">=3.11,<3.14", FAULT),
        ("3.14.0rc1", ">=3.11", OK),
    ],
)
def test_a_python_that_is_not_promised_is_a_fault(monkeypatch, version, promise, status):
    monkeypatch.setattr(platform, "python_version", lambda: version)
    monkeypatch.setattr(wanted, "promised", lambda: promise)
    finding = machine.python()[0]
    assert finding.status == status
    assert version in finding.what and f"the course promises {promise}" in finding.what


def test_the_python_that_make_has_set_up_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(wanted, "promised", lambda: ">=3")
    monkeypatch.setattr(wanted, "REPOSITORY", tmp_path)
    assert len(machine.python()) == 1
    (tmp_path / ".venv").mkdir()
    status, _, way_out = only(machine.python()[1:])
    assert status == NOTE and str(tmp_path / ".venv") in way_out.splitlines()[1]
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert len(machine.python()) == 1


@pytest.mark.parametrize(
    ("memory", "status"),
    [
        ((16e9, 8e9), OK),
        ((2e9, None), OK),
        ((16e9, 1e9), NOTE),
        ((1e9, 1e9), FAULT),
        ((None, None), NOTE),
    ],
)
def test_memory(monkeypatch, memory, status):
    monkeypatch.setattr(machine, "usable_memory", lambda: memory)
    assert only(machine.memory())[0] == status


def test_on_binder_it_says_so(monkeypatch):
    monkeypatch.setattr(machine, "usable_memory", lambda: (2e9, 1.9e9))
    monkeypatch.setenv("BINDER_LAUNCH_HOST", "https://mybinder.org/")
    assert only(machine.memory())[1] == "2.0 GB on Binder, 1.9 GB free"


def test_cores_that_are_granted(monkeypatch):
    monkeypatch.setattr(machine, "usable_cores", lambda: (1.5, 8))
    assert only(machine.cores()) == (OK, "1.5 of the 8 that the machine has", "")


@pytest.mark.parametrize(("free", "status"), [(5e9, OK), (5e8, NOTE), (5e7, FAULT)])
def test_room_on_the_disk(monkeypatch, tmp_path, free, status):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    disk = collections.namedtuple("disk", "free")(free)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: disk)
    assert {finding.status for finding in machine.folders()} == {status}


def test_without_a_temporary_folder(monkeypatch, tmp_path):
    def none():
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("tempfile.gettempdir", none)
    assert "TMPDIR" in machine.folders()[-1].way_out


def test_text_files_in_another_encoding(monkeypatch):
    monkeypatch.setattr(locale, "getencoding", lambda: "cp1252")
    status, what, way_out = only(machine.text())
    assert status == NOTE and "text files in cp1252" in what and "PYTHONUTF8=1" in way_out
