"""What goes from Python to the page: one message after the other, each a plain dictionary."""

import contextlib


def nowhere(message):
    """Until the page listens, nobody hears."""


send_to = nowhere
waiting = None


def send(message):
    send_to(message)


def listen(function):
    """From now on, call this with every message."""
    global send_to
    send_to = function


def draw(data):
    """Show a drawing when the cell has come to its end, as Matplotlib's are in a notebook."""
    message = {"kind": "output", "type": "display", "data": data}
    if waiting is None:
        send(message)
    else:
        waiting.append(message)


@contextlib.contextmanager
def drawings_last():
    global waiting
    waiting = []
    try:
        yield
    finally:
        drawn, waiting = waiting, None
        for message in drawn:
            send(message)
