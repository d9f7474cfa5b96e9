"""axe-core on every page, with its figures alive: all rules in light, colors in the dark too."""

import pytest

from cnn_course.explorables import modules
from tests.browser.test_pages import EVERY_PAGE

FIGURES = ", ".join(modules.figures())
NAMES = [name for name in EVERY_PAGE if name != "index.html"]  # it only leads to another
QUICK = {"resultTypes": ["violations"], "preload": False}  # no style sheet is asked for again
COLORS = QUICK | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def wake(page):
    """Open what is folded and bring each figure into view, so that all of them start."""
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    for host in page.query_selector_all(FIGURES):
        host.scroll_into_view_if_needed()
    page.wait_for_function(
        "count => document.querySelectorAll('.cnn-started').length === count",
        arg=page.locator(FIGURES).count(),
    )


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(site, visit, name):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    window = visit(color_scheme="light")
    page = window.page
    page.goto(f"{site}/{name}", wait_until="load")
    wake(page)
    assert window.errors == [] and window.foreign == []
    found = axe.Axe().run(page, options=QUICK).response["violations"]
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    page.wait_for_function("document.getAnimations().length === 0")  # colors that fade over
    found += axe.Axe().run(page, options=COLORS).response["violations"]
    assert [
        (problem["id"], [node["html"][:200] for node in problem["nodes"]][:3]) for problem in found
    ] == []
