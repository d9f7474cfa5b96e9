"""A few pages of the book, built by the book's own settings in a folder of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from tools.digest import ROOT


def copy(folder, pages):
    """Put these pages, and all that they are built with, into a folder."""
    shutil.copy(ROOT / "_config.yml", folder)
    for part in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / part, folder / "book" / part)
    for name in ("references.bib", *(f"{Path(page).name}.ipynb" for page in pages)):
        shutil.copy(ROOT / "book" / name, folder / "book")
    first, *others = pages
    toc = {"format": "jb-book", "root": first, "chapters": [{"file": page} for page in others]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc))


# Reading a configuration, Jupyter Book asks jsonschema, which would first compile the grammars
# of web addresses, if they are installed: for as long as it takes to build these pages.
BUILD = """
import sys
sys.modules["rfc3987_syntax"] = None
from jupyter_book.cli.main import main
main()
"""


def build(folder, **environment):
    """Build them, into `_build/html` there."""
    return subprocess.run(
        [sys.executable, "-P", "-c", BUILD, "build", folder],
        env=os.environ | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
