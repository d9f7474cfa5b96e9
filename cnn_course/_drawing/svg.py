"""Puts a planned figure into SVG text, and hands that to the notebook."""

from cnn_course._drawing import svg_chart, svg_sheet
from cnn_course._drawing.alt import alt
from cnn_course._drawing.plan import Sheet
from cnn_course._drawing.svg_parts import safe


class Drawing:
    """A figure that a notebook shows as SVG."""

    def __init__(self, svg, says):
        self.svg = svg
        self.says = says

    def _repr_svg_(self):
        return self.svg

    def __repr__(self):
        return f"<Drawing: {self.says}>"


def paint(figure):
    try:
        from IPython.display import display
    except ImportError:
        raise ImportError(
            "nothing here can show a figure: install Matplotlib (python -m pip install "
            "matplotlib), or run this in a notebook"
        ) from None
    display(drawn(figure))


def drawn(figure):
    """The planned figure as a `Drawing`."""
    painter = svg_sheet if isinstance(figure, Sheet) else svg_chart
    width, height, body = painter.body(figure)
    says = alt(figure)
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="100%" style="max-width:{width:g}px" role="img" font-family="sans-serif">'
        f"<title>{safe(says)}</title>"
        f'<rect width="100%" height="100%" fill="white"/>{body}</svg>',
        says,
    )
