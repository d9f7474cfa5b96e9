"""The layers that a stored network can name, and what Keras calls them."""

from typing import NamedTuple

from cnn_course.nn.layer import Layer


class Registered(NamedTuple):
    """A layer's class and its counterpart in Keras, if it has one.

    Attributes
    ----------
    cls : type
    keras : str or None
        The name of Keras's layer; its arguments are those of ``config()``.
    only : dict
        Options of Keras's layer that it needs to compute the same, other than its usual ones.
    activation : str or None
        The name of Keras's activation that does the same.
    """

    cls: type[Layer]
    keras: str | None
    only: dict
    activation: str | None


LAYERS: dict[str, Registered] = {}  # by the name of the class


def register_layer(cls=None, *, keras=None, only=(), activation=None):
    """Let a stored network name this layer. Write it above the class: ``@register_layer``.

    Parameters
    ----------
    cls : subclass of Layer
    keras : str, optional
        The layer of Keras's that computes the same from the same arguments:
        ``@register_layer(keras="LeakyReLU")``. Networks with it go to Keras and back.
    only : dict, optional
        Where yours computes what Keras's layer does with another option than its usual
        one: that option, with its value. All others must be as Keras has them by itself.
    activation : str, optional
        The activation of Keras's that computes the same.

    Returns
    -------
    The class.

    Raises
    ------
    TypeError
        For what is no class of layers.
    ValueError
        When another class has that name, or that counterpart. The same class, defined
        again, as when a cell runs twice, takes the place of the earlier one.
    """
    if cls is None:
        return lambda cls: register_layer(cls, keras=keras, only=only, activation=activation)
    if not (isinstance(cls, type) and issubclass(cls, Layer)):
        raise TypeError(f"register_layer stands above a class of layers, got {cls!r}")
    new = Registered(cls, keras, dict(only), activation)
    for name, known in LAYERS.items():
        if _home(known.cls) == _home(cls):
            continue
        if name == cls.__name__:
            raise ValueError(
                f"there is a layer called {name} already, in {known.cls.__module__}; "
                f"give yours another name"
            )
        for other, own in ((known.keras, keras), (known.activation, activation)):
            if own is not None and own == other:
                raise ValueError(f"Keras's {own} is the counterpart of {name} already")
    LAYERS[cls.__name__] = new
    return cls


def counterpart(**named):
    """What was registered with this name in Keras (``keras=`` or ``activation=``), or None."""
    ((field, name),) = named.items()
    return next((known for known in LAYERS.values() if getattr(known, field) == name), None)


def registered(layer):
    """What was registered for the class of a layer, or None."""
    known = LAYERS.get(type(layer).__name__)
    return known if known is not None and known.cls is type(layer) else None


def described(layer):
    """A layer's name and arguments, from which :func:`made` makes it again.

    Raises
    ------
    ValueError
        For a layer that could not be made again: not registered, or with a
        ``config()`` that does not hold its arguments.
    """
    kind = type(layer)
    if registered(layer) is None:
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
    return LAYERS[name].cls.from_config(config)


def _home(cls):
    return cls.__module__, cls.__qualname__
