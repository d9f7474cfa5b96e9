"""A cat and a dog, drawn with a pen whose (0, 0) is the middle of the head.

The head is 2 units wide. x grows to the right, y downward. `turn` says how far
the animal looks aside: what stands out of the face, the nose most, moves by it.
"""

import numpy as np

from cnn_course.data._pen import oval, rounded
from cnn_course.data._scenery import FURS, shade, some_color

SIDES = (-1, 1)
DARK = (28, 24, 26)
PINK = (222, 150, 150)


class Coat:
    """A fur: what it looks like everywhere in the picture, and its colors.

    Cats and dogs draw from the same furs, so that color does not tell them apart.
    """

    def __init__(self, pen, rng):
        from PIL import Image

        self.color, self.second = some_color(FURS, rng), some_color(FURS, rng)
        self.rim = shade(self.color, 0.55)
        self.pale = tuple(int(120 + 0.5 * part) for part in self.color)
        self.cloth = Image.new("RGB", pen.picture.size, self.color)
        brush = pen.on(self.cloth)
        kind = rng.choice(["plain", "stripes", "patches", "spots"])
        if kind == "stripes":
            dark = shade(self.color, 0.6)
            for x in (-0.3, 0, 0.3):
                brush.line([(x, -1.2), (0.7 * x, -0.45)], dark, 0.12)
            for y in np.arange(-0.1, 5, 0.38):
                for side in SIDES:
                    brush.line([(1.9 * side, y + 0.1), (0.62 * side, y)], dark, 0.13)
        elif kind == "patches":
            for x, y, size in rng.uniform((-1.2, -1, 0.4), (1.2, 3, 1), (5, 3)):
                corners = oval(x, y, size, size)[::4] + rng.uniform(-0.25, 0.25, (6, 2))
                brush.fill(rounded(corners), self.second)
        elif kind == "spots":
            for x, y, size in rng.uniform((-1.6, -1.5, 0.06), (1.6, 4, 0.16), (60, 3)):
                brush.fill(oval(x, y, size, size), self.second)
        self.ears = self.second if rng.random() < 0.3 else self.cloth


def body(pen, coat, rng):
    """A sitting body seen from the front: a tail, a trunk, two front legs."""
    side, wide = rng.choice(SIDES), rng.uniform(0.9, 1.4)
    high = rng.uniform(0.5, 2.8)
    tail = [(0.8, 3.6), (1.8, 3.7), (2.1, high + 0.6), (2.2, high), (1.9, high), (1.7, 3.2)]
    pen.fill(rounded(tail) * (side, 1), coat.cloth, coat.rim)
    trunk = [(-0.6, 0.2), (0.6, 0.2), (wide, 2), (wide + 0.3, 4), (-wide - 0.3, 4), (-wide, 2)]
    pen.fill(rounded(trunk), coat.cloth, coat.rim)
    pen.fill(oval(0, 1.5, 0.45, 0.9), coat.pale if rng.random() < 0.5 else coat.cloth)
    for x in SIDES:
        leg = np.array([(0.1, 2.2), (0.6, 2.2), (0.62, 4), (0.7, 4.2), (0.08, 4.2), (0.1, 4)])
        pen.fill(rounded(leg) * (x, 1), coat.cloth, coat.rim)


def cat(pen, coat, turn, rng):
    """A cat's head: pointed ears, slit pupils, a small nose, whiskers."""
    high, lean = rng.uniform(1.45, 1.8), rng.uniform(0.7, 0.95)
    for side in SIDES:
        ear = np.array([(0.2, -0.6), (lean, -high), (lean, -high), (lean, -high), (1.0, -0.2)])
        ear = rounded(ear) * (side, 1)
        pen.fill(ear, coat.ears, coat.rim)
        pen.fill(0.6 * ear + 0.4 * ear.mean(axis=0) + (0, 0.08), PINK)
    cheek = rng.uniform(1.1, 1.3)
    half = [(0.6, -0.95), (1.05, -0.45), (cheek, 0.35), (0.6, 0.95)]
    pen.fill(_both(half), coat.cloth, coat.rim)
    eyes, tip = 0.2 * turn, 0.45 * turn
    iris = some_color([(120, 160, 70), (215, 170, 50), (110, 160, 190)], rng)
    size, slit = rng.uniform(0.2, 0.26), rng.uniform(0.04, 0.09)
    for side in SIDES:
        x = 0.44 * side + eyes
        pen.fill(oval(x, -0.12, size, 0.85 * size), iris, DARK)
        pen.fill(oval(x, -0.12, slit, 0.8 * size), DARK)
        pen.fill(oval(x + 0.07, -0.2, 0.04, 0.04), (255, 255, 255))
    pale = coat.pale if rng.random() < 0.7 else coat.color
    pen.fill(oval(tip, 0.65, 0.2, 0.17), pale)
    for side in SIDES:
        pen.fill(oval(0.19 * side + tip, 0.48, 0.24, 0.19), pale)
    nose = PINK if rng.random() < 0.6 else DARK
    pen.fill([(tip - 0.13, 0.25), (tip + 0.13, 0.25), (tip, 0.4)], nose)
    hair = (245, 245, 245) if sum(coat.color) < 450 else (70, 65, 65)
    for side in SIDES:
        mouth = [(tip, 0.4), (tip, 0.52), (tip + 0.12 * side, 0.6), (tip + 0.24 * side, 0.55)]
        pen.line(mouth, DARK, 0.045)
        for y in (0.3, 0.5, 0.7):
            whisker = [(0.3 * side + tip, 0.46), (1.6 * side + tip, y + rng.uniform(-0.1, 0.1))]
            pen.line(whisker, hair, 0.035)


