"""What a model says of picture files, prepared exactly as those that it learned from."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from cnn_course._keras import import_keras, tested_settings
from cnn_course.data.archives import open_files
from cnn_course.data.findings import HIDDEN
from cnn_course.data.loose import read_loose, read_picture
from cnn_course.data.names import shown
from cnn_course.data.resizing import checked_options
from cnn_course.models.card import VALUES
from cnn_course.models.kept import the_model

BATCH = 32


class Prediction(NamedTuple):
    """What a model says of one file.

    `file`, the likeliest class `answer`, its `probability`, the `probabilities` of all
    classes by name, and whether the model is `sure`: whether the probability reaches what
    its card asks for.
    """

    file: str
    answer: str
    probability: float
    probabilities: dict
    sure: bool

    def __str__(self):
        said = f"{self.answer}, {self.probability:.1%}"
        return f"{self.file}: {said if self.sure else f'I do not know (perhaps {said})'}"


@dataclass(frozen=True, repr=False)
class Predictions:
    """What a model says of all files in a folder; shows itself as a table.

    Attributes
    ----------
    rows : tuple of Prediction
        The most doubtful first.
    problems : tuple of str
        Files that could not be read, and why.
    notes : dict
        What else to know of the files, as `ImageData.notes` says it: hidden files that
        were left out, pictures of one color.
    """

    rows: tuple
    problems: tuple = ()
    notes: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return iter(self.rows)

    def __getitem__(self, place):
        return self.rows[place]

    def __repr__(self):
        width = max((len(row.answer) for row in self), default=0)
        lines = [
            f"{row.probability:>6.1%}  {row.answer:<{width}}  {row.file}{'' if row.sure else '  (?)'}"
            for row in self
        ]
        lines += [f"left out: {problem}" for problem in self.problems]
        lines += [f"{kind}: {len(noted)}, see .notes" for kind, noted in self.notes.items()]
        return "\n".join(lines)


def predict_file(model, picture, how=None):
    """What a model says of one picture file.

    Parameters
    ----------
    model : keras.Model, str or Path
        From `load_model` or `load_pretrained`; or a path for the first, a name for the
        second. Its card says how the file is prepared.
    picture : str or Path
        JPEG, PNG, GIF, WebP or BMP; turned upright, first frame, on white.
    how : str, optional
        "pad", "crop" or "squash", for a model whose card does not say it: one that
        learned from pictures that came in one size.

    Returns
    -------
    Prediction

    Raises
    ------
    FileNotFoundError
        Where there is no such file.
    ValueError
        For a file that is no picture, a model without a card, a card that does not say
        how pictures are prepared, and a `how` that contradicts it.
    """
    model = the_model(model)
    size, how, color = preparation(model.card, how)
    pixels = read_picture(picture, size, how, color)
    return _answers(model, [(shown(picture), pixels)])[0]


def predict_folder(model, folder, how=None):
    """What a model says of all pictures below a folder or in a zip, the most doubtful first.

    Parameters
    ----------
    model, how
        As for `predict_file`.
    folder : str or Path

    Returns
    -------
    Predictions
        One row a picture; `problems` lists the files that are none, and `notes` what else
        was left out.

    Raises
    ------
    FileNotFoundError, ValueError
        As for `predict_file`; also for a folder without any file.
    """
    model = the_model(model)
    rows, batch = [], []
    with open_files(folder) as files:
        for named in read_loose(files, *preparation(model.card, how)):
            batch.append(named)
            if len(batch) == BATCH:
                rows += _answers(model, batch)
                batch = []
    if batch:
        rows += _answers(model, batch)
    problems, notes = tuple(files.findings.problems), files.findings.noted()
    if not rows and not problems:
        hidden = f" that is not hidden ({', '.join(notes[HIDDEN])})" if HIDDEN in notes else ""
        raise ValueError(f"{shown(folder)} holds no file{hidden}")
    return Predictions(tuple(sorted(rows, key=lambda row: row.probability)), problems, notes)


def preparation(card, how=None):
    """Size, way and color of the pictures that a model learned from.

    Parameters
    ----------
    card : mapping
    how : str, optional
        For a card that does not say it.

    Returns
    -------
    (int, int), str, bool

    Raises
    ------
    ValueError
    """
    said = card.get("how")
    if said is None and how is None:
        raise ValueError(
            f"the card of {card['name']!r} does not say how pictures are brought to size: it "
            f"learned from pictures that came in one. Say it yourself: how='crop' cuts the "
            f"middle out, 'pad' keeps all of it, 'squash' gives up the proportions"
        )
    if how not in (None, said) and said is not None:
        raise ValueError(
            f"{card['name']!r} learned from pictures made with how={said!r}, and is not asked "
            f"about others made with {how!r}; leave it out"
        )
    rows, columns, channels = card["input"]
    size, how = checked_options((rows, columns), said or how)
    return size, how, channels == 3


@tested_settings()
def _answers(model, named):
    """Predictions for pairs of name and picture (h, w, C) uint8."""
    pixels = np.stack([picture for _, picture in named])  # (N, h, w, C)
    if (largest := VALUES[model.card["values"]]) != 255:
        pixels = pixels.astype("float32") * (largest / 255)
    # Called, not `predict`: for one file, compiling would take longer than answering.
    answers = import_keras().ops.convert_to_numpy(model(pixels, training=False))
    if not np.allclose(answers.sum(axis=1), 1, atol=1e-3) or answers.min() < 0:
        raise ValueError(
            f"{model.card['name']!r} answers with numbers that are no probabilities; its last "
            f"layer needs softmax"
        )
    classes, limit = model.card["classes"], model.card.get("unsure_below", 0.0)
    found = []
    for (name, _), row in zip(named, answers):
        best = int(row.argmax())
        probabilities = dict(zip(classes, map(float, row)))
        sure = bool(row[best] >= limit)
        found.append(Prediction(name, classes[best], float(row[best]), probabilities, sure))
    return found
