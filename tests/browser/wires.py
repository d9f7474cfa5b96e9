"""Firefox and WebKit, driven by the W3C's WebDriver.

What is said is the same for both, command by command; only the wire differs. Firefox listens
on a socket of its own (Marionette), WebKit has a program that listens for HTTP. Each begins
with an empty home, and takes whatever port is free.
"""

import contextlib
import json
import os
import socket
import urllib.error
import urllib.request

from tests.browser.programs import PATIENCE, answer, free_port, program, running, without

SIZE = {"width": 1280, "height": 900}
# A command, as Marionette and as the WebDriver of HTTP call it.
PATHS = {
    "SetWindowRect": "window/rect",
    "Navigate": "url",
    "Refresh": "refresh",
    "ExecuteScript": "execute/sync",
    "PerformActions": "actions",
}
QUIET = """
user_pref("marionette.port", 0);
user_pref("browser.startup.page", 0);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.server", "");
"""


def variables(home, **more):
    """The machine's variables without a trace of its user."""
    places = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
    return without("XDG_", "GTK_", "MOZ_") | places | {"NO_AT_BRIDGE": "1"} | more


@contextlib.contextmanager
def firefox(home):
    """command(name, ...) in a Firefox without a screen."""
    (home / "user.js").write_text(QUIET)
    start = (program("firefox-esr", "firefox"), "--headless", "--marionette", "--profile", home)
    with running(home, *start, env=variables(home)) as process:
        port = answer(process, home, lambda: int((home / "MarionetteActivePort").read_text()))
        with (
            socket.create_connection(("127.0.0.1", port), PATIENCE) as line,
            line.makefile("rwb") as wire,
        ):
            read_packet(wire)  # its greeting
            command = marionette(wire)
            command("WebDriver:NewSession")
            yield lambda name, **values: command(f"WebDriver:{name}", **values)
            command("Marionette:Quit", flags=["eForceQuit"])
            process.wait(PATIENCE)


def read_packet(wire):
    """A packet: the length of its JSON, a colon, its JSON."""
    length = b""
    while (digit := wire.read(1)) != b":":
        if not digit:
            raise ConnectionError("Firefox has gone")
        length += digit
    return json.loads(wire.read(int(length)))


def marionette(wire):
    def command(name, **values):
        text = json.dumps([0, 0, name, values]).encode()
        wire.write(b"%d:%s" % (len(text), text))
        wire.flush()
        _, _, problem, result = read_packet(wire)
        if problem:
            raise RuntimeError(f"{name}: {problem['message']}")
        return result.get("value") if isinstance(result, dict) else result

    return command


@contextlib.contextmanager
def screen(home):
    """The variables that name a screen which nobody sees."""
    read, write = os.pipe()
    options = ("-displayfd", write, "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
    start = (program("Xvfb"), *options)
    with (
        running(home, *start, env=variables(home), pass_fds=[write]) as process,
        open(read) as told,
    ):
        os.close(write)
        number = told.readline().strip()  # it takes the first that is free
        if not number:
            answer(process, home, lambda: int(number))
        yield {"DISPLAY": f":{number}", "GDK_BACKEND": "x11"}


@contextlib.contextmanager
def webkit(home):
    """command(name, ...) in WebKit's small browser, on a screen of its own."""
    driver, port = program("WebKitWebDriver"), free_port()
    address = f"http://127.0.0.1:{port}"
    with (
        screen(home) as seen,
        running(home, driver, f"--port={port}", env=variables(home, **seen)) as process,
    ):
        answer(process, home, lambda: over_http("GET", f"{address}/status"))
        wish = {"capabilities": {"alwaysMatch": {}}}
        session = over_http("POST", f"{address}/session", wish)["sessionId"]
        address = f"{address}/session/{session}"
        yield lambda name, **values: over_http("POST", f"{address}/{PATHS[name]}", values)
        over_http("DELETE", address)


def over_http(method, address, values=None):
    data = None if values is None else json.dumps(values).encode()
    request = urllib.request.Request(address, data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return json.load(reply)["value"]
    except urllib.error.HTTPError as problem:
        told = json.load(problem)["value"]
        raise RuntimeError(f"{address}: {told['error']}: {told['message']}") from None
