"""A model of your own in a file, and beside it the card that says how to use it."""

import datetime
import hashlib
import json
import os
import zipfile
from numbers import Real
from pathlib import Path

from cnn_course._checks import whole
from cnn_course._files import replacing
from cnn_course._keras import import_keras, tested_settings
from cnn_course._names import did_you_mean
from cnn_course.models.card import check_fit, data_digest, with_card
from cnn_course.models.pretrained import MODELS, load_pretrained


def save_model(model, path, pictures, values="0 to 255", command="", unsure_below=0.0, held_out=0):
    """Write a model, and beside it a card: what it learned from, and how it wants its pictures.

    Parameters
    ----------
    model : keras.Model
        Pictures (N, H, W, C) in, probabilities (N, classes) out.
    path : str or Path
        ``my_model.keras``; the card is ``my_model.json``. Without an ending it is added.
    pictures : ImageData
        What the model was trained on, already of one size. Size, way, classes and source
        are read from it.
    values : str
        "0 to 255", or "0 to 1" if you divided the pixels by 255 outside of the model.
    command : str
        How the model was made, in your words, for whoever makes it again.
    unsure_below : float
        The probability below which the answer is to be "I do not know".
    held_out : int
        How many of the training pictures taught nothing and only validated.

    Returns
    -------
    Path
        Of the model.

    Raises
    ------
    TypeError, ValueError
        For a model and pictures that do not belong together, pictures that were not
        brought to one size, or options out of range.

    Notes
    -----
    No file's name stands on the card: whoever gets the model sees how many files were left
    out, and not what they are called.
    """
    path = _ending(path)
    if not hasattr(pictures, "train_images"):
        raise TypeError(f"pictures must be the ImageData of the training, got {type(pictures)}")
    if isinstance(pictures.train_images, tuple) or pictures.how is None:
        raise ValueError(
            "these pictures do not say how they were brought to one size, so nobody could "
            "prepare another one alike; read them with load_image_folder(path, size=96), or "
            "use .resize(96) and train on that"
        )
    held_out, there = whole(held_out, "held_out", 0), len(pictures.train_images)
    if held_out >= there:
        raise ValueError(f"held_out must leave pictures to learn from, got {held_out} of {there}")
    card = {
        "name": path.stem,
        "parameters": model.count_params(),
        "input": list(pictures.train_images.shape[1:]),
        "how": pictures.how,
        "values": values,
        "classes": list(pictures.class_names),
        "unsure_below": _plain(unsure_below),
        "data": pictures.source,
        "data_digest": data_digest(pictures.train_images, pictures.train_labels),
        "trained_on": there - held_out,
        "validated_on": held_out,
        "left_out": len(pictures.problems),
        "command": command,
        "date": datetime.date.today().isoformat(),
    }
    _check_values(card)
    check_fit(model, card)
    json.dumps(card)  # what a card cannot hold is said before anything is written
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.stem}.{os.getpid()}.part.keras")
    try:
        model.save(half)
        card["model_digest"] = _digest(half)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    # Last: a card without its own model is noticed, by the digest.
    with replacing(path.with_suffix(".json")) as file:
        file.write(json.dumps(card, indent=1) + "\n")
    return path


@tested_settings()
def load_model(path):
    """Read what `save_model` wrote.

    Parameters
    ----------
    path : str or Path
        Of the model; its card must lie beside it.

    Returns
    -------
    keras.Model
        With its card as `card`.

    Raises
    ------
    FileNotFoundError
        Where the model or its card is missing.
    ValueError
        For a file that is damaged or no model, and for a card that was written for another
        one, or was changed into what no model answers with.

    Notes
    -----
    Code that a model brings along (a Lambda layer) is refused. Still, open only models
    whose origin you know.
    """
    path = _ending(path)
    if not path.is_file():
        hint = did_you_mean(path.stem, MODELS, f"; models that come along: {', '.join(MODELS)}")
        raise FileNotFoundError(f"there is no model {path}{hint}")
    card_path = path.with_suffix(".json")
    if not card_path.is_file():
        raise FileNotFoundError(
            f"the card {card_path.name} is missing beside {path.name}: it says how pictures are "
            f"brought to size, and which class is which. Copy it along, or write both with "
            f"models.save_model(model, path, pictures)"
        )
    try:
        card = json.loads(card_path.read_text("utf-8"))
        digest, *_ = [card[key] for key in ("model_digest", "name", "input", "values", "classes")]
        _check_values(card)
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{card_path} is no card that save_model wrote ({error!r})") from error
    if not zipfile.is_zipfile(path):
        raise ValueError(
            f"{path} is damaged, or only a part of a model ({path.stat().st_size:,} bytes); copy "
            f"it again, or write it again with models.save_model"
        )
    if digest != _digest(path):
        raise ValueError(
            f"the card {card_path.name} was written for another model than {path.name}; copy the "
            f"two together, or write both again with models.save_model"
        )
    try:
        model = import_keras().models.load_model(path, compile=False, safe_mode=True)
    except Exception as error:  # whatever a damaged or a foreign file makes Keras raise
        first = (str(error).splitlines() or [type(error).__name__])[0]
        raise ValueError(f"{path} cannot be read as a Keras model: {first}") from error
    return with_card(model, card)


def the_model(model_or_path):
    """A model with its card, from any name that it may have.

    Parameters
    ----------
    model_or_path : keras.Model, str or Path
        What `load_model` or `load_pretrained` answers with, a path for the first, or a
        name for the second.
    """
    if isinstance(model_or_path, str) and model_or_path in MODELS:
        return load_pretrained(model_or_path)
    if isinstance(model_or_path, (str, os.PathLike)):
        return load_model(model_or_path)
    if not hasattr(model_or_path, "card"):
        raise ValueError(
            "this model has no card, so nobody knows how its pictures were brought to size; "
            "save it with models.save_model(model, path, pictures), and give the path"
        )
    return model_or_path


def _ending(path):
    path = Path(path).expanduser()
    if path.suffix not in ("", ".keras"):
        raise ValueError(f"a model is written as .keras, got {path.name!r}; leave the ending out")
    return path.with_suffix(".keras")


def _check_values(card):
    """Each entry by itself: a card is a text file, and somebody may have edited it."""
    shape, classes, limit = card["input"], card["classes"], card.get("unsure_below", 0.0)
    if not (isinstance(shape, (list, tuple)) and len(shape) == 3 and all(map(_counts, shape))):
        raise ValueError(
            f"input must be three whole numbers, rows, columns and channels; got {shape!r}"
        )
    named = isinstance(classes, (list, tuple)) and all(isinstance(name, str) for name in classes)
    if not named or len(set(classes)) < len(classes):
        raise ValueError(f"classes must be different names, in the model's order; got {classes!r}")
    if isinstance(limit, bool) or not isinstance(limit, Real) or not 0 <= limit <= 1:
        raise ValueError(f"unsure_below must be a probability, 0 to 1, got {limit!r}")
    if not isinstance(card["values"], str):
        raise ValueError(f"values must be a text, got {card['values']!r}")


def _counts(number):
    return isinstance(number, int) and not isinstance(number, bool) and number > 0


def _plain(number):
    """A number as Python has it; NumPy's are no JSON. Others are left for the check."""
    return float(number) if isinstance(number, Real) and not isinstance(number, bool) else number


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