def dog(pen, coat, turn, rng):
    """A dog's head: ears that mostly hang, round pupils, a long muzzle with a large nose."""
    ears = rng.choice(["hanging", "folded", "upright"], p=[0.7, 0.15, 0.15])
    long, wide = rng.uniform(0.5, 1.1), rng.uniform(1.3, 1.55)
    if ears != "hanging":
        _upright_ears(pen, coat, folded=ears == "folded")
    chin = rng.uniform(0.95, 1.2)
    half = [(0.6, -1.05), (1.02, -0.6), (0.95, 0.1), (0.75, 0.7), (0.5, chin)]
    pen.fill(_both(half), coat.cloth, coat.rim)
    if ears == "hanging":
        ear = [(0.5, -0.95), (1.0, -0.95), (wide, 0), (wide, long), (1.0, long + 0.1), (0.85, -0.2)]
        for side in SIDES:
            pen.fill(rounded(ear) * (side, 1), coat.ears, coat.rim)
    eyes, tip = 0.2 * turn, 0.65 * turn
    if rng.random() < 0.45:
        tongue = [(-0.17, 0.9), (0.17, 0.9), (0.2, 1.35), (0, 1.55), (-0.2, 1.35)]
        pen.fill(rounded(tongue) + (tip, 0), (225, 110, 120), (170, 70, 85))
    bridge = [(0.15 + eyes, -0.15), (tip + 0.5, 0.35), (tip + 0.45, 1.1)]
    other = [(tip - 0.45, 1.1), (tip - 0.5, 0.35), (-0.15 + eyes, -0.15)]
    pen.fill(rounded(bridge + other), coat.pale if rng.random() < 0.7 else coat.cloth, coat.rim)
    for side in SIDES:
        x = 0.4 * side + eyes
        pen.fill(oval(x, -0.25, 0.17, 0.16), (235, 230, 220), coat.rim)
        pen.fill(oval(x + 0.15 * eyes, -0.24, 0.14, 0.14), (90, 58, 34))
        pen.fill(oval(x + 0.15 * eyes, -0.24, 0.09, 0.09), DARK)
        pen.fill(oval(x + 0.05, -0.3, 0.04, 0.04), (255, 255, 255))
    pen.fill(oval(tip, 0.36, 0.26, 0.18), DARK)
    pen.fill(oval(tip - 0.06, 0.29, 0.08, 0.04), (130, 125, 130))
    for side in SIDES:
        mouth = [(tip, 0.5), (tip, 0.75), (tip + 0.18 * side, 0.88), (tip + 0.36 * side, 0.8)]
        pen.line(mouth, DARK, 0.05)


def _both(half):
    """A symmetric rounded shape from its right half, listed downward."""
    return rounded(half + [(-x, y) for x, y in reversed(half)])


def _upright_ears(pen, coat, folded):
    """Ears that stand, rounder than a cat's; folded ones let their tips fall forward."""
    ear = np.array([(0.25, -0.7), (0.45, -1.5), (0.95, -1.55), (1.0, -0.3)])
    flap = np.array([(0.35, -1.35), (0.95, -1.4), (1.15, -0.7), (1.0, -0.65)])
    for side in SIDES:
        pen.fill(rounded(ear) * (side, 1), coat.ears, coat.rim)
        if folded:
            pen.fill(rounded(flap) * (side, 1), coat.rim)
