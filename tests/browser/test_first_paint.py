"""How soon a reader on a slow network sees a page that was never opened before."""

import functools
import gzip
import http.server
import mimetypes
import re
import threading

import pytest

from tests.browser.opened import HTML, Quiet

LATENCY, BYTES = 150, 200_000  # milliseconds before an answer; bytes a second
PATIENCE = 2500  # milliseconds
TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Compressing(Quiet):
    """As GitHub Pages answers: text is compressed, and the connection stays open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.translate_path(self.path)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        try:
            with open(path, "rb") as file:
                content = file.read()
        except OSError:
            return self.send_error(404)
        self.send_response(200)
        if kind.startswith(TEXT):
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A reader who leaves hangs up."""


@pytest.fixture(scope="module")
def compressing(site):
    server = Server(("127.0.0.1", 0), functools.partial(Compressing, directory=HTML))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


PAINTED = """() => new Promise(resolve => new PerformanceObserver(list => {
  const first = list.getEntriesByName("first-contentful-paint")[0];
  if (first) resolve(first.startTime);
}).observe({ type: "paint", buffered: true }))"""


def first_paint(browser, address, latency=LATENCY, speed=BYTES):
    """Milliseconds until something is seen, in a browser that has nothing in its cache."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": latency, "downloadThroughput": speed,
             "uploadThroughput": speed},
        )  # fmt: skip
        page.goto(address, wait_until="commit", timeout=120_000)
        page.set_default_timeout(120_000)
        return page.evaluate(PAINTED)


@pytest.mark.parametrize("name", ["index", "02_row", "12_network", "14_mnist"])
def test_a_first_visit_on_a_slow_network_shows_the_page_soon(compressing, browser, name):
    assert first_paint(browser, f"{compressing}/book/{name}.html") <= PATIENCE


ICONS = """() => [...document.querySelectorAll("svg.svg-inline--fa")].map(icon => {
  const { x, y, width, height } = icon.getBoundingClientRect();
  return [icon.getAttribute("class"), x, y, width, height];
}).filter(([, , y, , height]) => height && y < 900)"""


# All but the lines at the head of a page, which nothing is painted before.
SCRIPTS = re.compile(r"^(?!.*/_static/shell/).*\.js")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_icons_are_there_before_any_script_and_stay_where_they_are(site, visit, width):
    seen = []
    for arrives in (False, True):
        window = visit(width=width)
        if not arrives:
            window.page.route(SCRIPTS, lambda route: route.abort())
        window.page.goto(f"{site}/book/02_row.html", wait_until="networkidle")
        seen.append([one for one in window.page.evaluate(ICONS) if "theme-switch" not in one[0]])
        assert not window.page.locator("[class^=fa]:not(svg)").count()
    assert len(seen[0]) >= 4
    # The theme's script gives a button a frame of one pixel.
    assert [kind for kind, *_ in seen[0]] == [kind for kind, *_ in seen[1]]
    for (_, *first), (_, *last) in zip(*seen, strict=True):
        assert first == pytest.approx(last, abs=1)
