"""Figures in columns."""


def show(title, columns, rows):
    """Print a table: the first column to the left, figures to the right."""
    cells = [columns, *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    print(f"\n{title}")
    for row in cells:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths))
        print("  ".join([row[0].ljust(len(first)), *others]))


def _cell(value):
    """Three digits that count; a dash where nothing was measured."""
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
