"""The book's one Sphinx extension: launch buttons, local assets, downloads.

It drops the buttons that need the repository's public address when there is none,
keeps every page from asking another host for anything, gives pages with interactive
figures the scripts of these figures, and only those, lets the reader's browser run the code
of some, makes a notebook that is downloaded say where its package comes from, makes pages
light for the printer, draws the theme's icons into the pages, which else wait for a script of
1.5 MB, and moves the theme's own lines of script out of the pages into files.
"""

from pathlib import Path

from course_address import branch, repository
from course_downloads import explain_downloads
from course_icons import draw_icons
from course_live import add_live, ship
from course_paper import add_paper
from course_policy import add_math_styles, without_inline

from cnn_course._files import digest
from cnn_course.explorables import modules
from cnn_course.explorables.page import page_files

PACKAGE = Path(modules.__file__).parent.parent


def set_buttons(app, config):
    public = repository(app.confdir)
    options = config.html_theme_options
    options["repository_url"] = public.url if public else ""
    options["repository_provider"] = public.provider if public else ""
    options["repository_branch"] = branch(app.confdir)
    options["use_repository_button"] = bool(public)
    options["path_to_docs"] = ""
    options["show_toc_level"] = 2
    if not public or not public.launches:
        options["launch_buttons"] = {}


def keep_local(app, page, template, context, doctree):
    # Live cells (Thebe) load their code from another host, and their setup
    # script comes twice; the course does not use them.
    context["script_files"] = [
        script for script in context.get("script_files", []) if "thebe" not in _words(script)
    ]
    context["default_mode"] = "auto"


def mend_roles(app, page, template, context, doctree):
    # docutils gives entries of a bibliography a role that ARIA has taken back.
    if "body" in context:
        context["body"] = context["body"].replace("doc-biblioentry", "listitem")


def add_figures(app, page, template, context, doctree):
    """The scripts of the figures that stand on this page."""
    texts = page_files(context.get("body", ""))
    if not texts:
        return
    folder = Path(app.outdir) / "_static" / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        if name.endswith(".css"):
            app.add_css_file(f"figures/{name}")
        else:
            app.add_js_file(f"figures/{name}", loading_method="defer")


def _words(script):
    """All that a script tag says: its file name and what stands inside it."""
    attributes = getattr(script, "attributes", {})
    return f"{getattr(script, 'filename', script)} {attributes.get('body', '')}".lower()


def package_digest():
    """A hash of what figures and questions are made of: every file of the package."""
    paths = sorted(PACKAGE.rglob("*"))
    kept = [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
    return digest(kept, PACKAGE)


def own_scripts():
    """The scripts of every page that lie beside this file."""
    scripts = sorted(Path(__file__).parent.glob("*.js"))
    return "".join(path.read_text("utf-8") for path in scripts)


def setup(app):
    # A page is written again when its notebook changed, and all are when a value of "html" did.
    app.add_config_value("course_package", package_digest(), "html", [str])
    app.add_config_value("course_shell", own_scripts(), "html", [str])
    app.connect("config-inited", set_buttons, priority=400)
    app.connect("html-page-context", keep_local, priority=900)
    app.connect("html-page-context", add_live)  # first: the figures ask whether Python is near
    app.connect("html-page-context", add_figures)
    app.connect("html-page-context", add_paper)
    app.connect("html-page-context", add_math_styles)
    app.connect("html-page-context", mend_roles)
    app.connect("build-finished", explain_downloads)
    app.connect("build-finished", draw_icons)
    app.connect("build-finished", without_inline)
    app.connect("build-finished", ship)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
