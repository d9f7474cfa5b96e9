"""Do the stored outputs hold under another processor's arithmetic?

`python -m tools.arithmetic` runs strict nbval on every notebook under every arithmetic that
this processor can imitate, and prints a table. `--quick` takes two arithmetics and the
notebooks that print what they compute and take little time.
"""

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from tools.digest import ROOT
from tools.notebooks import notebooks, with_package
from tools.processors import arithmetics, ask, two_unlike

QUICK = ("03", "09", "10", "11", "13", "results")
PYTEST = [
    sys.executable,
    "-m",
    "pytest",
    "--nbval",
    "-q",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=",
    "--nbval-current-env",
]
WORKERS = ["-n", "2", "--dist", "loadfile"]


def run(arithmetic, paths):
    """Compare what the notebooks print under one arithmetic with what is stored.

    Parameters
    ----------
    arithmetic : Arithmetic
    paths : list of Path

    Returns
    -------
    dict of list of str
        The cells that differ, by notebook; an entry that is empty is a notebook that holds.

    Raises
    ------
    RuntimeError
        When the comparison itself does not come about.
    """
    several = WORKERS if len(paths) > 1 and importlib.util.find_spec("xdist") else []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [*PYTEST, *several, f"--junitxml={report}", *map(str, paths)],
            env=with_package(arithmetic.environment()),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if not report.is_file():
            raise RuntimeError(f"nbval did not run:\n{done.stdout}{done.stderr}")
        cells = ElementTree.parse(report).iter("testcase")
        failed = {path.stem: [] for path in paths}
        seen = Counter()
        for cell in cells:
            name = cell.get("classname").removesuffix(".ipynb").rpartition(".")[2]
            seen[name] += 1
            if cell.find("failure") is not None or cell.find("error") is not None:
                failed[name].append(cell.get("name"))
    if missing := [path.stem for path in paths if not seen[path.stem]]:
        raise RuntimeError(
            f"nbval saw no cell of {', '.join(missing)}:\n{done.stdout}{done.stderr}"
        )
    return failed


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="say which arithmetics there are")
    parser.add_argument("--quick", action="store_true", help="two arithmetics, some notebooks")
    parser.add_argument("--only", action="append", metavar="NAME", help="arithmetics called so")
    parser.add_argument("notebooks", nargs="*", help="these notebooks, for instance 13 results")
    options = parser.parse_args(arguments)
    every, left = arithmetics()
    chosen = two_unlike() if options.quick else every
    if options.only:
        chosen = [a for a in every if any(part.lower() in a.name.lower() for part in options.only)]
    names = options.notebooks or (QUICK if options.quick else [""])
    paths = [path for path in notebooks() if path.stem.startswith(tuple(names))]
    if not chosen or not paths:
        parser.error(
            f"there are: {', '.join(a.name for a in every)}; and notebooks 01 to 19, results"
        )
    print(f"{'arithmetic':<26} {'BLAS says':<14} notebooks that hold   seconds", flush=True)
    differs = False
    for arithmetic in chosen:
        says = ask(arithmetic.settings)[0]
        print(f"{arithmetic.name:<26} {says:<14}", end=" ", flush=True)
        if options.list:
            print()
            continue
        start = time.perf_counter()
        failed = run(arithmetic, paths)
        held = sum(not cells for cells in failed.values())
        print(f"{f'{held} of {len(paths)}':<19} {time.perf_counter() - start:>9.0f}", flush=True)
        for name, cells in failed.items():
            if cells:
                differs = True
                print(f"    {name}: {', '.join(cells)}", flush=True)
    for reason in dict.fromkeys(left.values()):
        print(f"left out, {reason}: {', '.join(name for name in left if left[name] == reason)}")
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
