"""All files below a folder, links followed."""

import os
import stat
from collections import deque
from pathlib import Path

from cnn_course.data.findings import EMPTY, HIDDEN
from cnn_course.data.names import is_clutter, shown


def walk(root, findings):
    """List the files below a folder; each folder is read once, however many links lead to it.

    Parameters
    ----------
    root : str or Path
    findings : Findings
        Takes what is left out: hidden files, links that lead nowhere or in a circle,
        folders that cannot be read.

    Returns
    -------
    files : dict
        From names, relative, showable and with forward slashes, to paths.
    folders : set of str
        Names of the folders, in the same form.
    """
    files, folders, read = {}, set(), {}
    plain, links = [("", os.fspath(root))], deque()
    while plain or links:
        # Links come last, so that a folder is read where it stands.
        name, path = plain.pop() if plain else links.popleft()
        place = os.path.realpath(path)
        if place in read:
            findings.problems.append(
                f"{name}: the same folder as {read[place] or '.'}, which is read already"
            )
            continue
        read[place] = name
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError as error:
            findings.problems.append(f"{name or '.'}: {error.strerror}")
            continue
        if not entries:
            findings.notes[EMPTY].append(name)
        for entry in entries:
            # A backslash is doubled so that no name can look like another one's escape.
            inner = (f"{name}/" if name else "") + shown(entry.name.replace("\\", "\\\\"))
            if is_clutter(entry.name):
                findings.notes[HIDDEN].append(inner)
                continue
            try:
                is_folder = stat.S_ISDIR(entry.stat().st_mode)
            except OSError as error:
                findings.problems.append(f"{inner}: {_why(entry, error)}")
                continue
            if not is_folder:
                files[inner] = entry.path
                continue
            # Compared by where they lead, so that Windows' junctions are links as well.
            target = os.path.realpath(entry.path)
            if Path(place).is_relative_to(target):
                findings.problems.append(f"{inner}: link to {shown(target)}, in which it lies")
                continue
            folders.add(inner)
            stands_here = target == os.path.join(place, entry.name)
            (plain if stands_here else links).append((inner, entry.path))
    for found in (findings.problems, *findings.notes.values()):
        found.sort()
    return files, folders


def _why(entry, error):
    """Why a file or folder could not be looked at."""
    if entry.is_symlink():
        return f"broken link to {shown(os.readlink(entry.path))} ({error.strerror})"
    return error.strerror
