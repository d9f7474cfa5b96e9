"""How one picture or grid of numbers is put on matplotlib's axes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

from cnn_course._checks import numbers, whole

WIDEST = 6.4  # inches: what a phone can still show legibly
CELL = 0.42  # inches a cell when numbers are written in it
DOTS = 110  # per inch
ACCENT = "#b3450b"  # the window and what it makes; outlines are thick as well

TINY = 1e-9  # keeps the shades of an all-zero grid apart from a division by zero
# name: (color map, lowest and highest shown, as a function of the array)
SHADES = {
    "ink": ("gray_r", lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "light": ("gray", lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "signed": ("gray", lambda a: (-max(np.nanmax(abs(a)), TINY), max(np.nanmax(abs(a)), TINY))),
}


def checked(grids, shade, shapes):
    """The arrays as floats, or an error that names the one that cannot be drawn."""
    if not isinstance(grids, dict) or not grids:
        raise ValueError("there is nothing to draw: give a dictionary of titles and arrays")
    if not isinstance(shade, str) or shade not in SHADES:
        raise ValueError(f"shade must be one of {', '.join(SHADES)}, got {shade!r}")
    return {title: _checked_one(title, grid, shapes) for title, grid in grids.items()}


def _checked_one(title, grid, shapes):
    array = numbers(grid, repr(title), shapes)
    if not np.isfinite(array).any() or np.isinf(array).any():
        raise ValueError(f"{title!r} cannot be drawn: it holds infinity, or no number at all")
    if array.ndim == 3:
        if array.shape[2] != 3:
            raise ValueError(f"{title!r} cannot be drawn: shape {array.shape}; try [..., 0]")
        # Color: whole numbers up to 255, or floats up to 1.
        array = array / (255 if array.dtype.kind == "i" else 1)
        if not (array.min() >= 0 and array.max() <= 1):
            raise ValueError(f"{title!r} has colors outside 0..255, or 0..1 for floats")
    return array.astype(float)


def layout(grids, columns):
    """Axes for grids whose cells all have the same size."""
    columns = min(whole(columns, "columns", 1), len(grids))
    shapes = [grid.shape for grid in grids.values()]
    lines = [shapes[i : i + columns] for i in range(0, len(shapes), columns)]
    widths = [max(line[i][1] for line in lines if i < len(line)) for i in range(columns)]
    heights = [max(height for height, _ in line) for line in lines]
    cell = min(CELL, WIDEST / (sum(widths) + 0.6 * columns))
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


def draw(ax, picture, title, shade):
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


def write_numbers(ax, grid, shade):
    lowest, highest = SHADES[shade][1](grid)
    longest = max(len(written(value)) for value in grid.flat)
    size = 9 if longest <= 4 else 7.5 if longest <= 6 else 6
    for (row, column), value in np.ndenumerate(grid):
        if np.isnan(value):
            continue
        light = (value - lowest) / (highest - lowest)
        if shade == "ink":
            light = 1 - light
        color = "black" if light > 0.45 else "white"
        ax.text(column, row, written(value), ha="center", va="center", color=color, fontsize=size)


def written(value):
    """Whole numbers in full, others to four digits; with a true minus sign."""
    value = float(value) + 0.0  # no minus before a zero
    text = f"{value:.0f}" if value.is_integer() else f"{value:.4g}"
    return text.replace("-", "−")


def outline(ax, top, left, height, width):
    corner = (left - 0.5, top - 0.5)
    ax.add_patch(
        Rectangle(corner, width, height, fill=False, edgecolor=ACCENT, lw=3, clip_on=False)
    )
