"""Pages from files for a reader: a figure alone, and chapters of the built book."""

import pytest

from tests.browser import figure_page
from tests.browser.opened import HTML, missing
from tests.browser.reader import hands, reader  # noqa: F401
from tests.browser.test_accessibility import FIGURES


def cell(name, row, column):
    return f"{name}, row {row}, column {column}"


def begun(reader):
    """Whether a figure has."""
    return reader.ask("() => document.querySelector('.cnn-live > *') !== null")


@pytest.fixture
def show(reader, tmp_path):
    """`show(figure or HTML)` opens a page from a file that holds it alone."""

    def open_page(figure, scripts=lambda body: None):
        body = figure if isinstance(figure, str) else figure._repr_mimebundle_()[0]["text/html"]
        figure_page.write(tmp_path, body, scripts(body))
        reader.open(tmp_path / "page.html")
        reader.sees(lambda: begun(reader), True)
        return reader

    return open_page


def wake(reader):
    """Open what is folded, and see every figure of the page begin."""
    reader.ask("() => document.querySelectorAll('details').forEach(part => (part.open = true))")
    look = """figures => [...document.querySelectorAll(figures)].filter(host => {
      if (host.matches(".cnn-started")) return false;
      host.scrollIntoView({ behavior: "instant" });
      return true;
    }).map(host => host.localName)"""
    reader.sees(lambda: reader.ask(look, FIGURES), [])
    plain = "() => document.querySelectorAll('.math:not(:has(mjx-container))').length"
    reader.sees(lambda: reader.ask(plain), 0)  # formulas that are set move what is below them


@pytest.fixture
def chapter(reader, tmp_path):
    """`chapter(name)` opens a page of the built book from a file, beside all that it needs."""

    def open_page(name):
        if not (HTML / "book" / name).is_file():
            missing("the book is not built: run `make book` first")
        (tmp_path / "book").mkdir()
        for part in HTML.iterdir():
            if part.name != "book":
                (tmp_path / part.name).symlink_to(part)
        page = tmp_path / "book" / name
        page.write_text((HTML / "book" / name).read_text("utf-8"), "utf-8")
        reader.open(page)
        wake(reader)
        return reader

    return open_page
