"""What a figure shows, in words, for those who do not see it."""

import numpy as np

from cnn_course._drawing.plan import Sheet, written


def alt(figure):
    return _of_sheet(figure) if isinstance(figure, Sheet) else _of_chart(figure)


def _of_sheet(sheet):
    return "; ".join(_of_grid(grid) for grid in sheet.grids)


def _of_grid(grid):
    height, width = grid.picture.shape[:2]
    if grid.limits is None:
        return f"{grid.title}: color picture, {height} × {width}"
    what = "grid of numbers" if grid.numbers else "picture"
    lowest, highest = np.nanmin(grid.picture), np.nanmax(grid.picture)
    says = f"{grid.title}: {what}, {height} × {width}, from {written(lowest)} to {written(highest)}"
    if grid.outline:
        top, left, tall, wide = grid.outline
        says += f", {tall} × {wide} outlined from row {top}, column {left}"
    return says


def _of_chart(chart):
    if chart.names:
        return _of_rows(chart)
    lines = [f"{line.label}{_ends(line)}" for line in chart.lines]
    return f"{chart.y_label} by {chart.x_label}: {'; '.join(lines)}"


def _ends(line):
    """Where a curve begins and ends."""
    points = line.points()
    points = points[~np.isnan(points).any(1)]
    if not len(points):
        return " has no points"
    first, last = (f"{written(y)} at {written(x)}" for x, y in points[[0, -1]])
    return f" from {first} to {last}" if len(points) > 1 else f" {first}"


def _of_rows(chart):
    dots, bars = chart.lines[::2], chart.lines[1::2]  # of each row
    rows = [
        f"{name}: mean {written(bar.x[0])} of {len(dot.x)} from {written(dot.x[0])} "
        f"to {written(dot.x[-1])}"
        for name, dot, bar in zip(chart.names, dots, bars)
    ]
    if chart.compared:
        rows.append(f"line at {written(chart.compared[1])}: {chart.compared[0]}")
    return f"{chart.x_label}: {'; '.join(rows)}"
