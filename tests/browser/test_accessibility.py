"""axe-core on every page, with its figures alive: all rules in light, colors in the dark too."""

import pytest

from tests.browser.test_pages import EVERY_PAGE

FIGURES = "cnn-convolution, cnn-pooling, cnn-question, cnn-digit-reader"
QUICK = {"resultTypes": ["violations"], "preload": False}  # no style sheet is asked for again
OPTIONS = {
    "light": QUICK,
    "dark": QUICK | {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}


def wake(page):
    """Open what is folded and bring each figure into view, so that all of them start."""
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    for host in page.query_selector_all(FIGURES):
        host.scroll_into_view_if_needed()
    page.wait_for_function(
        "count => document.querySelectorAll('.cnn-started').length === count",
        arg=page.locator(FIGURES).count(),
    )


@pytest.mark.parametrize("scheme", OPTIONS)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing(site, visit, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    window = visit(color_scheme=scheme)
    window.page.goto(f"{site}/{name}", wait_until="load")
    wake(window.page)
    assert window.errors == [] and window.foreign == []
    found = axe.Axe().run(window.page, options=OPTIONS[scheme]).response["violations"]
    assert [
        (problem["id"], [node["html"][:200] for node in problem["nodes"]][:3]) for problem in found
    ] == []
