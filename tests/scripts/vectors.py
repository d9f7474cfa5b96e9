"""What Python answers, for the scripts to answer the same: inputs and outputs as JSON.

Nothing here is stored: `write` makes it anew for each run of the scripts' tests, so it is
never older than the code.
"""

import functools
import importlib.util
import itertools
import json

import numpy as np

from cnn_course import (
    conv2d,
    data,
    models,
    output_size,
    padding_amounts,
    parameter_count,
    visit_counts,
)
from cnn_course.exercises import check, questions
from cnn_course.exercises.table import table
from cnn_course.explorables import Convolution, Pooling, digit_weights, facts, modules
from cnn_course.explorables.figure import written
from cnn_course.explorables.question import read
from tests.explorables.test_convolution import REFUSED as NO_CONVOLUTION
from tests.explorables.test_pooling import REFUSED as NO_POOLING

SMALL = [[1, 7, 2, 0], [3, 5, 4, 6], [8, 0, 1, 9]]
PICTURES = 200  # that the digit network reads
MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = [
    "twelve", MARKUP, "1e999", "-1e999", "nan", "", "   ", "...", "(..., ...)", "[]", "()",
    "(1, 2, 3, 4, 5, 6, 7)", "[[1,2],[3]]", "[[1, 2], [3, 'a']]", "None", "True", "'12'",
    "12,", "[12]", "1_000", "\u22125", "\u22125, \u22120.5", "1234567890.5", "1e16", "0x10", "007",
    "9" * 400, "9" * 5000, "x" * 100_000, "[" * 300, "-" * 100_000 + "1", "{1: 2}", "1j", "6-2+1",
    "[[7, 6], [8, 9.0]]", "[[1e999, 2], [3, 4]]", "'it\\'s'", "\"<b>\" 'x'", "$& {asks} {came}",
    "__import__('os')", "[[18446744073709551615, 1], [2, 3]]", "12 # twelve", "0.1 + 0.2j",
    "[" * 64 + "1" + "]" * 64, "[" * 65 + "1" + "]" * 65,
]  # fmt: skip


def write(folder):
    """All vectors, each in a file of its own, and the joined modules."""
    made = {
        "shapes": shapes(), "convolution": convolution(), "pooling": pooling(),
        "refusals": refusals(), "answers": answers(), "reading": reading(),
        "writing": writing(), "digits": digits(), "network": network(),
    }  # fmt: skip
    for name, vectors in made.items():
        (folder / f"{name}.json").write_text(json.dumps(vectors, allow_nan=False))
    for name in modules.figures().values():
        (folder / f"{name.removesuffix('.js')}.mjs").write_text(modules.for_notebook(name))
    changed = folder / "changed"
    changed.mkdir()
    for path in modules.FOLDER.glob("*.js"):
        text = path.read_text().replace("`cnn-${word}-", "`cnn-changed-${word}-")
        (changed / path.name).write_text(text)
    (folder / "changed.mjs").write_text(modules.for_notebook("question.js", changed))


def plain(state):
    return {
        key: getattr(value, "tolist", lambda value=value: value)() for key, value in state.items()
    }


def shapes():
    """Sizes along one axis: zeros, landings (or why there are none), visits."""
    found = []
    paddings = ["valid", "same", *range(facts.MOST_ZEROS + 1)]
    for axis in itertools.product(range(1, 10), range(1, 6), range(1, 4), paddings):
        try:
            found.append([axis, padding_amounts(*axis), output_size(*axis), visit_counts(*axis)])
        except ValueError as refused:
            found.append([axis, padding_amounts(*axis), str(refused), None])
    return found


