"""What a reader does in a page, whichever browser shows it: looks, mouse and keyboard."""

import time

import pytest

from tests.browser.hands import hands  # noqa: F401

PATIENCE = 20  # seconds
CENTER = (0.5, 0.5)

# Stands first in a page that is driven: whatever goes wrong in it is written down.
EAR = """<script>
faults = [];
addEventListener("error", ({ message, target }) => faults.push(message ?? target.outerHTML), true);
addEventListener("unhandledrejection", ({ reason }) => faults.push(String(reason)));
console.error = (...said) => faults.push(said.join(" "));
</script>"""

# By the name that a screen reader says, whole or up to its colon.
FIND = """name => {
  const saidOf = node => node.getAttribute("aria-label")
    ?? ((node.control && node.querySelector("span")) || node).textContent.trim();
  const named = [...document.querySelectorAll("[aria-label], label, button, summary")].filter(
    node => node.checkVisibility() && `${saidOf(node)}:`.startsWith(`${name}:`));
  if (!named.length) throw new Error(`nothing is called "${name}"`);
  return named[0].control ?? named[0];
}"""


class Reader:
    def __init__(self, hands):
        self.hands = hands

    def open(self, path):
        """Open a page from a file, listening to what goes wrong in it."""
        path.write_text(path.read_text("utf-8").replace("<head>", f"<head>{EAR}", 1), "utf-8")
        self.hands.open(path.as_uri())

    def reload(self):
        self.is_content()
        self.hands.reload()

    def is_content(self):
        assert not (found := self.ask("() => faults")), found

    def ask(self, function, *values):
        return self.hands.ask(function, list(values))

    def of(self, name, function, *values):
        """function(what has this name, ...)"""
        return self.ask(f"(name, ...rest) => ({function})(({FIND})(name), ...rest)", name, *values)

    def sees(self, look, wanted):
        """What look() finds is this, at once or after a moment."""
        end = time.monotonic() + PATIENCE
        while (seen := look()) != wanted and time.monotonic() < end:
            time.sleep(0.05)
        assert seen == wanted, f"{seen!r} instead of {wanted!r}"

    def text(self, selector):
        return self.ask("selector => document.querySelector(selector)?.innerText.trim()", selector)

    def value(self, name):
        return self.of(name, "node => node.value")

    def chosen(self, name):
        """In a list, or among radio buttons."""
        return self.of(
            name,
            "node => (node.selectedOptions?.[0] ?? node.querySelector('label:has(:checked)'))"
            ".textContent",
        )

    def grid(self, name):
        """The numbers of a table as the page shows them."""
        return self.of(
            name,
            """table => [...table.rows].map(row => [...row.cells].map(({ firstChild: inner }) =>
              Number((inner.value ?? inner.textContent).replace("\\u2212", "-"))))""",
        )

    def focused(self):
        return self.ask("() => document.activeElement.getAttribute('aria-label')")

    # The mouse.

    def at(self, name, *places):
        """Points on what has this name, in view and at rest: shares of its width and height."""

        def look():
            return self.of(
                name,
                """(node, places) => {
                  node.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
                  const { left, top, width, height } = node.getBoundingClientRect();
                  return places.map(([x, y]) =>
                    [left + x * width, top + y * height].map(Math.floor));
                }""",
                places or [CENTER],
            )

        self.sees(lambda: look() == look(), True)
        return look()

    def drag(self, *points):
        """Go to the first point, press, go to the others, let go."""
        first, *others = [{"type": "pointerMove", "x": x, "y": y} for x, y in points]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self.hands.act("pointer", [first, down, *others, up])

    def click(self, name):
        self.drag(*self.at(name))

    # The keyboard.

    def press(self, *chords):
        """Keys by name; "Shift+Tab" holds the first."""
        actions = []
        for chord in chords:
            keys = chord.split("+")
            actions += [{"type": "keyDown", "value": key} for key in keys]
            actions += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.hands.act("key", actions)

    def type(self, text):
        self.press(*("Space" if letter == " " else letter for letter in text))

    def tab_to(self, name):
        """Walk through the page; to radio buttons by the name of their group."""
        here = """node => [node, ...node.querySelectorAll("[type=radio]")].includes(
          document.activeElement)"""
        for _ in range(40):
            self.press("Tab")
            if self.of(name, here):
                return
        pytest.fail(f"40 tabs do not reach {name}")

    def pick(self, name, option):
        """Walk through radio buttons to the one with this text, by keyboard."""
        self.of(name, "node => node.querySelector(':checked').focus({ preventScroll: true })")
        way = """(node, option) => {
          const labels = [...node.querySelectorAll("label")];
          const at = labels.findIndex((label) => label.querySelector(":checked"));
          return labels.findIndex(({ textContent }) => textContent === option) - at;
        }"""
        while left := self.of(name, way, option):
            self.press("ArrowRight" if left > 0 else "ArrowLeft")
            assert abs(self.of(name, way, option)) < abs(left), f"no way to {option}"

    def choose(self, name, option):
        """Walk through a list of choices to the one with this text, by keyboard."""
        self.of(name, "node => node.focus({ preventScroll: true })")
        way = """({ options, selectedIndex: from }, option) =>
          [...options].findIndex(({ text }) => text === option) - from"""
        while left := self.of(name, way, option):
            self.press("ArrowDown" if left > 0 else "ArrowUp")
            assert abs(self.of(name, way, option)) < abs(left), f"no way to {option}"


@pytest.fixture
def reader(hands):
    """A reader, whose pages had no script errors and left nothing in the browser."""
    one = Reader(hands)
    yield one
    one.is_content()
    one.ask("() => localStorage.clear()")
