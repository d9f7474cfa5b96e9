"""Microseconds per picture for larger batches and larger pictures, and the cost of a step."""

import numpy as np

from benchmarks.contenders import HAS_TORCH, Examples, Keras, Ours, Torch
from benchmarks.rounds import spread, turns
from benchmarks.training import KERAS, examples
from cnn_course._keras import import_keras

SIDES, BATCHES, PICTURES = (8, 28), (16, 64, 256, 1024), 4096
PICTURES_ONE_BY_ONE = 1024


def measure(rounds, best_keras, sides=SIDES, batches=BATCHES, pictures=PICTURES):
    """Time an epoch, without validation, at every size.

    Parameters
    ----------
    best_keras : str
        The fastest of Keras's ways at batch 16, timed here beside its default.

    Returns
    -------
    dict
        "cases", a list; "overtakes", for each side of a picture and each other
        contender, the smallest batch at which it is faster than ours, or null;
        "step", what a step of one small picture costs.
    """
    ways = dict.fromkeys(["keras", best_keras])  # one, if the default is the best
    cases = [
        _case(pictures_of(side, pictures), batch, rounds, ways)
        for side in sides
        for batch in batches
    ]
    others = [name for name in cases[0]["microseconds"] if name != "ours"]
    overtakes = {
        str(side): {
            other: first_overtaken([case for case in cases if case["side"] == side], other)
            for other in others
        }
        for side in sides
    }
    step = _case(pictures_of(8, min(pictures, PICTURES_ONE_BY_ONE)), 1, rounds, ways)
    return {
        "pictures": pictures,
        "rounds": rounds,
        "cases": cases,
        "overtakes": overtakes,
        "step": step["microseconds"],
    }


def pictures_of(side, count):
    """Digits, again and again; random numbers where there are no digits."""
    if side == 8:
        x, y, _ = examples()
        again = np.arange(count) % len(x)
        return Examples(x[again], y[again])
    rng = np.random.default_rng(0)
    x = rng.random((count, side, side, 1), dtype=np.float32)
    return Examples(x, np.eye(10, dtype=np.float32)[rng.integers(0, 10, count)])


def _case(data, batch, rounds, ways):
    made = {"ours": Ours(data, batch)}
    made |= {name: Keras(data, batch, **KERAS[name]) for name in ways}
    if HAS_TORCH:
        made["torch"] = Torch(data, batch)
    calls = {name: lambda own=own: own.train(1) for name, own in made.items()}
    for call in calls.values():
        call()
        call()
    seconds = turns(calls, rounds, np.random.default_rng(0))
    import_keras().utils.clear_session()
    share = len(data.x) / 1e6
    return {
        "side": data.x.shape[1],
        "batch": batch,
        "microseconds": {name: spread(seconds[name], share) for name in made},
    }


def first_overtaken(cases, other):
    """The smallest batch at which the other is faster than ours."""
    medians = [{n: t["median"] for n, t in case["microseconds"].items()} for case in cases]
    faster = [c["batch"] for c, m in zip(cases, medians) if m[other] < m["ours"]]
    return min(faster, default=None)
