"""A notebook that is downloaded says where its package comes from.

The button on a page gives a copy of the chapter. Opened on another machine, its
imports would fail without a word of advice. So each copy gets one cell before its
first code; the notebooks of the book stay as they are.
"""

from pathlib import Path

import nbformat

CELL = "get-the-package"

START = """\
# This cell came with the download: the chapter computes with the package cnn_course.
import importlib.util
import sys

if importlib.util.find_spec("cnn_course") is None:
"""

WITHOUT_ADDRESS = """\
    raise ModuleNotFoundError(
        "this chapter needs the package cnn_course, and the Python that runs it here "
        f"({sys.executable}) does not have it. Open the chapter in your copy of the course with "
        "`make lab`, or run in a cell: %pip install FOLDER_OF_YOUR_COPY"
    )"""

WITH_ADDRESS = """\
    package = "cnn-course @ git+{url}@{branch}"
    if "google.colab" in sys.modules:
        %pip install --quiet "$package"
    else:
        raise ModuleNotFoundError(
            "this chapter needs the package cnn_course, and the Python that runs it here "
            f"({{sys.executable}}) does not have it. Run in a cell: %pip install \\"{{package}}\\"\\n"
            "Or open the chapter in a copy of the course with `make lab`: {url}"
        )"""


def explain_downloads(app, exception):
    """Write each notebook's copy again, with the cell that says how to get the package."""
    if exception:
        return
    options = app.config.html_theme_options
    source = first_cell(options["repository_url"], options["repository_branch"])
    for name in app.env.found_docs:
        original, copy = Path(app.env.doc2path(name)), Path(app.outdir, "_sources", f"{name}.ipynb")
        if original.suffix == ".ipynb" and copy.is_file():
            nbformat.write(explained(nbformat.read(original, as_version=4), source), copy)


def first_cell(url, branch):
    """The code of the cell; `url` is "" where the book has no public address."""
    return START + (WITH_ADDRESS.format(url=url, branch=branch) if url else WITHOUT_ADDRESS)


def explained(notebook, source):
    """The notebook with the cell before its first code cell."""
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    notebook.cells.insert(code[0] if code else 0, nbformat.v4.new_code_cell(source, id=CELL))
    return notebook
