"""``python -m cnn_course.reproduce NAME``: measure, and write NAME.json."""

import argparse
import os
import shutil
from pathlib import Path

from cnn_course.reproduce import experiment
from cnn_course.reproduce.processes import at_once
from cnn_course.reproduce.runs import command_of, run
from cnn_course.reproduce.settings import Settings
from cnn_course.results import FOLDER, folder_for_new

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m cnn_course.reproduce", description=__doc__)
    parser.add_argument("name", choices=experiment.names())
    parser.add_argument("--seeds", type=_at_least_one, help="how many runs of each variant")
    parser.add_argument("--jobs", type=_at_least_one, default=1, help="how many runs at a time")
    parser.add_argument("--resume", action="store_true", help="go on from an interrupted call")
    parser.add_argument("--data", type=Path, help="folder or archive of pictures (default: fetch)")
    parser.add_argument("--mixed-precision", action="store_true", help="compute in 16-bit floats")
    where = folder_for_new()
    parser.add_argument(
        "--results", type=Path, default=where, help="folder for the JSON (default: %(default)s)"
    )
    parser.add_argument("--weights", type=Path, help="folder for trained weights")
    options = parser.parse_args(arguments)
    chosen = experiment.load(options.name)
    if chosen.pictures is None and (options.data or options.mixed_precision):
        parser.error(f"{options.name} reads scikit-learn's digits and takes neither option")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    seeds = options.seeds or chosen.seeds
    # No path of one machine is written down.
    said = " --data PATH" * bool(options.data) + " --mixed-precision" * options.mixed_precision
    settings = Settings(
        command=command_of(options.name, seeds, said.strip()),
        data=options.data,
        checkpoints=options.results / f"{options.name}.checkpoints",
        # Measured elsewhere, the book's own weights stay as they are.
        weights=options.weights or (WEIGHTS if options.results.resolve() == FOLDER else None),
        mixed_precision=options.mixed_precision,
    )
    if not options.resume:
        shutil.rmtree(settings.checkpoints, ignore_errors=True)
    try:
        variants, data = chosen.made_ready(settings)
    except (OSError, ValueError) as problem:  # the pictures cannot be had
        parser.error(str(problem))
    written = run(
        options.name,
        variants,
        seeds,
        options.results,
        data,
        settings.command,
        options.resume,
        at_once(options.name, settings, options.jobs) if options.jobs > 1 else None,
    )
    shutil.rmtree(settings.checkpoints, ignore_errors=True)
    print(f"Written: {options.results / options.name}.json")
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
