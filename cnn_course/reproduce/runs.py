"""Every variant with every seed, one after the other; what is done is kept."""

import datetime
import json

from cnn_course._files import replacing
from cnn_course._streams import progress_bar
from cnn_course.reproduce.record import environment


def run(name, variants, seeds, folder, data, command=None, resume=False, measure=None):
    """Measure all variants and write ``folder/name.json``.

    Parameters
    ----------
    name : str
    variants : dict of str to function of a seed
        Each answers with a dict of what it measured.
    seeds : int
        Seeds 0 to seeds - 1.
    folder : Path
    data : str
        Digest of the data.
    command : str, optional
        What a reader types to measure it again; recorded.
    resume : bool
        Go on from the runs that an earlier, interrupted call has kept.
    measure : function, optional
        How: see `processes.at_once`. By default one run after the other.

    Returns
    -------
    dict
        What was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    half, whole = folder / f"{name}.part.json", folder / f"{name}.json"
    kept = json.loads(half.read_text("utf-8")) if resume and half.exists() else {}
    if kept and kept["data"] != data:
        raise ValueError(f"{half} was measured on other data; remove it, or leave --resume out")
    runs, places = kept.get("runs", {}), kept.get("environments", [])
    todo = [
        (v, seed) for v in variants for seed in range(seeds) if str(seed) not in runs.get(v, {})
    ]
    with progress_bar(total=len(todo), unit="run") as bar:

        def one_by_one(todo):
            for variant, seed in todo:
                bar.set_description(f"{variant}, seed {seed}")
                yield variant, seed, variants[variant](seed), environment()

        for variant, seed, measured, here in (measure or one_by_one)(todo):
            runs.setdefault(variant, {})[str(seed)] = measured
            places = [*(place for place in places if place != here), here]
            _write(half, {"data": data, "runs": runs, "environments": places})
            bar.update()
    *elsewhere, here = places or [environment()]
    result = {
        "name": name,
        "command": command or command_of(name, seeds),
        "date": datetime.date.today().isoformat(),
        "environment": here,
        **({"resumed_from": elsewhere} if elsewhere else {}),
        "data": data,
        "seeds": list(range(seeds)),
        "variants": {v: _columns([runs[v][str(seed)] for seed in range(seeds)]) for v in variants},
    }
    _write(whole, result)
    half.unlink(missing_ok=True)
    return result


def command_of(name, seeds, options=""):
    """What a reader types to measure it again."""
    return f"python -m cnn_course.reproduce {name} --seeds {seeds} {options}".strip()


def _columns(measured):
    """One list a quantity, one entry a seed."""
    return {key: [entry[key] for entry in measured] for key in measured[0]}


def _write(path, content):
    with replacing(path) as file:
        file.write(json.dumps(content, indent=1) + "\n")