def convolution():
    """States at random and what they make; some kernels do not fit."""
    rng = np.random.default_rng(0)
    blank = Convolution([[1]], [[1]]).state()
    found = []
    for _ in range(500):
        drawn = _drawn(rng)
        state = blank | plain(drawn)
        try:
            figure = Convolution(**drawn)
        except ValueError as refused:
            found.append({"state": state, "refused": str(refused).split(" (got ")[0]})
            continue
        (rows, columns), size = figure.picture.shape[:2], figure.kernel.shape[:2]
        result = figure.result if figure.kernel.ndim == 4 else figure.result[..., None]
        of_rows = (1, 0) if figure.one_dimension else (figure.stride[0], figure.padding)
        channels, filters = figure.kernel.shape[2:] or (1, 1)
        found.append({
            "state": state,
            "results": np.moveaxis(result, -1, 0).tolist(),
            "exact": result.dtype.kind == "i",
            "visited": {
                "rows": visit_counts(rows, size[0], *of_rows),
                "columns": visit_counts(columns, size[1], figure.stride[1], figure.padding),
            },
            "parameters": parameter_count(size, channels, filters),
        })  # fmt: skip
    assert 300 <= sum("results" in one for one in found) <= 480
    return found


def _drawn(rng):
    """What a figure could be made of, at random; some kernels do not fit."""
    one_dimension = bool(rng.random() < 0.2)
    channels, filters = (1, 1) if one_dimension else rng.integers(1, 4, 2)
    flat = channels == filters == 1 and rng.random() < 0.7
    shape = tuple(rng.integers(1, 10, 2))
    size = (1 if one_dimension else rng.integers(1, 6), rng.integers(1, 6))
    deep = channels > 1 or rng.random() < 0.5
    make = rng.normal if rng.random() < 0.4 else lambda size: rng.integers(-9, 10, size)
    return {
        "picture": make(size=(*shape, channels) if deep and not (flat or one_dimension) else shape),
        "kernel": make(size=size if flat else (*size, channels, filters)),
        "bias": make(size=(filters,)),
        "stride": tuple(rng.integers(1, 4, 2).tolist()),
        "padding": ["valid", "same", 0, 1, 2, 3, 4][rng.integers(7)],
        "flip": bool(rng.random() < 0.4),
        "one_dimension": one_dimension,
    }


def pooling():
    """States at random that fit, and what they make."""
    rng = np.random.default_rng(0)
    cases = [(True, Pooling(np.zeros((4, 4), int)))]
    while len(cases) < 300:
        shape = rng.integers(1, 10, 2)
        whole = rng.random() < 0.5
        picture = rng.integers(-9, 10, shape) if whole else rng.normal(size=shape)
        settings = {
            "size": tuple(rng.integers(1, 5, 2).tolist()),
            "stride": None if rng.random() < 0.3 else tuple(rng.integers(1, 5, 2).tolist()),
            "how": str(rng.choice(["max", "average", "l2"])),
            "padding": str(rng.choice(["valid", "same"])),
        }
        try:
            figure = Pooling(picture, **settings)
        except ValueError:
            continue
        figure.moved = tuple(rng.integers(-3, 4, 2).tolist())
        cases.append((whole and figure.how == "max", figure))
    return [
        {
            "state": figure.state(),
            "exact": bool(exact),
            "result": figure.result.tolist(),
            "stays": figure.stays.tolist(),
            "shown": figure.shown.tolist(),
        }
        for exact, figure in cases
    ]


