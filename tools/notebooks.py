"""Run the notebooks whose code has changed, and store what they print and draw.

`python -m tools.notebooks` runs the stale ones, `--force` all of them. A
notebook is written only when every cell has run; until then the old file stays.
"""

import argparse
import base64
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from PIL import Image

from cnn_course._files import replacing
from tools import recorder
from tools.digest import ROOT, record
from tools.guard import problems

BOOK = ROOT / "book"
SECONDS_A_CELL = 600
# Binder gives 2 GB to a reader's kernel, editor and server together.
MEGABYTES = 1700
# Photographs above this many bytes are stored with 256 colors.
HEAVY_PICTURE = 30_000
WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = [
    # It warns of its unencrypted connection, which never leaves this machine.
    "--log-level=ERROR",
    "--IPKernelApp.exec_lines=['from tools import recorder as r; r.begin(); del r']",
]


def chapters(folder=BOOK):
    """The book's chapters, in order."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def notebooks(folder=BOOK):
    """The chapters, and the page of results that is drawn like one."""
    return [*chapters(folder), *sorted(folder.glob("results.ipynb"))]


def execute(path, root=ROOT):
    """Run the notebook at `path` on a fresh kernel and store it in place.

    Parameters
    ----------
    path : Path
    root : Path
        The folder that holds the package.

    Returns
    -------
    int or None
        The most memory that the kernel held, in MB; None on Windows, which does not say.

    Raises
    ------
    Exception
        Whatever stops the run, above all a failing cell; the file is then as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as elsewhere:  # a chapter may run in any folder
        heard = Path(elsewhere) / "used.json"
        environment = with_package(os.environ, root) | {recorder.TELLS: str(heard)}
        NotebookClient(
            notebook,
            extra_arguments=KERNEL,
            timeout=SECONDS_A_CELL,
            record_timing=False,
            coalesce_streams=True,  # how often a stream was flushed is chance
            resources={"metadata": {"path": elsewhere}},
            shutdown_kernel="graceful",  # so that the recorder writes
        ).execute(env=environment)
        used = json.loads(heard.read_text("utf-8"))
        stored = record(notebook, used, root)
    clean(notebook)
    notebook.metadata["cnn_course"] = stored
    with replacing(path) as file:
        nbformat.write(notebook, file)
    return used["peak_memory_mb"]


def with_package(environment, root=ROOT):
    """The environment in which a kernel imports the package that the digest covers."""
    paths = [str(root), *filter(None, [environment.get("PYTHONPATH")])]
    return {**environment, "PYTHONPATH": os.pathsep.join(paths)}


def clean(notebook):
    """Take out what differs from run to run: times, versions, widget state."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if "outputs" in cell:
            cell.outputs = [one for one in cell.outputs if not _widget_alone(one)]
        for output in cell.get("outputs", []):
            # The name of a widget in a kernel that is gone; its HTML stays.
            output.get("data", {}).pop(WIDGET, None)
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = lighten(output.data["image/png"])


def _widget_alone(output):
    """A widget without HTML, such as a bar that a busy machine showed: on a page it is nothing."""
    data = output.get("data", {})
    return WIDGET in data and "text/html" not in data


def lighten(png):
    """Store a heavy picture (base64 PNG) with 256 colors; others stay as they are."""
    data = base64.b64decode(png)
    if len(data) <= HEAVY_PICTURE:
        return png
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    picture = Image.alpha_composite(paper, picture).convert("RGB")
    reduced = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    stored = io.BytesIO()
    reduced.save(stored, "PNG", optimize=True)
    return base64.b64encode(stored.getvalue()).decode()


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="run them all")
    parser.add_argument("files", nargs="*", type=Path, help="only these (default: all)")
    options = parser.parse_args(arguments)
    paths = options.files or notebooks()
    missing = [path for path in paths if not path.is_file()]
    if missing:
        parser.error(f"no such notebook: {', '.join(map(str, missing))}")
    todo = [path for path in paths if options.force or problems(path)]
    print(f"{len(todo)} of {len(paths)} notebooks to run")
    left = []
    for path in todo:
        start = time.perf_counter()
        print(f"  {path.name} ...", end=" ", flush=True)
        try:
            memory = execute(path)
        except KeyboardInterrupt:
            print("stopped; the stored notebook is unchanged")
            return 130
        except Exception as error:  # a failing cell, a dead kernel, a file that is no notebook
            print("failed; the stored notebook is unchanged")
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        print(f"{time.perf_counter() - start:.1f} s, {memory or '?'} MB")
        if memory and memory > MEGABYTES:
            left.append(f"{path.name}: it held {memory} MB of memory; Binder gives 2 GB to all")
        left += [f"{path.name}: {problem}" for problem in problems(path)]
    if left:
        print("Running does not mend these:", *left, sep="\n", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
