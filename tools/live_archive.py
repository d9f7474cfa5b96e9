"""What travels to the reader's browser: CPython, NumPy, the course, and what the course needs.

The modules that chapters begin with travel as bytecode: compiling them took the browser half of
the time to the first output. All others travel as sources, which are smaller.
"""

import importlib.util
import io
import json
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import numpy as np

from cnn_course import data
from cnn_course.data.photos import PHOTOS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE, KERNEL = ROOT / "cnn_course", ROOT / "live" / "python"
# Of the package stays at home what no chapter from 1 to 12 can use there.
AT_HOME = ("doctor/", "weights/", "reproduce/experiments/")
# Of NumPy: what compiles, tests or describes it.
NOT_NUMPY = (
    "numpy/f2py/", "numpy/distutils/", "numpy/tests/", "/tests/", "numpy/_pyinstaller/",
    "numpy/random/_examples/", "/_rational_tests.", "/_umath_tests.", "/_struct_ufunc_tests.",
    "/_operand_flag_tests.", "/_multiarray_tests.", "/include/", "/lib/pkgconfig/",
    "dist-info/RECORD", "dist-info/direct_url.json",
)  # fmt: skip
# Where the archives lie in the page, and what chapters 1 to 12 import: it travels as bytecode.
LIBRARY, SITE = "/lib/python311.zip", "/lib/python3.11/site-packages"
BEGIN_WITH = (
    "kernel.page", "kernel.stored", "anywidget", "IPython.display", "skimage.data", "sklearn.datasets",
    "sklearn.linear_model", "tqdm", "numpy.ma", "cnn_course.data", "cnn_course.explorables",
    "cnn_course.figures", "cnn_course._drawing.svg", "cnn_course.nn", "cnn_course.results",
    "cnn_course.rounding", "cnn_course.source", "cnn_course.exercises.check",
    *(f"cnn_course.exercises.chapter_{number:02d}" for number in range(1, 13)),
)  # fmt: skip
EPOCH = (2024, 1, 1, 0, 0, 0)  # one date for all, so that equal contents make equal archives


def files(modules, compiled):
    """Everything, by its name: (name, content, whether compressing it makes it smaller).

    `compiled(archive)` answers for an archive of all packages with bytecode, by its source's
    path in the page.
    """
    runtime = modules / "pyodide"
    for name in ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"):
        yield name, (runtime / name).read_bytes(), True
    # The runtime's list of packages that a network could bring: here there is none.
    lock = json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))
    yield "pyodide-lock.json", json.dumps({"info": lock["info"], "packages": {}}).encode(), True
    library, numpy, course = library_files(modules), [*numpy_files(modules)], [*course_files()]
    code = compiled(zipped([*numpy, *course]))
    yield "python_stdlib.zip", zipped(instead(library, LIBRARY, code)), True
    yield "numpy.zip", zipped(instead(numpy, SITE, code)), True
    yield "course.zip", zipped(beside(course, SITE, code)), True
    for name in PHOTOS:
        yield f"{name}.npz", stored(data.load_photo(name)), False


def sources():
    """The files of this repository that travel, sorted."""
    ours = [path for path, _ in package_files()]
    return sorted([*ours, *(path for path in KERNEL.rglob("*.py"))])


def package_files():
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE).as_posix()
        travels = path.suffix in (".py", ".css", ".js", ".json") or path.name == "py.typed"
        if path.is_file() and travels and not inside.startswith(AT_HOME):
            yield path, f"cnn_course/{inside}"


def course_files():
    """The course, the kernel that runs its cells, traitlets, and the digits."""
    for path, name in package_files():
        yield name, path.read_bytes()
    for path in sorted(KERNEL.rglob("*.py")):
        yield path.relative_to(KERNEL).as_posix(), path.read_bytes()
    traitlets = Path(importlib.util.find_spec("traitlets").origin).parent
    for path in sorted(traitlets.rglob("*.py")):
        if "tests" not in path.parts:
            yield f"traitlets/{path.relative_to(traitlets).as_posix()}", path.read_bytes()
    digits = data.load_digits()
    images = np.concatenate([digits.train_images, digits.test_images])[..., 0]
    yield "kernel/arrays/digits.npz", stored(images)
    labels = np.concatenate([digits.train_labels, digits.test_labels])
    yield "kernel/arrays/digit_labels.npz", stored(labels)


def library_files(modules):
    """Python's own library, as the runtime brings it."""
    with zipfile.ZipFile(modules / "pyodide" / "python_stdlib.zip") as archive:
        return [(name, archive.read(name)) for name in archive.namelist() if name[-1] != "/"]


def numpy_files(modules):
    (archive,) = (modules / "@emscripten-forge" / "numpy" / "pkg").glob("numpy-*.tar.gz")
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            _, found, name = member.name.partition("site-packages/")
            if found and member.isfile() and not name.endswith((".pyi", ".pxd", ".h", ".pyc")):
                if not any(part in name for part in NOT_NUMPY):
                    yield name, tar.extractfile(member).read()


def instead(named, folder, code):
    """Bytecode in place of the sources that have one."""
    for name, content in named:
        compiled = code.get(f"{folder}/{name}")
        yield (name, content) if compiled is None else (f"{name}c", compiled)


def beside(named, folder, code):
    """Bytecode beside its sources: a chapter shows them, and a traceback their lines."""
    for name, content in named:
        yield name, content
        if compiled := code.get(f"{folder}/{name}"):
            path = PurePosixPath(name)
            yield f"{path.parent}/__pycache__/{path.stem}.cpython-311.pyc", compiled


def stored(array):
    file = io.BytesIO()
    np.savez_compressed(file, array=array)
    return file.getvalue()


def zipped(named):
    """An archive of (name, content), the same bytes for the same contents.

    Nothing in it is compressed: whole archives are, which makes them smaller, and the browser
    itself unpacks those.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in named:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return file.getvalue()
