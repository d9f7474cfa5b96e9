"""What the figures make of their values in Python, and which values it refuses."""

import functools
import json

import numpy as np

from cnn_course import output_size, parameter_count, stamp_2d, visit_counts
from cnn_course.explorables import (
    Convolution,
    Pooling,
    ReceptiveField,
    SlidingTemplate,
    Training,
    TransposedConvolution,
    facts,
)
from tests.explorables.test_convolution import REFUSED as NO_CONVOLUTION
from tests.explorables.test_pooling import REFUSED as NO_POOLING
from tests.explorables.test_receptive_field import REFUSED as NO_FIELD
from tests.explorables.test_sliding_template import REFUSED as NO_TEMPLATE
from tests.explorables.test_transposed_convolution import REFUSED as NO_STAMPS

SMALL = [[1, 7, 2, 0], [3, 5, 4, 6], [8, 0, 1, 9]]


def convolution():
    """States at random and what they make; some kernels do not fit."""
    rng = np.random.default_rng(0)
    blank = Convolution([[1]], [[1]]).state()
    found = []
    for _ in range(500):
        drawn = _drawn(rng)
        state = blank | _plain(drawn)
        try:
            figure = Convolution(**drawn)
        except ValueError as refused:
            found.append({"state": state, "refused": str(refused).split(" (got ")[0]})
            continue
        (rows, columns), size = figure.picture.shape[:2], figure.kernel.shape[:2]
        result = figure.result if figure.kernel.ndim == 4 else figure.result[..., None]
        of_rows = (1, 0) if figure.one_dimension else (figure.stride[0], figure.padding)
        down, across = figure.dilation
        channels, filters = figure.kernel.shape[2:] or (1, 1)
        found.append({
            "state": state,
            "results": np.moveaxis(result, -1, 0).tolist(),
            "exact": result.dtype.kind == "i",
            "visited": {
                "rows": visit_counts(rows, size[0], *of_rows, down),
                "columns": visit_counts(columns, size[1], figure.stride[1], figure.padding, across),
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
        "dilation": (1, 1) if rng.random() < 0.5 else tuple(rng.integers(1, 5, 2).tolist()),
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
            "change": figure.change,
            "shown": figure.shown.tolist(),
        }
        for exact, figure in cases
    ]


def receptive_field():
    """Stacks at random, and what is seen, reached and said; some do not fit."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(300):
        stack = [
            (
                *(rng.integers(1, most + 1).item() for most in (5, 3, 4)),
                str(rng.choice(facts.PADDINGS)),
            )
            for _ in range(rng.integers(1, facts.MOST_LAYERS + 1))
        ]
        pixels = int(rng.integers(1, facts.MOST_ROW + 1))
        try:
            figure = ReceptiveField(stack, pixels)
        except ValueError as refused:
            found.append({"state": {"layers": stack, "pixels": pixels}, "refused": str(refused)})
            continue
        places = [(0, pixels // 2)]
        places += [(layer, int(rng.integers(size))) for layer, size in enumerate(figure.sizes)]
        found.append({
            "state": figure.state(),
            "sizes": figure.sizes,
            "widths": [figure.width(layer) for layer in range(len(stack) + 1)],
            "looks": [
                [at, figure.seen(*at), figure.reached(*at), figure.sentences(*at)] for at in places
            ],
        })  # fmt: skip
    assert 100 <= sum("sizes" in one for one in found) <= 250
    return found


def sliding_template():
    """Strips and templates at random, their sums, and what stands there without scripts."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(200):
        rows, columns = rng.integers(1, 6), rng.integers(1, 17)
        shapes = (rows, columns), (rows, rng.integers(1, min(columns, 5) + 1))
        whole = rng.random() < 0.7  # few numbers, so that some sums are equal
        strip, weights = (
            rng.integers(-2, 3, shape) if whole else rng.normal(size=shape) for shape in shapes
        )
        figure = SlidingTemplate(strip, weights, place=int(rng.integers(20)))
        found.append(_templated(figure))
    # 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1, by one bit: equal all the same.
    found.append(_templated(SlidingTemplate([[0.1, 0.2, 0.3, -1, 0.3, 0.2, 0.1]], [[1, 1, 1]])))
    assert found[-1]["largest"] == [0, 4]
    assert 20 <= sum(len(one["largest"]) > 1 for one in found) <= 150
    return found


def _templated(figure):
    return {
        "state": figure.state(),
        "exact": figure.sums.dtype.kind == "i",
        "sums": figure.sums.tolist(),
        "largest": figure.largest,
        "still": figure.still(),
    }


def transposed_convolution():
    """States at random and what they make, with all stamps and with those up to a place."""
    rng = np.random.default_rng(0)
    blank = TransposedConvolution([[1]], [[1]]).state()
    found = []
    for _ in range(400):
        make = rng.normal if rng.random() < 0.3 else lambda size: rng.integers(-9, 10, size)
        drawn = {
            "picture": make(size=tuple(rng.integers(1, 6, 2))),
            "kernel": make(size=tuple(rng.integers(1, 6, 2))),
            "stride": tuple(rng.integers(1, 4, 2).tolist()),
            "padding": ["valid", "same", 0, 1, 2, 3, 4][rng.integers(7)],
            "place": int(rng.integers(25)),
        }
        state = blank | _plain(drawn)
        try:
            figure = TransposedConvolution(**drawn)
        except ValueError as refused:
            found.append({"state": state, "refused": str(refused)})
            continue
        picture = figure.picture
        so_far = np.arange(picture.size).reshape(picture.shape) <= figure.place
        found.append({
            "state": state,
            "exact": figure.result.dtype.kind == "i",
            "result": figure.result.tolist(),
            "so_far": stamp_2d(picture * so_far, figure.kernel, figure.stride, figure.padding).tolist(),
            "whole": stamp_2d(picture, figure.kernel, figure.stride).tolist(),
            "stamps": figure.stamps.tolist(),
            "back": [
                _papers(n, k, s, figure.padding)
                for n, k, s in zip(picture.shape, figure.kernel.shape, figure.stride)
            ],
        })  # fmt: skip
    assert 200 <= sum("result" in one for one in found) <= 350
    assert sum("leaves nothing" in one.get("refused", "") for one in found) > 20
    return found


def _papers(count, kernel, stride, padding):
    """The smallest and the largest paper of which a convolution makes so many numbers."""
    found = []
    for paper in range(1, 30):
        try:
            if output_size(paper, kernel, stride, padding) == count:
                found.append(paper)
        except ValueError:
            continue
    return [found[0], found[-1]]


def refusals():
    """States with one value changed, to each limit and beyond it: does Python take them?"""
    limit = {name: value for name, value in vars(facts).items() if name.startswith("MOST_")}
    limit = {
        name.removeprefix("MOST_").lower(): (value, value + 1) for name, value in limit.items()
    }
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
        *({"dilation": [1, side], "padding": 4} for side in limit["dilation"]),
        *({"padding": zeros} for zeros in (*facts.PADDINGS, "full", 0, -1, *limit["zeros"])),
        *({"picture": [[number, 1], [1, 1]]} for number in numbers),
        *({"kernel": [[number]]} for number in numbers),
        *({"bias": [number]} for number in numbers),
        *({"pictures": {"one": ones((side, 3)).tolist()}} for side in limit["pixels"]),
        *({"pictures": {"one": ones((3, side)).tolist()}} for side in limit["pixels"]),
        *({"pictures": {"one": ones((3, 3, deep)).tolist()}} for deep in limit["channels"]),
        *({"pictures": {"one": [[number]]}} for number in numbers),
        *({"kernels": {"one": ones((side, 1)).tolist()}} for side in limit["kernel"]),
        *({"kernels": {"one": ones((1, side)).tolist()}} for side in limit["kernel"]),
        *({"kernels": {"one": ones((1, 1, 1, many)).tolist()}} for many in limit["filters"]),
        *({"kernels": {"one": [[number]]}} for number in numbers),
    ]
    of_pooling = [
        *({"picture": ones((side, 3))} for side in limit["pixels"]),
        *({"picture": [[number, 1], [1, 1]]} for number in numbers),
        *({"size": [side, 1], "padding": "same"} for side in limit["window"]),
        *({"stride": [1, side]} for side in limit["window"]),
        *({"how": how} for how in (*facts.POOLINGS, "min", "L2")),
        *({"padding": padding} for padding in (*facts.PADDINGS, "full", 1)),
        *({"moved": [0, sign * step]} for sign in (1, -1) for step in limit["pixels"]),
        *({"place": place} for place in (0, 99, -1, 1.5, "1", None)),
    ]
    of_training = [
        *({"rate": rate} for rate in (1e-9, facts.LARGEST, 0, -1, 1.1 * facts.LARGEST, "1", True)),
        *({"filters": filters} for filters in (1, 0, 1.5, "2", *limit["learners"])),
        *({"padding": padding} for padding in (*facts.PADDINGS, "full", 1)),
        *({"optimizer": optimizer} for optimizer in (*facts.OPTIMIZERS, "Adam", "toString", 0)),
        *({"pace": pace} for pace in (*facts.PACES, "hasty", 1)),
        *({"initial": initial} for initial in (0, 3, -1, 1.5, True, *facts.INITIALS, "own")),
    ]
    same = (1, 1, "same")
    of_fields = [
        *({"layers": [[side, *same]]} for side in limit["kernel"]),
        *({"layers": [[1, side, 1, "same"]]} for side in limit["stride"]),
        *({"layers": [[1, 1, side, "same"]]} for side in limit["dilation"]),
        *({"layers": [[1, *same]] * count} for count in limit["layers"]),
        *({"layers": [[1, 1, 1, padding]]} for padding in (*facts.PADDINGS, "full", 0)),
        *({"pixels": pixels} for pixels in limit["row"]),
        *({"at": at} for at in (None, [0, 0], [99, 99], [-1, 0], [0, "1"])),
    ]
    of_templates = [
        *({"strip": ones((5, side))} for side in limit["pixels"]),
        *({"strip": ones((side, 3)), "weights": ones((side, 2))} for side in limit["kernel"]),
        *({"weights": ones((5, side))} for side in limit["kernel"]),
        *({"strip": ones((5, 3)), "weights": ones((5, side))} for side in (3, 4)),
        *({"weights": ones((side, 2))} for side in (5, 4)),
        *({"strip": [[number, 1]] * 5} for number in numbers),
        *({"weights": [[number]] * 5} for number in numbers),
        *({"strips": {"one": ones((side, 3)).tolist()}} for side in limit["kernel"]),
        *({"strips": {"one": ones((3, side)).tolist()}} for side in limit["pixels"]),
        *({"strips": {"one": [[number]]}} for number in numbers),
        *({"place": place} for place in (0, 99, -1, 1.5, "1", None)),
    ]
    of_stamps = [
        *({"picture": ones((side, 1))} for side in limit["kernel"]),
        *({"picture": ones((1, side))} for side in limit["kernel"]),
        *({"kernel": ones((side, 1))} for side in limit["kernel"]),
        *({"kernel": ones((1, side))} for side in limit["kernel"]),
        *({"stride": [1, side]} for side in limit["stride"]),
        # One number further is one pixel more, and three more in steps of three.
        *(
            {"picture": ones((1, 5)), "kernel": ones((1, side - 12)), "stride": [1, 3]}
            for side in limit["pixels"]
        ),
        *(
            {"padding": cut, "kernel": ones((5, 5)), "picture": ones((5, 5))}
            for cut in limit["zeros"]
        ),
        *({"padding": cut} for cut in (*facts.PADDINGS, "full", 0, -1, 1, 2)),
        *({"picture": [[number]]} for number in numbers),
        *({"kernel": [[number]]} for number in numbers),
        *({"kernels": {"one": ones((side, 1)).tolist()}} for side in limit["kernel"]),
        *({"kernels": {"one": [[number]]}} for number in numbers),
        *({"place": place} for place in (0, 99, -1, 1.5, "1", None)),
    ]
    figures = [
        ("convolution", Convolution(SMALL, ones((2, 2))), of_convolution, NO_CONVOLUTION),
        ("pooling", Pooling(SMALL), of_pooling, NO_POOLING),
        ("training", LEARNS, of_training, []),
        ("receptive_field", ReceptiveField(pixels=9), of_fields, NO_FIELD),
        (
            "sliding_template",
            SlidingTemplate(ones((5, 7)), ones((5, 2))),
            of_templates,
            NO_TEMPLATE,
        ),
        (
            "transposed_convolution",
            TransposedConvolution([[1, 2]], [[1, 1, 1]]),
            of_stamps,
            NO_STAMPS,
        ),
    ]
    found = []
    for name, figure, changes, refused in figures:
        # Which parts are left out is Python's alone to check.
        changes += [{key: value} for key, value, _ in refused if key != "without"]
        for change in changes:
            state = figure.state() | _plain(change)
            if name == "training":
                found.append([name, state, _settles(change)])
            elif "NaN" not in json.dumps(state) and "Infinity" not in json.dumps(state):
                found.append([name, state, _fits(type(figure), state)])
    return found


