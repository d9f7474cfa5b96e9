"""What all interactive figures have in common."""

import html
import json

import anywidget
import numpy as np
import traitlets

from cnn_course._checks import numbers
from cnn_course.explorables.modules import for_notebook, read

MOST_PIXELS = 16  # a side of a picture; more cells than this cannot be read
LARGEST = 1e6  # what a cell has room for; a hundred products of it are exact


def ordinary(array, name, shapes):
    """As `cnn_course._checks.numbers`, and nothing that JSON has no word for."""
    array = numbers(array, name, shapes)
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} must hold ordinary numbers, no NaN and no infinity")
    return array


class Numbers(traitlets.TraitType):
    """A trait that is a NumPy array of real numbers here and nested lists in the page.

    Parameters
    ----------
    shapes : dict
        As `cnn_course._checks.numbers` takes them: ``{2: "(H, W)"}``.
    """

    def __init__(self, shapes, **options):
        self.shapes = shapes
        super().__init__(**options)
        self.tag(sync=True, to_json=lambda value, widget: value.tolist())

    def validate(self, owner, value):
        return ordinary(value, self.name, self.shapes)


class Checked(traitlets.Any):
    """A trait whose values the figure itself checks, None as well."""

    allow_none = False


class Refused(traitlets.TraitError, ValueError):
    """A value that does not fit: as a TraitError it undoes a change of several traits."""


def small_enough(array, name):
    """Refuse numbers that no cell has room for."""
    if np.abs(array).max() > LARGEST:
        raise ValueError(f"{name} may hold numbers up to {LARGEST:.0f} in this figure")


class Figure(anywidget.AnyWidget):
    """A figure that answers back: two-way in JupyterLab, and alive in the built book.

    A subclass names its JavaScript module in `module`, and gives `still()`: what
    readers without JavaScript see.
    """

    module = ""
    _css = read("explorables.css")

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        # A widget's own class is derived from ours when it is made; it has no new module.
        if "module" in vars(cls):
            cls._esm = for_notebook(cls.module)

    @property
    def tag(self):
        """The name of the figure's HTML element."""
        return "cnn-" + self.module.removesuffix(".js").replace("_", "-")

    def state(self):
        """What the page needs to begin with, ready for JSON."""
        ours = set(self.traits(sync=True)) - set(anywidget.AnyWidget.class_traits())
        values = {key: getattr(self, key) for key in sorted(ours) if not key.startswith("_")}
        return {
            key: value.tolist() if isinstance(value, np.ndarray) else value
            for key, value in values.items()
        }

    def __repr__(self):
        return f"<an interactive figure: {self.tag}>"

    def still(self):
        """The same state as HTML that needs no script."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        state = html.escape(json.dumps(self.state(), separators=(",", ":")))
        page = f'<{self.tag} state="{state}">\n{self.still()}\n</{self.tag}>'
        return {**data, "text/html": page}, metadata


def table(array, caption):
    """A matrix as an HTML table.

    Parameters
    ----------
    array : ndarray, (H, W)
    caption : str

    Returns
    -------
    str
    """
    rows = "".join(
        "<tr>" + "".join(f"<td>{written(value)}</td>" for value in row) + "</tr>" for row in array
    )
    return f"<table><caption>{html.escape(caption)}</caption><tbody>{rows}</tbody></table>"


def written(value):
    """A number as the figures write it: whole, or with four digits that count."""
    number = float(value)
    text = str(int(number)) if number.is_integer() else f"{number:.4g}"
    return text.replace("-", "\u2212")
