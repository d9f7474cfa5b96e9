"""A script on every page that makes it light for the printer."""

import shutil
from pathlib import Path

SCRIPT = Path(__file__).with_name("light_paper.js")


def add_paper(app, page, template, context, doctree):
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SCRIPT, folder)
    app.add_js_file(SCRIPT.name, loading_method="defer")
