"""The figures' scripts without a browser: their tests in Node, their types, their manners."""

import os
import re
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
    assert done.returncode == 0, f"{failures(done.stdout)}\n{done.stderr}"
    return done.stdout


def failures(said):
    """Of what `node --test` says, the tests that failed, and what stands outside of all tests."""
    blocks = r"^# (?!Subtest: ).*\n|^( *)not ok .*\n(?:\1 .*\n)*"
    found = re.finditer(blocks, said, re.M)
    return "".join(block[0] for block in found) or said


def test_of_what_node_says_the_failures_are_shown(node, tmp_path):
    script = tmp_path / "some.test.js"
    script.write_text("""\
        import assert from "node:assert/strict";
        import test from "node:test";
        test("passes", () => {});
        test("fails", () => assert.equal(1, 2));
        test("around", async (around) => {
          await around.test("inside passes", () => {});
          await around.test("inside fails", () => assert.fail("a reason"));
        });
    """)
    with pytest.raises(AssertionError) as caught:
        run([node, "--test", "--test-reporter=tap", script])
    shown = str(caught.value).partition("\nassert ")[0]
    assert "not ok 2 - fails\n" in shown and "a reason" in shown and "# fail 3\n" in shown
    assert "passes" not in shown
    script.write_text('throw new Error("before any test");')
    with pytest.raises(AssertionError, match="Error: before any test"):
        run([node, "--test", "--test-reporter=tap", script])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:invalid")
def test_the_scripts_compute_and_say_what_python_does(node, tmp_path):
    write(tmp_path)
    tests = sorted(FOLDER.glob("*.test.js"))
    said = run([node, "--test", "--test-reporter=tap", *tests], CNN_COURSE_VECTORS=str(tmp_path))
    assert "\n# fail 0\n" in said, failures(said)
    assert int(said.split("\n# pass ")[1].split("\n")[0]) >= 40


def test_the_types_of_the_scripts_hold(tool):
    if not (ROOT / "live" / "node_modules").exists():
        missing("the editor of the live pages is not there: run `make book`")
    run([*tool("tsc"), "--project", FOLDER])


def test_the_linter_finds_nothing(tool):
    run([*tool("biome"), "lint", "--error-on-warnings"])
