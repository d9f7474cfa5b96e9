"""Samples of a set of pictures in two rows, as one PNG."""

import io

import numpy as np

HEIGHT = 48  # pixels of each sample
WIDEST = 3 * HEIGHT
COLUMNS, ROWS = 10, 2
GAP = 2
COLORS = 128  # fewer make the PNG light; at this size the eye misses none


def contact_sheet(pictures, labels, largest_value):
    """Draw up to twenty of the pictures, one of each class in turn.

    Parameters
    ----------
    pictures : sequence of ndarray, (H, W, C)
    labels : ndarray of int, (N,)
    largest_value : int

    Returns
    -------
    bytes
        A PNG; the same pictures give the same bytes.
    """
    from PIL import Image

    shown = [_scaled(pictures[i], largest_value) for i in in_turn(labels)[: COLUMNS * ROWS]]
    rows = [shown[i : i + COLUMNS] for i in range(0, len(shown), COLUMNS)]
    widths = [sum(p.shape[1] + GAP for p in row) - GAP for row in rows]
    sheet = np.full((len(rows) * (HEIGHT + GAP) - GAP, max(widths), 3), 255, np.uint8)
    for i, row in enumerate(rows):
        top, left = i * (HEIGHT + GAP), 0
        for picture in row:
            sheet[top : top + HEIGHT, left : left + picture.shape[1]] = picture
            left += picture.shape[1] + GAP
    png = io.BytesIO()
    Image.fromarray(sheet).quantize(COLORS).save(png, "PNG", optimize=True)
    return png.getvalue()


def in_turn(labels):
    """Positions of the labels: the first of each class, then the second of each.

    Examples
    --------
    >>> in_turn(np.array([0, 0, 0, 1, 1])).tolist()
    [0, 3, 1, 4, 2]
    """
    rank = np.empty(len(labels), int)
    for label in np.unique(labels):
        rank[labels == label] = np.arange(np.sum(labels == label))
    return np.lexsort((labels, rank))


def _scaled(picture, largest_value):
    """The picture as uint8 (HEIGHT, width, 3): small ones keep their pixels visible."""
    from PIL import Image

    height, width = picture.shape[:2]
    width = min(WIDEST, max(1, round(width * HEIGHT / height)))
    light = np.clip(picture * (255 / largest_value), 0, 255).astype(np.uint8)
    image = Image.fromarray(light.squeeze(axis=2) if light.shape[2] == 1 else light)
    way = Image.Resampling.NEAREST if height < HEIGHT else Image.Resampling.BILINEAR
    return np.asarray(image.resize((width, HEIGHT), way).convert("RGB"))
