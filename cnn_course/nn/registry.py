"""The layers that a stored network can name."""

from cnn_course.nn.layer import Layer

LAYERS = {}


def register_layer(cls):
    """Let a stored network name this layer. Write it above the class: ``@register_layer``.

    Parameters
    ----------
    cls : subclass of Layer

    Returns
    -------
    The class.

    Raises
    ------
    TypeError
        For what is no class of layers.
    ValueError
        When another class has that name. The same class, defined again, as when a
        cell runs twice, takes the place of the earlier one.
    """
    if not (isinstance(cls, type) and issubclass(cls, Layer)):
        raise TypeError(f"register_layer stands above a class of layers, got {cls!r}")
    known = LAYERS.get(cls.__name__)
    if known is not None and _home(known) != _home(cls):
        raise ValueError(
            f"there is a layer called {cls.__name__} already, in {known.__module__}; "
            f"give yours another name"
        )
    LAYERS[cls.__name__] = cls
    return cls


def described(layer):
    """A layer's name and arguments, from which :func:`made` makes it again.

    Raises
    ------
    ValueError
        For a layer that could not be made again: not registered, or with a
        ``config()`` that does not hold its arguments.
    """
    kind = type(layer)
    if LAYERS.get(kind.__name__) is not kind:
        raise ValueError(
            f"{layer!r} could be stored but not read again: a file does not hold its code; "
            f"write @register_layer above class {kind.__name__}"
        )
    config = layer.config()
    try:
        again = made(kind.__name__, config).config()
    except TypeError as error:
        raise ValueError(
            f"{layer!r} could not be made again: config() must answer with the arguments of "
            f"{kind.__name__}({error})"
        ) from None
    if again != config:
        raise ValueError(
            f"{layer!r} could not be made again: from {config} came a layer with {again}"
        )
    return [kind.__name__, config]


def made(name, config):
    """The layer of that name with these arguments."""
    if name not in LAYERS:
        raise ValueError(
            f"there is no layer called {name}; run the code that defines it, with "
            f"@register_layer above the class, and try again"
        )
    return LAYERS[name](**config)


def _home(cls):
    return cls.__module__, cls.__qualname__
