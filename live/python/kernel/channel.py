"""What goes from Python to the page: one message after the other, each a plain dictionary.

What a cell writes is gathered for a moment, and ends after many letters: a loop without end
that prints would bury the page, and with it the button that stops it.
"""

import contextlib
import time

MOMENT = 0.05  # seconds
LONGEST = 50_000  # letters that one cell may write


def nowhere(message):
    """Until the page listens, nobody hears."""


send_to = nowhere
waiting = None
gathered, letters, told = [], 0, 0.0


def send(message):
    flush()
    send_to(message)


def write(name, text):
    """What goes to standard output or error, by the stream's name."""
    global gathered, letters, told
    if letters > LONGEST:
        return
    letters += len(text)
    if letters > LONGEST:
        text = f"{text[:LONGEST]}\n[and more, which is not shown]\n"
    if gathered and gathered[0][0] != name:
        flush()
    gathered.append((name, text))
    if letters > LONGEST or time.monotonic() - told > MOMENT:
        flush()


def flush():
    global gathered, told
    if gathered:
        (name, _), texts = gathered[0], "".join(text for _, text in gathered)
        gathered = []
        send_to({"kind": "output", "type": "stream", "name": name, "text": texts})
    told = time.monotonic()


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
    global waiting, letters
    waiting, letters = [], 0
    try:
        yield
    finally:
        flush()
        drawn, waiting = waiting, None
        for message in drawn:
            send(message)
