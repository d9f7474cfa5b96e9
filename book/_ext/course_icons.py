"""The theme's icons, drawn into the pages while they are built.

The theme draws its icons with a script of 1.5 MB, which a page waits for before it shows
anything. Here the icons that a page uses, some fifteen of 2000, are taken out of that script
and stand in the page as what the script would make of them.
"""

import functools
import html
import re
from pathlib import Path

SCRIPT = Path("_static", "scripts", "fontawesome.js")
TAG = re.compile(r'<script src="[^"]*/scripts/fontawesome\.js[^"]*"></script>')
CREDIT = "<!-- Icons: Font Awesome Free, https://fontawesome.com/license/free (CC BY 4.0) -->"
PLACE = re.compile(r"<(i|span)( [^>]*)></\1>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
ENTRY = re.compile(
    r'(?:"([\w-]+)"|(\w+)):\[(\d+),(\d+),\[([^\]]*)\],"\w*","([^"]+)"\]'
)  # fmt: skip
STYLES = {
    "fas": "solid", "fa-solid": "solid", "far": "regular", "fa-regular": "regular",
    "fab": "brands", "fa-brands": "brands",
}  # fmt: skip


@functools.cache
def icons(script):
    """All icons of the theme's script.

    Parameters
    ----------
    script : str
        The text of fontawesome.js.

    Returns
    -------
    dict
        (style, name): (width, height, path). Styles are "solid", "regular" and "brands".
    """
    sets, end = [], None
    for found in ENTRY.finditer(script):
        if end is None or script[end : found.start()] != ",":
            sets.append({})
        end = found.end()
        quoted, bare, width, height, others, path = found.groups()
        for name in [quoted or bare, *re.findall(r'"([\w-]+)"', others)]:
            sets[-1].setdefault(name, (int(width), int(height), path))
    # The sets have no names of their own: brands are known by one of them, and of the drawings
    # that are in both of the others, more are solid.
    plain = sorted((one for one in sets if "github" not in one), key=len, reverse=True)
    brands = [one for one in sets if "github" in one]
    named = {**dict(zip(("solid", "regular"), plain)), **dict(zip(("brands",), brands))}
    return {(style, name): icon for style, one in named.items() for name, icon in one.items()}


def drawn(page, known):
    """A page's HTML with its icons in it, and without the script that would draw them.

    An icon that is not known stays as it is; then the theme's font draws it.
    """

    def draw(place):
        attributes = dict(ATTRIBUTE.findall(place[2]))
        classes = attributes.pop("class", "").split()
        style = next((STYLES[one] for one in classes if one in STYLES), None)
        names = [one for one in classes if (style, one.removeprefix("fa-")) in known]
        if style is None or len(names) != 1:
            return place[0]
        width, height, path = known[style, names[0].removeprefix("fa-")]
        kept = " ".join(["svg-inline--fa", *(one for one in classes if one not in STYLES)])
        title = attributes.pop("title", "")
        said = 'role="img"' if title else 'aria-hidden="true"'
        more = "".join(f' {name}="{value}"' for name, value in attributes.items())
        inside = f"<title>{html.escape(html.unescape(title))}</title>" if title else ""
        return (
            f'<svg class="{kept}"{more} {said} focusable="false" '
            f'viewBox="0 0 {width} {height}">{inside}<path fill="currentColor" d="{path}"/></svg>'
        )

    return PLACE.sub(draw, TAG.sub(CREDIT, page))


def draw_icons(app, exception):
    """Put the icons into all pages that do not have them yet."""
    script = Path(app.outdir, SCRIPT)
    if exception or not script.is_file():
        return
    known = icons(script.read_text("utf-8"))
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text("utf-8")
        if TAG.search(page):
            path.write_text(drawn(page, known), "utf-8")
