"""Where the page's worker meets Python: run a cell, hear of a figure, tell what came out."""

import json
import os
import sys

# What the page cannot have is done by a few lines of its own.
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "stand_ins"))

from kernel import channel, widgets
from kernel.cells import Cells

cells = None


def start(tell):
    """Begin anew; `tell` takes each message as JSON."""
    global cells
    channel.listen(lambda message: tell(json.dumps(message)))
    cells = Cells()


def run(source, number):
    """Run one cell of the page; answers whether it came to its end."""
    return cells.run(source, number)


def changed(model, state):
    """The reader changed a figure; what goes wrong is said beside it."""
    widgets.heard(model, json.loads(state))
