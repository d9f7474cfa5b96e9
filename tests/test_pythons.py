"""Which Python: one answer, in every file that gives it."""

import importlib.metadata
import itertools
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from cnn_course import _keras
from tools import pins, pythons
from tools.digest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
WORKFLOWS = {
    path.stem: path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")
}
OLDEST, WITH_TENSORFLOW, NEWEST = map(
    pythons.name, (pythons.OLDEST, pythons.NEWEST_WITH_TENSORFLOW, pythons.NEWEST)
)


def minors(oldest, newest):
    """Versions from one to another: 3.11, 3.12 and so on."""
    return [f"3.{minor}" for minor in range(oldest[1], newest[1] + 1)]


def test_pip_admits_the_same_pythons_as_make():
    admitted = SpecifierSet(PROJECT["requires-python"])
    patches = [f"3.{minor}.{patch}" for minor in range(8, 18) for patch in (0, 2, 20)]
    for patch in patches:
        assert (patch in admitted) == pythons.fits([int(n) for n in patch.split(".")]), patch


@pytest.mark.parametrize("name", ["keras", "tensorflow"])
def test_the_lab_leaves_out_what_has_no_wheel(name):
    lab = map(Requirement, PROJECT["optional-dependencies"]["lab"])
    marker = next(requirement.marker for requirement in lab if requirement.name == name)
    for platform, python in itertools.product(pins.PLATFORMS, pins.PYTHONS):
        wanted = marker.evaluate(platform.markers(python))
        assert wanted == ("test" in platform.extras(python)), (platform.name, python)


def test_the_package_knows_where_tensorflow_can_be_had(monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    for cell, python in itertools.product(pins.PLATFORMS, pins.PYTHONS):
        version = tuple(map(int, python.split(".")))
        where = (version, cell.sys_platform, cell.platform_machine)
        said = _keras._way_out(*where)
        assert ("pip install" in said) == pythons.has_tensorflow(*where), (said, where)
    assert "no TensorFlow for Python 3.14 yet; take Python 3.13, or read" in _keras._way_out(
        (3, 14, 0), "linux", "x86_64"
    )
    assert "no TensorFlow for Intel Macs" in _keras._way_out((3, 12, 0), "darwin", "x86_64")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert _keras._way_out((3, 14, 0), "linux", "x86_64") == "pip install keras jax"
    monkeypatch.setenv("KERAS_BACKEND", "jaxx")
    assert "'jaxx', which Keras does not have" in _keras._way_out((3, 12, 0), "linux", "x86_64")


def test_the_readme_promises_the_same():
    heads = [f"Python {OLDEST} to {WITH_TENSORFLOW}", f"Python {NEWEST}"]
    assert f"| {heads[0]} | {heads[1]} |" in README
    assert f"{heads[0]} with its venv module" in README
    for platform in pins.PLATFORMS:
        row = {
            "Linux": "Linux, x86-64 and aarch64",
            "Windows": "Windows, x86-64",
            "Darwin": f"macOS, {'Apple' if platform.platform_machine == 'arm64' else 'Intel'}'s processors",
        }[platform.platform_system]
        cells = re.search(rf"^\| {row} \| (.+) \| (.+) \|$", README, re.MULTILINE)
        for cell, head in zip(cells.groups(), heads, strict=True):
            promise = platform.promise(re.search(r"3\.\d+$", head)[0] + ".0")
            assert cell.startswith(promise), (row, head)


def test_make_names_the_newest_python_that_can_do_everything():
    named = re.findall(r"PYTHON=python([\d.]+)", (ROOT / "Makefile").read_text("utf-8") + README)
    assert set(named) == {WITH_TENSORFLOW}


def test_conda_and_binder_take_a_python_that_can_do_everything():
    text = (ROOT / "environment.yml").read_text("utf-8")
    assert re.search(r"- python=([\d.]+)", text)[1] in minors(
        pythons.OLDEST, pythons.NEWEST_WITH_TENSORFLOW
    )


def test_the_workflows_try_each_promised_python():
    jobs = yaml.safe_load(WORKFLOWS["test"])["jobs"]
    everything = minors(pythons.OLDEST, pythons.NEWEST_WITH_TENSORFLOW)
    assert jobs["test"]["strategy"]["matrix"]["python"] == everything
    readers = jobs["readers"]["strategy"]["matrix"]["include"]
    assert {"machine": "ubuntu-latest", "python": NEWEST} in readers
    used = set(re.findall(r'python(?:-version)?: "([\d.]+)"', "".join(WORKFLOWS.values())))
    assert used <= {*everything, NEWEST}
    assert ".venv/bin/python -m tools.pins" in WORKFLOWS["weekly"]


def test_the_workflow_runs_the_commands_for_windows_as_readme_gives_them():
    section = README.split("## On Windows")[1].split("\n## ")[0]
    commands = "\n".join(re.findall(r"```\n(.+?)```", section, re.DOTALL)).splitlines()
    runs = [
        step.get("run") for step in yaml.safe_load(WORKFLOWS["test"])["jobs"]["windows"]["steps"]
    ]
    # What opens a window, a machine without one cannot run.
    tried = [command for command in commands if not re.search(r"^start |jupyter lab|^$", command)]
    assert len(tried) == 4
    assert set(tried) <= set(runs)


def test_a_python_that_is_too_old_to_read_most_files_can_read_this_one():
    text = (ROOT / "tools/pythons.py").read_text("ascii")
    assert not re.search(r"""\bf["']|:=|->|\bmatch\b|print """, text)


def installed_pins():
    """What is installed in the version that is pinned."""
    lines = pins.read_pins((ROOT / "constraints.txt").read_text("utf-8"))
    for name, line in lines.items():
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another platform
        if f"{name}=={found.version}" == line:
            yield line, SpecifierSet(found.metadata.get("Requires-Python", ""))


@pytest.mark.parametrize("python", pins.PYTHONS)
def test_a_pin_admits_the_oldest_patch_of_each_python(python):
    admitting = {line: python in admitted for line, admitted in installed_pins()}
    assert len(admitting) > 100
    assert [line for line, admits in admitting.items() if not admits] == []


def test_the_registry_is_never_asked_for_this_project():
    asked = pins.requirements(["book", "lab", "check", "test"])
    assert "tensorflow" in asked and "pytest" in asked
    assert [line for line in asked if "cnn" in line] == []


def test_pip_elsewhere_takes_the_markers_that_it_is_given(tmp_path):
    asked = "not-to-be-had ; sys_platform == 'win32'"
    ask = ["install", "--dry-run", "--no-index", asked, f"--target={tmp_path}"]
    codes = {}
    for name in ("win32", "linux"):
        elsewhere = [sys.executable, "-m", "tools.pip_elsewhere", f'{{"sys_platform": "{name}"}}']
        codes[name] = subprocess.run([*elsewhere, *ask], cwd=ROOT, capture_output=True).returncode
    assert codes == {"win32": 1, "linux": 0}


@pytest.mark.network
def test_pip_can_have_what_the_book_needs_on_the_oldest_python():
    """A small part of the table that `python -m tools.pins` makes once a week."""
    if not pins.registry_answers():
        pytest.skip("no package registry answers from here")
    assert pins.faults(pins.PLATFORMS[0], pins.PYTHONS[0], extras=["book"]) == []
