"""The convolution figure: a kernel that walks over a picture, every number shown."""

import numpy as np
import traitlets

from cnn_course._checks import numbers, pair, true_or_false, whole
from cnn_course.convolution import conv2d, pad
from cnn_course.explorables.convolution_room import kernel_room, picture_room, room
from cnn_course.explorables.facts import (
    HALF_TURN,
    HOLES,
    PARTS,
)
from cnn_course.explorables.figure import (
    Checked,
    Figure,
    Numbers,
    Refused,
    named_arrays,
    refusing,
    table,
    written,
)
from cnn_course.shapes import output_size, padding_amounts, reach

PICTURE = {2: "(H, W)", 3: "(H, W, C)"}
KERNEL = {2: "(kh, kw)", 4: "(kh, kw, C, F)"}


class Convolution(Figure):
    """Slide a kernel over a picture, step by step.

    Parameters
    ----------
    picture : array_like, (H, W) or (H, W, C)
        At most 16 rows and columns and 4 channels, of numbers up to a million.
    kernel : array_like, (kh, kw) or (kh, kw, C, F)
        At most 5 rows and columns, and 6 filters.
    bias : array_like, (F,), or one number
    stride : int or (int, int)
        1 to 3.
    dilation : int or (int, int)
        From one weight to the next, 1 to 4.
    padding : "valid", "same" or int
    flip : bool
        Give the kernel a half turn first: the convolution of mathematics.
    one_dimension : bool
        Slide a kernel of one row along each row, as `cnn_course.slide_1d` does:
        rows are neither padded nor stepped over.
    pictures, kernels : dict of arrays, optional
        What the reader can choose from, by name, with the limits of `picture` and `kernel`.
    without : tuple of str
        Parts to leave out, of `PARTS`: what a chapter has not come to yet.
    visits, hide : bool
        Show how many windows a pixel lies in; hide results not yet reached.
    place, filter : int
        Where the window stands at first, and which filter it shows.

    Raises
    ------
    TypeError, ValueError
        As `cnn_course.conv2d`, and for more than the figure has room for. A value
        that is refused changes nothing.

    Examples
    --------
    >>> figure = Convolution([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    >>> figure.result
    array([[51, 62]])
    >>> figure.kernel = [[1, 1], [1, 1]]
    >>> figure.result
    array([[12, 16]])
    """

    module = "convolution.js"

    picture = Numbers(PICTURE)
    kernel = Numbers(KERNEL)
    bias = Numbers({1: "(F,)"})
    stride = Checked((1, 1)).tag(sync=True)
    dilation = Checked((1, 1)).tag(sync=True)
    padding = Checked("valid").tag(sync=True)
    flip = Checked(False).tag(sync=True)
    one_dimension = Checked(False).tag(sync=True)
    pictures = Checked({}).tag(sync=True)
    kernels = Checked({}).tag(sync=True)
    without = Checked(()).tag(sync=True)
    visits = Checked(False).tag(sync=True)
    hide = Checked(False).tag(sync=True)
    place = Checked(0).tag(sync=True)
    filter = Checked(0).tag(sync=True)

    _computed = (
        "picture", "kernel", "bias", "stride", "dilation", "padding", "flip", "one_dimension",
    )  # fmt: skip

    def __init__(self, picture, kernel, bias=0, pictures=None, kernels=None, **options):
        kernel = numbers(kernel, "kernel", KERNEL)
        bias = numbers(bias, "bias", {0: "one number", 1: "(F,)"})
        filters = 1 if kernel.ndim == 2 else kernel.shape[3]
        bias = np.full(filters, bias) if bias.ndim == 0 else bias
        super().__init__(
            picture=picture,
            kernel=kernel,
            bias=bias,
            pictures={} if pictures is None else pictures,
            kernels={} if kernels is None else kernels,
            **options,
        )

    @traitlets.validate(*_computed)
    def _fits(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        state = {key: getattr(self, key) for key in self._computed} | {name: value}
        return refusing(_fitting, state)[name]

    @traitlets.validate("visits", "hide", "place", "filter")
    def _shows(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        if name in ("visits", "hide"):
            return refusing(true_or_false, value, name)
        return refusing(whole, value, name, 0)

    @traitlets.validate("without")
    def _known_parts(self, proposal):
        parts = proposal["value"]
        known = isinstance(parts, (tuple, list)) and all(part in PARTS for part in parts)
        if not known:
            raise Refused(f"without must be a tuple of {', '.join(PARTS)}; got {parts!r}")
        return tuple(parts)

    @traitlets.validate("pictures", "kernels")
    def _can_be_chosen(self, proposal):
        name, presets = proposal["trait"].name, proposal["value"]
        shapes, fits = {"pictures": (PICTURE, picture_room), "kernels": (KERNEL, kernel_room)}[name]
        return refusing(named_arrays, presets, name, shapes, fits)

    @property
    def result(self):
        """What the window makes, (oh, ow), or (oh, ow, F) for several filters."""
        return _slid(**{key: getattr(self, key) for key in self._computed})

    def still(self):
        size, stride = self.kernel.shape[:2], self.stride
        text = (
            f"A kernel of {size[0]} × {size[1]} slides over the picture in steps of "
            f"{stride[0]} down and {stride[1]} across, padding {self.padding}. "
            f"Each number of the result is a sum of products."
        )
        if self.one_dimension:
            text += " It slides along each row; rows are neither padded nor stepped over."
        window = tuple(reach(*axis) for axis in zip(size, self.dilation))
        if window != size:
            places = dict(zip(("down", "across", "high", "wide"), self.dilation + window))
            text += f" {HOLES.format(**places)}"
        if self.flip:
            text += f" {HALF_TURN}"
        if self.bias.any():
            text += f" The bias {', '.join(map(written, self.bias))} is added."
        kernel = self.kernel if self.kernel.ndim == 4 else self.kernel[..., None, None]
        filters = kernel.shape[3]
        tables = _tables(self.picture, "Picture", "channel", 0)
        for index in range(filters):
            name = "Kernel" if filters == 1 else f"Kernel of filter {index + 1}"
            tables += _tables(kernel[..., index], name, "channel", 0)
        if self.hide:
            text += " Results that the window has not yet reached are hidden."
        tables += _tables(self._reached(), "Result", "filter", 1)
        return f"<p>{text}</p>{''.join(tables)}"

    def _reached(self):
        """The result, with NaN for what is hidden."""
        result = self.result
        if not self.hide:
            return result
        place = np.arange(np.prod(result.shape[:2]))
        reached = (place <= self.place).reshape(result.shape[:2])
        return np.where(reached if result.ndim == 2 else reached[..., None], result, np.nan)


def _tables(arrays, name, part, first):
    """Tables of arrays (H, W) or (H, W, parts), each named by its part where there are several."""
    arrays = arrays if arrays.ndim == 3 else arrays[..., None]
    count = arrays.shape[2]
    names = [f"{name}, {part} {first + at}" for at in range(count)] if count > 1 else [name]
    return [table(arrays[..., at], called) for at, called in enumerate(names)]


def _fitting(state):
    """All that the result is computed from, checked."""
    # When the figure is made, some of these have not been looked at yet.
    state = {**state}
    for key in ("stride", "dilation"):
        state[key] = pair(state[key], key, 1)
    for key in ("flip", "one_dimension"):
        state[key] = true_or_false(state[key], key)
    if not isinstance(state["padding"], str):
        state["padding"] = whole(state["padding"], "padding", 0)
    room(**state)
    _slid(**state)
    return state


def _slid(picture, kernel, bias, stride, dilation, padding, flip, one_dimension):
    if flip:
        kernel = kernel[::-1, ::-1]
    if one_dimension:
        # Rows are neither padded nor stepped over. Asked first, it says how much was padded.
        along = picture.shape[1], kernel.shape[1], stride[1], padding, dilation[1]
        output_size(*along)
        zeros = padding_amounts(*along)
        picture, stride, padding = pad(picture, ((0, 0), zeros)), (1, stride[1]), "valid"
    return conv2d(picture, kernel, bias, stride, padding, dilation)
