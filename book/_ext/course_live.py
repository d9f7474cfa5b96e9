"""Pages whose code the reader can change and run where it stands.

What runs it is packed by `python -m tools.live` into _build/live. Where that is missing,
the pages are as they would be without this file.
"""

import json
import shutil
from pathlib import Path

import nbformat

# Chapters whose code needs neither Keras nor TensorFlow, which no browser has.
LAST = 12
SHIPPED = ("_static", "live")
WITHOUT_SCRIPTS = (
    "<noscript><p>Without JavaScript the figures on this page are tables, "
    "and its code cannot be run here.</p></noscript>"
)


def is_live(app, page):
    """Whether the code of this page can run in it."""
    number = page.rpartition("/")[2].partition("_")[0]
    return number.isdigit() and int(number) <= LAST and (packed(app) / "manifest.json").is_file()


def packed(app):
    return Path(app.outdir).parent / "live"


def add_live(app, page, template, context, doctree):
    """The buttons, and the way to Python, which is fetched when one of them is pressed."""
    if is_live(app, page):
        name = page.rpartition("/")[2]
        app.add_css_file("live/live.css")
        app.add_js_file("live/start.js", loading_method="defer", **{"data-notebook": name})
        context["body"] = context["body"].replace("</h1>", f"</h1>{WITHOUT_SCRIPTS}", 1)


def ship(app, exception):
    """Put the runtime and the notebooks' code beside the pages."""
    folder = Path(app.outdir, *SHIPPED)
    shutil.rmtree(folder, ignore_errors=True)
    pages = [page for page in app.env.found_docs if is_live(app, page)]
    if exception or not pages:
        return
    shutil.copytree(packed(app), folder, ignore=shutil.ignore_patterns("manifest.json"))
    (folder / "pages").mkdir()
    for page in pages:
        copy = Path(app.outdir, "_sources", f"{page}.ipynb")
        notebook = without_outputs(nbformat.read(copy, as_version=4))
        script = f"cnnLive.notebook({json.dumps(notebook)});\n"
        (folder / "pages" / f"{page.rpartition('/')[2]}.js").write_text(script, "utf-8")


def without_outputs(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook
