"""Can the pins be had where they are promised? `python -m tools.pins` asks pip.

One row a platform, one column the oldest patch of a Python. Nothing is installed: pip
resolves what the course asks for as if it ran there, from wheels alone, and every
package that it would install must be one of the pins.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import pythons
from tools.digest import ROOT
from tools.pip_settings import settings

PYTHONS = [f"3.{minor}.0" for minor in range(pythons.OLDEST[1], pythons.NEWEST[1] + 1)]
THREADS = 4  # most of the time goes by in waiting for the registry


@dataclass(frozen=True)
class Platform:
    """What pip must know of a machine: its markers, and the wheels that it takes."""

    name: str
    sys_platform: str
    platform_system: str
    platform_machine: str
    wheels: tuple

    def markers(self, python):
        """The values of the environment's markers under one Python there."""
        return {
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "platform_machine": self.platform_machine,
            "python_version": python.rpartition(".")[0],
            "python_full_version": python,
            "implementation_version": python,
        }

    def extras(self, python):
        """What is promised there."""
        version = tuple(int(number) for number in python.split("."))
        tested = pythons.has_tensorflow(version, self.sys_platform, self.platform_machine)
        return ("book", "lab", "check", "test") if tested else ("book", "lab", "check")

    def promise(self, python):
        """The same in README's words."""
        return "everything" if "test" in self.extras(python) else "Parts I and II"


def _manylinux(machine):
    """Wheels for the GNU C library 2.28 (Debian 10, Ubuntu 20.04) and older ones."""
    return tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)) + tuple(
        f"manylinux{year}_{machine}" for year in (2014, 2010, 1)
    )


PLATFORMS = (
    Platform("Linux x86-64", "linux", "Linux", "x86_64", _manylinux("x86_64")),
    Platform("Linux aarch64", "linux", "Linux", "aarch64", _manylinux("aarch64")),
    Platform("Windows x86-64", "win32", "Windows", "AMD64", ("win_amd64",)),
    Platform("macOS arm64", "darwin", "Darwin", "arm64", ("macosx_14_0_arm64",)),
    Platform("macOS x86-64", "darwin", "Darwin", "x86_64", ("macosx_13_0_x86_64",)),
)


def read_pins(text):
    """Name and line of each pin in a constraints file."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {_name(line.split("==")[0]): line for line in lines}


def registry_answers():
    """Whether pip reaches a registry at all."""
    ask = ["download", "--quiet", "--no-deps", "--retries=0", "--timeout=15", "six"]
    with tempfile.TemporaryDirectory() as folder:
        return _run("pip", *ask, f"--dest={folder}").returncode == 0


def requirements(extras):
    """What the project asks for with some of its extras, and for its own set-up."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, optional = asked["project"], asked["project"]["optional-dependencies"]
    lines = asked["build-system"]["requires"] + project["dependencies"]
    lines += [line for extra in extras for line in optional[extra]]
    # One extra may take in another by the project's own name, which is in no registry.
    return [line for line in lines if not line.startswith(project["name"])]


def faults(platform, python, extras=None):
    """Why the pins cannot be had there: a list of sentences, empty if they can.

    Asked for what is promised there, or only for some extras, which is quicker.
    """
    pins = read_pins((ROOT / "constraints.txt").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = _run(
            *("tools.pip_elsewhere", json.dumps(platform.markers(python))),
            *("install", "--dry-run", "--ignore-installed", f"--target={folder}/nowhere"),
            *("--only-binary=:all:", "--use-feature=fast-deps", "--progress-bar=off"),
            *(f"--python-version={python}", *(f"--platform={wheel}" for wheel in platform.wheels)),
            *(
                f"--report={report}",
                "--constraint=constraints.txt",
                *requirements(extras or platform.extras(python)),
            ),
        )
        if done.returncode != 0:
            return [_reason(done)]
        found = json.loads(report.read_text("utf-8"))["install"]
    names = {_name(package["metadata"]["name"]) for package in found}
    return [f"{name} is not pinned" for name in sorted(names - set(pins))]


def _run(*command):
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=settings(sys.executable),
        capture_output=True,
        text=True,
    )


def _reason(done):
    """Pip's own words, without its course of the work."""
    conflict = re.search(r"The conflict is caused by:\n(.+?)\n\nTo fix", done.stdout, re.DOTALL)
    errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
    return conflict[1] if conflict else "\n".join(errors)


def _name(written):
    return re.sub(r"[-_.]+", "-", written.strip()).lower()


def main():
    """Print the table, then what is wrong with the cells that fail."""
    parser = argparse.ArgumentParser(prog="python -m tools.pins", description=__doc__)
    parser.add_argument("--python", choices=PYTHONS, action="append", help="only this column")
    columns = parser.parse_args().python or PYTHONS
    if not registry_answers():
        return "pip reaches no registry from here, so nothing can be said"
    cells = [(platform, python) for platform in PLATFORMS for python in columns]
    with ThreadPoolExecutor(THREADS) as pool:
        found = dict(zip(cells, pool.map(lambda cell: faults(*cell), cells), strict=True))
    print(f"{'':16}" + "".join(f"{python:16}" for python in columns))
    for platform in PLATFORMS:
        words = [
            "NO" if found[platform, python] else platform.promise(python) for python in columns
        ]
        print(f"{platform.name:16}" + "".join(f"{word:16}" for word in words))
    wrong = {cell: reasons for cell, reasons in found.items() if reasons}
    for (platform, python), reasons in wrong.items():
        print(f"\n{platform.name}, Python {python}:", *reasons, sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
