"""Pictures that are there more than once."""

from cnn_course.data.findings import CONTRARY, LEAKED, TWICE


def note_equal_pictures(parts, findings):
    """Add a note for each picture that equals an earlier one, pixel for pixel.

    Parameters
    ----------
    parts : pair of list of (name, label, mark)
        The pictures of the training and of the test; those with the same mark are equal.
    findings : Findings

    Examples
    --------
    >>> from cnn_course.data.findings import Findings
    >>> findings = Findings()
    >>> note_equal_pictures(([("a.png", 0, 71)], [("b.png", 0, 71)]), findings)
    >>> findings.noted()
    {'test pictures that also stand in training': ('b.png = a.png',)}
    """
    first = {}
    for part, pictures in enumerate(parts):
        for name, label, mark in pictures:
            name_1, label_1, part_1 = first.setdefault(mark, (name, label, part))
            if name_1 == name:
                continue
            # One of them may be both: in the test and in training, under two names.
            kinds = (LEAKED,) * (part != part_1) + (CONTRARY,) * (label != label_1)
            for kind in kinds or (TWICE,):
                findings.notes[kind].append(f"{name} = {name_1}")


def mark_of(picture):
    """The same for two arrays only if they are equal: by chance, once in ten billion sets."""
    return picture.shape, hash(picture.tobytes())
