"""Which class each file belongs to, and whether it is for training or for the test."""

import numpy as np

PARTS = ("train", "test")


def find_classes(files, path):
    """Find the class folders, under train/ and test/ where there are such folders.

    Folders around them are passed through.

    Parameters
    ----------
    files : FolderFiles or ZipFiles
    path : Path
        For the errors.

    Returns
    -------
    parts : dict of dict
        ``{"train": {class: [names]}, "test": {class: [names]}}``, or ``{"": {class:
        [names]}}`` where the files are not parted; all sorted.
    problems : list of str
        Files that lie outside of the class folders.

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
    outside = [f"{name}: not in a class folder" for name in files.names if name not in placed]
    return parts, outside


def split(classes, share, seed):
    """Draw a share of each class for the test.

    Returns
    -------
    dict of dict
        ``{"train": {class: [names]}, "test": {class: [names]}}``.

    Examples
    --------
    >>> parts = split({"a": ["1", "2", "3"], "b": ["4", "5", "6"]}, 1 / 3, seed=0)
    >>> [len(names) for names in parts["test"].values()]
    [1, 1]
    """
    rng = np.random.default_rng(seed)
    parts = {part: {} for part in PARTS}
    for label, names in classes.items():
        n = len(names)
        n_test = round(share * n)
        if not 0 < n_test < n:
            raise ValueError(
                f"test_share {share} of the {n} files of class {label!r} is {n_test}: each class "
                f"needs at least one picture for training and one for the test; add pictures "
                f"or change test_share"
            )
        for_test = set(rng.permutation(n)[:n_test].tolist())
        parts["train"][label] = [name for i, name in enumerate(names) if i not in for_test]
        parts["test"][label] = [name for i, name in enumerate(names) if i in for_test]
    return parts


def _below(folders, top):
    """The folders right below one."""
    return sorted(f for f in folders if f.rpartition("/")[0] == top)


def _leaf(folder):
    return folder.rpartition("/")[2]


def _classes(files, top, path):
    """The files below each folder of `top`."""
    where = f"{top}/ of {path}" if top else path
    folders = _below(files.folders, top)
    if len(folders) < 2:
        found = f"one class folder only, {_leaf(folders[0])!r}" if folders else "no class folder"
        raise ValueError(
            f"{where} has {found}; put the pictures of each class into a folder of its own, "
            f"for instance cats/ and dogs/"
        )
    classes = {_leaf(folder): [] for folder in folders}
    start = len(top) + 1 if top else 0
    for name in files.names:
        label, slash, _ = name[start:].partition("/")
        if slash and name.startswith(top) and label in classes:
            classes[label].append(name)
    for label, names in classes.items():
        if not names:
            raise ValueError(
                f"class folder {label!r} in {where} is empty; put pictures into it or take it away"
            )
    return classes
