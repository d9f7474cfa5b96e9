"""The course's figures: pictures with and without their numbers, landings, curves.

Each function draws one matplotlib figure and returns None, so that it can end
a notebook cell. Shades are grays: ink on paper, light in the dark, or signed
with zero in the middle.
"""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from cnn_course.convolution import slide_2d

WIDEST = 6.4  # inches: what a phone can still show legibly
CELL = 0.42  # inches a cell when numbers are written in it
DOTS = 110  # per inch
DOTS_PHOTO = 96  # fewer: photographs are heavy
ACCENT = "#b3450b"  # the window and what it makes; outlines are thick as well
LINES = (("#1f5fa8", "-", "o"), ("#b3450b", "--", "s"), ("#2d7d46", ":", "^"), ("#555555", "-.", "D"))

TINY = 1e-9  # keeps the shades of an all-zero grid apart from a division by zero
# name: (color map, lowest and highest shown, as a function of the array)
SHADES = {
    "ink": ("gray_r", lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "light": ("gray", lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "signed": ("gray", lambda a: (-max(np.nanmax(abs(a)), TINY), max(np.nanmax(abs(a)), TINY))),
}


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
    grids = {title: np.atleast_2d(np.asarray(grid, float)) for title, grid in grids.items()}
    _check(grids, shade, dimensions=(2,))
    for title in outlines or {}:
        if title not in grids:
            raise ValueError(f"an outline names {title!r}; the grids are {', '.join(grids)}")
    axes = _layout(grids, columns, CELL)
    for ax, (title, grid) in zip(axes, grids.items()):
        _draw(ax, grid, title, shade)
        _write_numbers(ax, grid, shade)
        if title in (outlines or {}):
            _outline(ax, *outlines[title])
    plt.tight_layout()


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
    pictures = {title: np.asarray(picture) for title, picture in pictures.items()}
    _check(pictures, shade, dimensions=(2, 3))
    columns = min(columns, len(pictures))
    rows = math.ceil(len(pictures) / columns)
    tallest = max(p.shape[0] / p.shape[1] for p in pictures.values())
    height = rows * (width / columns * tallest + 0.3)
    _, axes = plt.subplots(rows, columns, figsize=(width, height), dpi=DOTS_PHOTO, squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, (title, picture) in zip(axes.flat, pictures.items()):
        _draw(ax, picture, title, shade)
    plt.tight_layout(pad=0.4)


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
    picture, kernel = np.asarray(picture), np.asarray(kernel)
    result = slide_2d(picture, kernel, stride, padding)
    if not (0 <= row < result.shape[0] and 0 <= column < result.shape[1]):
        raise ValueError(f"no value [{row}, {column}] in a result of shape {result.shape}")
    padded = np.pad(picture, padding)
    top, left = row * stride, column * stride
    (height, width) = kernel.shape
    products = padded[top : top + height, left : left + width] * kernel
    sum_title = f"sum = {result[row, column]:g}"
    so_far = result.astype(float).copy()
    so_far.reshape(-1)[row * result.shape[1] + column + 1 :] = np.nan
    show_numbers(
        {"picture": padded, "kernel": kernel, "products": products, sum_title: so_far},
        columns=2,
        outlines={"picture": (top, left, height, width), sum_title: (row, column, 1, 1)},
    )


def show_curves(x, curves, x_label, y_label, markers=True, stairs=False, y_limits=None):
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

    Raises
    ------
    ValueError
        For no curves or more than four.
    """
    if not 0 < len(curves) <= len(LINES):
        raise ValueError(f"show_curves draws 1 to {len(LINES)} curves, got {len(curves)}")
    _, ax = plt.subplots(figsize=(WIDEST * 0.85, 3.1), dpi=DOTS)
    for (label, y), (color, dashes, marker) in zip(curves.items(), LINES):
        line = {"color": color, "linestyle": dashes, "label": label}
        line |= {"marker": marker, "markersize": 4} if markers else {}
        line |= {"drawstyle": "steps-mid"} if stairs else {}
        ax.plot(x, y, **line)
    ax.set(xlabel=x_label, ylabel=y_label)
    if y_limits:
        ax.set_ylim(*y_limits)
    ax.grid(alpha=0.3)
    ax.spines[["top", "right"]].set_visible(False)
    if len(curves) > 1:
        ax.legend(frameon=False)
    plt.tight_layout()


def _check(grids, shade, dimensions):
    if not grids:
        raise ValueError("there is nothing to draw: give a dictionary of titles and arrays")
    if shade not in SHADES:
        raise ValueError(f"shade must be one of {', '.join(SHADES)}, got {shade!r}")
    for title, grid in grids.items():
        if grid.ndim not in dimensions or (grid.ndim == 3 and grid.shape[2] != 3) or not grid.size:
            raise ValueError(f"{title!r} cannot be drawn as a picture: shape {grid.shape}")


def _layout(grids, columns, cell):
    """Axes for grids whose cells all have the same size."""
    columns = min(columns, len(grids))
    shapes = [grid.shape for grid in grids.values()]
    lines = [shapes[i : i + columns] for i in range(0, len(shapes), columns)]
    widths = [max(line[i][1] for line in lines if i < len(line)) for i in range(columns)]
    heights = [max(height for height, _ in line) for line in lines]
    cell = min(cell, WIDEST / (sum(widths) + 0.6 * columns))
    size = (
        max(cell * (sum(widths) + 0.6 * columns), 2.2),
        cell * sum(heights) + 0.45 * len(heights),
    )
    _, axes = plt.subplots(
        len(heights),
        columns,
        figsize=size,
        dpi=DOTS,
        squeeze=False,
        gridspec_kw={"width_ratios": widths, "height_ratios": heights},
    )
    for ax in axes.flat:
        ax.axis("off")
    return list(axes.flat)


def _draw(ax, picture, title, shade):
    ax.axis("off")
    ax.set_title(title, fontsize=10)
    if picture.ndim == 3:
        ax.imshow(picture)
        return
    colors, limits = SHADES[shade]
    lowest, highest = limits(picture)
    ax.imshow(picture, cmap=colors, vmin=lowest, vmax=highest, interpolation="nearest")
    ax.add_patch(
        Rectangle(
            (-0.5, -0.5),
            picture.shape[1],
            picture.shape[0],
            fill=False,
            edgecolor="#888888",
            lw=0.8,
            clip_on=False,
        )
    )


def _write_numbers(ax, grid, shade):
    lowest, highest = SHADES[shade][1](grid)
    size = 9 if max(len(f"{value:.4g}") for value in grid.flat) <= 4 else 7.5
    for (row, column), value in np.ndenumerate(grid):
        if np.isnan(value):
            continue
        light = (value - lowest) / (highest - lowest)
        if shade == "ink":
            light = 1 - light
        color = "black" if light > 0.45 else "white"
        text = f"{value:.4g}".replace("-", "−")
        ax.text(column, row, text, ha="center", va="center", color=color, fontsize=size)


def _outline(ax, top, left, height, width):
    corner = (left - 0.5, top - 0.5)
    ax.add_patch(
        Rectangle(corner, width, height, fill=False, edgecolor=ACCENT, lw=3, clip_on=False)
    )