LEARNS = Training(np.zeros((2, 8, 8, 1)), [0, 1])


def _settles(change):
    """Does Python take this setting?"""
    ((name, value),) = change.items()
    before = getattr(LEARNS, name)
    try:
        setattr(LEARNS, name, value)
    except (TypeError, ValueError):
        return False
    setattr(LEARNS, name, before)
    return True


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


def _plain(state):
    return {
        key: getattr(value, "tolist", lambda value=value: value)() for key, value in state.items()
    }


def training():
    """States of figures that have learned for a while, the last weight, and the loss with it."""
    rng = np.random.default_rng(0)
    labels = Training(
        rng.random((40, 8, 8, 1)), np.arange(40) % 10, (rng.random((9, 8, 8, 1)), [0] * 9)
    )
    weights = [
        Training([[[[3]]]], [[[[6]]]], rate=rate, initial="zeros") for rate in (0.005, 0.1, 0.3)
    ]
    asked = [(labels, 0), (labels, 1), (labels, 700), *zip(weights * 2, (0, 3, 9, 200, 70))]
    found = []
    for figure, steps in asked:
        if steps:
            figure.train(steps)
        last = figure.walk[-1] if figure.walk else None
        loss = None if last is None else (3 * last - 6) ** 2
        found.append({"state": figure.state(), "last": last, "loss": loss})
    return found
