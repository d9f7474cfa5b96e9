"""What stands in a figure's SVG, read back as a viewer reads it."""

import re
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from cnn_course import figures
from cnn_course._drawing import plan, svg

NAME = "{http://www.w3.org/2000/svg}"


@contextmanager
def as_svg():
    """Inside, the figures' functions put their SVG, read, into the list that is given."""
    painted, usual = [], figures.paint
    figures.paint = lambda figure: painted.append(Read(svg.drawn(figure).svg))
    try:
        yield painted
    finally:
        figures.paint = usual


def read(function, *arguments, **named):
    """The figure that a function draws."""
    with as_svg() as painted:
        assert function(*arguments, **named) is None
    (figure,) = painted
    return figure


@dataclass
class Text:
    x: float
    y: float
    words: str
    size: float
    anchor: str
    color: str


@dataclass
class Picture:
    left: float
    top: float
    width: float
    height: float
    array: np.ndarray

    def holds(self, x, y):
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def cell(self, x, y):
        """Row and column of a place, as broken numbers."""
        height, width = self.array.shape[:2]
        return (y - self.top) / self.height * height, (x - self.left) / self.width * width


def texts_in(element):
    """All texts below an element that are not turned; y is the middle of the letters."""
    for child in element:
        if child.tag == NAME + "text":
            at, size = child.attrib, float(child.get("font-size"))
            middle = float(at["y"]) - 0.35 * size
            color = at.get("fill", "black")
            words = child.text or ""
            yield Text(float(at["x"]), middle, words, size, at["text-anchor"], color)
        elif not child.get("transform") and child.get("data-part") != "legend":
            yield from texts_in(child)


class Read:
    """A whole figure."""

    def __init__(self, source):
        self.root = ElementTree.fromstring(source)
        self.width, self.height = map(float, self.root.get("viewBox").split()[2:])
        self.alt = self.root.find(NAME + "title").text
        self.texts = list(texts_in(self.root))
        self.turned = [g[0].text for g in self.root.iter(NAME + "g") if g.get("transform")]
        legend = self.root.find(f".//{NAME}g[@data-part='legend']")
        self.legend = [] if legend is None else [t.text for t in legend.iter(NAME + "text")]
        self.inner = self.root.find(NAME + "svg")  # what lies between the axes

    def pictures(self):
        for element in self.root.iter(NAME + "image"):
            kind, _, data = element.get("href").partition(",")
            assert kind == "data:image/png;base64"
            array = np.asarray(Image.open(BytesIO(b64decode(data))))
            box = (float(element.get(name)) for name in ("x", "y", "width", "height"))
            yield Picture(*box, array)

    def frames(self, color):
        """(left, top, width, height) in pixels of the frames of a color."""
        return [
            tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
            for rect in self.root.iter(NAME + "rect")
            if rect.get("stroke") == color
        ]

    def outlines(self):
        return self.frames(plan.ACCENT)

    def frame(self):
        """Left, top, width and height of what lies between the axes."""
        return tuple(float(self.inner.get(name)) for name in ("x", "y", "width", "height"))

    def paths(self):
        """(name, attributes, points in shares of the axes, up from the lower left)."""
        _, _, width, height = self.frame()
        for path in self.inner:
            # A mark's shape follows its place in small letters.
            places = re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", path.get("d"))
            points = np.array(places, float).reshape(-1, 2)
            yield path.get("data-curve"), path.attrib, points / (width, -height) + (0, 1)

    def named(self, name):
        """A curve's line and its marks: both in shares, or None."""
        drawn = [(at, points) for label, at, points in self.paths() if label == name]
        line = [points for at, points in drawn if at["fill"] == "none"]
        marks = [points for at, points in drawn if at["fill"] != "none"]
        return (line[0] if line else None), (marks[0] if marks else None)


def value(words):
    """The number that is written at a tick."""
    plain = words.replace("−", "-").replace("⁻", "-")
    plain = plain.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
    if words != plain and (power := re.fullmatch(r"(?:(-?[\d.]+)×)?10(-?\d+)", plain)):
        if set(words) & set("⁰¹²³⁴⁵⁶⁷⁸⁹"):
            return float(power[1] or 1) * 10.0 ** int(power[2])
    return float(plain)