def refusals():
    """States with one value changed, to each limit and beyond it: does Python take them?"""
    limit = {name: value for name, value in vars(facts).items() if name.startswith("MOST_")}
    limit = {name.removeprefix("MOST_").lower(): (value, value + 1) for name, value in limit.items()}
    numbers = (facts.LARGEST, -facts.LARGEST, facts.LARGEST + 1, -facts.LARGEST - 1)
    ones = functools.partial(np.ones, dtype=int)
    of_convolution = [
        *({"picture": ones((side, 3))} for side in limit["pixels"]),
        *({"picture": ones((3, side))} for side in limit["pixels"]),
        *(
            {"picture": ones((3, 3, deep)), "kernel": ones((2, 2, deep, 1))}
            for deep in limit["channels"]
        ),
        *({"kernel": ones((side, 1)), "padding": 4} for side in limit["kernel"]),
        *({"kernel": ones((1, side)), "padding": 4} for side in limit["kernel"]),
        *(
            {"kernel": ones((1, 1, 1, filters)), "bias": [0] * filters}
            for filters in limit["filters"]
        ),
        *({"stride": [1, side]} for side in limit["stride"]),
        *({"padding": zeros} for zeros in (*facts.PADDINGS, "full", 0, -1, *limit["zeros"])),
        *({"picture": [[number, 1], [1, 1]]} for number in numbers),
        *({"kernel": [[number]]} for number in numbers),
        *({"bias": [number]} for number in numbers),
    ]
    of_pooling = [
        *({"picture": ones((side, 3))} for side in limit["pixels"]),
        *({"picture": [[number, 1], [1, 1]]} for number in numbers),
        *({"size": [side, 1], "padding": "same"} for side in limit["window"]),
        *({"stride": [1, side]} for side in limit["window"]),
        *({"how": how} for how in (*facts.POOLINGS, "min", "L2")),
        *({"padding": padding} for padding in (*facts.PADDINGS, "full", 1)),
        *({"moved": [0, sign * step]} for sign in (1, -1) for step in limit["pixels"]),
    ]
    figures = [
        ("convolution", Convolution(SMALL, ones((2, 2))), of_convolution, NO_CONVOLUTION),
        ("pooling", Pooling(SMALL), of_pooling, NO_POOLING),
    ]
    found = []
    for name, figure, changes, refused in figures:
        # Which parts are left out is Python's alone to check.
        changes += [{key: value} for key, value, _ in refused if key != "without"]
        for change in changes:
            state = figure.state() | plain(change)
            if "NaN" not in json.dumps(state) and "Infinity" not in json.dumps(state):
                found.append([name, state, _fits(type(figure), state)])
    return found


def _fits(kind, state):
    """Does Python take all of this state?"""
    first = {key: value for key, value in state.items() if key != "moved"}
    try:
        figure = kind(**first)
        if "moved" in state:
            figure.moved = state["moved"]
    except (TypeError, ValueError):
        return False
    return True


def answers():
    """Every question, what is typed, and what `check` says to it."""
    found = []
    for question in questions():
        if question.cases:
            continue
        for typed in _typed(question):
            feedback = check(question.name, read(typed))
            box = feedback._box() if len(typed) < 1000 else None
            found.append([
                question.name, typed, feedback.status, feedback.title, feedback.paragraphs, box,
            ])  # fmt: skip
    assert {one[2] for one in found} == {"asked", "right", "recognized", "wrong", "unreadable"}
    return {"table": table(), "answers": found}


def _typed(question):
    """What right and known wrong answers look like when they are typed, and odd ones."""
    values = [question.right, *(mistake.value for mistake in question.mistakes)]
    typed = [str(getattr(value, "tolist", lambda v=value: v)()) for value in values]
    without = [text.strip("()") for text in typed]
    spaced = [text.replace(",", " ,\t").replace("-", "\u2212") for text in typed]
    return [*typed, *without, *spaced, *HOSTILE]


def reading():
    """What Python reads: its type, and the value or its parts."""
    texts = [
        *HOSTILE, "0b101", "0o17", "1__0", ".5", "5.", "1.e3", "1E-3", "-0.0", "+7", "--1", "+-1",
        "(1)", "(1,)", "((1, 2), [3])", "1,\n2", "(1,\n2)", "# only this", "1 # this", "b'x'",
        "b'\\xff'", "'a' 'b'", "'a' b'b'", "r'\\n'", "'''a\nb'''", "'\\x41\\u00e9\\N{DASH}'",
        "'\\101'", "u'x'", "f'x'", "{1, 2}", "{}", "set()", "{[1]}", "{1: [2]}", "{1: 2, 3}",
        "1 2", "1.2.3", "0777", "00", "True, False", "None,", "...", "Ellipsis", "1+2j", "2j+1",
        "1if", "1_", "\u00b2", "\t12", "1;2", "a.b", "[1, 2,]", "[,]", "(,)", "1e", "0x", "1'",
    ]  # fmt: skip
    return [[text, _described(read(text))] for text in texts]


