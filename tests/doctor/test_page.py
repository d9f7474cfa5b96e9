"""The whole page, on this machine as it is and on broken ones."""

import os
import re
import subprocess
import sys

import pytest

from cnn_course.doctor import __main__ as doctor
from cnn_course.doctor import page, wanted
from cnn_course.doctor.finding import FAULT, OK, Finding, fault, few, note, ok
from tools.digest import ROOT

pytestmark = pytest.mark.slow  # many programs are started
TITLES = [title for title, _ in doctor.checks(quick=False, patience=1)]


@pytest.fixture
def see(tmp_path):
    """`see(*options, broken={module: code}, **environment)`: status and output of the command.

    Modules in `broken` come before the real ones, as a file of the user's would.
    """

    def run(*options, broken=None, **environment):
        for name, code in (broken or {}).items():
            (tmp_path / f"{name}.py").write_text(code)
        path = os.pathsep.join([str(tmp_path), str(ROOT)])
        done = subprocess.run(
            [sys.executable, "-m", "cnn_course.doctor", *options],
            env=os.environ | {"PYTHONPATH": path} | environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
        assert done.stderr == ""
        return done.returncode, done.stdout

    return run


def row(output, title):
    """What the page says under a title, in one line."""
    lines = output.splitlines()
    first = next(i for i, line in enumerate(lines) if line[7:21].strip() == title)
    rows = [lines[first]]
    for line in lines[first + 1 :]:
        if line[7:21].strip(" ->") or not line:
            break
        rows.append(line)
    return " ".join(" ".join(rows).split())


@pytest.mark.keras
def test_this_machine_has_a_page(see):
    """Whatever it is: each check has its row, and the status is what the page says."""
    status, output = see()
    for title in TITLES:
        assert row(output, title)
    assert status == int(bool(re.search("^FAULT ", output, re.M)))
    assert row(output, "Keras").split()[0] in ("ok", "note")
    count = len(wanted.requirements()[""])
    said = f"{count} of {count} libraries import, 3 of 3 sets of pictures load"
    assert said in row(output, "imports")


def test_a_quick_look_imports_nothing_large(see):
    hangs = dict.fromkeys(("keras", "matplotlib"), "import time; time.sleep(99)")
    status, output = see("--quick", broken=hangs)
    assert row(output, "imports") == "note imports not tried -> leave --quick out"
    assert row(output, "Keras") == "note Keras not tried -> as above"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.abort()", "it ended Python (SIGABRT)"),
        pytest.param(
            "import time; time.sleep(99)", "no answer after 4 seconds", marks=pytest.mark.slow
        ),
    ],
)
def test_a_broken_tensorflow_is_a_fault_and_the_page_goes_on(see, code, said):
    # Keras asks for its backend first of all.
    broken = {"keras": "import tensorflow", "tensorflow": code, "matplotlib": code}
    status, output = see("--wait", "4", broken=broken)
    assert status == 1
    keras, imports = row(output, "Keras"), row(output, "imports")
    assert keras.startswith("FAULT Keras does not work: keras") and said in keras
    assert "keras.py: Python takes it for keras" in keras
    assert "until then read Part III on the built pages" in keras
    assert "FAULT does not work: matplotlib" in imports and said in imports
    assert "note not tried, because matplotlib did not end: sklearn" in imports


def test_without_keras_parts_one_and_two_are_not_in_danger(see):
    gone = "raise ModuleNotFoundError('no keras', name='keras')"
    # The libraries of the other chapters are not the matter here.
    _, output = see(broken={"keras": gone, "numpy": "raise ImportError('quickly')"})
    assert row(output, "Keras").startswith("note Keras keras is not installed; Part III needs it")
    assert " -m pip install -c " in row(output, "Keras")


