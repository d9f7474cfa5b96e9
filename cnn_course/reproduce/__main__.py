"""``python -m cnn_course.reproduce NAME``: measure, and write NAME.json."""

import argparse
import importlib
import os
import shutil
from pathlib import Path

from cnn_course.reproduce.runs import command_of, run
from cnn_course.reproduce.settings import Settings
from cnn_course.results import FOLDER, folder_for_new

# What each name runs: module, and how many seeds. The first work on the 8x8 digits,
# which are always there; the others on real pictures, which are fetched or read.
DIGITS = {
    "digits": ("digits", 10),
    "digits-ingredients": ("ingredients", 5),
    "digits-choices": ("choices", 10),
    "digits-features": ("features", 10),
    "digits-permuted": ("permuted", 5),
    "lockstep": ("lockstep", 3),
}
PICTURES = {
    "mnist": ("mnist", 3),
    "mnist-ingredients": ("mnist_ingredients", 2),
    "cifar10": ("cifar10", 1),
    "cifar10-ingredients": ("cifar10_ingredients", 2),
    "cats-dogs-article": ("cats_dogs_article", 5),
    "cats-dogs": ("cats_dogs", 3),
    "cats-dogs-ingredients": ("cats_dogs_ingredients", 2),
    "apparel": ("apparel", 1),
}
NAMES = DIGITS | PICTURES
WEIGHTS = Path(__file__).resolve().parent.parent / "weights"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m cnn_course.reproduce", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--seeds", type=_at_least_one, help="how many runs of each variant")
    parser.add_argument("--resume", action="store_true", help="go on from an interrupted call")
    parser.add_argument("--data", type=Path, help="folder or archive of pictures (default: fetch)")
    parser.add_argument("--mixed-precision", action="store_true", help="compute in 16-bit floats")
    where = folder_for_new()
    parser.add_argument(
        "--results", type=Path, default=where, help="folder for the JSON (default: %(default)s)"
    )
    parser.add_argument("--weights", type=Path, help="folder for trained weights")
    options = parser.parse_args(arguments)
    if options.name in DIGITS and (options.data or options.mixed_precision):
        parser.error(f"{options.name} reads scikit-learn's digits and takes neither option")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    module, seeds = NAMES[options.name]
    seeds = options.seeds or seeds
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
    experiment = importlib.import_module(f"cnn_course.reproduce.{module}")
    if options.name in PICTURES:
        try:
            variants, data = experiment.experiment(settings)
        except (OSError, ValueError) as problem:  # the pictures cannot be had
            parser.error(str(problem))
    else:
        variants, data = experiment.VARIANTS, experiment.data_used()
    written = run(
        options.name, variants, seeds, options.results, data, settings.command, options.resume
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
