"""Three chapters in Firefox: the same cells, the same texts."""

import pathlib
import tempfile
import time

import pytest

from tests.browser import wires
from tests.browser.hands import WebDriver
from tests.browser.opened import missing
from tests.live.conftest import PATIENCE, address, compared, from_file, stored

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def firefox(shipped):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        try:
            driven = wires.firefox(pathlib.Path(home))
            with driven as command:
                yield WebDriver(command)
        except (FileNotFoundError, RuntimeError) as problem:
            missing(f"Firefox cannot be driven: {problem}")


def at_last(look):
    """What look() finds that is not nothing."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "Firefox did not come to the end"
        time.sleep(0.2)
    return found


@pytest.mark.parametrize("chapter", ["01_pixels", "03_picture", "10_one_weight"])
def test_all_cells_put_out_what_is_stored(firefox, chapter):
    firefox.open(address(chapter, from_file()))
    firefox.ask("() => document.querySelector('.cnn-live-bar button').click()", [])
    ends = ("All cells have run.", "ended with an error", "read as before")
    said = "() => document.querySelector('.cnn-live-said').textContent"
    at_last(lambda: any(end in firefox.ask(said, []) for end in ends))
    assert firefox.ask(said, []) == "All cells have run."
    firefox.ask("() => void cnnLive.written().then(all => { window.kept = all.cells; })", [])
    cells = at_last(lambda: firefox.ask("() => window.kept", []))
    seen = {cell["id"]: cell for cell in cells}
    for one in stored(chapter):
        assert compared(seen[one["id"]]["outputs"]) == compared(one["outputs"]), one["id"]
