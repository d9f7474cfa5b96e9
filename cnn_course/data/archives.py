"""The files of a folder or a zip, listed and read one at a time; nothing is unpacked to disk."""

import contextlib
import os
import re
import stat
import zipfile
import zlib
from pathlib import Path

from cnn_course.data.findings import EMPTY, HIDDEN, Findings
from cnn_course.data.names import is_clutter, shown
from cnn_course.data.walk import walk

try:
    from lzma import LZMAError
except ImportError:  # some Pythons are built without it, as that of the browser is
    LZMAError = zlib.error

# Far more than a photograph, and than all photographs of a course.
LARGEST_FILE = 2**28
LARGEST_TOTAL = 2**34

# Flags of a zip's member.
ENCRYPTED, UTF8 = 1, 1 << 11
# What a damaged zip makes zipfile raise.
DAMAGE = (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError)


class Unreadable(Exception):
    """A single file cannot be read; its message says why."""


@contextlib.contextmanager
def open_files(path):
    """The files of a folder or zip, to be read inside of a ``with`` block.

    Parameters
    ----------
    path : str or Path

    Yields
    ------
    FolderFiles or ZipFiles
        With `names`, sorted, and `folders`, both relative, with forward slashes and
        fit to be shown, ``read(name)``, which gives bytes or raises `Unreadable`, and
        `findings`: what is not among the names.

    Raises
    ------
    TypeError
        For what is no path.
    FileNotFoundError
        For a path where nothing is.
    ValueError
        For a zip that is damaged, encrypted, too large, or points outside of itself.
    """
    path = existing(path)
    if path.is_dir():
        yield FolderFiles(path)
        return
    with _opened_zip(path) as archive:
        yield ZipFiles(archive, path)


def existing(path):
    """The path as a Path, or an error that says that there is nothing."""
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"path must be a str or Path, got {path!r}")
    if not os.fspath(path):
        raise ValueError("the path is empty; give a folder, a zip or a file, '.' for where you are")
    path = Path(path).expanduser()
    if not path.exists():
        raise FileNotFoundError(
            f"there is no file or folder {shown(path)} (from {shown(Path.cwd())})"
        )
    return path


class FolderFiles:
    """The files below a folder."""

    def __init__(self, root):
        self.findings = Findings()
        self.paths, self.folders = walk(root, self.findings)
        self.names = sorted(self.paths)

    def read(self, name):
        return read_file(Path(self.paths[name]))


def read_file(path):
    """The bytes of one file, or `Unreadable`."""
    try:
        if not path.is_file():  # a pipe, say, would be waited for
            raise Unreadable("not a file")
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"{path.stat().st_size:,} bytes, more than {LARGEST_FILE:,}")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror) from error


class ZipFiles:
    """The files in a zip whose members were all looked at first."""

    def __init__(self, archive, path):
        self.archive, self.members, self.folders = archive, {}, set()
        self.findings = Findings()
        total, seen = 0, set()
        for member in archive.infolist():
            name = _name(member)
            parts = _inner_parts(name, path)
            _check_member(member, path)
            total += member.file_size
            seen.add(self._placed(member, name.endswith("/"), parts))
        if total > LARGEST_TOTAL:
            raise ValueError(
                f"{shown(path)} unpacks to {total:,} bytes, more than the {LARGEST_TOTAL:,} that "
                f"are read from a zip; unpack it and give the folder"
            )
        self.names = sorted(self.members)
        filled = {name.rpartition("/")[0] for name in seen | self.folders}
        notes = self.findings.notes
        notes[EMPTY] = sorted(self.folders - filled)
        notes[HIDDEN] = sorted(set(notes[HIDDEN]))

    def _placed(self, member, is_folder, parts):
        """Put a member among the files or folders, or what is left out; return its name."""
        hidden = next((i for i, part in enumerate(parts) if is_clutter(part)), None)
        if hidden is not None:
            parts, is_folder = parts[: hidden + 1], False
        name, above = "/".join(parts), parts if is_folder else parts[:-1]
        self.folders |= {"/".join(above[: i + 1]) for i in range(len(above))}
        if hidden is not None:
            self.findings.notes[HIDDEN].append(name)
        elif stat.S_ISLNK(member.external_attr >> 16):
            self.findings.problems.append(
                f"{name}: a link, which leads nowhere in a zip; unpack it and give the folder"
            )
        elif not is_folder:
            if name in self.members:
                self.findings.problems.append(f"{name}: twice in the zip; the later one is read")
            self.members[name] = member
        return name

    def read(self, name):
        try:
            return self.archive.read(self.members[name])
        except (*DAMAGE, zlib.error, LZMAError, OSError) as error:
            raise Unreadable(f"damaged in the zip ({error})") from error


def _opened_zip(path):
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{shown(path)} says that its names are UTF-8, and some are not; unpack it and give "
            f"the folder"
        ) from error
    except DAMAGE as error:
        raise ValueError(
            f"{shown(path)} is no zip, or only a part of one; give a folder or a whole zip"
        ) from error


def _name(member):
    """The member's name with forward slashes; some zips are written the Windows way."""
    name = member.filename
    if not member.flag_bits & UTF8:
        with contextlib.suppress(UnicodeError):  # many programs use UTF-8 without saying so
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _inner_parts(name, path):
    """The folders and the name of a zip's member, which must lie inside of the zip."""
    parts = name.split("/")
    if parts[0] == "" or ".." in parts or re.match("[A-Za-z]:", name):
        raise ValueError(
            f"{shown(path)} holds {name!r}, which points outside of it; do not trust it"
        )
    return [shown(part) for part in parts if part not in ("", ".")]


def _check_member(member, path):
    if member.flag_bits & ENCRYPTED:
        raise ValueError(
            f"{shown(path)} is encrypted ({member.filename!r}); unpack it with its password and "
            f"give the folder"
        )
    if member.file_size > LARGEST_FILE:
        raise ValueError(
            f"{shown(path)} holds {member.filename!r}, which unpacks to {member.file_size:,} "
            f"bytes, more than the {LARGEST_FILE:,} of the largest picture; take it out"
        )
