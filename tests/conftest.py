"""What tests of pages share, wherever they stand: one browser in a process, and one server."""

from tests.browser.opened import browser, site, visit

__all__ = ["browser", "site", "visit"]
