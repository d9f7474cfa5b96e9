"""`import cnn_course` is light."""

import ast
import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import cnn_course
from cnn_course import _keras
from tools.digest import ROOT

HEAVY = [
    "tensorflow",
    "keras",
    "matplotlib",
    "sklearn",
    "skimage",
    "scipy",
    "torch",
    "tqdm",
    "IPython",
]


def run(code, *flags):
    """A new Python in the folder that holds the package, wherever pytest was started."""
    return subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(cnn_course.__file__).parents[1],
    )


@pytest.mark.parametrize("module", ["cnn_course", "cnn_course.nn", "cnn_course.figures"])
def test_nothing_heavy_is_loaded(module):
    done = run(f"import sys, json, {module}; print(json.dumps(list(sys.modules)))")
    assert [name for name in HEAVY if name in json.loads(done.stdout)] == []


def test_it_takes_less_than_three_tenths_of_a_second():
    def seconds():
        lines = run("import cnn_course", "-X", "importtime").stderr.splitlines()
        total = next(line for line in lines if line.split("|")[-1].strip() == "cnn_course")
        return int(total.split("|")[1]) / 1e6

    # The best of five: another program on the machine is not this package's fault.
    assert min(seconds() for _ in range(5)) < 0.3


ALONE = """
import json, sys
from importlib.abc import MetaPathFinder

class OnlyNumpy(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        allowed = {"numpy", "cnn_course", *sys.stdlib_module_names}
        if name.partition(".")[0] not in allowed:
            raise ImportError(f"{name} is not there")

sys.meta_path.insert(0, OnlyNumpy())
import cnn_course, cnn_course.nn, cnn_course.models
import numpy as np
network = cnn_course.nn.Network([cnn_course.nn.Dense(2)], (3,))
print(network.predict(np.ones((1, 3))).shape)
"""


def test_numpy_is_all_that_is_needed():
    """Also the models can be imported; what makes them says that Keras is missing."""
    assert run(ALONE).stdout.strip() == "(1, 2)"
    way_out = "try:\n    cnn_course.models.digits()\nexcept ImportError as error:\n    print(error)"
    here = _keras._way_out(sys.version_info, sys.platform, platform.machine())
    assert f"a backend: {here} (keras is not there)" in run(ALONE + way_out).stdout


def imports(path):
    """Every module that a file imports, wherever it does so, and the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module, node.lineno


def test_keras_is_imported_in_one_place():
    """Elsewhere it would come in with noise, and beside the settings that are pinned.

    The doctor alone looks at it as it is, in a process of its own.
    """
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for folder in ("cnn_course", "benchmarks", "tools", "book/_ext")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.name != "probe.py"
        for module, line in imports(path)
        if module.partition(".")[0] in ("keras", "tensorflow", "tf_keras", "jax")
    ]
    assert {entry.partition(":")[0] for entry in found} == {"cnn_course/_keras.py"}, found
