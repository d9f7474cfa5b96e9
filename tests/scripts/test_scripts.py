"""The figures' scripts without a browser: their tests in Node, their types, their manners."""

import os
import shutil
import subprocess

import pytest

from tests.scripts.vectors import write
from tools.digest import ROOT

FOLDER = ROOT / "tests" / "scripts"


def missing(reason):
    """Skip, saying why; where Node is required, fail."""
    if os.environ.get("CNN_COURSE_REQUIRE_NODE"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def node():
    """Node of version 20 or newer, which runs tests by itself."""
    program = shutil.which("node")
    if program is None:
        missing("Node is not installed")
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < 20:
        missing(f"Node is of version {version}; the scripts' tests need 20")
    return program


@pytest.fixture
def tool(node):
    """`tool("biome")` is the command that starts a tool of package.json."""

    def start(name):
        program = ROOT / "node_modules" / ".bin" / name
        if not program.exists():
            missing(f"{name} is not installed: run `npm ci`")
        return [node, program.resolve()]

    return start


def run(command, **environment):
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.filterwarnings("ignore:invalid")
def test_the_scripts_compute_and_say_what_python_does(node, tmp_path):
    write(tmp_path)
    tests = sorted(FOLDER.glob("*.test.js"))
    said = run([node, "--test", "--test-reporter=tap", *tests], CNN_COURSE_VECTORS=str(tmp_path))
    print(said)
    assert "\n# fail 0\n" in said
    assert int(said.split("\n# pass ")[1].split("\n")[0]) >= 40


def test_the_types_of_the_scripts_hold(tool):
    if not (ROOT / "live" / "node_modules").exists():
        missing("the editor of the live pages is not there: run `make book`")
    run([*tool("tsc"), "--project", FOLDER])


def test_the_linter_finds_nothing(tool):
    run([*tool("biome"), "lint", "--error-on-warnings"])
