"""Which numbers that a cell prints hang on the last bit, and so on the processor?

A number that was summed, solved or trained is written with `safe` digits
(`cnn_course.rounding`), or not at all: bounds, shapes and yes or no are safe.
"""

import ast
import re

from IPython.core.inputtransformer2 import TransformerManager

from cnn_course.rounding import BETWEEN
from tools.flow import Flow
from tools.marks import COUNTED, ROUNDED, SUMMED, TRAINED

DECIMALS = re.compile(r"\d\.\d|\d\.(?!\w)|\d ?%|\de[-+]\d")
AT_THE_EDGE = re.compile(rf"\d%?{BETWEEN}[-+\d]")
ALL_DIGITS = re.compile(r"\d\.\d{13,}")
FLOAT = re.compile(r"[eEfFgG%]$")
# What a value may have become, with the spaces that fill it up to a width.
ANYTHING = r" *(\S.*?|) *"
A_NUMBER = r" *([-+]?[\d.,]+(?:[eE][-+]\d+)?%?|[-+]?inf%?|nan%?) *"
A_WHOLE_NUMBER = r" *([-+]?[\d,]+) *"
WORDS = ("text/plain", "text/html", "text/markdown")
WAY_OUT = 'write it as f"{safe(x):.2f}" (from cnn_course.rounding), or print a bound'


def loose_numbers(cells):
    """Find what the code cells of a notebook print that another processor may print otherwise.

    Parameters
    ----------
    cells : list of notebook cells
        All code cells, in order.

    Yields
    ------
    (cell, str)
        The cell, and what is wrong with what it prints.
    """
    flow = Flow()
    for cell in cells:
        shown = flow.run(ast.parse(TransformerManager().transform_cell(cell.source)))
        said = dict.fromkeys(_bare(shown, cell, flow.ends))
        said |= dict.fromkeys(
            f"takes what was trained for exact, {_code(call)}: {way_out}"
            for call, way_out in flow.careless
        )
        said |= dict.fromkeys(_written(cell))
        yield from ((cell, problem) for problem in said)


def _bare(shown, cell, ends):
    for value in shown:
        if value.marks & {TRAINED, SUMMED} and _is_a_loose_number(value, cell, ends):
            how = "trained" if TRAINED in value.marks else "summed"
            yield f"prints {_code(value.node)}, which was {how}: {WAY_OUT}"


def _is_a_loose_number(value, cell, ends):
    if FLOAT.search(value.spec):
        return True
    texts = _texts(value, cell, ends)
    if value.marks & {ROUNDED, COUNTED}:  # a whole number that may be another one elsewhere
        return any(re.search(r"\d", text) for text in texts)
    return any(DECIMALS.search(text) for text in texts)


def _texts(value, cell, ends):
    """How the value was written, each time that it was; all of the output if that is unclear."""
    if not value.around:  # the last line of the cell
        return [_displayed(cell)]
    printed = "".join(o.text for o in cell.outputs if o.output_type == "stream")
    pattern = re.compile("".join(_pattern(*part) for part in value.around), re.S)
    # A call begins to print where another one has ended; of all that fit, the shortest is it.
    starts = {0}.union(m.end() for end in ends for m in re.finditer(re.escape(end), printed))
    found = {}
    for match in (pattern.match(printed, start) for start in sorted(starts)):
        if match:
            found[match.end()] = match.group(value.place + 1)
    return list(found.values()) or [printed + _displayed(cell)]


def _pattern(text, spec):
    """A regular expression for a part of what is printed: text, or a value."""
    if text is not None:
        return re.escape(text)
    if spec.endswith("d"):
        return A_WHOLE_NUMBER
    return A_NUMBER if FLOAT.search(spec) else ANYTHING


def _displayed(cell):
    """What stands below the cell as words; figures speak for themselves."""
    words = []
    for output in cell.outputs:
        data = output.get("data", {})
        if not any(kind.startswith("image/") for kind in data):
            words += [re.sub(r"<[^>]*>", " ", data.get(kind, "")) for kind in WORDS]
    return "\n".join(words)


def _written(cell):
    """What the stored output itself gives away."""
    for output in cell.outputs:
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        # Word by word: what surrounds an edge is looked for only where there is one.
        if edge := next(filter(AT_THE_EDGE.search, text.split()), None):
            yield (
                f"prints {edge}, a number too near to the edge between two roundings: "
                "show fewer digits, or print a bound"
            )
        if long := ALL_DIGITS.search(text):
            yield f"prints all digits of a float, {long.group()}...: {WAY_OUT}"


def _code(node):
    text = ast.unparse(node)
    return text if len(text) <= 60 else text[:57] + "..."
