"""Where fetched pictures are kept, and which are there."""

import hashlib
from pathlib import Path

from cnn_course.doctor.finding import fault, note, ok, size
from cnn_course.doctor.machine import unwritable


def cache():
    """Where are fetched pictures kept, how full is it, and can it be written?"""
    from cnn_course.data.downloads import FOLDER, cache_folder

    folder = cache_folder()
    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    held = size(sum(path.stat().st_size for path in files)) if files else "empty"
    why = unwritable(folder)
    if why:
        return [
            fault(
                f"{folder} cannot be written ({why}): nothing can be fetched",
                f"set the environment variable {FOLDER} to a folder of yours",
            )
        ]
    return [ok(f"{folder}, {held}")]


def fetched(quick=False):
    """Which of the published sets are there, whole?"""
    from cnn_course.data.downloads import FILES, cache_folder

    here = [name for name in FILES if (cache_folder() / name).is_file()]
    absent = [name for name in FILES if name not in here]
    damaged = [] if quick else [n for n in here if _sha256(cache_folder() / n) != FILES[n].sha256]
    whole = [name for name in here if name not in damaged]
    findings = []
    if whole:
        findings.append(ok(f"{', '.join(whole)}: {'there' if quick else 'there, as published'}"))
    if damaged:
        findings.append(
            note(
                f"{', '.join(damaged)}: damaged, or another file",
                "nothing: the next fetch_ downloads it again",
            )
        )
    if absent:
        everything = "nothing fetched yet" if not here else f"not fetched: {', '.join(absent)}"
        findings.append(ok(f"{everything}; the chapters run without"))
    return findings


def _sha256(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
