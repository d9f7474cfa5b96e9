"""What tests of pages share, wherever they stand: one browser in a process, and one server."""

from tests.browser.opened import browser, idle, lend, site, visit

__all__ = ["browser", "idle", "lend", "site", "visit"]
