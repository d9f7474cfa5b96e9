"""Lines with their dashes and markers, and the legend that names them, as SVG."""

import numpy as np

from cnn_course._drawing.plan import TITLE_SIZE
from cnn_course._drawing.svg_parts import LINE, POINT, safe, text, width_of

DASHES = {"--": (3.7, 1.6), ":": (1, 1.65), "-.": (6.4, 1.6, 1, 1.6)}  # in widths of the line
SIZE = TITLE_SIZE * POINT  # of the legend's texts
ROW = SIZE * LINE + 2
SAMPLE = 28  # pixels of each line in the legend


def drawn(line, x_axis, y_axis):
    """A line, and a marker at each point, in pixels from the axes' upper left."""
    name = f' data-curve="{safe(line.label)}"' if line.label else ""
    marks = _marks(line, placed(line.points(), x_axis, y_axis), name)
    if not line.dashes:
        return marks
    points = placed(line.corners(), x_axis, y_axis)
    starts = np.isnan(np.vstack([[np.nan] * 2, points[:-1]])).any(1)
    path = [
        f"{'M' if start else 'L'}{x:.2f},{y:.2f}"
        for start, (x, y) in zip(starts, points)
        if not np.isnan(x)
    ]
    return _stroke(line, "".join(path), name) + marks


def placed(points, x_axis, y_axis):
    """Points in pixels, (n, 2), down from the upper left; NaN in both where one is missing."""
    x, y = points.T
    places = np.column_stack([x_axis.place(x), y_axis.length - y_axis.place(y)])
    places[np.isnan(places).any(1)] = np.nan
    return places


def _stroke(line, path, name=""):
    width = line.width * POINT
    dashes = " ".join(f"{part * width:.4g}" for part in DASHES.get(line.dashes, ()))
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path{name} d="{path}" fill="none" stroke="{line.color}" '
        f'stroke-width="{width:.4g}" stroke-linejoin="round"{dashed}/>'
    )


def _marks(line, points, name=""):
    if not line.marker:
        return ""
    r = (line.marker_size + 1) / 2 * POINT  # Matplotlib draws an edge of one point
    wide = r * 2**0.5
    shape = {
        "o": f"m{-r:.2f},0a{r:.2f},{r:.2f} 0 1 0 {2 * r:.2f},0a{r:.2f},{r:.2f} 0 1 0 {-2 * r:.2f},0z",
        "s": f"m{-r:.2f},{-r:.2f}h{2 * r:.2f}v{2 * r:.2f}h{-2 * r:.2f}z",
        "^": f"m0,{-r:.2f}l{r:.2f},{2 * r:.2f}h{-2 * r:.2f}z",
        "D": f"m0,{-wide:.2f}l{wide:.2f},{wide:.2f}l{-wide:.2f},{wide:.2f}l{-wide:.2f},{-wide:.2f}z",
    }[line.marker]
    faint = f' fill-opacity="{line.opacity:g}"' if line.opacity < 1 else ""
    # One path a mark where they show through: two that overlap are seen as two.
    each = [f"M{x:.2f},{y:.2f}{shape}" for x, y in points if not np.isnan(x)]
    paths = each if faint else ["".join(each)]
    return "".join(f'<path{name} d="{path}" fill="{line.color}"{faint}/>' for path in paths)


def legend(lines, x_axis, y_axis, left, top):
    """Names of the lines, where they hide least of them."""
    # Matplotlib leaves out names that begin so.
    named = [line for line in lines if line.label and not line.label.startswith("_")]
    if not named:
        return ""
    width = SAMPLE + 8 + max(width_of(line.label, SIZE) for line in named)
    height = ROW * len(named)
    x, y = _emptiest(lines, x_axis, y_axis, width, height)
    parts = []
    for i, line in enumerate(named):
        start, middle = left + x, top + y + ROW * (i + 0.5)
        parts.append(_stroke(line, f"M{start:.2f},{middle:.2f}h{SAMPLE}"))
        parts.append(_marks(line, [(start + SAMPLE / 2, middle)]))
        parts.append(text(start + SAMPLE + 8, middle, line.label, SIZE, "start"))
    return f'<g data-part="legend">{"".join(parts)}</g>'


def _emptiest(lines, x_axis, y_axis, width, height):
    """The corner, side or middle whose rectangle holds the fewest points of the lines."""
    points = np.concatenate([_along(placed(line.corners(), x_axis, y_axis)) for line in lines])
    right, low = x_axis.length - width - 6, y_axis.length - height - 6
    center, half = (x_axis.length - width) / 2, (y_axis.length - height) / 2
    corners = [(right, 6), (6, 6), (6, low), (right, low)]
    others = [(right, half), (6, half), (center, low), (center, 6), (center, half)]

    def hidden(place):
        x, y = (points - place).T
        return np.count_nonzero((x > -4) & (x < width + 4) & (y > -4) & (y < height + 4))

    return min(corners + others, key=hidden)


def _along(points):
    """Points on the way from point to point, close enough to see where a line goes."""
    shares = np.linspace(0, 1, 20)[:, None, None]
    return (points[:-1] * (1 - shares) + points[1:] * shares).reshape(-1, 2)
