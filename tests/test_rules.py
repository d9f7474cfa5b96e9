"""Rules that are run: which room may import from which, the linter, types of the core."""

import subprocess
import sys

import pytest

from tools.digest import ROOT

COMMANDS = {
    "floors": "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])",
    "ruff": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
    "types": ["mypy"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_rules_hold(name):
    command = COMMANDS[name]
    start = ["-c", command] if isinstance(command, str) else ["-m", *command]
    done = subprocess.run([sys.executable, *start], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
