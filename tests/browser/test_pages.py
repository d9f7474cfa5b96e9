"""Every page of the built book, opened in a real browser."""

import functools
import gzip
import re

import pytest

from tests.browser.opened import HTML, Visit
from tools.digest import ROOT

PAGES = sorted(
    f"book/{path.stem}.html"
    for path in [*(ROOT / "book").glob("*.md"), *(ROOT / "book").glob("*.ipynb")]
)
EVERY_PAGE = ["index.html", "search.html", "genindex.html", *PAGES]
BUDGET = 300_000  # bytes, gzip, of a chapter's own page and pictures
FIRST = 150_000  # of all that it waits for before it shows anything, and of itself

# The page scrolls sideways when this is wider than the window.
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def seen(site, browser):
    """`seen(name)` is what one visit to a page showed, on a desktop and then on a phone."""

    @functools.cache
    def look(name):
        window.page.set_viewport_size({"width": 1280, "height": 900})
        window.page.goto(f"{site}/{name}", wait_until="networkidle")
        alts = window.page.eval_on_selector_all("article img", "all => all.map(i => i.alt)")
        window.page.set_viewport_size({"width": 360, "height": 900})
        width = window.page.evaluate(WIDTH)
        found = {"errors": window.errors, "foreign": window.foreign, "alts": alts, "width": width}
        window.forget()
        return found

    window = Visit(browser)
    yield look
    window.context.close()


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_opens_without_errors_and_asks_no_other_host(seen, name):
    assert seen(name)["errors"] == []
    assert seen(name)["foreign"] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_a_file_as_well(site, lend, name):
    window = lend()
    window.page.goto((HTML / name).as_uri(), wait_until="load")
    assert window.page.locator("article h1").is_visible()
    assert window.errors == []
    assert window.foreign == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_never_scrolls_sideways(seen, name):
    assert seen(name)["width"] <= 360


@pytest.mark.parametrize("name", PAGES)
def test_every_picture_says_what_it_shows(seen, name):
    alts = seen(name)["alts"]
    assert all(len(alt) > 10 and "_images/" not in alt for alt in alts), alts
    if re.match(r"book/\d\d_", name):
        assert len(alts) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_follow_the_readers_system(site, lend, scheme):
    window = lend(color_scheme=scheme)
    window.page.goto(f"{site}/book/02_row.html", wait_until="load")
    assert window.page.get_attribute("html", "data-theme") == scheme


CONTRAST = """
element => {
  const light = color => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(v => {
      v /= 255;
      return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = element;
  while (/rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(ground).backgroundColor)) {
    ground = ground.parentElement;
  }
  const a = light(getComputedStyle(element).color);
  const b = light(getComputedStyle(ground).backgroundColor);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_questions_can_be_read_in_light_and_dark(site, lend, scheme):
    window = lend(color_scheme=scheme)
    window.page.goto(f"{site}/book/02_row.html", wait_until="load")
    parts = window.page.locator(".cnn-check-asked p, .cnn-check-asked strong")
    assert parts.count() >= 2
    for part in parts.all():
        assert part.evaluate(CONTRAST) >= 4.5


def test_search_finds_stride(site, visit):
    window = visit()
    window.page.goto(f"{site}/search.html?q=stride")
    found = window.page.locator("#search-results li a").filter(has_text="Stride")
    found.first.wait_for(timeout=10_000)
    assert "05_stride" in found.first.get_attribute("href")
    assert window.errors == []


def test_the_keyboard_reaches_the_navigation(site, visit):
    window = visit()
    window.page.goto(f"{site}/book/02_row.html", wait_until="load")
    window.page.keyboard.press("Tab")
    assert "Skip to main content" in window.page.evaluate("document.activeElement.textContent")
    for _ in range(40):
        window.page.keyboard.press("Tab")
        target = window.page.evaluate("document.activeElement.getAttribute('href')") or ""
        if "03_picture" in target:
            break
    else:
        pytest.fail("40 tabs do not reach the next chapter in the navigation")
    assert window.page.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
    ), "the focus cannot be seen"
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/03_picture.html")


def test_solutions_are_folded_until_they_are_opened(site, visit):
    window = visit()
    window.page.goto(f"{site}/book/02_row.html", wait_until="load")
    fold = window.page.locator("details", has_text="Show the solution").first
    answer = fold.locator(".cnn-check-right")
    assert not answer.is_visible()
    fold.locator("summary").click()
    assert answer.is_visible()


def compressed(path):
    return len(gzip.compress(path.read_bytes()))


def waited_for(page):
    """The style sheets and scripts that a page waits for before it shows anything."""
    head = page[: page.index("</head>")]
    for tag in re.findall(r"<(?:script|link)\b[^>]*>", head):
        script = tag.startswith("<script") and not re.search(r"\s(?:defer|async)\b", tag)
        if script or 'rel="stylesheet"' in tag:
            yield from re.findall(r'(?:src|href)="\.\./([^"?]+)', tag)


@pytest.mark.parametrize("name", [name for name in PAGES if re.match(r"book/\d\d_", name)])
def test_a_chapter_is_light(site, name):
    page = (HTML / name).read_text()
    waits = compressed(HTML / name) + sum(compressed(HTML / path) for path in waited_for(page))
    assert waits <= FIRST
    weight = compressed(HTML / name)
    for picture in set(re.findall(r'src="\.\./(_images/[^"]+)"', page)):
        weight += (HTML / picture).stat().st_size
    assert weight <= BUDGET


def test_nothing_of_the_theme_lies_over_an_answer(site, visit):
    """It would: a button to the top, as soon as a reader goes up a little."""
    page = visit(width=360).page
    page.goto(f"{site}/book/14_mnist.html", wait_until="load")
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 2000")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    fixed = page.evaluate("""() => [...document.querySelectorAll("body *")].filter((one) =>
      getComputedStyle(one).position === "fixed" && one.checkVisibility() && one.offsetHeight > 0
      && one.getBoundingClientRect().top > 100 && one.getBoundingClientRect().top < innerHeight)
      .map((one) => one.id || one.className)""")
    assert fixed == []
