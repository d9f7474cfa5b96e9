"""What all interactive figures have in common."""

import decimal
import html
import json

import anywidget
import numpy as np
import traitlets

from cnn_course._checks import numbers
from cnn_course.explorables.facts import LARGEST
from cnn_course.explorables.modules import element, for_notebook, style


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


def refusing(check, *values, **named):
    """What a check answers; what it refuses undoes a change of several traits."""
    try:
        return check(*values, **named)
    except (TypeError, ValueError) as problem:
        raise Refused(str(problem)) from None


def named_arrays(presets, name, shapes, fits):
    """What a reader can choose from: by name, nested lists of what fits(array, name) lets through."""
    if not isinstance(presets, dict):
        raise TypeError(f"{name} must be a dict of arrays, got {type(presets).__name__}")
    return {
        str(key): fits(ordinary(one, called, shapes), called).tolist()
        for key, one in presets.items()
        for called in [f"{name}[{key!r}]"]
    }


def small_enough(array, name):
    """The array, unless it holds numbers that no cell has room for."""
    if np.abs(array).max() > LARGEST:
        raise ValueError(f"{name} may hold numbers up to {LARGEST} in this figure")
    return array


class Figure(anywidget.AnyWidget):
    """A figure that answers back: two-way in JupyterLab, and alive in the built book.

    A subclass names its JavaScript module in `module`, and gives `still()`: what
    readers without JavaScript see.
    """

    module = ""
    _css = style()

    @property
    def _esm(self):
        return for_notebook(self.module)

    @property
    def tag(self):
        """The name of the figure's HTML element."""
        return element(self.module)

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
        NaN leaves a cell empty.
    caption : str

    Returns
    -------
    str
    """
    rows = "".join(
        "<tr>" + "".join(f"<td>{_entry(value)}</td>" for value in row) + "</tr>" for row in array
    )
    return f"<table><caption>{html.escape(caption)}</caption><tbody>{rows}</tbody></table>"


def _entry(value):
    return "" if np.isnan(value) else written(value)


def listed(words):
    """Words as a sentence lists them.

    Examples
    --------
    >>> listed(["one", "two", "three"])
    'one, two and three'
    """
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


# Half of a last digit goes up, as in JavaScript.
FOUR_DIGITS = decimal.Context(prec=4, rounding=decimal.ROUND_HALF_UP)


def written(value):
    """A number as the figures write it: whole, or with four digits that count.

    Examples
    --------
    >>> written(2.0), written(1.0625), written(12345.6), written(0.00001234)
    ('2', '1.063', '12350', '0.00001234')
    """
    number = float(value) + 0.0  # no minus before a zero
    if not number.is_integer():
        number = float(FOUR_DIGITS.create_decimal_from_float(number))
    if 0 < abs(number) < 1e-6:
        text = repr(number).replace("e-0", "e-")
    else:
        text = np.format_float_positional(number, trim="-")
    return text.replace("-", "\u2212")
