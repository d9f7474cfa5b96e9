"""``python -m cnn_course.doctor``: how this machine is set up, and what to do about it.

The exit status is 1 with at least one fault, else 0; notes do not count.
"""

import argparse
import functools
import os
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

from cnn_course._streams import write_any_name
from cnn_course.doctor import libraries, machine, packages, page, pictures, reading, training
from cnn_course.doctor.finding import FAULT, fault, note

PATIENCE = 120


def main(arguments=None):
    """Print the page, a check as soon as it has answered.

    Returns
    -------
    int
        1 with at least one fault, else 0.
    """
    parser = argparse.ArgumentParser(prog="python -m cnn_course.doctor", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="import and read nothing large")
    parser.add_argument(
        "--wait",
        type=float,
        default=PATIENCE,
        metavar="SECONDS",
        help="how long an import may take (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    say("CNNs by hand: how this machine is set up\n")
    todo = checks(options.quick, options.wait)
    found, said = [], set()
    with ThreadPoolExecutor(len(todo)) as pool:  # all at once; two of them take seconds
        for title, answer in [(title, pool.submit(examine, check)) for title, check in todo]:
            findings = answer.result()
            found += findings
            say("\n".join(page.lines(title, findings, said)))
    say(f"\n{page.ending(found)}")
    return int(any(finding.status == FAULT for finding in found))


def checks(quick, patience):
    """The checks, as titles and functions."""
    return [
        ("Python", machine.python),
        ("cores", machine.cores),
        ("memory", machine.memory),
        ("folders", machine.folders),
        ("text", machine.text),
        ("the course", packages.course),
        ("packages", packages.needed),
        ("versions", packages.versions),
        ("arithmetic", libraries.arithmetic),
        ("Jupyter", reading.jupyter),
        ("browser", reading.browser),
        ("live pages", reading.live_pages),
        ("cache", pictures.cache),
        ("fetched", functools.partial(pictures.fetched, quick)),
        ("imports", untried if quick else functools.partial(libraries.imports, patience)),
        ("Keras settings", training.settings),
        ("Keras", untried if quick else functools.partial(training.keras, patience)),
    ]


def examine(check):
    """What a check answers; one that fails itself is a fault, and the others go on."""
    try:
        return check()
    except ModuleNotFoundError as error:  # counted where the packages are
        return [note(f"not looked at: {error.name} is missing")]
    except Exception as error:
        what = " ".join(f"this could not be looked at ({type(error).__name__}: {error})".split())
        return [fault(what, "mend the others, and look again")]


def untried():
    return [note("not tried", "leave --quick out")]


def say(text):
    """Print, in whatever encoding, even where nobody reads."""
    try:
        print(text, flush=True)
    except OSError:  # the reader has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    write_any_name()
    warnings.simplefilter("ignore")  # what libraries say on their way in is not on the page
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
