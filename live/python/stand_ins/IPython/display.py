"""``display``, as far as a chapter needs it, where there is no Jupyter."""

from kernel import channel
from kernel.outputs import shown


def display(*values):
    """Show values; drawings wait until their cell has come to its end."""
    for value in values:
        data = shown(value)
        if "image/svg+xml" in data:
            channel.draw(data)
        else:
            channel.send({"kind": "output", "type": "display", "data": data})
