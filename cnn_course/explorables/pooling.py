"""The pooling figure: windows, winners, and a picture that moves by one pixel."""

import math

import numpy as np
import traitlets

from cnn_course._checks import pair, whole
from cnn_course.explorables.facts import (
    CHANGES,
    MOST_PIXELS,
    MOST_WINDOW,
    PADDINGS,
    POOLINGS,
    SAME,
    SPREAD,
    STAYS,
)
from cnn_course.explorables.figure import (
    Checked,
    Figure,
    Numbers,
    refusing,
    small_enough,
    table,
)
from cnn_course.pooling import plan, pool2d


class Pooling(Figure):
    """Pool a picture step by step, and move it by a pixel to see what stays.

    Parameters
    ----------
    picture : array_like, (H, W)
        At most 16 rows and columns, of numbers up to a million.
    size : int or (int, int)
        Rows and columns of the window, 1 to 4.
    stride : int, (int, int) or None
        Pixels from one window to the next, 1 to 4; None means `size`.
    how : "max", "average" or "l2"
    padding : "valid" or "same"
    place : int
        Where the window stands at first.

    Raises
    ------
    TypeError, ValueError
        As `cnn_course.pool2d`, and for more than the figure has room for. A value
        that is refused changes nothing.

    Examples
    --------
    >>> figure = Pooling([[1, 7, 2, 0], [3, 5, 4, 6]])
    >>> figure.result
    array([[7, 6]])
    >>> figure.moved = (0, 1)
    >>> figure.result
    array([[3, 7]])
    """

    module = "pooling.js"

    picture = Numbers({2: "(H, W)"})
    size = Checked((2, 2)).tag(sync=True)
    stride = traitlets.Any(None, allow_none=True).tag(sync=True)
    how = Checked("max").tag(sync=True)
    padding = Checked("valid").tag(sync=True)
    moved = Checked((0, 0)).tag(sync=True)
    place = Checked(0).tag(sync=True)

    def __init__(self, picture, size=2, stride=None, how="max", padding="valid", **options):
        settings = {"size": size, "stride": stride, "how": how, "padding": padding}
        super().__init__(picture=picture, **settings, **options)

    @traitlets.validate("picture", "size", "stride", "how", "padding", "moved")
    def _check(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        settings = {key: getattr(self, key) for key in ("size", "stride", "how", "padding")}
        picture = value if name == "picture" else self.picture
        if name in settings:
            settings[name] = value
        refusing(_room, picture, **settings)
        refusing(plan, picture.shape, **settings)
        if name == "moved":
            return refusing(_movement, value)
        if name in ("size", "stride") and value is not None:
            return refusing(pair, value, name, 1)
        return value

    @traitlets.validate("place")
    def _stands(self, proposal):
        return refusing(whole, proposal["value"], "place", 0)

    @property
    def shown(self):
        """The picture as it stands, (H, W): moved, with zeros where nothing was."""
        return shifted(self.picture, self.moved)

    @property
    def result(self):
        """The pooled picture, (oh, ow), by `cnn_course.pool2d`."""
        return self._pooled(self.shown)

    @property
    def stays(self):
        """Which results are what they were before the picture moved, (oh, ow)."""
        return np.abs(self.result - self._pooled(self.picture)) <= self._margin

    @property
    def change(self):
        """How far a result is from what it was, on average, as a share of their spread.

        The spread is the standard deviation of the results before the move. It makes
        ways of pooling comparable whose results are large or small, far apart or near
        each other. None where all results were one number.
        """
        before = self._pooled(self.picture)
        spread = before.std()
        if spread <= self._margin:
            return None
        return float(np.abs(self.result - before).mean() / spread)

    @property
    def _margin(self):
        return SAME * np.abs(self.picture).max()

    def _pooled(self, picture):
        return pool2d(picture, self.size, self.stride, self.padding, self.how)

    def still(self):
        stride = self.size if self.stride is None else self.stride
        text = (
            f"{POOLINGS[self.how].capitalize()} pooling, windows of {self.size[0]} × {self.size[1]}, "
            f"steps of {stride[0]} down and {stride[1]} across, padding {self.padding}."
        )
        if any(self.moved):
            same = self.stays
            stays = STAYS.format(count=same.sum(), all=same.size)
            text += (
                f" The picture is moved by {self.moved[0]} rows and {self.moved[1]} columns: {stays}"
            ).replace("-", "\u2212")
            if self.change is not None:
                percent = math.floor(100 * self.change + 0.5)  # as the page rounds
                text += f" {CHANGES.format(percent=percent)} {SPREAD}"
        return f"<p>{text}</p>{table(self.shown, 'Picture')}{table(self.result, 'Result')}"


def shifted(picture, moved):
    """Move a picture down and to the right; what comes in is zero.

    Parameters
    ----------
    picture : ndarray, (H, W)
    moved : (int, int)
        Rows down and columns to the right; below zero is up and to the left.

    Returns
    -------
    ndarray, (H, W)

    Examples
    --------
    >>> shifted(np.array([[1, 2], [3, 4]]), (0, 1))
    array([[0, 1],
           [0, 3]])
    """
    rows, columns = picture.shape
    down, right = moved
    result = np.zeros_like(picture)
    if abs(down) < rows and abs(right) < columns:
        kept = picture[_within(-down, rows), _within(-right, columns)]
        result[_within(down, rows), _within(right, columns)] = kept
    return result


def _within(step, length):
    """The part of an axis that something of this length still covers after a step."""
    return slice(max(step, 0), length + min(step, 0))


def _room(picture, size, stride, how, padding):
    """Refuse what the figure cannot show, beyond what `pool2d` itself refuses."""
    if max(picture.shape) > MOST_PIXELS:
        raise ValueError(
            f"picture may have {MOST_PIXELS} rows and columns at most in this figure, "
            f"got shape {picture.shape}; cut a part out of it"
        )
    small_enough(picture, "picture")
    if not isinstance(padding, str):
        known = " or ".join(f'"{one}"' for one in PADDINGS)
        raise ValueError(f"padding must be {known} in this figure, got {padding!r}")
    for name, value in (("size", size), ("stride", stride)):
        if value is not None and max(pair(value, name, 1)) > MOST_WINDOW:
            raise ValueError(f"{name} must be at most {MOST_WINDOW} in this figure, got {value!r}")


def _movement(value):
    """The pair (down, right), each a whole number of at most `MOST_PIXELS`."""
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise ValueError(f"moved must be a pair (down, right), got {value!r}")
    steps = tuple(whole(step, "moved", -MOST_PIXELS) for step in value)
    if max(steps) > MOST_PIXELS:
        raise ValueError(f"moved must be at most {MOST_PIXELS}, got {value!r}")
    return steps
