"""The transposed convolution figure: each number stamps a kernel on a larger paper."""

import numpy as np
import traitlets

from cnn_course._checks import pair, true_or_false, whole
from cnn_course.explorables.facts import MOST_KERNEL, MOST_PIXELS, MOST_STRIDE, MOST_ZEROS
from cnn_course.explorables.figure import (
    Checked,
    Figure,
    Numbers,
    named_arrays,
    refusing,
    small_enough,
    table,
)
from cnn_course.shapes import output_size_transpose
from cnn_course.transposed import stamp_2d

PICTURE, KERNEL = {2: "(H, W)"}, {2: "(kh, kw)"}


class TransposedConvolution(Figure):
    """Stamp a kernel, times each number of a picture, on a larger paper, step by step.

    Parameters
    ----------
    picture : array_like, (H, W)
        At most 5 rows and columns, of numbers up to a million.
    kernel : array_like, (kh, kw)
        At most 5 rows and columns, of numbers up to a million.
    stride : int or (int, int)
        Pixels from one stamp to the next, 1 to 3.
    padding : "valid", "same" or int
        What is cut off around the paper, which has at most 16 rows and columns before.
    kernels : dict of arrays, optional
        What the reader can choose from, by name, with the limits of `kernel`.
    visits, hide : bool
        Show how many stamps lie on a pixel; hide stamps that are not yet reached.
    place : int
        The number that stamps at first, counted in reading order.

    Raises
    ------
    TypeError, ValueError
        As `cnn_course.stamp_2d`, and for more than the figure has room for. A value
        that is refused changes nothing.

    Examples
    --------
    >>> figure = TransposedConvolution([[1, 2]], [[1, 1, 1]], stride=(1, 2))
    >>> figure.result
    array([[1, 1, 3, 2, 2]])
    >>> figure.stamps
    array([[1, 1, 2, 1, 1]])
    >>> figure.stride = (1, 3)
    >>> figure.result
    array([[1, 1, 1, 2, 2, 2]])
    """

    module = "transposed_convolution.js"

    picture = Numbers(PICTURE)
    kernel = Numbers(KERNEL)
    stride = Checked((1, 1)).tag(sync=True)
    padding = Checked("valid").tag(sync=True)
    kernels = Checked({}).tag(sync=True)
    visits = Checked(False).tag(sync=True)
    hide = Checked(True).tag(sync=True)
    place = Checked(0).tag(sync=True)

    _computed = ("picture", "kernel", "stride", "padding")

    def __init__(self, picture, kernel, stride=1, padding="valid", kernels=None, **options):
        super().__init__(
            picture=picture,
            kernel=kernel,
            stride=stride,
            padding=padding,
            kernels={} if kernels is None else kernels,
            **options,
        )

    @traitlets.validate(*_computed)
    def _fits(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        state = {key: getattr(self, key) for key in self._computed} | {name: value}
        return refusing(_fitting, **state)[name]

    @traitlets.validate("kernels")
    def _can_be_chosen(self, proposal):
        return refusing(named_arrays, proposal["value"], "kernels", KERNEL, _sides)

    @traitlets.validate("visits", "hide")
    def _shows(self, proposal):
        return refusing(true_or_false, proposal["value"], proposal["trait"].name)

    @traitlets.validate("place")
    def _stands(self, proposal):
        return refusing(whole, proposal["value"], "place", 0)

    @property
    def result(self):
        """The paper with all stamps, (oh, ow), by `cnn_course.stamp_2d`."""
        return stamp_2d(self.picture, self.kernel, self.stride, self.padding)

    @property
    def stamps(self):
        """How many stamps lie on each pixel of the paper in the end, (oh, ow)."""
        return self._counted(np.ones(self.picture.shape, int))

    def _counted(self, numbers):
        return stamp_2d(numbers, np.ones(self.kernel.shape, int), self.stride, self.padding)

    def still(self):
        (rows, columns), (high, wide) = self.picture.shape, self.kernel.shape
        height, width = self.result.shape
        text = (
            f"Each of the {rows} × {columns} numbers of the picture is multiplied by all weights of "
            f"the kernel, {high} × {wide}, and stamped on the paper, {self.stride[0]} down and "
            f"{self.stride[1]} across from one stamp to the next, padding {self.padding}. Where "
            f"stamps overlap, they add up. The paper has {height} × {width} pixels."
        )
        tables = table(self.picture, "Picture") + table(self.kernel, "Kernel")
        number, count = min(self.place, rows * columns - 1) + 1, rows * columns
        if self.hide and number < count:
            done = (np.arange(count) < number).reshape(rows, columns)
            paper = stamp_2d(self.picture * done, self.kernel, self.stride, self.padding)
            shown = np.where(self._counted(done.astype(int)), paper, np.nan)
            tables += table(shown, f"Paper after stamp {number} of {count}")
        tables += table(self.result, "Paper after all stamps")
        if self.visits:
            tables += table(self.stamps, "Stamps on each pixel")
        return f"<p>{text}</p>{tables}"


def _fitting(picture, kernel, stride, padding):
    """All that the paper is computed from, checked."""
    _sides(picture, "picture")
    _sides(kernel, "kernel")
    stride = pair(stride, "stride", 1)
    if max(stride) > MOST_STRIDE:
        raise ValueError(f"stride must be at most {MOST_STRIDE} in this figure, got {stride!r}")
    if not isinstance(padding, str):
        padding = whole(padding, "padding", 0)
        if padding > MOST_ZEROS:
            raise ValueError(
                f"padding must be at most {MOST_ZEROS} in this figure, got {padding!r}"
            )
    paper = output_size_transpose(picture.shape, kernel.shape, stride)
    if max(paper) > MOST_PIXELS:
        raise ValueError(
            f"the paper may have {MOST_PIXELS} rows and columns at most in this figure, got "
            f"{paper}; take a smaller picture, kernel or stride"
        )
    stamp_2d(picture, kernel, stride, padding)
    return {"picture": picture, "kernel": kernel, "stride": stride, "padding": padding}


def _sides(array, name):
    """A picture or a kernel that the figure has room for."""
    if max(array.shape) > MOST_KERNEL:
        raise ValueError(
            f"{name} may have {MOST_KERNEL} rows and columns at most in this figure, got shape "
            f"{array.shape}"
        )
    return small_enough(array, name)
