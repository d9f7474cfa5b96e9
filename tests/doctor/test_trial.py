"""Imports that go wrong in every way, tried in another Python."""

import os

import pytest

from cnn_course.doctor.trial import tried
from tools.digest import ROOT


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """`broken(code)` makes the module `patient` of it."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    return (tmp_path / "patient.py").write_text


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("", ("done", None)),
        ("print('noise', end='')", ("done", None)),
        ("raise RuntimeError('two\\nlines')", ("failed", "RuntimeError: two lines")),
        ("import sys; sys.exit(3)", ("failed", "SystemExit: 3")),
        ("raise KeyboardInterrupt", ("failed", "KeyboardInterrupt")),
        ("import nothing_of_this_name", ("failed", "ModuleNotFoundError: No module named")),
        ("import os; os._exit(7)", ("ended", "it ended Python with status 7")),
        ("import os; os.abort()", ("ended", "it ended Python (SIGABRT)")),
        ("import os; os.close(1); os._exit(0)", ("ended", "it ended Python with status 0")),
        pytest.param(
            "import time; time.sleep(99)",
            ("hung", "no answer after 3 seconds"),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_whatever_an_import_does_is_an_answer(broken, code, answer):
    broken(code)
    answers = tried(["json", "patient", "csv"], patience=3)
    assert answers["json"] == ("done", None)
    state, detail = answers["patient"]
    said = detail["error"] if state == "failed" else detail
    assert (state, said and said[: len(answer[1] or "")]) == answer
    last = ("not tried", "patient") if state in ("ended", "hung") else ("done", None)
    assert answers["csv"] == last


def test_a_missing_module_is_named(broken):
    broken("import nothing_of_this_name")
    assert tried(["patient"], 30)["patient"][1]["missing"] == "nothing_of_this_name"


def test_a_function_is_called_and_its_dict_comes_back(broken):
    broken("def says(): return {'one': 1}\ndef fails(): 1 / 0\ndef other(): return object()")
    targets = [f"patient:{name}" for name in ("says", "fails", "other", "missing")]
    says, fails, other, missing = tried(targets, 30).values()
    assert says == ("done", {"one": 1}) and other == ("done", None)
    assert fails[1]["error"] == "ZeroDivisionError: division by zero"
    assert missing[1]["error"].startswith("AttributeError")


def test_a_python_that_does_not_start_is_an_answer(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert tried(["json"], 30) == {"json": ("ended", "it ended Python with status 1")}
