"""axe-core on a page whose code has run: editors, outputs, an error, and the buttons."""

import pytest

from tests.browser.test_accessibility import in_light_and_dark, wake

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_axe_finds_nothing(live):
    page = live("05_stride", color_scheme="light")
    page.run(4)
    page.write(
        5,
        "# a comment, a text, a number\nprint('text', 3, True)\nimport sys\nprint(1, file=sys.stderr)\nraise ValueError('no')",
    )
    page.run(5)
    page.page.evaluate("document.activeElement.blur()")  # a cursor that blinks never rests
    wake(page.page)
    assert in_light_and_dark(page.page, set()) == []
