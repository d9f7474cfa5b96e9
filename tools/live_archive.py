"""What travels to the reader's browser: CPython, NumPy, the course, and what the course needs."""

import importlib.util
import io
import json
import tarfile
import zipfile
from pathlib import Path

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
EPOCH = (2024, 1, 1, 0, 0, 0)  # one date for all, so that equal contents make equal archives


def files(modules):
    """Everything, by its name: (name, content, whether compressing it makes it smaller)."""
    runtime = modules / "pyodide"
    for name in ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm"):
        yield name, (runtime / name).read_bytes(), True
    yield "python_stdlib.zip", (runtime / "python_stdlib.zip").read_bytes(), False
    # The runtime's list of packages that a network could bring: here there is none.
    lock = json.loads((runtime / "pyodide-lock.json").read_text("utf-8"))
    yield "pyodide-lock.json", json.dumps({"info": lock["info"], "packages": {}}).encode(), True
    yield "numpy.zip", zipped(numpy_files(modules)), False
    yield "course.zip", zipped(course_files()), False
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


def numpy_files(modules):
    (archive,) = (modules / "@emscripten-forge" / "numpy" / "pkg").glob("numpy-*.tar.gz")
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda member: member.name):
            _, found, name = member.name.partition("site-packages/")
            if found and member.isfile() and not name.endswith((".pyi", ".pxd", ".h", ".pyc")):
                if not any(part in name for part in NOT_NUMPY):
                    yield name, tar.extractfile(member).read()


def stored(array):
    file = io.BytesIO()
    np.savez_compressed(file, array=array)
    return file.getvalue()


def zipped(named):
    """An archive of (name, content), the same bytes for the same contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in named:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