def test_without_numpy_the_doctor_starts_and_nothing_else_does(see, tmp_path):
    gone = {"numpy": "raise ModuleNotFoundError('no numpy', name='numpy')"}
    status, output = see(broken=gone | {"keras": "import numpy"})
    assert status == 1
    assert "not looked at: numpy is missing" in row(output, "arithmetic")
    assert "does not work: numpy" in row(output, "imports")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    plain = [sys.executable, "-c", "import cnn_course"]
    done = subprocess.run(plain, env=environment, capture_output=True, text=True)
    assert done.returncode == 1 and "no numpy" in done.stderr


def test_what_may_be_missing_is_not_needed(see):
    gone = "raise ImportError('broken')"
    broken = dict.fromkeys(("psutil", "threadpoolctl", "packaging", "jupyter_client"), gone)
    status, output = see("--quick", broken=broken)
    assert "GB" in row(output, "memory")
    assert "threads unknown" in row(output, "arithmetic")
    assert "does not work (ImportError: broken)" in row(output, "Jupyter")


def test_folders_that_cannot_be_written(see, tmp_path):
    (tmp_path / "file").touch()
    nowhere = str(tmp_path / "file" / "below")
    status, output = see("--quick", HOME=nowhere, CNN_COURSE_DATA=nowhere)
    assert status == 1
    assert row(output, "folders").startswith("FAULT folders the home folder")
    assert row(output, "cache").startswith(f"FAULT cache {nowhere} cannot be written (")
    assert "CNN_COURSE_DATA to a folder of yours" in row(output, "cache")


def test_any_encoding_can_be_printed(see, tmp_path):
    folder = str(tmp_path / "Größe 图")
    _, output = see("--quick", CNN_COURSE_DATA=folder, PYTHONIOENCODING="ascii:strict")
    assert "not UTF-8: what is printed in ascii -> set" in row(output, "text")
    assert "Gr\\xf6\\xdfe" in row(output, "cache")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-", "| head -n 1"])
def test_streams_may_be_closed(closed):
    command = f'"{sys.executable}" -m cnn_course.doctor --quick'
    closing = f"({command}; echo $? >&9) 9>&2 {closed}" if "|" in closed else command + " " + closed
    done = subprocess.run(
        ["sh", "-c", closing],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    said = done.stderr.strip() if "|" in closed else str(done.returncode)
    assert said in ("0", "1")


def test_a_check_that_fails_itself_is_a_fault():
    [finding] = doctor.examine(lambda: 1 / 0)
    assert finding.status == FAULT
    assert "could not be looked at (ZeroDivisionError: division by zero)" in finding.what


@pytest.mark.parametrize(
    ("findings", "status", "last"),
    [
        ([ok("a")], 0, "Everything is as it was tested."),
        ([ok("a"), note("b")], 0, "no faults, 1 note. Notes stop nothing"),
        ([note("b"), fault("c", "d"), fault("e", "f")], 1, "2 faults, 1 note. Faults: a part"),
    ],
)
def test_only_faults_make_the_status_1(monkeypatch, capsys, findings, status, last):
    monkeypatch.setattr(doctor, "checks", lambda quick, wait: [("one", lambda: findings)])
    assert doctor.main([]) == status
    assert capsys.readouterr().out.splitlines()[-1].startswith(last)


def test_the_page_is_80_columns_wide_and_commands_stay_whole():
    words = "a sentence that is long enough to go on over two lines or even three of them, say"
    command = "/a/path/python -m pip install " + " ".join(["something"] * 9)
    said = set()
    way_out = f"{words}\n{command}"
    lines = list(page.lines("title", [Finding(OK, words, way_out), note(words, way_out)], said))
    assert all(len(line) < 80 or line.strip() == command for line in lines)
    assert sum(line.strip() == command for line in lines) == 1  # said once
    assert any(line.strip() == "-> as above" for line in lines)
    assert lines[0].startswith("ok     title ") and not any("title" in line for line in lines[1:])


def test_few_names():
    assert few("abc", 2) == "a, b, c"
    assert few("abcd", 2) == "a, b and 2 others"
