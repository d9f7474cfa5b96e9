"""A page from a file with one digit reader, and nothing else."""

import pytest

from cnn_course import data
from cnn_course.explorables.digit_reader import DigitReader, page_data
from tests.browser import figure_page

WORDS = ".cnn-answer"
SAID = ".cnn-said"


@pytest.fixture(scope="module")
def digits():
    return data.load_mnist_5k()


@pytest.fixture
def show(lend, tmp_path):
    """`show(figure, state=..., width=...)` opens it."""

    def open_page(figure=None, state=None, weights=True, above="", **options):
        body = (figure or DigitReader())._repr_mimebundle_()[0]["text/html"]
        if state is not None:
            before, rest = body.split('state="', 1)
            escaped = state.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            body = f'{before}state="{escaped}"{rest[rest.index(chr(34)) :]}'
        window = lend(**options)
        data = page_data(body) if weights else None
        window.page.goto(figure_page.write(tmp_path, above + body, data))
        return window

    return open_page


@pytest.fixture
def reader(show):
    """The page, once the figure has begun."""
    window = show()
    window.page.locator(".cnn-digit-reader").wait_for()
    return window
