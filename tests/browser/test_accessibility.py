"""axe-core on every page, with its figures alive: all rules in light, colors in the dark too."""

import pytest

from cnn_course.explorables import modules
from tests.browser.test_pages import EVERY_PAGE

FIGURES = ", ".join(modules.figures())
NAMES = [name for name in EVERY_PAGE if name != "index.html"]  # it only leads to another
QUICK = {"resultTypes": ["violations"], "preload": False}  # no style sheet is asked for again
COLORS = QUICK | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

# A page shows thousands of numbers, and axe takes milliseconds to find what lies behind each.
# Of texts that look alike in color, size and everything behind them, it is asked about the first,
# and about none that looks like one of another page. Answers with how those look that it is asked.
ONE_OF_EACH = """known => {
  const backs = new Map();
  const behind = (part) => {
    if (!part) return "";
    if (!backs.has(part)) {
      const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(part);
      const own = [backgroundColor, backgroundImage, opacity, filter].join();
      const rest = behind(part.parentElement);
      // One that is seen through adds nothing, however many lie in each other.
      backs.set(part, own === "rgba(0, 0, 0, 0),none,1,none" ? rest : `${own};${rest}`);
    }
    return backs.get(part);
  };
  const looks = new Set(known);
  for (const part of document.querySelectorAll("body *")) {
    part.removeAttribute("data-asked");
    const texts = [...part.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE);
    if (!part.matches("input, select, textarea") && !texts.some(({data}) => data.trim())) continue;
    if (!part.checkVisibility({visibilityProperty: true})) continue;
    const {color, fontSize, fontWeight, textShadow, position} = getComputedStyle(part);
    const look = [color, fontSize, fontWeight, textShadow, position, behind(part)].join();
    part.toggleAttribute("data-asked", !looks.has(look));
    looks.add(look);
  }
  return [...looks].slice(known.length);
}"""
ONLY_THESE = 'axe.configure({rules: [{id: "color-contrast", selector: "[data-asked]"}]});'


def wake(page):
    """Open what is folded and bring each figure into view, so that all of them start."""
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    for host in page.query_selector_all(FIGURES):
        host.scroll_into_view_if_needed()
    page.wait_for_function(
        "count => document.querySelectorAll('.cnn-started').length === count",
        arg=page.locator(FIGURES).count(),
    )


@pytest.fixture(scope="module")
def known():
    """How texts look that axe found nothing wrong with."""
    return set()


def violations(page, options, known):
    """What axe finds on the page as it is now: rule, and the first parts that break it."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    looks = page.evaluate(ONE_OF_EACH, list(known))
    if options is COLORS and not looks:
        return []
    script = axe.Axe().axe_script + ONLY_THESE
    found = axe.Axe(script).run(page, options=options).response["violations"]
    if not found:
        known.update(looks)
    mark = ' data-asked=""'
    return [
        (fault["id"], [node["html"].replace(mark, "")[:200] for node in fault["nodes"]][:3])
        for fault in found
    ]


def in_light_and_dark(page, known):
    """What axe finds on a page that is light: by all rules, and in dark by that of colors."""
    found = violations(page, QUICK, known)
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector("html[data-theme=dark]")
    page.wait_for_function("document.getAnimations().length === 0")  # colors that fade over
    return found + violations(page, COLORS, known)


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(site, lend, known, name):
    window = lend()
    page = window.page
    page.goto(f"{site}/{name}", wait_until="load")
    wake(page)
    assert window.errors == [] and window.foreign == []
    assert in_light_and_dark(page, known) == []


def test_axe_finds_pale_text_among_texts_that_look_alike(visit):
    """One cell or field of a thousand is pale, or on another ground: it is found, and no other."""
    page, known = visit(color_scheme="light").page, set()
    page.set_content("<main>as usual <p hidden style='color: #aaa'>unseen</p></main>")
    assert violations(page, COLORS, known) == []
    assert len(known) == 1
    pale = {7: "color: #aaa", 500: "background: #444"}
    for one, around in (
        ('<td style="{}">cell {}</td>', "{}"),
        ('<input style="{}" value="{}">', "<td>{}</td>"),
    ):
        cells = "".join(around.format(one.format(pale.get(n, ""), n)) for n in range(1000))
        page.set_content(f"<main><table><tr>{cells}</tr></table></main>")
        rows = [one.format(style, n) for n, style in pale.items()]
        assert violations(page, COLORS, known) == [("color-contrast", rows)]
    assert len(known) == 1  # what is pale is found on the next page, too
