"""A chart of lines between two axes, as SVG."""

from dataclasses import dataclass

import numpy as np

from cnn_course._drawing.axes import Axis, apart, reach
from cnn_course._drawing.plan import COMPARED, NOTE_SIZE, TITLE_SIZE, Line
from cnn_course._drawing.svg_lines import drawn, legend
from cnn_course._drawing.svg_parts import INCH, LINE, POINT, text, width_of, wrapped

SIZE = TITLE_SIZE * POINT  # of the axes' texts
EDGE = 8  # pixels around the chart
TICK = 5
ROW = SIZE * LINE


@dataclass(frozen=True)
class Frame:
    """The rectangle between the axes, in pixels of the whole chart, and its axes."""

    left: float
    top: float
    x: Axis
    y: Axis

    @property
    def bottom(self):
        return self.top + self.y.length

    def across(self, value):
        return self.left + float(self.x.place(value))

    def down(self, value):
        return self.bottom - float(self.y.place(value))


def body(chart):
    """Width, height and content of a chart, in pixels."""
    width, height = (side * INCH for side in chart.size)
    x_label = wrapped(f"{chart.x_label}", SIZE, width - 2 * EDGE)
    below = TICK + ROW * (1 + len(x_label)) + EDGE
    top = EDGE + (ROW if chart.compared else 0)  # what is compared is written above
    y_axis = Axis(*_y_limits(chart), height - top - below, "y" in chart.log)
    rows = _rows(chart, y_axis, width / 2)
    y_label = wrapped(f"{chart.y_label}", SIZE, height - 2 * EDGE) if chart.y_label else []
    widest = max(width_of(line, SIZE) for _, lines in rows for line in lines)
    left = EDGE + ROW * len(y_label) + widest + TICK + 4
    x_axis = Axis(*_x_limits(chart), width - left - 2 * EDGE, "x" in chart.log)
    frame = Frame(left, top, x_axis, y_axis)
    parts = [
        _grid_and_ticks(chart, frame, rows),
        *_row_texts(frame, rows),
        *_column_texts(frame, width),
        *(
            text(left + x_axis.length / 2, frame.bottom + TICK + ROW * (i + 1.5) + 2, line, SIZE)
            for i, line in enumerate(x_label)
        ),
        *_upright(y_label, frame),
        _lines(chart, frame),
    ]
    if chart.compared:
        words, x, y = chart.compared
        size = NOTE_SIZE * POINT
        half = width_of(words, size) / 2
        parts.append(
            text(_within(frame.across(x), half, width), frame.down(y) - size / 2, words, size)
        )
    if chart.legend:
        parts.append(legend(chart.lines, x_axis, y_axis, left, top))
    return width, height, "".join(parts)


def _seen(lines):
    """All points that have both their numbers."""
    points = np.concatenate([line.corners() for line in lines])
    return points[~np.isnan(points).any(1)]


def _y_limits(chart):
    log = "y" in chart.log
    low, high = reach(_seen(chart.lines)[:, 1], log)
    if chart.y_limits:
        # As for Matplotlib, None leaves an end where it is; so does one without a logarithm.
        wanted = [
            end if given is None or (log and given <= 0) else float(given)
            for given, end in zip(chart.y_limits, (low, high))
        ]
        low, high = wanted if wanted[0] > wanted[1] else apart(*wanted)
    return low, high


def _x_limits(chart):
    log = "x" in chart.log
    values = _seen(chart.lines)[:, 0]
    low, high = reach(values, log)
    if chart.compared and not low <= chart.compared[1] <= high:
        low, high = reach(np.append(values, chart.compared[1]), log)
    return low, high


def _rows(chart, axis, room):
    """Numbers on the vertical axis with the lines of text beside them."""
    if chart.names:
        return [(row, wrapped(name, SIZE, room)) for row, name in enumerate(chart.names)]
    most = max(5, int(axis.length / (2.2 * SIZE)))
    return [(value, [words]) for value, words in axis.ticks(most)]


def _columns(axis):
    """The ticks of the horizontal axis, so few that their texts stand apart."""
    for most in (9, 8, 7, 6, 5):
        ticks = axis.ticks(most)
        if sum(width_of(words, SIZE) + SIZE for _, words in ticks) <= axis.length:
            break
    return ticks


def _grid_and_ticks(chart, frame, rows):
    """Faint lines at the ticks, the two axes, and the ticks themselves."""
    left, bottom, right = frame.left, frame.bottom, frame.left + frame.x.length
    columns = [frame.across(value) for value, _ in _columns(frame.x)]
    grid = [f"M{x:.2f},{frame.top:.2f}V{bottom:.2f}" for x in columns]
    black = [f"M{left:.2f},{bottom:.2f}H{right:.2f}"]
    black += [f"M{x:.2f},{bottom:.2f}v{TICK}" for x in columns]
    black += [f"M{frame.across(x):.2f},{bottom:.2f}v{TICK / 2}" for x in frame.x.small_ticks()]
    if not chart.names:
        heights = [frame.down(value) for value, _ in rows]
        grid += [f"M{left:.2f},{y:.2f}H{right:.2f}" for y in heights]
        black.append(f"M{left:.2f},{frame.top:.2f}V{bottom:.2f}")
        black += [f"M{left:.2f},{y:.2f}h{-TICK}" for y in heights]
        black += [f"M{left:.2f},{frame.down(y):.2f}h{-TICK / 2}" for y in frame.y.small_ticks()]
    return (
        f'<path d="{"".join(grid)}" stroke="#b0b0b0" stroke-opacity="0.3"/>'
        f'<path d="{"".join(black)}" stroke="black" fill="none"/>'
    )


def _row_texts(frame, rows):
    for value, lines in rows:
        middle = frame.down(value) - ROW * (len(lines) - 1) / 2
        for i, words in enumerate(lines):
            yield text(frame.left - TICK - 4, middle + ROW * i, words, SIZE, "end")


def _column_texts(frame, width):
    for value, words in _columns(frame.x):
        x = _within(frame.across(value), width_of(words, SIZE) / 2, width)
        yield text(x, frame.bottom + TICK + ROW / 2 + 2, words, SIZE)


def _within(x, half, width):
    """The middle of a text, moved so that the text stays in the picture."""
    return max(half + 2, min(x, width - half - 2))


def _upright(label, frame):
    """The vertical axis's label, read from below."""
    middle = frame.top + frame.y.length / 2
    for i, words in enumerate(label):
        x = EDGE + ROW * (i + 0.5)
        yield (
            f'<g transform="translate({x:.2f} {middle:.2f}) rotate(-90)">'
            f"{text(0, 0, words, SIZE)}</g>"
        )


def _lines(chart, frame):
    """All lines, in a drawing of its own, which cuts off what lies beyond the axes."""
    lines = list(chart.lines)
    if chart.compared:
        x, ends = chart.compared[1], [frame.y.low, frame.y.high]
        lines.append(Line([x, x], ends, COMPARED, "--", width=1))
    paths = "".join(drawn(line, frame.x, frame.y) for line in lines)
    return (
        f'<svg x="{frame.left:.2f}" y="{frame.top:.2f}" width="{frame.x.length:.2f}" '
        f'height="{frame.y.length:.2f}" overflow="hidden">{paths}</svg>'
    )
