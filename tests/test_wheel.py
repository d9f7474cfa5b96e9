"""What pip installs is whole: outside of the repository, too, everything is found."""

import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from cnn_course.doctor import wanted
from cnn_course.results import FOLDER, folder_for_new
from tools.digest import ROOT


def files_of_the_project():
    """All that git holds or would hold, relative to the repository."""
    git = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(git, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("this copy is not a git repository")
    return [name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this tree, built in a copy: a build leaves its own files behind."""
    copy, made = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("made")
    for name in files_of_the_project():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    # The build tool is installed with the tests, so no network is needed.
    here = ["--no-build-isolation", "--check-build-dependencies", "--no-deps", "--no-index"]
    build = [sys.executable, "-m", "pip", "wheel", *here, "--wheel-dir", str(made), str(copy)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """`elsewhere(code)`: what code prints, in an empty folder, from the wheel's package."""
    site, work = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("work")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, *arguments],
            capture_output=True,
            text=True,
            cwd=work,
            env=os.environ | {"PYTHONPATH": str(site)},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert str(site) in run("-c", "import cnn_course; print(cnn_course.__file__)")
    return run


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = {name for name in files_of_the_project() if name.startswith("cnn_course/")}
    assert names == ours | {"cnn_course/constraints.txt"}


def test_the_tested_versions_go_along(wheel):
    packed = zipfile.ZipFile(wheel).read("cnn_course/constraints.txt")
    assert packed == (ROOT / "constraints.txt").read_bytes()


def test_what_the_chapters_read_is_there(elsewhere):
    """Results, weights and scripts, from a folder that is not the repository."""
    texts = [nbformat.read(path, 4) for path in sorted((ROOT / "book").glob("*.ipynb"))]
    read = {name for book in texts for name in book.metadata["cnn_course"]["files"]}
    names = {pathlib.Path(name).stem for name in read if name.startswith("cnn_course/results/")}
    assert {"digits", "mnist", "cats-dogs-article", "bench_training"} <= names
    code = f"""if True:
        from cnn_course.explorables import modules
        from cnn_course.models.pretrained import FOLDER, MODELS, load_card
        from cnn_course.results import load_results
        for name in {sorted(names)}:
            assert load_results(name)["command"]
        for name in MODELS:
            assert load_card(name) and (FOLDER / f"{{name}}.npz").is_file()
        assert modules.read("explorables.css")"""
    elsewhere("-c", code)


def test_the_doctor_knows_what_was_tested(elsewhere):
    code = """if True:
        from cnn_course.doctor import wanted
        assert not wanted.in_repository()
        assert wanted.constraints() == wanted.PACKAGE / "constraints.txt"
        print(wanted.promised(), wanted.requirements(), wanted.pins())"""
    ours = (wanted.promised(), wanted.requirements(), wanted.pins())
    assert elsewhere("-c", code).strip() == " ".join(map(str, ours))


def test_an_installed_package_writes_measurements_where_you_stand(elsewhere):
    usage = " ".join(elsewhere("-m", "cnn_course.reproduce", "--help").split())
    assert "folder for the JSON (default: results)" in usage
    assert folder_for_new() == FOLDER == ROOT / "cnn_course" / "results"