def _described(value):
    kind = type(value).__name__
    if kind in ("list", "tuple"):
        return {"type": kind, "parts": [_described(part) for part in value]}
    if kind in ("int", "float", "bool", "str"):
        return {"type": kind, "value": str(value)}
    return {"type": kind}


def writing():
    """Numbers and texts as Python writes them."""
    rng = np.random.default_rng(0)
    floats = [
        0.0, -0.0, 1.0, 0.1, 1 / 3, 2.5, 1.0625, 1.0635, -1.0625, 0.03125, 1e15, 1e16, 1e17, 1e-4,
        1e-5, 123456.789, 1e21, 1e22, 5e-324, 1.7976931348623157e308, 99999.5, 999950.0,
        *(rng.normal(size=200) * 10.0 ** rng.integers(-6, 9, 200)),
        *(rng.integers(-9999, 9999, 200) / 64),
    ]  # fmt: skip
    texts = ["", "it's", '"', "'\"", "\\", "\n\t\r\x00\x7f", "\u00e9\u2212\U0001f600\ud800"[:3],
             "\u2028\u00a0\u200b", MARKUP]  # fmt: skip
    return {
        "floats": [[x, f"{x:.10g}", repr(x)] for x in map(float, floats)],
        # No figure has room for more.
        "figures": [[x, written(x)] for x in map(float, floats) if abs(x) < 1e21],
        "whole": [[str(n), f"{n:,}"] for n in (0, 7, 999, 1000, -1000, 1234567, 10**30)],
        "texts": [[text, repr(text)] for text in texts],
    }


def digits():
    """Test pictures of MNIST from all over, which lie in the order of the digits."""
    found = data.load_mnist_5k()
    places = np.linspace(0, len(found.test_images) - 1, PICTURES).astype(int)
    halves = np.r_[0, 1, 0x3FF, 0x400, 0x8001, 0x7BFF, 0xFBFF, 0x3C00, 0:0x7C00:97].astype("<u2")
    assert len(set(found.test_labels[places])) == 10
    return {
        "pictures": found.test_images[places].reshape(PICTURES, -1).tolist(),
        "halves": [halves.tolist(), halves.view("<f2").astype(float).tolist()],
    }


def network():
    """The network as a page gets it, and what Keras makes of the pictures with it."""
    rng = np.random.default_rng(0)
    sizes = [(1, 1), (2, 2), (3, 2), (2, 3), (4, 5)]
    kernels = [rng.integers(-9, 10, (*size, 1, 2)) for size in sizes]
    picture = rng.integers(-9, 10, (5, 6, 1))
    found = {
        "packed": digit_weights.packed(),
        "picture": picture.tolist(),
        "convolutions": [
            [kernel.shape, kernel.ravel().tolist(), conv2d(picture, kernel, padding="same").tolist()]
            for kernel in kernels
        ],
    }
    if not importlib.util.find_spec("keras"):
        return found
    model = models.load_pretrained("mnist")
    pictures = np.array(digits()["pictures"], "float32").reshape(-1, 28, 28, 1)
    relus = [layer.output for layer in model.layers if type(layer).__name__ == "ReLU"]
    maps = models.keras.Model(model.inputs, relus).predict(pictures[7:8], verbose=0)
    found["probabilities"] = model.predict(pictures, verbose=0).tolist()
    found["maps"] = [one.ravel().tolist() for one in maps]
    return found
