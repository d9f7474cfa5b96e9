"""The ground: files that name each other, pins, sizes."""

import re
import subprocess
import tomllib

import pytest
import yaml

from tools.digest import ROOT


def tracked():
    """Files that belong to the project."""
    git = ["git", "-C", str(ROOT), "ls-files"]
    done = subprocess.run(git, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("this copy is not a git repository")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_the_table_of_contents_names_files_that_exist():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text())
    names = [toc["root"]] + [c["file"] for part in toc["parts"] for c in part["chapters"]]
    for name in names:
        assert list(ROOT.glob(f"{name}.*")), name


def test_the_book_is_built_from_stored_outputs():
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    assert config["execute"]["execute_notebooks"] == "off"


def test_make_alone_lists_the_targets():
    listed = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True)
    for target in ("book", "test", "notebooks", "bench", "lab", "doctor", "clean"):
        assert f"make {target} " in listed.stdout


def test_everything_installed_is_pinned():
    pins = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"[a-z0-9._-]+==[\w.+!]+( ; .+)?", line), line
            pins[line.split("==")[0]] = line
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + [d for name in extras if name != "gpu" for d in extras[name]]
    wanted.remove("cnn-course[check]")  # the tests' own, which stand there as well
    for requirement in wanted:
        name = re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")
        assert name in pins, name
        if "==" in requirement:
            assert pins[name].startswith(requirement), "pyproject and constraints disagree"


def test_binder_installs_the_same_pins():
    steps = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    pip = next(step["pip"] for step in steps if isinstance(step, dict))
    assert any("constraints.txt" in line for line in pip)


def test_no_file_is_over_two_megabytes():
    assert [p for p in tracked() if p.stat().st_size > 2_000_000] == []


def test_a_file_of_the_package_stays_under_250_lines():
    long = [p for p in (ROOT / "cnn_course").rglob("*.py") if len(p.read_text().splitlines()) >= 250]
    assert long == []


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text()
    assert "make book" in text and "make test" in text
