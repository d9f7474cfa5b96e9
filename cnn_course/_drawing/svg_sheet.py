"""A sheet of grids and pictures, as SVG."""

from typing import NamedTuple

import numpy as np

from cnn_course._drawing.plan import ACCENT, CELL, FRAME, TITLE_SIZE, Grid
from cnn_course._drawing.png import data_uri
from cnn_course._drawing.svg_parts import INCH, LINE, POINT, text, width_of, wrapped

EDGE = 8  # pixels around the sheet
GAP = 16  # between columns
ROW_GAP = 10
LEAST = 6  # pixels high, a number that is still read
TITLE = TITLE_SIZE * POINT


class Place(NamedTuple):
    """Where a grid goes, in pixels, and its title's lines above it."""

    grid: Grid
    left: float
    top: float
    cell: float
    title: list


def body(sheet):
    """Width, height and content of a sheet, in pixels."""
    width = sheet.size[0] * INCH
    places, height = _places(sheet, width)
    return width, height, "".join(_drawn(place) for place in places)


def shown(grid):
    """The picture as it is seen, in whole numbers up to 255: 256 grays, and blanks white."""
    if grid.limits is None:
        return np.round(grid.picture * 255).astype(np.uint8)
    lowest, highest = grid.limits
    light = np.nan_to_num((grid.picture - lowest) / (highest - lowest))
    gray = np.clip(np.floor(light * 256), 0, 255)
    gray = 255 - gray if grid.ink else gray
    return np.where(np.isnan(grid.picture), 255, gray).astype(np.uint8)


def _places(sheet, width):
    """Every grid's place, and the height of them all."""
    room = width - 2 * EDGE - GAP * (sheet.columns - 1)
    slots, cell = _slots(sheet, room)
    left_over = room - sum(slots)
    places, top = [], EDGE
    for first in range(0, len(sheet.grids), sheet.columns):
        row = sheet.grids[first : first + sheet.columns]
        cells = [cell or _cell_of_picture(grid, sheet, slots[0]) for grid in row]
        titles = [wrapped(grid.title, TITLE, slot + GAP / 2) for grid, slot in zip(row, slots)]
        titles_height = max(map(len, titles)) * TITLE * LINE + 3
        tallest = max(grid.picture.shape[0] * size for grid, size in zip(row, cells))
        left = EDGE + left_over / 2
        for grid, size, slot, title in zip(row, cells, slots, titles):
            tall, wide = (length * size for length in grid.picture.shape[:2])
            x, y = left + (slot - wide) / 2, top + titles_height + (tallest - tall) / 2
            places.append(Place(grid, x, y, size, title))
            left += slot + GAP
        top += titles_height + tallest + ROW_GAP
    return places, top - ROW_GAP + EDGE


def _slots(sheet, room):
    """The room of each column, and the size of all cells where they have one size."""
    if sheet.widths is None:
        return [room / sheet.columns] * sheet.columns, None
    titles = [
        max(width_of(line, TITLE) for grid in column for line in grid.title.split("\n"))
        for column in (sheet.grids[i :: sheet.columns] for i in range(sheet.columns))
    ]
    largest = min(CELL * INCH, room / sum(sheet.widths))
    # Titles that are wider than their grids get room from the cells, as far as that goes.
    for share in np.arange(1, 0.6, -0.05):
        cell = largest * share
        slots = [max(cells * cell, title) for cells, title in zip(sheet.widths, titles)]
        if sum(slots) <= room:
            return slots, cell
    slots = [cells * largest for cells in sheet.widths]
    return [slot + (room - sum(slots)) / len(slots) for slot in slots], largest


def _cell_of_picture(grid, sheet, slot):
    """The size of a pixel at which a picture fills its room, as high as the tallest's."""
    tallest = max(other.picture.shape[0] / other.picture.shape[1] for other in sheet.grids)
    height, width = grid.picture.shape[:2]
    return min(slot / width, slot * tallest / height)


def _drawn(place):
    grid, left, top, cell, title = place
    height, width = grid.picture.shape[:2]
    above = top - 3 - TITLE * LINE * (len(title) - 0.5)
    parts = [
        text(left + width * cell / 2, above + TITLE * LINE * i, line, TITLE)
        for i, line in enumerate(title)
    ]
    # Sharp cells; but a photograph that is shown smaller than it is would lose lines.
    sharp = ' style="image-rendering:pixelated"' if cell >= 1 else ""
    parts.append(
        f'<image x="{left:.2f}" y="{top:.2f}" width="{width * cell:.2f}" '
        f'height="{height * cell:.2f}" preserveAspectRatio="none"{sharp} '
        f'href="{data_uri(shown(grid))}"/>'
    )
    if grid.limits is not None:
        parts.append(_frame(place, (0, 0, height, width), FRAME, 0.8))
    parts += _numbers(place)
    if grid.outline:
        parts.append(_frame(place, grid.outline, ACCENT, 3))
    return "".join(parts)


def _frame(place, cells, color, thickness):
    top, left, height, width = cells
    _, x, y, cell, _ = place
    return (
        f'<rect x="{x + left * cell:.2f}" y="{y + top * cell:.2f}" width="{width * cell:.2f}" '
        f'height="{height * cell:.2f}" fill="none" stroke="{color}" '
        f'stroke-width="{thickness * POINT:.4g}"/>'
    )


def _numbers(place):
    """The numbers, smaller where the longest would leave its cell."""
    grid, left, top, cell, _ = place
    size = grid.text_size * POINT
    longest = max((width_of(number.text, size) for number in grid.numbers), default=0)
    size = max(min(size, size * cell / max(longest, 1)), min(size, LEAST))
    for row, column, words, color in grid.numbers:
        more = "" if color == "black" else f' fill="{color}"'
        yield text(left + (column + 0.5) * cell, top + (row + 0.5) * cell, words, size, more=more)
