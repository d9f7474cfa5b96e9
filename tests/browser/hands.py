"""The hands that turn what a reader does into what a browser is told."""

import contextlib
import pathlib
import tempfile

import pytest

from tests.browser import wires
from tests.browser.opened import missing

# The W3C's codes for keys that write nothing.
CODES = {
    "Backspace": "\ue003", "Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008",
    "Control": "\ue009", "Escape": "\ue00c", "Space": " ", "End": "\ue010", "Home": "\ue011",
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
}  # fmt: skip


class Playwright:
    """Chromium, as all other tests here drive it."""

    def __init__(self, page):
        self.page = page
        self.open = page.goto
        self.reload = page.reload

    def ask(self, function, values):
        return self.page.evaluate(f"values => ({function})(...values)", values)

    def act(self, kind, actions):
        mouse, keys = self.page.mouse, self.page.keyboard
        does = {"pointerDown": mouse.down, "pointerUp": mouse.up, "keyDown": keys.down,
                "keyUp": keys.up, "pointerMove": mouse.move}  # fmt: skip
        for action in actions:
            given = [action[name] for name in ("x", "y", "value") if name in action]
            does[action["type"]](*given)


class WebDriver:
    """Firefox and WebKit."""

    def __init__(self, command):
        self.command = command
        command("SetWindowRect", **wires.SIZE)

    def open(self, address):
        self.command("Navigate", url=address)

    def reload(self):
        self.command("Refresh")

    def ask(self, function, values):
        script = f"return ({function})(...arguments)"
        return self.command("ExecuteScript", script=script, args=values)

    def act(self, kind, actions):
        given = [
            action
            | ({"value": CODES.get(action["value"], action["value"])} if kind == "key" else {})
            for action in actions
        ]
        self.command("PerformActions", actions=[{"type": kind, "id": kind, "actions": given}])


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def hands(request):
    """Hands in each browser, one after the other."""
    if request.param == "chromium":
        with request.getfixturevalue("browser").new_context(viewport=wires.SIZE) as context:
            yield Playwright(context.new_page())
        return
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        contextlib.ExitStack() as browser,
    ):
        try:
            command = browser.enter_context(getattr(wires, request.param)(pathlib.Path(home)))
        except (FileNotFoundError, RuntimeError) as problem:
            missing(f"{request.param} cannot be driven: {problem}")
        yield WebDriver(command)
