"""Python and the machine it runs on."""

import locale
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from cnn_course.doctor import wanted
from cnn_course.doctor.finding import fault, note, ok, size
from cnn_course.doctor.limits import usable_cores, usable_memory

# The most that a notebook takes.
MEMORY = 1.5e9
# Cats and dogs, the largest set that is fetched, is 0.8 GB.
DISK = 1e9
ALMOST_FULL = 1e8


def python():
    """Is this one of the promised versions, and the one that make has set up?"""
    here = (
        f"Python {platform.python_version()} on {platform.system()}, {wanted.shown(sys.executable)}"
    )
    promised = wanted.promised()
    if not wanted.fits(platform.python_version(), promised):
        return [fault(f"{here}; the course promises {promised}", "use a Python of these versions")]
    findings = [ok(f"{here}; the course promises {promised}")]
    made = wanted.REPOSITORY / ".venv"
    if made.is_dir() and made.resolve() != Path(sys.prefix).resolve():
        program = made / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        findings.append(
            note(
                "`make` has set up another Python for this copy of the course",
                f"look at that one, too:\n{wanted.shown(program)} -m cnn_course.doctor",
            )
        )
    if sys.maxsize < 2**32:
        findings.append(fault("this Python is a 32-bit program", "install the 64-bit one"))
    return findings


def text():
    """Is text read and written as UTF-8?"""
    findings = []
    closed = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    if closed:
        findings.append(note(f"closed: {', '.join(closed)}", "nothing, if that is on purpose"))
    encodings = {
        "what is printed": getattr(sys.stdout, "encoding", None) or "utf-8",
        "names of files": sys.getfilesystemencoding(),
        "text files": "utf-8" if sys.flags.utf8_mode else locale.getencoding(),
    }
    other = [
        f"{what} in {name}"
        for what, name in encodings.items()
        if name.lower().replace("-", "") != "utf8"
    ]
    if other:
        said = ", ".join(other)
        findings.append(note(f"not UTF-8: {said}", "set the environment variable PYTHONUTF8=1"))
    return findings or [ok("UTF-8 everywhere")]


def cores():
    """How many cores may be used?"""
    may, has = usable_cores()
    if may < has:
        return [ok(f"{may:g} of the {has} that the machine has")]
    return [ok(f"{has}")]


def memory():
    """Is there enough memory for the largest chapter?"""
    total, free = usable_memory()
    where = " on Binder" if any(name.startswith("BINDER_") for name in os.environ) else ""
    if total is None:
        return [note("unknown", "pip install psutil, which can tell")]
    said = f"{size(total)}{where}" + (f", {size(free)} free" if free is not None else "")
    if total < MEMORY:
        return [
            fault(
                f"{said}; chapters take up to {size(MEMORY)}",
                "use a larger machine, or read Part III on the built pages",
            )
        ]
    if free is not None and free < MEMORY:
        return [
            note(
                f"{said}; chapters take up to {size(MEMORY)}", "close other notebooks and programs"
            )
        ]
    return [ok(said)]


def folders():
    """Can the home folder and the temporary one be written, and is there room?"""
    findings = []
    home = Path(os.path.expanduser("~"))
    why = unwritable(home)
    if why:
        findings.append(
            fault(
                f"the home folder {home} cannot be written: {why}; Jupyter and Matplotlib keep files "
                "there",
                "set the environment variable HOME to a folder of yours",
            )
        )
    try:
        temporary = Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        findings.append(
            fault(
                f"no temporary folder: {error}", "set the environment variable TMPDIR to a folder"
            )
        )
        return findings
    used = {"temporary files": temporary} | ({} if why else {"home": home})
    for what, folder in used.items():
        free = shutil.disk_usage(folder).free
        if free < ALMOST_FULL:
            findings.append(fault(f"{what}: {size(free)} left on the disk", "make room"))
        elif free < DISK:
            findings.append(
                note(
                    f"{what}: {size(free)} left on the disk", "make room before you fetch pictures"
                )
            )
    return findings or [ok(f"{size(free)} left on the disk; home and temporary files are writable")]


def existing(folder):
    """The folder, or the nearest one above it that is there."""
    return next(place for place in [folder, *folder.absolute().parents] if place.exists())


def unwritable(folder):
    """Why no file can be made in a folder (or in the nearest one above it); "" if one can."""
    try:
        with tempfile.TemporaryFile(dir=existing(folder)):
            return ""
    except OSError as error:
        return error.strerror or str(error)
