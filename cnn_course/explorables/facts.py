"""What Python and the scripts must both know. It stands here, and nowhere else.

Each name in capitals is a fact. ``python -m cnn_course.explorables`` writes them all into
js/facts.js, from where the scripts import them.
"""

import json

from cnn_course.exercises.numerals import (  # noqa: F401  the fields and cells read the same
    AROUND,
    BLANK,
    DEEPEST,
    DOUBTFUL,
    EXACT,
    LONGEST,
    NUMERALS,
    RUN,
    SIGNS,
)
from cnn_course.exercises.reading import (  # noqa: F401
    BRACKET_OR_PART,
    CALL,
    DOTS,
    ROWS,
    SEPARATORS,
    WORDS,
)
from cnn_course.explorables import modules
from cnn_course.pooling import HOW
from cnn_course.shapes import (  # noqa: F401  the figures say the same
    NO_ROOM,
    SPREAD_OUT,
    WITH_ZEROS,
)

MOST_PIXELS = 16  # a side of a picture; more cells than this cannot be read
LARGEST = 1_000_000  # what a cell has room for; a hundred products of it are exact
PADDINGS = ("valid", "same")

# A reader's own picture.
LARGEST_PHOTO = 256  # a side, as it is shown under the kernel
LARGEST_FILE = 50_000_000  # bytes

# Convolution.
MOST_CHANNELS = 4
MOST_KERNEL = 5  # rows and columns
MOST_FILTERS = 6
MOST_STRIDE = 3
MOST_DILATION = 4
MOST_ZEROS = 4
PARTS = (
    "size", "stride", "dilation", "padding", "bias", "flip", "visits", "parameters", "formula",
)  # fmt: skip
HALF_TURN = "The kernel is given a half turn before it slides."
HOLES = (
    "From one weight to the next it is {down} down and {across} across: the window is "
    "{high} × {wide}, and what lies in its holes is not read."
)

# The sliding template.
TIE = 1e-13  # of the largest possible product: sums in another order differ by less
FITS = "Places where the template fits: {count}, counted from 0."
LARGEST_SUM = "The largest sum is {sum}, at place {places}."

# Pooling.
MOST_WINDOW = 4  # rows, columns and steps
POOLINGS = dict(zip(HOW, ("max", "average", "L2"), strict=True))  # how each is called
SAME = 1e-9  # of the largest number: sums in another order differ by less
STAYS = "{count} of {all} results are the same as before the move."
CHANGES = "On average a result changes by {percent} % of the spread."
SPREAD = "The spread is the standard deviation of the results before the move."

# The receptive field.
MOST_ROW = 32  # pixels of the row at the bottom
MOST_LAYERS = 5
SEES = "Value {place} of layer {layer} sees {pixels}: {sum} = {width}."
READS = "It reads {count} of them; the others lie in holes between weights, or outside the row."
REACHES = "{who} reaches {values}."
EACH_ADDS = (
    "Each layer adds (kernel − 1) × dilation × step. The step is 1 at the bottom, and each layer "
    "multiplies it by its stride for the layers above."
)

# The digit reader.
SIDE = 28  # of the picture that the network gets

# Training.
MOST_LEARNERS = 16  # filters
MOST_CLASSES = 10
DRAWN_SIDE = 8  # of the picture that is drawn for the network
DRAWN_MOST = 16  # its darkest ink, as in `load_digits`
OPTIMIZERS = {"adam": "Adam", "sgd": "SGD"}
INITIALS = {"equal": "all equal", "zeros": "all zero"}  # beginnings that are no seed
PACES = {"slow": "slow", "steady": "steady", "fast": "fast"}
WHO_TRAINS = "Python trains this network. Press Run this page, and it learns here."
BEYOND = "The loss grew beyond all numbers: take a smaller rate, and start again."

# Every figure's module, by the HTML element that becomes it.
ELEMENTS = modules.figures()

PATH = modules.FOLDER / "facts.js"
HEAD = """\
// Written by `python -m cnn_course.explorables` from facts.py: change a fact there.

"""


def script():
    """All facts as a module, its values literal for the type check."""
    lines = [HEAD]
    for name, value in globals().items():
        if name.isupper() and name not in ("HOW", "PATH", "HEAD"):
            literal = json.dumps(value, separators=(",", ":"))
            constant = f"/** @type {{const}} */ ({literal})" if literal[0] in "[{" else literal
            lines.append(f"export const {name} = {constant};\n")
    return "".join(lines)
