"""Puts a planned figure on Matplotlib's axes."""

import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle

from cnn_course._drawing.plan import ACCENT, COMPARED, DOTS, FRAME, NOTE_SIZE, TITLE_SIZE, Sheet


def paint(figure):
    if isinstance(figure, Sheet):
        _paint_sheet(figure)
    else:
        _paint_chart(figure)


def _paint_sheet(sheet):
    _, axes = plt.subplots(
        sheet.rows,
        sheet.columns,
        figsize=sheet.size,
        dpi=sheet.dots,
        squeeze=False,
        gridspec_kw={"width_ratios": sheet.widths, "height_ratios": sheet.heights},
    )
    for ax in axes.flat:
        ax.axis("off")
    for ax, grid in zip(axes.flat, sheet.grids):
        _paint_grid(ax, grid)
    plt.tight_layout(pad=sheet.pad)


def _paint_grid(ax, grid):
    ax.set_title(grid.title, fontsize=TITLE_SIZE)
    if grid.limits is None:
        ax.imshow(grid.picture)
        return
    lowest, highest = grid.limits
    colors = "gray_r" if grid.ink else "gray"
    ax.imshow(grid.picture, cmap=colors, vmin=lowest, vmax=highest, interpolation="nearest")
    height, width = grid.picture.shape
    _frame(ax, 0, 0, height, width, FRAME, 0.8)
    for row, column, text, color in grid.numbers:
        ax.text(column, row, text, ha="center", va="center", color=color, fontsize=grid.text_size)
    if grid.outline:
        _frame(ax, *grid.outline, ACCENT, 3)


def _frame(ax, top, left, height, width, color, thickness):
    corner = (left - 0.5, top - 0.5)
    ax.add_patch(
        Rectangle(corner, width, height, fill=False, edgecolor=color, lw=thickness, clip_on=False)
    )


def _paint_chart(chart):
    _, ax = plt.subplots(figsize=chart.size, dpi=DOTS)
    # Before the lines: without a point to show, Matplotlib keeps limits that have no logarithm.
    if "x" in chart.log:
        ax.set_xscale("log")
    if "y" in chart.log:
        ax.set_yscale("log")
    for line in chart.lines:
        ax.plot(
            line.x,
            line.y,
            color=line.color,
            linestyle=line.dashes,
            linewidth=line.width,
            marker=line.marker,
            markersize=line.marker_size,
            alpha=line.opacity,
            drawstyle="steps-mid" if line.stairs else "default",
            label=line.label,
        )
    if chart.compared:
        text, x, y = chart.compared
        ax.axvline(x, color=COMPARED, linestyle="--", linewidth=1)
        ax.annotate(text, (x, y), fontsize=NOTE_SIZE, ha="center", va="bottom")
    ax.set(xlabel=chart.x_label, ylabel=chart.y_label)
    if chart.y_limits:
        ax.set_ylim(*chart.y_limits)
    ax.grid(axis="x" if chart.names else "both", alpha=0.3)
    ax.spines[["top", "right"]].set_visible(False)
    if chart.names:
        ax.set_yticks(range(len(chart.names)), chart.names)
        ax.spines["left"].set_visible(False)
        ax.tick_params(left=False)
    if chart.legend:
        ax.legend(frameon=False)
    plt.tight_layout()
