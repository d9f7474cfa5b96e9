"""How figures are drawn: `plan` decides what is seen, and one of two painters puts it on.

With Matplotlib where it is installed; elsewhere, as in a page that runs Python in the
browser, as SVG text, made by NumPy and the standard library.
"""

from importlib import import_module


def paint(figure):
    """Show a planned figure. Only now is Matplotlib imported, or found to be missing."""
    try:
        painter = import_module("cnn_course._drawing.on_matplotlib")
    except ModuleNotFoundError as missing:
        # One that is there, and lacks something itself, is to be mended and not passed over.
        if missing.name != "matplotlib":
            raise
        painter = import_module("cnn_course._drawing.svg")
    painter.paint(figure)
