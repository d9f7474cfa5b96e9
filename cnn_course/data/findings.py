"""What comes to light while pictures are read, and has to be told."""

LEAKED = "test pictures that also stand in training"
CONTRARY = "equal pictures in two classes"
TWICE = "pictures that are there twice"
DARK = "16-bit pictures that come out dark"
TINY = "pictures of fewer than 8 pixels a side"
PLAIN = "pictures of one color"
MOVING = "moving pictures, first frame read"
MERGED = "folders read as one class"
CASE = "classes whose names differ in capitals alone"
EMPTY = "empty folders"
HIDDEN = "hidden or system files left out"

# In this order they are shown: first what spoils a result.
KINDS = (LEAKED, CONTRARY, TWICE, DARK, TINY, PLAIN, MOVING, MERGED, CASE, EMPTY, HIDDEN)


class Findings:
    """Collects the problems, files that are skipped, and notes, what else to know.

    Attributes
    ----------
    problems : list of str
        ``"name: reason"``.
    notes : dict of list of str
        Lines for each kind of note.
    """

    def __init__(self):
        self.problems = []
        self.notes = {kind: [] for kind in KINDS}

    def noted(self):
        """The notes that there are: kind to tuple of lines."""
        return {kind: tuple(lines) for kind, lines in self.notes.items() if lines}
