"""The course's figures: pictures with and without their numbers, landings, curves.

Each function draws one figure and returns None, so that it can end a notebook
cell. Matplotlib draws it; where that is not installed, it is shown as SVG.
Shades are grays: ink on paper, light in the dark, or signed with zero in the
middle.
"""

import numpy as np

from cnn_course._checks import whole
from cnn_course._drawing import paint
from cnn_course._drawing.plan import (
    ACCENT,
    WIDEST,
    Chart,
    Line,
    checked,
    numbered,
    plain,
    sheet_of_cells,
    sheet_of_pictures,
    written,
)
from cnn_course.convolution import pad, slide_2d

LINES = (
    ("#1f5fa8", "-", "o"),
    ("#b3450b", "--", "s"),
    ("#2d7d46", ":", "^"),
    ("#555555", "-.", "D"),
)


def show_numbers(grids, shade="ink", columns=3, outlines=None):
    """Draw grids of numbers, each cell shaded by its value.

    Parameters
    ----------
    grids : dict of str to array_like, (W,) or (H, W)
        Title and numbers of each grid; NaN leaves a cell blank.
    shade : "ink", "light" or "signed"
        Large is dark; large is light; or zero is gray.
    columns : int
        Grids side by side.
    outlines : dict of str to (top, left, height, width), optional
        A thick frame on the grid of that title, in cells.

    Raises
    ------
    ValueError
        For no grids, an unknown `shade`, an outline of no grid, or an array
        that is not a grid.
    """
    grids = checked(grids, shade, {1: "(W,)", 2: "(H, W)"})
    grids = {title: np.atleast_2d(grid) for title, grid in grids.items()}
    outlines = outlines or {}
    for title in outlines:
        if title not in grids:
            raise ValueError(f"an outline names {title!r}; the grids are {', '.join(grids)}")
    drawn = [numbered(title, grid, shade, outlines.get(title)) for title, grid in grids.items()]
    paint(sheet_of_cells(drawn, columns))


def show_pictures(pictures, shade="light", columns=3, width=WIDEST):
    """Draw pictures side by side, without numbers.

    Parameters
    ----------
    pictures : dict of str to array_like, (H, W) or (H, W, 3)
        Title and picture; color pictures hold 0..255 or 0..1.
    shade : "ink", "light" or "signed"
        For pictures without color; see :func:`show_numbers`.
    columns : int
        Pictures side by side.
    width : float
        Width of the whole figure, in inches.

    Raises
    ------
    ValueError
        As :func:`show_numbers`.
    """
    pictures = checked(pictures, shade, {2: "(H, W)", 3: "(H, W, 3)"})
    drawn = [plain(title, picture, shade) for title, picture in pictures.items()]
    paint(sheet_of_pictures(drawn, columns, width))


def show_landing(picture, kernel, row, column, stride=1, padding=0):
    """Draw one landing of a kernel: the window, the products, the value it makes.

    The result shows what has been made so far, row by row; the rest is blank.

    Parameters
    ----------
    picture, kernel : array_like, (H, W) and (kh, kw)
    row, column : int
        Which value of the result.
    stride : int
    padding : int
        Zeros on each side.

    Raises
    ------
    ValueError
        When there is no such value.
    """
    row, column = whole(row, "row", 0), whole(column, "column", 0)
    stride, padding = whole(stride, "stride", 1), whole(padding, "padding", 0)
    result = slide_2d(picture, kernel, stride, padding)
    if row >= result.shape[0] or column >= result.shape[1]:
        raise ValueError(f"no value [{row}, {column}] in a result of shape {result.shape}")
    padded, kernel = pad(picture, padding), np.asarray(kernel, float)
    top, left = row * stride, column * stride
    height, width = kernel.shape
    products = padded[top : top + height, left : left + width] * kernel
    sum_title = f"sum = {written(result[row, column])}"
    so_far = result.astype(float)
    so_far.reshape(-1)[row * result.shape[1] + column + 1 :] = np.nan
    show_numbers(
        {"picture": padded, "kernel": kernel, "products": products, sum_title: so_far},
        columns=2,
        outlines={"picture": (top, left, height, width), sum_title: (row, column, 1, 1)},
    )


def show_curves(x, curves, x_label, y_label, markers=True, stairs=False, y_limits=None, log=""):
    """Draw curves that differ in dash and marker as well as in color.

    Parameters
    ----------
    x : array_like, (n,)
    curves : dict of str to array_like, (n,)
        Label and values; at most four.
    x_label, y_label : str
    markers, stairs : bool
        Mark each point; go from point to point in stairs.
    y_limits : (float, float), optional
    log : "", "y" or "xy"
        Axes that go in powers of ten.

    Raises
    ------
    ValueError
        For no curves or more than four, another `log`, or a curve that has
        more or fewer values than `x`.
    """
    if log not in ("", "y", "xy"):
        raise ValueError(f'log must be "", "y" or "xy", got {log!r}')
    if not 0 < len(curves) <= len(LINES):
        raise ValueError(f"show_curves draws 1 to {len(LINES)} curves, got {len(curves)}")
    lines = [
        Line(
            *_joined(x, y),
            color,
            dashes,
            marker if markers else "",
            stairs=bool(stairs),
            label=f"{label}",
        )
        for (label, y), (color, dashes, marker) in zip(curves.items(), LINES)
    ]
    paint(
        Chart((WIDEST * 0.85, 3.1), lines, x_label, y_label, log, y_limits, legend=len(curves) > 1)
    )


def _joined(x, y):
    """A curve's two arrays; an error where one has more points than the other."""
    x, y = np.atleast_1d(x, y)
    if x.shape[0] != y.shape[0]:
        raise ValueError(
            f"x and y must have same first dimension, but have shapes {x.shape} and {y.shape}"
        )
    return x, y


def show_dots(groups, label, line=None):
    """Draw every measurement as a dot, one row a group, with a bar at the mean.

    Parameters
    ----------
    groups : dict of str to array_like, (n,)
        Name and measurements of each group, from top to bottom.
    label : str
        What was measured.
    line : (str, float), optional
        A value to compare with, and what it is.

    Raises
    ------
    ValueError
        For no groups, or a group without measurements.
    """
    if not groups or any(len(values) == 0 for values in groups.values()):
        raise ValueError("show_dots needs at least one group, and a measurement in each")
    lines = []
    for row, values in enumerate(groups.values()):
        # Equal values would hide each other: spread them over three heights.
        heights = row + 0.16 * (np.arange(len(values)) % 3 - 1)
        dots = {"dashes": "", "marker": "o", "marker_size": 5, "opacity": 0.6}
        lines.append(Line(np.sort(values), heights, "#1f5fa8", **dots))
        bar = [row - 0.38, row + 0.38]
        lines.append(Line([np.mean(values)] * 2, bar, ACCENT, width=2.5))
    paint(
        Chart(
            (WIDEST, 0.5 * len(groups) + 0.9),
            lines,
            label,
            y_limits=(len(groups) - 0.45, -0.7),
            names=[f"{name}" for name in groups],
            compared=(f"{line[0]}", line[1], -0.62) if line else None,
        )
    )
