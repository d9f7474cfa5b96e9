"""A built page whose code runs where it stands, and what a reader does with it."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.browser.opened import HTML
from tools.digest import ROOT

PATIENCE = 300  # seconds: chapter 12 trains, and two cores may be busy
CHAPTERS = sorted(path.stem for path in (ROOT / "book").glob("*.ipynb") if path.stem[:2] <= "12")


@pytest.fixture(scope="session")
def shipped(site):
    """The folder with Python for the browser, beside the pages."""
    folder = HTML / "_static" / "live"
    if not (folder / "start.js").is_file():
        reason = "the pages were built without Python for the browser: `make book` says why"
        if os.environ.get("CNN_COURSE_REQUIRE_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


def address(chapter, base):
    return f"{base}/book/{chapter}.html"


def from_file():
    return HTML.as_uri()


class Live:
    """One page, by the words that it shows; `page` is Playwright's."""

    def __init__(self, page):
        self.page = page

    def open(self, where):
        self.page.goto(where, wait_until="load")
        return self

    def said(self):
        return self.page.text_content(".cnn-live-said")  # inner_text would have the page laid out

    def waits_for(self, look, wanted=True):
        """look() becomes this at last."""
        end, pause = time.monotonic() + PATIENCE, 0.02
        while (seen := look()) != wanted:
            assert time.monotonic() < end, (
                f"{seen!r} instead of {wanted!r}; the page says {self.said()!r}"
            )
            time.sleep(pause)
            # A page that is looked at all the time has less for itself.
            pause = min(1.5 * pause, 0.5)

    def press(self, cell=None):
        """The button of a cell, counted from 0; or that of the page."""
        if cell is None:
            self.page.click(".cnn-live-bar button")
        else:  # a folded cell has its button in the fold
            self.page.locator(".cnn-live-run").nth(cell).dispatch_event("click")

    def run(self, cell=None):
        """Press, and wait for the end."""
        self.press(cell)
        ends = ("All cells have run.", "ended with an error", "read as before")
        if cell is not None:
            ends += (f"Cell {cell + 1} has run.",)
        self.waits_for(lambda: any(end in self.said() for end in ends))
        return self.said()

    def write(self, cell, code):
        """Put other code into a cell, as a reader does."""
        place = self.page.locator(".bd-article .cell").nth(cell)
        place.evaluate(
            "cell => cell.querySelectorAll('details').forEach(fold => (fold.open = true))"
        )
        place.locator(".cell_input").scroll_into_view_if_needed()
        field = place.locator(".cm-content")
        field.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def empty(self, first, end):
        """Leave nothing to do for the cells from `first` to before `end`, as a reader could."""
        self.page.evaluate(
            """async ([first, end]) => {
              for (const fold of document.querySelectorAll(".bd-article details")) fold.open = true;
              for (const field of [...document.querySelectorAll(".cm-content")].slice(first, end)) {
                field.focus();
                document.execCommand("selectAll");
                document.execCommand("insertText", false, "pass");
                await new Promise(requestAnimationFrame);
              }
            }""",
            [first, end],
        )
        assert all(cell["source"] == "pass" for cell in self.written()[first:end])

    def state(self, cell):
        return self.page.locator(".cnn-live-state").nth(cell).text_content()

    def output(self, cell):
        """The text that stands below a cell."""
        shown = self.page.locator(".bd-article .cell").nth(cell).locator(".cell_output")
        return shown.text_content() if shown.count() else ""

    def written(self):
        """The notebook as a reader would download it: its code cells."""
        notebook = self.page.evaluate("cnnLive.written()")
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        return [cell for cell in cells if cell["id"] != "get-the-package"]


@pytest.fixture
def live(shipped, visit):
    """`live("03_picture")` opens a chapter from a file; nothing may go wrong in it."""
    opened = []

    def open_page(chapter, base=None, width=1280, **options):
        window = visit(width, **options)
        opened.append(window)
        return Live(window.page).open(address(chapter, base or from_file()))

    yield open_page
    for window in opened:
        assert window.errors == []
        assert window.foreign == []


def stored(chapter):
    """The chapter's code cells, as git has them."""
    text = Path(ROOT, "book", f"{chapter}.ipynb").read_text("utf-8")
    return [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def compared(outputs):
    """What must be equal: every text in every form; a picture is there, or is not."""
    found = []
    for output in outputs:
        if output["output_type"] == "stream":
            text = "".join(output["text"])
            if found and found[-1][:2] == ("stream", output["name"]):
                text = found.pop()[2] + text
            found.append(("stream", output["name"], text))
        elif output["output_type"] == "error":
            found.append(("error", output["ename"], output["evalue"]))
        elif {"image/png", "image/svg+xml"} & set(output["data"]):
            found.append(("picture",))
        else:
            forms = output["data"].items()
            texts = {form: "".join(text) for form, text in forms if form.startswith("text/")}
            found.append(("shown", texts))
    return found
