"""Set up .venv with what a target of make needs: `python -m tools.install book`.

It runs before anything is installed, so it needs the standard library alone. What it
finds is trusted only where it was made here, by this Python, and to the end: a mark
stands in .venv while something is going on, and another says where and by which
Python it was made.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tools import pythons
from tools.pip_settings import settings

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED, MADE = VENV / ".unfinished", VENV / ".made"
PINS = ("pyproject.toml", "constraints.txt")


def main(arguments):
    """Set up, or with --sound only say whether .venv is one that can be built on."""
    if arguments == ["--sound"]:
        return not pythons.fits(sys.version_info) or fault() is not None
    (extra,) = arguments
    version = pythons.name(sys.version_info)
    if extra == "test" and not pythons.has_tensorflow():
        return (
            f"The tests need TensorFlow, which has no wheel for Python {version} on this machine.\n"
            "Name another Python, but on an Intel Mac there is none: make PYTHON=python"
            f"{pythons.name(pythons.NEWEST_WITH_TENSORFLOW)} test\n"
            "`make book` and `make lab` need no TensorFlow for Parts I and II."
        )
    if not os.access(ROOT, os.W_OK):
        return (
            f"{ROOT} cannot be written to, and .venv belongs there.\nCopy it to a folder of yours."
        )
    with alone():
        if (why := fault()) is not None:
            make(why)
        installed = VENV / f".{extra}"
        if not installed.exists() or installed.read_text("ascii") != digest():
            install(extra)
            installed.write_text(digest(), "ascii")
    if extra == "lab" and not pythons.has_tensorflow():
        print(
            f"TensorFlow has no wheel for Python {version} on this machine: Parts I and II run "
            "without it, Part III does not.",
            flush=True,
        )


@contextlib.contextmanager
def alone():
    """Wait until no other make is setting up here; the lock ends with the process."""
    with (ROOT / PINS[0]).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another make that is setting up .venv ...", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def here():
    """Where and by which Python a .venv would be made now."""
    return os.fsencode(f"{ROOT}\n{pythons.name(sys.version_info)}\n")


def fault():
    """Why .venv must be made (again), or None."""
    if not VENV.exists():
        return "there is none"
    if UNFINISHED.exists():
        return "its set-up was interrupted"
    if MADE.exists() and MADE.read_bytes() != here():
        return "it was made in another folder or by another Python"
    runs = f"import sys, pip; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    with contextlib.suppress(OSError):
        if subprocess.run([PYTHON, "-c", runs], stderr=subprocess.DEVNULL).returncode == 0:
            return None
    return f"it has no Python {pythons.name(sys.version_info)} that runs, or no pip"


def make(why):
    """Make .venv, with pip alone in it."""
    version = pythons.name(sys.version_info)
    if importlib.util.find_spec("ensurepip") is None:  # so Debian's Python comes
        sys.exit(
            "This Python cannot make virtual environments: its venv module is not complete.\n"
            f"On Debian and Ubuntu: sudo apt install python{version}-venv"
        )
    again = f" again, because {why}" if VENV.exists() else ""
    print(f"Making a virtual environment in .venv{again} ...", flush=True)
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    # In two steps, so that the mark is there before pip is.
    run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], "make .venv")
    UNFINISHED.touch()
    run(
        [PYTHON, "-m", "ensurepip", "--default-pip"],
        "put pip into .venv",
        stdout=subprocess.DEVNULL,
    )
    MADE.write_bytes(here())
    UNFINISHED.unlink()


def install(extra):
    """Have pip install the package with one of its extras."""
    print(f"Installing what 'make {extra}' needs into .venv (once) ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    UNFINISHED.touch()
    run(
        [*pip, "-c", PINS[1], "-e", f".[{extra}]"],
        f"install what 'make {extra}' needs",
        env=settings(PYTHON),
    )
    UNFINISHED.unlink()


def run(command, task, **options):
    """Run a command to its end. What broke off leaves the mark, what failed takes it away."""
    returned = subprocess.run(command, cwd=ROOT, **options).returncode
    if returned < 0:
        sys.exit(f"Something ended the attempt to {task}. The next make begins again.")
    if returned > 0:
        UNFINISHED.unlink(missing_ok=True)
        sys.exit(
            f"Could not {task}; the reason stands above. When it is mended, run the same command "
            "again.\nIf it stays, `make clean` begins from nothing."
        )


def digest():
    """What was asked for: the pins, and what pyproject.toml wants."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in PINS)).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next make begins again.")
