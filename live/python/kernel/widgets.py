"""The figures that are alive: what Python and the page tell each other about them."""

from kernel import channel

figures = {}


def opened(figure, state):
    """A figure was made: give it a name, and tell the page what it begins with."""
    name = f"figure-{len(figures) + 1}"
    figures[name] = figure
    channel.send({"kind": "open", "model": name, "state": state})
    return name


def changed(name, values):
    """Python changed a figure."""
    channel.send({"kind": "change", "model": name, "state": values})


def heard(name, values):
    """The reader changed a figure."""
    if name in figures:
        figures[name].take(values)
