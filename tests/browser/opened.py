"""The built book, a local server for it, and the machine's own Chromium."""

import collections
import contextlib
import functools
import http.server
import os
import shutil
import threading

import pytest

from tools.digest import ROOT

HTML = ROOT / "_build" / "html"
# The headless shell first: the same engine, a window of it opens in a third of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing is fetched from elsewhere
]
HERE = ("http://127.0.0.1:", "ws://127.0.0.1:", "file:", "data:", "blob:")


def missing(reason):
    """Skip, saying why; where a browser is required, fail."""
    if os.environ.get("CNN_COURSE_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def served(folder=HTML, answers=Quiet):
    """Address of the built book, served on this machine alone."""
    handler = functools.partial(answers, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def site():
    if not (HTML / "index.html").is_file():
        missing("the book is not built: run `make book` first")
    with served() as address:
        yield address


def chromium():
    """This machine's Chromium, or a relative of it; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser():
    program = chromium()
    if program is None:
        missing(f"no browser on this machine (looked for {', '.join(NAMES)})")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        engine = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield engine
        engine.close()


class Visit:
    """A page, and all that went wrong while it was open."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.errors, self.foreign = [], []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        # Heard, not held up: a page that waits for each request takes half as long again.
        self.context.on("request", self._note)

    def forget(self):
        """As if nothing had been looked at."""
        for other in self.context.pages[1:]:
            other.close()
        self.page.mouse.move(0, 0)
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.page.goto("about:blank")
        self.errors, self.foreign = [], []

    def _note(self, request):
        if not request.url.startswith(HERE):
            self.foreign.append(request.url)


# How a window shows its pages, where nothing else is asked for.
MEDIA = {
    "media": "screen", "color_scheme": "light", "reduced_motion": "no-preference",
    "forced_colors": "none",
}  # fmt: skip


@pytest.fixture(scope="session")
def idle(browser):
    """Windows that no test uses now, by what they were opened with."""
    return collections.defaultdict(list)


@pytest.fixture
def lend(browser, idle):
    """`lend(width=..., color_scheme=...)` is a window that other tests had: quicker than `visit`.

    It has forgotten what was stored in it. Scripts that are added to a window stay: they need a
    fresh one.
    """
    lent = []

    def lend_window(width=1280, **options):
        media = {name: options.pop(name, usual) for name, usual in MEDIA.items()}
        opened = tuple(sorted(options.items()))
        window = idle[opened].pop() if idle[opened] else Visit(browser, **options)
        lent.append((opened, window))
        window.page.set_viewport_size({"width": width, "height": 900})
        window.page.emulate_media(**media)
        return window

    yield lend_window
    for opened, window in lent:
        window.forget()
        idle[opened].append(window)


@pytest.fixture
def visit(browser):
    """`visit(width=..., color_scheme=...)` opens a fresh browser window."""
    opened = []

    def open_window(width=1280, **options):
        opened.append(Visit(browser, viewport={"width": width, "height": 900}, **options))
        return opened[-1]

    yield open_window
    for window in opened:
        window.context.close()
