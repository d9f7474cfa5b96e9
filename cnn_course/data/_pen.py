"""A pen that draws rounded shapes in the coordinates of what it draws."""

import numpy as np


def rounded(points, rounds=3):
    """Cut the corners of a closed shape until it looks round; a doubled point stays sharper.

    Examples
    --------
    >>> rounded([(0, 0), (4, 0), (4, 4), (0, 4)], rounds=1).tolist()[:3]
    [[1.0, 0.0], [3.0, 0.0], [4.0, 1.0]]
    """
    points = np.asarray(points, float)
    for _ in range(rounds):
        following = np.roll(points, -1, axis=0)
        near, far = 3 * points + following, points + 3 * following
        points = np.stack([near, far], axis=1).reshape(-1, 2) / 4
    return points


def oval(x, y, half_width, half_height):
    """The outline of an oval about (x, y)."""
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.stack([x + half_width * np.cos(angle), y + half_height * np.sin(angle)], axis=1)


class Pen:
    """Draws on a Pillow picture in units of its own, turned and shifted.

    Parameters
    ----------
    picture : PIL.Image.Image
        What is drawn on.
    middle : pair of float
        The pixel (x, y) at which the pen's (0, 0) lies.
    unit : float
        How many pixels the pen's 1 is long.
    tilt : float
        How far all is turned, in radians.
    """

    def __init__(self, picture, middle, unit, tilt):
        from PIL import ImageDraw

        self.picture, self.middle, self.unit, self.tilt = picture, middle, unit, tilt
        self.draw = ImageDraw.Draw(picture)
        cos, sin = unit * np.cos(tilt), unit * np.sin(tilt)
        self.matrix = np.array([[cos, sin], [-sin, cos]])

    def on(self, picture):
        """The same pen on another picture."""
        return Pen(picture, self.middle, self.unit, self.tilt)

    def fill(self, points, paint, rim=None):
        """Fill a closed shape with a color or with what another picture shows there."""
        points = self._pixels(points)
        if isinstance(paint, tuple):
            self.draw.polygon(points.ravel().tolist(), fill=paint)
        else:
            self._cut_out(points, paint)
        if rim is not None:
            closed = np.vstack([points, points[:2]])
            width = max(1, round(0.05 * self.unit))
            self.draw.line(closed.ravel().tolist(), fill=rim, width=width, joint="curve")

    def line(self, points, color, width):
        """Draw a line through the points; `width` in the pen's units."""
        pixels = self._pixels(points).ravel().tolist()
        self.draw.line(pixels, fill=color, width=max(1, round(width * self.unit)), joint="curve")

    def _pixels(self, points):
        return np.asarray(points) @ self.matrix + self.middle

    def _cut_out(self, points, cloth):
        from PIL import Image, ImageDraw

        left, top = np.maximum(np.floor(points.min(axis=0)).astype(int), 0).tolist()
        right, bottom = np.minimum(np.ceil(points.max(axis=0)) + 1, cloth.size).astype(int).tolist()
        if left >= right or top >= bottom:
            return  # it lies outside of the picture
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon((points - (left, top)).ravel().tolist(), fill=255)
        self.picture.paste(cloth.crop((left, top, right, bottom)), (left, top), mask)
