"""The files of a folder or a zip, listed and read one at a time; nothing is unpacked to disk."""

import contextlib
import lzma
import os
import re
import zipfile
import zlib
from pathlib import Path

# Far more than a photograph, and than all photographs of a course.
LARGEST_FILE = 2**28
LARGEST_TOTAL = 2**34

# What operating systems leave behind; names that start with a dot are left out, too.
CLUTTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


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
        With `names`, sorted, and `folders`, both relative and with forward slashes,
        and ``read(name)``, which gives bytes or raises `Unreadable`.

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
    if not Path(path).exists():
        raise FileNotFoundError(f"there is no file or folder {path} (from {Path.cwd()})")
    return Path(path)


class FolderFiles:
    """The files below a folder."""

    def __init__(self, root):
        self.root = root
        names, folders = [], set()
        for here, below, files in os.walk(root):
            below[:] = [name for name in below if not _is_clutter(name)]
            inside = Path(here).relative_to(root)
            folders |= {(inside / name).as_posix() for name in below}
            names += [(inside / name).as_posix() for name in files if not _is_clutter(name)]
        self.names, self.folders = sorted(names), folders

    def read(self, name):
        path = self.root / name
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
        total = 0
        for member in archive.infolist():
            parts = _inner_parts(member.filename, path)
            _check_member(member, path)
            total += member.file_size
            if any(map(_is_clutter, parts)):
                continue
            if not member.is_dir():
                self.members["/".join(parts)] = member
                parts = parts[:-1]
            self.folders |= {"/".join(parts[: i + 1]) for i in range(len(parts))}
        if total > LARGEST_TOTAL:
            raise ValueError(
                f"{path} unpacks to {total:,} bytes, more than the {LARGEST_TOTAL:,} that are "
                f"read from a zip; unpack it and give the folder"
            )
        self.names = sorted(self.members)

    def read(self, name):
        damage = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
        try:
            return self.archive.read(self.members[name])
        except (*damage, OSError) as error:
            raise Unreadable(f"damaged in the zip ({error})") from error


def _is_clutter(name):
    return name.startswith(".") or name in CLUTTER


def _opened_zip(path):
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError) as error:
        raise ValueError(
            f"{path} is no zip, or only a part of one; give a folder or a whole zip"
        ) from error


def _inner_parts(name, path):
    """The folders and the name of a zip's member, which must lie inside of the zip."""
    parts = name.replace("\\", "/").split("/")  # some zips are written the Windows way
    if parts[0] == "" or ".." in parts or re.match("[A-Za-z]:", name):
        raise ValueError(f"{path} holds {name!r}, which points outside of it; do not trust it")
    return [part for part in parts if part not in ("", ".")]


def _check_member(member, path):
    if member.flag_bits & 1:
        raise ValueError(
            f"{path} is encrypted ({member.filename!r}); unpack it with its password and "
            f"give the folder"
        )
    if member.file_size > LARGEST_FILE:
        raise ValueError(
            f"{path} holds {member.filename!r}, which unpacks to {member.file_size:,} bytes, "
            f"more than the {LARGEST_FILE:,} of the largest picture; take it out"
        )
