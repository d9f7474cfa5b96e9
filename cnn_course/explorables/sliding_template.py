"""The sliding template: weights that move along a strip of paper, and the sum at each place."""

import numpy as np
import traitlets

from cnn_course._checks import whole
from cnn_course.convolution import conv2d
from cnn_course.explorables.facts import (
    FITS,
    LARGEST_SUM,
    MOST_KERNEL,
    MOST_PIXELS,
    TIE,
)
from cnn_course.explorables.figure import (
    Checked,
    Figure,
    Numbers,
    listed,
    named_arrays,
    refusing,
    small_enough,
    table,
    written,
)

STRIP, WEIGHTS = {2: "(H, W)"}, {2: "(H, w)"}


class SlidingTemplate(Figure):
    """Move a template of weights along a strip, and take the sum of products at each place.

    It computes what a kernel does that slides in one direction, in the words of the
    chapter that has not yet come to kernels.

    Parameters
    ----------
    strip : array_like, (H, W)
        At most 5 rows and 16 columns, of numbers up to a million.
    weights : array_like, (H, w)
        The template: as high as the strip, not wider than it, and at most 5 columns.
    strips : dict of arrays, optional
        What the reader can choose from, by name, with the limits of `strip`.
    place : int
        The column of the strip under the template's left edge, at first.

    Raises
    ------
    TypeError, ValueError
        For a template that does not fit the strip, and for more than the figure has room
        for. A value that is refused changes nothing.

    Examples
    --------
    >>> figure = SlidingTemplate([[0, 3, 0, 5, 1]], [[1, -1]])
    >>> figure.sums
    array([-3,  3, -5,  4])
    >>> figure.largest
    [3]
    >>> figure.weights = [[1, 1]]
    >>> figure.sums
    array([3, 3, 5, 6])
    """

    module = "sliding_template.js"

    strip = Numbers(STRIP)
    weights = Numbers(WEIGHTS)
    strips = Checked({}).tag(sync=True)
    place = Checked(0).tag(sync=True)

    def __init__(self, strip, weights, strips=None, place=0, **options):
        strips = {} if strips is None else strips
        super().__init__(strip=strip, weights=weights, strips=strips, place=place, **options)

    @traitlets.validate("strip", "weights")
    def _fits(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        refusing(_room, **{"strip": self.strip, "weights": self.weights, name: value})
        return value

    @traitlets.validate("strips")
    def _can_be_chosen(self, proposal):
        return refusing(named_arrays, proposal["value"], "strips", STRIP, _paper)

    @traitlets.validate("place")
    def _stands(self, proposal):
        return refusing(whole, proposal["value"], "place", 0)

    @property
    def sums(self):
        """The sum of products at each place, (W - w + 1,), by `cnn_course.conv2d`."""
        return conv2d(self.strip, self.weights)[0]

    @property
    def largest(self):
        """The places of the largest sum, as a list; several where sums are equal."""
        margin = TIE * np.abs(self.strip).max() * np.abs(self.weights).max()
        return np.flatnonzero(self.sums >= self.sums.max() - margin).tolist()

    def still(self):
        sums = self.sums
        place = min(self.place, len(sums) - 1)
        rows, columns = self.weights.shape
        text = " ".join([
            f"A template of {rows} × {columns} weights lies on the strip at place {place}: its left "
            f"edge is on column {place}. Each pixel is multiplied by the weight that lies on it, "
            f"and all products are added up: the sum is {written(sums[place])}.",
            FITS.format(count=len(sums)),
            LARGEST_SUM.format(sum=written(sums.max()), places=listed(map(str, self.largest))),
        ])  # fmt: skip
        tables = table(self.strip, "Strip") + table(self.weights, "Weights")
        return f"<p>{text}</p>{tables}{table(sums[None], 'Sum at each place')}"


def _room(strip, weights):
    """Refuse a template that does not fit the strip, and what the figure cannot show."""
    _paper(strip, "strip")
    small_enough(weights, "weights")
    if weights.shape[1] > MOST_KERNEL:
        raise ValueError(
            f"weights may have {MOST_KERNEL} columns at most in this figure, got shape "
            f"{weights.shape}"
        )
    if len(weights) != len(strip) or weights.shape[1] > strip.shape[1]:
        raise ValueError(
            f"weights must have as many rows as the strip, and not more columns; got weights "
            f"{weights.shape}, strip {strip.shape}"
        )


def _paper(strip, name):
    """A strip, (H, W), that the figure has room for."""
    if len(strip) > MOST_KERNEL or strip.shape[1] > MOST_PIXELS:
        raise ValueError(
            f"{name} may have {MOST_KERNEL} rows and {MOST_PIXELS} columns at most in this "
            f"figure, got shape {strip.shape}; cut a part out of it"
        )
    return small_enough(strip, name)
