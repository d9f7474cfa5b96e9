"""Pictures that lie in a folder, or a zip, with one folder for each class."""

from numbers import Real

import numpy as np

from cnn_course._checks import true_or_false, whole
from cnn_course._streams import picture_bar
from cnn_course.data.archives import Unreadable, existing, open_files
from cnn_course.data.decoding import decode
from cnn_course.data.equal import mark_of, note_equal_pictures
from cnn_course.data.image_data import ImageData
from cnn_course.data.layout import draw_test, find_classes
from cnn_course.data.names import shown
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
        them before you hold some back. `problems` lists what was skipped, and why;
        `notes` what else to know, for instance pictures that stand in both parts.

    Raises
    ------
    TypeError, ValueError
        For options out of range, and for a path without at least two classes of
        readable pictures in each part.
    FileNotFoundError
        For a path where nothing is.

    Notes
    -----
    JPEG, PNG, GIF, WebP and BMP, read by Pillow; for others `problems` says how to
    convert them. Photographs are turned upright, what is transparent lies on white.
    Links are followed, hidden files are left out.
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
        parts = find_classes(files, path)
        if known is not None:
            parts = {part: _renamed(classes, known, title) for part, classes in parts.items()}
        drawn = "" in parts
        if drawn and test_share is None:
            raise ValueError(
                f"{shown(path)} needs the folders train/ and test/, as {title} has them"
            )
        if drawn:
            draw_test(parts[""], test_share, seed)  # refuses too few files before reading them
        else:
            _check_same_classes(parts["train"], parts["test"])
        n = sum(len(names) for classes in parts.values() for names in classes.values())
        with picture_bar(total=n) as bar:
            read = [_read(files, part, size, how, color, bar) for part in parts.values()]
    class_names = tuple(next(iter(parts.values())))
    if drawn:
        names = {name for name, _, _ in read[0][1]}
        read = _parted(*read[0], draw_test(parts[""], test_share, seed, names))
    (train_images, train), (test_images, test) = read
    note_equal_pictures((train, test), files.findings)
    return ImageData(
        train_images,
        _labels(train),
        test_images,
        _labels(test),
        class_names=class_names,
        largest_value=255,
        source=f"{title} from {shown(path.resolve().name)}",
        problems=tuple(files.findings.problems),
        notes=files.findings.noted(),
        how=None if size is None else how,
        train_files=tuple(name for name, _, _ in train),
        test_files=tuple(name for name, _, _ in test),
    )


def _read(files, classes, size, how, color, bar):
    """Read one part: its images, and the name, label and mark of each.

    What cannot be read is added to the problems.
    """
    n, problems = sum(map(len, classes.values())), files.findings.problems
    # Filled while reading, so that the pictures never lie twice in memory.
    images = [] if size is None else np.empty((n, *size, 3 if color else 1), np.uint8)
    pictures = []
    for label, (class_name, names) in enumerate(classes.items()):
        first = len(problems)
        for name in names:
            bar.update()
            try:
                picture = decode(files.read(name), color, name, files.findings)
            except Unreadable as error:
                problems.append(f"{name}: {error}")
                continue
            if size is None:
                images.append(picture)
            else:
                images[len(pictures)] = resize(picture, size, how)
            pictures.append((name, label, mark_of(picture)))
        if len(problems) - first == len(names):
            raise ValueError(
                f"no file of class {class_name!r} could be read as a picture; the first of "
                f"{len(names)}: {problems[first]}"
            )
    return tuple(images) if size is None else images[: len(pictures)], pictures


def _parted(images, pictures, for_test):
    """What `_read` gives, as two parts: training, and the pictures that are for the test."""
    chosen = np.array([name in for_test for name, _, _ in pictures])
    order = np.argsort(chosen, kind="stable")  # places of the training, then of the test
    if isinstance(images, tuple):
        images = tuple(images[i] for i in order)
    else:
        # In place: only the smaller part, the test, ever lies twice in memory.
        test = images[chosen]
        for to, place in enumerate(np.flatnonzero(~chosen)):
            images[to] = images[place]
        images[len(images) - len(test) :] = test
    pictures = [pictures[i] for i in order]
    n_train = len(pictures) - len(for_test)
    return (images[:n_train], pictures[:n_train]), (images[n_train:], pictures[n_train:])


def _labels(pictures):
    return np.array([label for _, label, _ in pictures], np.int64)


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
