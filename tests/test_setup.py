"""make's set-up of .venv: whatever it finds, it ends well or with the way out."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import install
from tools.digest import ROOT

OF_MAKE = ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")
NEEDED = ("Makefile", "pyproject.toml", "constraints.txt", "tools")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="make is not for Windows"),
]


class Course:
    """A copy of what the set-up needs, where folders have spaces and umlauts."""

    def __init__(self, folder):
        self.folder, self.notes, self.pythons = folder / "ü b", folder / "notes", folder / "die Ä"
        self.folder.mkdir()
        for name in NEEDED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.folder / name)

    def python(self, *version):
        """A stand-in that claims to be this version; its path."""
        stub = self.pythons / "-".join(map(str, version)) / "python"
        stub.parent.mkdir(parents=True, exist_ok=True)
        script = Path(__file__).with_name("stub_python.py")
        stub.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$0" "$@"\n')
        stub.chmod(0o755)
        stub.with_name("version").write_text(json.dumps(version))
        return stub

    def start(self, *targets, python=None, named=True, **settings):
        """Start make; `named` is PYTHON= on the command line, else it is inherited."""
        python = f"PYTHON={python or self.python(3, 12)}"
        inherited = {} if named else dict([python.split("=", 1)])
        # Not as a part of the make that may be running these tests.
        outside = {name: value for name, value in os.environ.items() if name not in OF_MAKE}
        return subprocess.Popen(
            ["make", *targets, *([python] if named else [])],
            cwd=self.folder,
            env=outside | {"STUB_NOTES": str(self.notes)} | inherited | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def make(self, *targets, fails=False, **options):
        """What make printed."""
        process = self.start(*targets, **options)
        said, _ = process.communicate(timeout=60)
        assert (process.returncode != 0) == fails, said
        return said

    def noted(self):
        """What the stand-ins did since the last time."""
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        self.notes.unlink(missing_ok=True)
        return [json.loads(line) for line in lines]

    def did(self):
        """Their deeds by name alone."""
        return [entry["what"] for entry in self.noted()]


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


WHOLE = ["venv", "pip", "done"]


def test_what_is_installed_is_not_installed_again(course):
    course.make(".venv/.book")
    assert course.did() == WHOLE
    (course.folder / "constraints.txt").touch()
    assert course.make(".venv/.book", named=False) == ""
    assert course.did() == []
    with (course.folder / "constraints.txt").open("a") as file:
        file.write("# another pin\n")
    course.make(".venv/.book")
    assert course.did() == ["pip", "done"]


def test_pip_is_asked_for_the_pins_and_the_extra(course):
    course.make(".venv/.book")
    asked = " ".join(course.noted()[1]["arguments"])
    assert "-c constraints.txt" in asked and asked.endswith("-e .[book]")


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15)])
def test_a_python_that_does_not_fit_gets_a_sentence(course, version):
    said = course.make("book", python=course.python(*version), fails=True)
    assert f"Python 3.11 to 3.14 is needed; this is Python {version[0]}.{version[1]}" in said
    assert "make PYTHON=python3.13" in said
    assert not (course.folder / ".venv").exists()


def test_no_python_gets_a_sentence(course):
    said = course.make("book", python="nowhere", fails=True)
    assert "There is no nowhere here. Name a Python: make PYTHON=python3.13" in said


def test_without_tensorflow_the_tests_name_another_python(course):
    said = course.make("test", python=course.python(3, 14), fails=True)
    assert "no wheel for Python 3.14" in said and "make PYTHON=python3.13 test" in said
    assert course.did() == []


def test_without_tensorflow_the_book_and_the_lab_are_set_up(course):
    newest = course.python(3, 14)
    course.make(".venv/.book", python=newest)
    assert "Parts I and II run without it" in course.make(".venv/.lab", python=newest)
    assert course.did() == [*WHOLE, "pip", "done"]


def test_a_python_without_its_venv_module_names_the_package(course):
    said = course.make("book", fails=True, STUB_NO_ENSUREPIP="1")
    assert "sudo apt install python3.12-venv" in said


def test_a_folder_without_write_permission_says_so(monkeypatch):
    monkeypatch.setattr(install.os, "access", lambda path, mode: False)
    assert "cannot be written to" in install.main(["book"])


def test_when_pip_fails_its_words_stand_and_the_next_make_asks_it_again(course):
    said = course.make(".venv/.book", fails=True, STUB_ENDS="pip fails")
    assert "pip's own words" in said and "run the same command again" in said
    course.make(".venv/.book")
    assert course.did() == ["venv", "pip", "pip", "done"]


@pytest.mark.parametrize("broke_off", ["pip", "ensurepip"])
def test_what_was_interrupted_is_begun_again(course, broke_off):
    said = course.make(".venv/.book", fails=True, STUB_ENDS=f"{broke_off} killed")
    assert "The next make begins again" in said
    course.noted()
    assert "because its set-up was interrupted" in course.make(".venv/.book")
    assert course.did() == WHOLE


def test_a_moved_folder_gets_a_new_venv(course):
    course.make(".venv/.book")
    course.folder = course.folder.rename(course.folder.with_name("elsewhere"))
    course.noted()
    assert "made in another folder" in course.make(".venv/.book", named=False)
    assert course.did() == WHOLE


def test_a_named_python_makes_the_venv_of_another_again(course):
    course.make(".venv/.book", python=course.python(3, 12))
    course.noted()
    said = course.make(".venv/.book", python=course.python(3, 13))
    assert "by another Python" in said
    assert course.did() == WHOLE


@pytest.mark.parametrize("version", [(3, 9), (3, 13)])
def test_a_python_that_is_not_named_leaves_a_sound_venv(course, version):
    course.make(".venv/.book")
    course.noted()
    course.make(".venv/.book", python=course.python(*version), named=False)
    assert course.did() == []


@pytest.mark.parametrize("lost", ["python", "pip"])
def test_a_venv_that_lost_its_python_or_pip_is_made_again(course, lost):
    course.make(".venv/.book")
    course.noted()
    (course.folder / ".venv/bin" / lost).unlink()
    if lost == "python":  # what is left when a Python is removed
        (course.folder / ".venv/bin/python").symlink_to("/nowhere/python")
    assert "no Python 3.12 that runs, or no pip" in course.make(".venv/.book", named=False)
    assert course.did() == WHOLE


def test_a_venv_of_the_users_own_is_kept(course):
    subprocess.run(
        f"'{course.python(3, 12)}' -m venv .venv && .venv/bin/python -m ensurepip",
        shell=True,
        check=True,
        cwd=course.folder,
        env=os.environ | {"STUB_NOTES": str(course.notes)},
    )
    course.noted()
    course.make(".venv/.book", named=False)
    assert course.did() == ["pip", "done"]


def test_only_the_way_to_the_registry_is_taken_from_the_settings_of_pip(course):
    course.make(
        ".venv/.book",
        PIP_USER="1",
        PIP_TARGET="/nowhere",
        PIP_NO_BINARY=":all:",
        STUB_CONFIG="global.user='true'\nglobal.proxy='one'\nglobal.index-url='one'\n"
        "install.target='/nowhere'\n:env:.index-url='two'\n:env:.user='1'",
    )
    asked = next(entry["pip"] for entry in course.noted() if entry["what"] == "pip")
    assert asked.pop("PYTHONWARNINGS") == "ignore"  # a build's advice is not for readers
    assert asked == {"PIP_CONFIG_FILE": os.devnull, "PIP_PROXY": "one", "PIP_INDEX_URL": "two"}


@pytest.mark.parametrize("setting", ["PYTHONHOME", "PYTHONPATH"])
def test_settings_of_python_do_not_reach_it(course, setting, tmp_path):
    (tmp_path / "json.py").write_text("raise ImportError('not the library')")
    course.make(".venv/.book", **{setting: str(tmp_path)})
    assert course.did() == WHOLE


def test_two_targets_at_once_install_one_after_the_other(course):
    course.make("-j2", ".venv/.book", ".venv/.lab", STUB_SECONDS="0.3")
    assert course.did() == [*WHOLE, "pip", "done"]


def test_two_makes_at_once_install_one_after_the_other(course):
    both = [course.start(f".venv/.{extra}", STUB_SECONDS="0.5") for extra in ("book", "lab")]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert any("Waiting for another make" in words for words in said)
    assert course.did() == [*WHOLE, "pip", "done"]
