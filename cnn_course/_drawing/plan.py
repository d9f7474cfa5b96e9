"""What a figure shows, decided once: a `Sheet` of grids, or a `Chart` of lines."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cnn_course._checks import numbers, whole

WIDEST = 6.4  # inches: what a phone can still show legibly
CELL = 0.42  # inches a cell when numbers are written in it
DOTS = 110  # per inch
DOTS_PHOTO = 96  # fewer than in drawings, because photographs are heavy
ACCENT = "#b3450b"  # the window and what it makes; outlines are thick as well
FRAME = "#888888"
COMPARED = "#555555"  # a line that is no measurement
TITLE_SIZE = 10  # points, as all sizes of text
NOTE_SIZE = 8

TINY = 1e-9  # keeps the shades of an all-zero grid apart from a division by zero
# name: (whether large is dark; lowest and highest shown, as a function of the array)
SHADES = {
    "ink": (True, lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "light": (False, lambda a: (min(np.nanmin(a), 0), max(np.nanmax(a), TINY))),
    "signed": (False, lambda a: (-max(np.nanmax(abs(a)), TINY), max(np.nanmax(abs(a)), TINY))),
}


class Outline(NamedTuple):
    """A thick frame, in cells."""

    top: int
    left: int
    height: int
    width: int


class Number(NamedTuple):
    """What is written in a cell."""

    row: int
    column: int
    text: str
    color: str


@dataclass(frozen=True, eq=False)
class Grid:
    """A picture with its title: in color (H, W, 3) from 0 to 1, or (H, W) shaded and framed."""

    title: str
    picture: np.ndarray
    limits: tuple | None = None  # the lowest and the highest number shown; None for color
    ink: bool = False  # large is dark
    numbers: tuple = ()
    text_size: float = 9
    outline: Outline | None = None


@dataclass(frozen=True, eq=False)
class Sheet:
    """Grids side by side, and in rows."""

    grids: list
    columns: int
    size: tuple  # inches
    dots: int
    pad: float  # around it, in sizes of the font
    widths: list | None = None  # of the columns in cells, for cells of one size; None: all alike
    heights: list | None = None

    @property
    def rows(self):
        return math.ceil(len(self.grids) / self.columns)


@dataclass(frozen=True, eq=False)
class Line:
    """Points, joined or marked. Sizes are in points of 1/72 inch."""

    x: np.ndarray
    y: np.ndarray
    color: str
    dashes: str = "-"  # Matplotlib's signs; "" does not join them
    marker: str = ""
    width: float = 1.5
    marker_size: float = 4
    opacity: float = 1
    stairs: bool = False
    label: str = ""

    def points(self):
        """x and y as floats, (n, 2), with NaN where there is none."""
        x, y = (np.ma.filled(np.ma.asarray(part, float), np.nan) for part in (self.x, self.y))
        if x.ndim != 1 or y.ndim != 1:
            raise ValueError(f"without Matplotlib, y must have shape (n,), got shape {y.shape}")
        points = np.column_stack([x, y])
        return np.where(np.isfinite(points), points, np.nan)

    def corners(self):
        """What is joined: the points, or stairs that go up or down halfway between them."""
        points = self.points()
        if not self.stairs:
            return points
        x, y = points.T
        halfway = np.repeat((x[:-1] + x[1:]) / 2, 2)
        return np.column_stack([np.concatenate([x[:1], halfway, x[-1:]]), np.repeat(y, 2)])


@dataclass(frozen=True, eq=False)
class Chart:
    """Lines between two axes. Rows with names take the place of a vertical axis."""

    size: tuple  # inches
    lines: list
    x_label: str
    y_label: str = ""
    log: str = ""
    y_limits: tuple | None = None
    names: list | None = None
    compared: tuple | None = None  # (text, x, height of the text)
    legend: bool = False


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


def plain(title, picture, shade):
    """A picture without its numbers."""
    if picture.ndim == 3:
        return Grid(f"{title}", picture)
    ink, limits = SHADES[shade]
    return Grid(f"{title}", picture, limits(picture), ink)


def numbered(title, grid, shade, outline=None):
    """A grid with a number in each cell, but for those that hold none."""
    ink, limits = SHADES[shade]
    lowest, highest = limits(grid)
    texts = []
    for (row, column), value in np.ndenumerate(grid):
        if np.isnan(value):
            continue
        light = (value - lowest) / (highest - lowest)
        if ink:
            light = 1 - light
        texts.append(Number(row, column, written(value), "black" if light > 0.45 else "white"))
    longest = max(len(written(value)) for value in grid.flat)
    size = 9 if longest <= 4 else 7.5 if longest <= 6 else 6
    frame = None if outline is None else Outline(*outline)
    return Grid(f"{title}", grid, (lowest, highest), ink, tuple(texts), size, frame)


def sheet_of_cells(grids, columns):
    """A sheet for grids whose cells all have the same size."""
    columns = min(whole(columns, "columns", 1), len(grids))
    shapes = [grid.picture.shape for grid in grids]
    lines = [shapes[i : i + columns] for i in range(0, len(shapes), columns)]
    widths = [max(line[i][1] for line in lines if i < len(line)) for i in range(columns)]
    heights = [max(height for height, _ in line) for line in lines]
    cell = min(CELL, WIDEST / (sum(widths) + 0.6 * columns))
    size = (
        max(cell * (sum(widths) + 0.6 * columns), 2.2),
        cell * sum(heights) + 0.45 * len(heights),
    )
    return Sheet(grids, columns, size, DOTS, 1.08, widths, heights)


def sheet_of_pictures(grids, columns, width):
    """A sheet for pictures that all get the same room, on `width` inches."""
    columns = min(whole(columns, "columns", 1), len(grids))
    rows = math.ceil(len(grids) / columns)
    tallest = max(grid.picture.shape[0] / grid.picture.shape[1] for grid in grids)
    height = rows * (width / columns * tallest + 0.3)
    return Sheet(grids, columns, (width, height), DOTS_PHOTO, 0.4)


def written(value):
    """Whole numbers in full, others to four digits; with a true minus sign."""
    value = float(value) + 0.0  # no minus before a zero
    text = f"{value:.0f}" if value.is_integer() else f"{value:.4g}"
    return text.replace("-", "−")
