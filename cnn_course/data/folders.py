"""Pictures that lie in a folder, or a zip, with one folder for each class."""

from numbers import Real

import numpy as np

from cnn_course._checks import true_or_false, whole
from cnn_course._streams import progress_bar
from cnn_course.data.archives import Unreadable, existing, open_files
from cnn_course.data.decoding import decode
from cnn_course.data.image_data import ImageData
from cnn_course.data.layout import find_classes, split
from cnn_course.data.resizing import checked_options, resize


def load_image_folder(path, size=None, how="pad", color=True, test_share=0.2, seed=0):
    """Read your own pictures: one folder for each class, named after it.

    Parameters
    ----------
    path : str or Path
        A folder or a zip. The class folders may lie in two folders, train and test;
        else the test pictures are drawn.
    size : int or pair of int, optional
        Height and width of all pictures; without it they keep their sizes.
    how : str
        "pad" keeps the whole picture between black borders, "crop" fills the size
        and keeps the middle, "squash" gives up the proportions.
    color : bool
        Three channels; else one, gray.
    test_share : float
        The share of each class that is for the test, where nothing else says so.
    seed : int
        Another seed draws other test pictures.

    Returns
    -------
    ImageData
        uint8 arrays (N, H, W, C) or, without `size`, tuples of uint8 arrays
        (H, W, C). The pictures stand **class by class**, each class by name: shuffle
        them before you hold some back. `problems` lists what was skipped, and why.

    Raises
    ------
    TypeError, ValueError
        For options out of range, and for a path without at least two classes of
        readable pictures in each part.
    FileNotFoundError
        For a path where nothing is.

    Notes
    -----
    JPEG, PNG, GIF, WebP and BMP, read by Pillow. Photographs are turned upright, what
    is transparent lies on white, hidden files are left out.
    """
    color, seed = true_or_false(color, "color"), whole(seed, "seed", 0)
    if isinstance(test_share, bool) or not isinstance(test_share, Real):
        raise TypeError(f"test_share must be a number, got {test_share!r}")
    if not 0 < test_share < 1:
        raise ValueError(f"test_share must lie between 0 and 1, got {test_share!r}")
    return read_pictures(path, size, how, color, test_share, seed)


def read_pictures(path, size, how, color, test_share, seed, known=None, title="pictures"):
    """As `load_image_folder`, and for the sets whose classes are known.

    Parameters
    ----------
    test_share : float or None
        None asks for the folders train and test.
    known : dict, optional
        From names of class folders, in lower case, to names of classes, in order.
    title : str
        What the pictures are, for errors and the answer's `source`.
    """
    path = existing(path)
    size, how = checked_options(size, how)
    with open_files(path) as files:
        parts, problems = find_classes(files, path)
        if known is not None:
            parts = {part: _renamed(classes, known, title) for part, classes in parts.items()}
        if "" in parts:
            if test_share is None:
                raise ValueError(f"{path} needs the folders train/ and test/, as {title} has them")
            parts = split(parts[""], test_share, seed)
        _check_same_classes(parts["train"], parts["test"])
        n = sum(len(names) for classes in parts.values() for names in classes.values())
        with _progress(n) as bar:
            read = [
                _read(files, classes, size, how, color, problems, bar)
                for classes in (parts["train"], parts["test"])
            ]
    return ImageData(
        *read[0],
        *read[1],
        class_names=tuple(parts["train"]),
        largest_value=255,
        source=f"{title} from {path.resolve().name}",
        problems=tuple(problems),
    )


def _read(files, classes, size, how, color, problems, bar):
    """Read one part: images and labels; what cannot be read is added to the problems."""
    n = sum(map(len, classes.values()))
    # Filled while reading, so that the pictures never lie twice in memory.
    images = [] if size is None else np.empty((n, *size, 3 if color else 1), np.uint8)
    labels = []
    for label, (class_name, names) in enumerate(classes.items()):
        first = len(problems)
        for name in names:
            bar.update()
            try:
                picture = decode(files.read(name), color)
            except Unreadable as error:
                problems.append(f"{name}: {error}")
                continue
            if size is None:
                images.append(picture)
            else:
                images[len(labels)] = resize(picture, size, how)
            labels.append(label)
        if len(problems) - first == len(names):
            raise ValueError(
                f"no file of class {class_name!r} could be read as a picture; the first of "
                f"{len(names)}: {problems[first]}"
            )
    images = tuple(images) if size is None else images[: len(labels)]
    return images, np.array(labels, np.int64)


def _renamed(classes, known, title):
    """The classes under their known names, in their known order."""
    names = tuple(dict.fromkeys(known.values()))
    found = {known.get(folder.lower()): files for folder, files in classes.items()}
    if len(classes) != len(names) or found.keys() != set(names):
        raise ValueError(
            f"{title} needs the class folders {', '.join(names)}; found {', '.join(classes)}"
        )
    return {name: found[name] for name in names}


def _check_same_classes(train, test):
    for label in [*train, *test]:
        for part, classes in (("train", train), ("test", test)):
            if label not in classes:
                raise ValueError(f"class {label!r} has no folder in {part}/; each class needs both")


def _progress(n):
    """A bar for work of more than two seconds; none where it would fill a log."""
    return progress_bar(total=n, unit="picture", delay=2, leave=False, disable=None)
