"""What is packed for the browser, and what happens where it cannot be had."""

import io
import json
import re
import sys
import zipfile

import pytest

from tools import live, live_archive
from tools.digest import ROOT


def names(archive):
    return zipfile.ZipFile(io.BytesIO(archive)).namelist()


@pytest.fixture(scope="module")
def course():
    return live_archive.zipped(live_archive.course_files())


def test_the_course_travels_without_what_no_chapter_there_can_use(course):
    found = names(course)
    for name in ("cnn_course/nn/network.py", "cnn_course/results/digits.json", "kernel/page.py",
                 "stand_ins/anywidget.py", "traitlets/__init__.py", "kernel/arrays/digits.npz"):  # fmt: skip
        assert name in found
    assert not [name for name in found if name.endswith((".npz", ".pyc")) and "arrays" not in name]
    assert not [
        name for name in found if name.startswith(("cnn_course/doctor", "cnn_course/weights"))
    ]


def test_equal_contents_make_equal_archives(course):
    assert live_archive.zipped(live_archive.course_files()) == course


def test_bytecode_takes_the_place_of_libraries_and_stands_beside_the_course():
    code = {"/site/a/b.py": b"code"}
    named = [("a/b.py", b"source"), ("a/c.py", b"other"), ("a/d.so", b"machine")]
    assert dict(live_archive.instead(named, "/site", code)) == {
        "a/b.pyc": b"code", "a/c.py": b"other", "a/d.so": b"machine",
    }  # fmt: skip
    beside = dict(live_archive.beside(named, "/site", code))
    assert beside == dict(named) | {"a/__pycache__/b.cpython-311.pyc": b"code"}


def test_a_node_that_cannot_start_python_is_no_obstacle(monkeypatch, tmp_path):
    monkeypatch.setattr(live, "MODULES", tmp_path)
    monkeypatch.setattr(live, "node", lambda: sys.executable)  # it does not read that script
    with pytest.raises(live.LeftOut, match="did not start in Node: .*SyntaxError"):
        live.compiled(live_archive.zipped([]))


def test_without_npm_the_book_is_built_and_it_is_said_what_is_left_out(
    monkeypatch, tmp_path, capsys
):
    built = tmp_path / "live"
    built.mkdir()
    (built / "manifest.json").write_text("{}")
    monkeypatch.setattr(live, "BUILT", built)
    monkeypatch.setattr(live, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(live.shutil, "which", lambda name: None)
    live.main()
    said = capsys.readouterr().out
    assert "There is no npm here" in said and live.WITHOUT in said
    assert not built.exists()  # what an older build left would not fit


def test_a_registry_that_cannot_be_reached_is_no_obstacle(monkeypatch, tmp_path, capsys):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error network unreachable' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr(live, "BUILT", tmp_path / "live")
    monkeypatch.setattr(live, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(live.shutil, "which", lambda name: str(npm))
    live.main()
    said = capsys.readouterr().out
    assert "could not get Python for the browser: npm error network unreachable" in said
    assert live.WITHOUT in said


def test_every_package_is_pinned_by_its_content():
    lock = json.loads((ROOT / "live" / "package-lock.json").read_text("utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages and all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert not any("resolved" in one for one in packages.values())  # no registry by its name
    wanted = json.loads((ROOT / "live" / "package.json").read_text("utf-8"))["dependencies"]
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+(-py311h\w+-\d)?", version) for version in wanted.values()
    )


def test_the_page_of_licenses_names_what_is_shipped():
    page = (ROOT / "book" / "live.md").read_text("utf-8")
    lock = json.loads((ROOT / "live" / "package-lock.json").read_text("utf-8"))["packages"]
    for name in ("pyodide", "@emscripten-forge/numpy", "@codemirror/view"):
        assert lock[f"node_modules/{name}"]["version"].partition("-")[0] in page, name
    for name in ("traitlets", "CPython", "NumPy", "CodeMirror", "Pyodide", "Lezer"):
        assert name in page
