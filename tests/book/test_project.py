"""The ground: files that name each other, pins, sizes."""

import importlib
import pkgutil
import re
import subprocess
import tomllib

import pytest
import yaml

import cnn_course
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


def test_the_readme_names_the_two_commands():
    text = (ROOT / "README.md").read_text()
    assert "make book" in text and "make test" in text


def on_the_page_of_functions():
    """The full names that book/api.md shows, members of classes left out."""
    module, names = "", set()
    for line in (ROOT / "book" / "api.md").read_text(encoding="utf-8").splitlines():
        kind, _, name = line.removeprefix(".. ").partition(":: ")
        if kind == "currentmodule":
            module = name
        elif kind.startswith("auto"):
            names.add(name if name.startswith("cnn_course.") else f"{module}.{name}")
    return names


def test_the_page_of_functions_shows_every_public_name():
    public = set()
    for found in pkgutil.iter_modules(cnn_course.__path__, "cnn_course."):
        if found.name.rpartition(".")[2].startswith("_"):
            continue
        module = importlib.import_module(found.name)
        public |= {f"{found.name}.{name}" for name in getattr(module, "__all__", ())}
    public |= {f"cnn_course.{name}" for name in cnn_course.__all__}
    assert {"cnn_course.pad", "cnn_course.nn.Network", "cnn_course.models.mnist"} < public
    missing = sorted(public - on_the_page_of_functions())
    assert not missing, f"name in book/api.md: {', '.join(missing)}"
