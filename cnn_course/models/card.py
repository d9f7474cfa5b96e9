"""What a model's card must say, so that the model can be used."""

import hashlib
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
    """Refuse a model that does not take what the card says, or answers otherwise."""
    takes, gives = tuple(model.input_shape)[1:], tuple(model.output_shape)[1:]
    if len(takes) != 3 or any(a not in (None, b) for a, b in zip(takes, card["input"])):
        raise ValueError(f"the model takes pictures {takes}, its card says {card['input']}")
    if gives != (len(card["classes"]),):
        raise ValueError(
            f"the model answers with {gives} numbers for the classes {card['classes']}; it must "
            f"end in one probability for each class (a Dense layer with softmax)"
        )
    if card["values"] not in VALUES:
        raise ValueError(f"values must be one of {', '.join(VALUES)}; got {card['values']!r}")
