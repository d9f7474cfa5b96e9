"""Pages that hold no script and no style of their own: what is written into them stands in files.

A server or a learning platform may send pages with `Content-Security-Policy: default-src 'self'`.
Then a browser runs and obeys what comes in files, and nothing that is written into a page.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

FOLDER = "_static/shell"
SHELL = Path(__file__).with_name("shell.js")
MATH = Path(__file__).with_name("math_styles.js")
INLINE = re.compile(r'<script(?: data-cfasync="false")?>(.+?)</script>\s*', re.DOTALL)
# A setting for later scripts. It may come earlier, so that a page asks for one file less.
SETTING = re.compile(r"(?:(?:let|var) )?\w+ = '[^']*';?")
RULES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
STYLED = re.compile(r"""(<[a-z]\w*\b[^<>]*?) style="([^"<>]*)"([^<>]*>)""")
CLASS = re.compile(r'\bclass="')
CALL = re.compile(r'onclick="(?:window\.)?(\w+)\(\)"')


def in_files(page, folder, shell=""):
    """A page's HTML without scripts and styles of its own, and the files that it needs instead.

    Parameters
    ----------
    page : str
        The HTML of a page.
    folder : str
        The way from the page to the folder of the files.
    shell : str
        What stands first in the first file.

    Returns
    -------
    tuple
        The HTML, and the text of each file by its name, which changes with the text.
    """
    lines = [text.strip() for text in INLINE.findall(page)]
    settings = [text for text in lines[1:] if SETTING.fullmatch(text)]
    files = {}

    def move(found):
        text = found[1].strip()
        if found.start() == first:
            text = "\n".join([shell, text, *dict.fromkeys(settings), ""])
        elif text in settings:
            return ""
        files[name := f"{_digest(text)}.js"] = text
        return f'<script src="{folder}/{name}"></script>\n'

    def link(rules):
        files[name := f"{_digest(rules)}.css"] = rules
        return f'<link rel="stylesheet" href="{folder}/{name}">'

    found = INLINE.search(page)
    first = found.start() if found else -1
    page = CALL.sub(r'data-calls="\1"', INLINE.sub(move, page))
    page = RULES.sub(lambda found: link(found[1].strip()), page)
    if rules := "\n".join(f".{_named(text)} {{ {text} }}" for text in _styles(page)):
        page = STYLED.sub(_with_class, page).replace("</head>", f"{link(rules)}\n</head>", 1)
    return page, files


def _styles(page):
    return dict.fromkeys(found[2] for found in STYLED.finditer(page))


def _with_class(found):
    name, tag = _named(found[2]), found[1] + found[3]
    if CLASS.search(tag):
        return CLASS.sub(f'class="{name} ', tag, count=1)
    return re.sub(r"^<\w+", rf'\g<0> class="{name}"', tag)


def _named(text):
    return f"styled-{_digest(text)}"


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def without_inline(app, exception):
    """Move scripts and styles out of all pages that still hold some."""
    if exception:
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    shell = SHELL.read_text("utf-8")
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text("utf-8")
        if any(written.search(page) for written in (INLINE, RULES, STYLED)):
            way = Path(os.path.relpath(folder, path.parent)).as_posix()
            page, files = in_files(page, way, shell)
            path.write_text(page, "utf-8")
            for name, text in files.items():
                (folder / name).write_text(text, "utf-8")


def add_math_styles(app, page, template, context, doctree):
    """A script before MathJax, where there are formulas."""
    if any("mathjax/" in str(getattr(one, "filename", one)) for one in context["script_files"]):
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(MATH, folder)
        app.add_js_file(MATH.name, priority=400, loading_method="defer")
