"""What a model's card must say, so that the model can be used."""

import hashlib
from numbers import Real
from types import MappingProxyType

# What a model may take pixels as, and what 255 is then.
VALUES = {"0 to 255": 255, "0 to 1": 1}


def data_digest(*arrays):
    """SHA-256 of the arrays' bytes, in order."""
    sha = hashlib.sha256()
    for array in arrays:
        sha.update(array.tobytes())
    return sha.hexdigest()


def with_card(model, card):
    """The model, which carries its card from now on, read-only."""
    check_fit(model, card)
    model.card = MappingProxyType(card)
    return model


def check_fit(model, card):
    """Refuse a card that says what cannot be, and a model that does not do what it says."""
    _check_values(card)
    takes, gives = tuple(model.input_shape)[1:], tuple(model.output_shape)[1:]
    if len(takes) != 3 or any(a not in (None, b) for a, b in zip(takes, card["input"])):
        raise ValueError(f"the model takes pictures {takes}, its card says {card['input']}")
    if gives != (len(card["classes"]),):
        raise ValueError(
            f"the model answers with {gives} numbers for the classes {card['classes']}; it must "
            f"end in one probability for each class (a Dense layer with softmax)"
        )


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
    if card["values"] not in [*VALUES]:  # which may be anything, a list as well
        raise ValueError(f"values must be one of {', '.join(VALUES)}; got {card['values']!r}")


def _counts(number):
    return isinstance(number, int) and not isinstance(number, bool) and number > 0
