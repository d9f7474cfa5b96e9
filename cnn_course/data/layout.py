"""Which class each file belongs to, and whether it is for training or for the test."""

from posixpath import commonpath

import numpy as np

from cnn_course.data.findings import CASE, HIDDEN, MERGED
from cnn_course.data.names import same_form, shown

PARTS = ("train", "test")


def find_classes(files, path):
    """Find the class folders, under train/ and test/ where there are such folders.

    Folders around them are passed through. Folders whose names differ only in how
    their letters are stored are one class.

    Parameters
    ----------
    files : FolderFiles or ZipFiles
        Files outside of the class folders are added to its findings.
    path : Path
        For the errors.

    Returns
    -------
    dict of dict
        ``{"train": {class: [names]}, "test": {class: [names]}}``, or ``{"": {class:
        [names]}}`` where the files are not parted; all sorted.

    Raises
    ------
    ValueError
        Without class folders, with a single one, or with an empty one.
    """
    top = ""
    while len(inside := _below(files.folders, top)) == 1 and _below(files.folders, inside[0]):
        top = inside[0]
    parted = {_leaf(folder).lower(): folder for folder in inside}
    tops = {part: parted[part] for part in PARTS} if parted.keys() >= set(PARTS) else {"": top}
    parts = {part: _classes(files, folder, path) for part, folder in tops.items()}
    placed = {name for part in parts.values() for names in part.values() for name in names}
    others = [name for name in files.names if name not in placed]
    if len(tops) > 1:
        others = _by_folder(others, top)
    files.findings.problems += [f"{other}: not in a class folder" for other in others]
    return parts


def draw_test(classes, share, seed, read=None):
    """Draw a share of each class for the test.

    Parameters
    ----------
    classes : dict
        Class to names of files.
    share : float
    seed : int
    read : container of str, optional
        The files that could be read; by default all. The others are passed over, so
        that one damaged file changes nothing for the rest.

    Returns
    -------
    set of str
        Names.

    Raises
    ------
    ValueError
        For a class that has too few pictures for both parts.

    Examples
    --------
    >>> drawn = draw_test({"a": ["1", "2", "3"], "b": ["4", "5", "6"]}, 1 / 3, seed=0)
    >>> len(drawn)
    2
    """
    rng = np.random.default_rng(seed)
    drawn = set()
    for label, names in classes.items():
        order = [names[i] for i in rng.permutation(len(names))]
        good = [name for name in order if read is None or name in read]
        n_test = round(share * len(good))
        if not 0 < n_test < len(good):
            that = "" if len(good) == len(names) else " that can be read"
            raise ValueError(
                f"test_share {share} of the {len(good)} files of class {label!r}{that} is "
                f"{n_test}: each class needs at least one picture for training and one for the "
                f"test; add pictures or change test_share"
            )
        drawn.update(good[:n_test])
    return drawn


def parted_by_folders(pictures):
    """Whether folders train and test parted the pictures, and no draw.

    Parameters
    ----------
    pictures : ImageData
        From `load_image_folder`.

    Returns
    -------
    bool
        False also for pictures that come from no files.
    """
    parts = dict(zip(PARTS, (pictures.train_files, pictures.test_files)))
    if not all(parts.values()):
        return False
    # A draw gives files of every class to both parts, so these are never train/ and test/.
    top = commonpath([*pictures.train_files, *pictures.test_files])
    start = len(top) + 1 if top else 0
    return all(
        {name[start:].partition("/")[0].lower() for name in names} == {part}
        for part, names in parts.items()
    )


def _by_folder(names, top):
    """Names of files; those in a further folder beside train/ and test/ as one line."""
    start, further = f"{top}/" if top else "", {}
    for name in names:
        folder, slash, _ = name.removeprefix(start).partition("/")
        beside = slash and name.startswith(start) and folder.lower() not in PARTS
        further.setdefault(f"{start}{folder}/" if beside else name, []).append(name)
    return [
        f"{folder} ({len(inside)} files, beside train/ and test/)" if len(inside) > 1 else inside[0]
        for folder, inside in further.items()
    ]


def _below(folders, top):
    """The folders right below one."""
    return sorted(f for f in folders if f.rpartition("/")[0] == top)


def _leaf(folder):
    return folder.rpartition("/")[2]


def _classes(files, top, path):
    """The files below each folder of `top`."""
    where = f"{top}/ of {shown(path)}" if top else shown(path)
    folders = {}
    for folder in _below(files.folders, top):
        folders.setdefault(same_form(_leaf(folder)), []).append(folder)
    if len(folders) < 2:
        found = f"one class folder only, {[*folders][0]!r}" if folders else "no class folder"
        raise ValueError(
            f"{where} has {found}; put the pictures of each class into a folder of its own, "
            f"for instance cats/ and dogs/{_left_out(files.findings, top)}"
        )
    files.findings.notes[MERGED] += [
        f"{', '.join(map(ascii, alike))}: class {label!r}"
        for label, alike in folders.items()
        if len(alike) > 1
    ]
    by_case = {}
    for label in sorted(folders):
        by_case.setdefault(label.casefold(), []).append(label)
    alike = [" and ".join(labels) for labels in by_case.values() if len(labels) > 1]
    files.findings.notes[CASE] += [line for line in alike if line not in files.findings.notes[CASE]]
    classes = {label: [] for label in sorted(folders)}
    start = f"{top}/" if top else ""
    for name in files.names:
        folder, slash, _ = name.removeprefix(start).partition("/")
        if slash and name.startswith(start) and same_form(folder) in classes:
            classes[same_form(folder)].append(name)
    for label, names in classes.items():
        if not names:
            raise ValueError(
                f"class folder {label!r} in {where} is empty; put pictures into it or take it "
                f"away{_left_out(files.findings, folders[label][0])}"
            )
    return classes


def _left_out(findings, folder):
    """What was left out in a folder, as the end of an error."""
    lines = findings.problems + [f"{name}: hidden" for name in findings.notes[HIDDEN]]
    inside = [
        line for line in lines if line.startswith((f"{folder}/", f"{folder}: ")) or not folder
    ]
    more = f" and {len(inside) - 1} more" if len(inside) > 1 else ""
    return f" (left out: {inside[0]}{more})" if inside else ""
