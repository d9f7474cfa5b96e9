"""``python -m benchmarks``: time everything, and write cnn_course/results/bench_*.json."""

import argparse
import datetime
import json
import os
from pathlib import Path

from benchmarks import contenders, conv2d, layers, report, sizes, training
from cnn_course.reproduce.record import environment
from cnn_course.results import FOLDER

PARTS = {"training": training, "sizes": sizes, "conv2d": conv2d, "layers": layers}
ROUNDS = {"training": 11, "sizes": 5, "conv2d": 9, "layers": 9}
# Too little to be believed, enough to see that everything runs.
QUICK = {
    "training": {"rounds": 2, "training": 48},
    "sizes": {"rounds": 2, "sides": (8,), "batches": (16,), "pictures": 32},
    "conv2d": {"rounds": 2, "shapes": conv2d.SHAPES[:2], "squares": (512,)},
    "layers": {"rounds": 2, "cases": layers.CASES[2:5]},
}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    parser.add_argument("--quick", action="store_true", help="a rehearsal; give --results too")
    parser.add_argument("--results", type=Path, default=FOLDER, help="folder for the JSON")
    options = parser.parse_args(arguments)
    if options.quick and options.results.resolve() == FOLDER:
        parser.error("--quick is a rehearsal, not a measurement; give --results another folder")
    # TensorFlow is imported later, by the first contender that needs it.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    if not contenders.HAS_TORCH:
        print("PyTorch is not installed: it is left out.")
    options.results.mkdir(parents=True, exist_ok=True)
    for part in [options.only] if options.only else PARTS:
        given = dict(QUICK[part]) if options.quick else {"rounds": ROUNDS[part]}
        if part == "sizes":
            given["best_keras"] = _best_keras(options.results, parser)
        measured = PARTS[part].measure(**given)
        _write(options, part, measured)
        getattr(report, part)(measured)


def _best_keras(folder, parser):
    path = folder / "bench_training.json"
    if not path.is_file():
        parser.error("sizes needs to know Keras's fastest way; run --only training first")
    return json.loads(path.read_text("utf-8"))["best_keras"]


def _write(options, part, measured):
    only = f" --only {options.only}" if options.only else ""
    head = {
        "command": f"python -m benchmarks{only}{' --quick' if options.quick else ''}",
        "date": datetime.date.today().isoformat(),
        "environment": environment(),
    }
    path = options.results / f"bench_{part}.json"
    path.write_text(json.dumps(head | measured, indent=1) + "\n", "utf-8")
    print(f"\nWritten: {path.name}")


if __name__ == "__main__":
    main()
