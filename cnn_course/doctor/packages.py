"""The course's own package, and those that it stands on."""

import ast
import subprocess
import sys
import tempfile
from pathlib import Path

from cnn_course.doctor import wanted
from cnn_course.doctor.finding import fault, few, note, ok

# A Python that does not answer by then is not waited for.
SECONDS = 30
# What an extra is for, in the order in which people want them; all but the first needs the
# repository.
PURPOSES = {
    "lab": "open and run all chapters",
    "book": "build the pages",
    "test": "run the tests",
}


def course():
    """Is the package whole, and does every notebook find it?"""
    import cnn_course

    where = "a copy of the repository" if wanted.in_repository() else "installed"
    findings = [ok(f"{cnn_course.__name__} in {wanted.PACKAGE} ({where})")]
    lacking = [
        name
        for name in ("weights/*.npz", "results/*.json", "explorables/js/*.js")
        if not list(wanted.PACKAGE.glob(name))
    ]
    if lacking:
        findings.append(
            fault(f"files are missing from it: {', '.join(lacking)}", "install it again, whole")
        )
    found = found_by(sys.executable)
    if not found:
        findings.append(
            fault(
                "only this folder has it: notebooks, which run in others, do not find it",
                wanted.install(["-e", wanted.shown(wanted.REPOSITORY)]),
            )
        )
    elif Path(found).resolve() != wanted.PACKAGE:
        findings.append(
            note(
                f"notebooks, which run in other folders, find another copy of it: {found}",
                wanted.install(["-e", wanted.shown(wanted.REPOSITORY)]),
            )
        )
    return findings


def found_by(program):
    """The folder of the package that a Python finds when it runs in a folder of its own, or ""."""
    code = (
        "import importlib.util, os; found = importlib.util.find_spec('cnn_course'); "
        "print(ascii(os.path.dirname(found.origin) if found else ''))"
    )
    try:
        with tempfile.TemporaryDirectory() as elsewhere:
            done = subprocess.run(
                [program, "-c", code],
                capture_output=True,
                text=True,
                cwd=elsewhere,
                timeout=SECONDS,
            )
        return ast.literal_eval(done.stdout)
    except (OSError, subprocess.TimeoutExpired, SyntaxError, ValueError):
        return ""  # it is no Python, or none that answers


def needed():
    """Are the packages there?"""
    findings, complete = [], []
    requirements = wanted.requirements()
    purposes = PURPOSES if wanted.in_repository() else {"lab": PURPOSES["lab"]}
    for extra, purpose in {"": "read the chapters", **purposes}.items():
        names = requirements.get(extra, [])
        missing = [name for name in names if wanted.installed(name) is None]
        if not missing:
            complete.append(purpose)
        elif extra == "":
            findings.append(fault(f"missing: {', '.join(missing)}", wanted.install(missing)))
        else:
            said = f"to {purpose}, this is missing: {few(missing, 12)}"
            findings.append(note(said, wanted.install(missing)))
    if complete:
        findings.insert(0, ok(f"all that is needed to {'; to '.join(complete)}"))
    return findings


def versions():
    """Are they the versions that were tested together?"""
    pins = wanted.pins()
    present = {name: version for name in pins if (version := wanted.installed(name))}
    other = {name: version for name, version in present.items() if version != pins[name]}
    if not other:
        return [ok(f"all {len(present)} are those that were tested")]
    direct = {name for names in wanted.requirements().values() for name in names}
    first = sorted(other, key=lambda name: (name not in direct, name))
    said = few([f"{name} {other[name]} (tested: {pins[name]})" for name in first], 4)
    names = [name for name in first if name in direct] or first[:4]
    return [
        note(
            f"{len(other)} of {len(present)} differ from those that were tested: {said}",
            f"if something fails:\n{wanted.install(names)}",
        )
    ]
