"""axe-core on every page, with its figures alive, in light and dark."""

import pytest

from tests.browser.test_pages import EVERY_PAGE

FIGURES = "cnn-convolution, cnn-pooling, cnn-question, cnn-digit-reader"


def wake(page):
    """Open what is folded and bring each figure into view, so that all of them start."""
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    for host in page.query_selector_all(FIGURES):
        host.scroll_into_view_if_needed()
    count = page.locator(FIGURES).count()
    page.wait_for_function("count => document.querySelectorAll('.cnn-started').length === count", arg=count)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing(site, visit, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    window = visit(color_scheme=scheme)
    window.page.goto(f"{site}/{name}", wait_until="load")
    wake(window.page)
    found = axe.Axe().run(window.page).response["violations"]
    assert [
        (problem["id"], [node["html"][:200] for node in problem["nodes"]][:3]) for problem in found
    ] == []
    assert window.errors == []
