"""``python -m cnn_course.reproduce NAME``: measure, and write results/NAME.json."""

import argparse
import importlib
import os
from pathlib import Path

from cnn_course.reproduce.runs import run
from cnn_course.results import FOLDER

# What each name runs: module, and how many seeds.
NAMES = {
    "digits": ("digits", 10),
    "digits-ingredients": ("ingredients", 5),
    "digits-choices": ("choices", 10),
    "digits-features": ("features", 10),
    "digits-permuted": ("permuted", 5),
    "lockstep": ("lockstep", 3),
}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m cnn_course.reproduce", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--seeds", type=_at_least_one, help="how many runs of each variant")
    parser.add_argument("--resume", action="store_true", help="go on from an interrupted call")
    parser.add_argument("--results", type=Path, default=FOLDER, help="folder for the JSON")
    options = parser.parse_args(arguments)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    module, seeds = NAMES[options.name]
    experiment = importlib.import_module(f"cnn_course.reproduce.{module}")
    written = run(
        options.name,
        experiment.VARIANTS,
        options.seeds or seeds,
        options.results,
        experiment.data_used(),
        options.resume,
    )
    for variant, measured in written["variants"].items():
        means = {k: sum(v) / len(v) for k, v in measured.items() if isinstance(v[0], (int, float))}
        print(f"{variant}: " + ", ".join(f"{k} {mean:.4g}" for k, mean in means.items()))


def _at_least_one(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"at least 1 is needed, got {number}")
    return number


if __name__ == "__main__":
    main()
