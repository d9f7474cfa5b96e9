"""What is behind a drawn animal, what it wears, and the light on both."""

import numpy as np

FURS = (
    (45, 42, 45),
    (118, 116, 120),
    (110, 75, 50),
    (205, 130, 65),
    (228, 200, 155),
    (240, 236, 228),
)
WALLS = (
    (200, 190, 175),
    (150, 170, 190),
    (190, 150, 140),
    (120, 140, 120),
    (95, 85, 100),
    (225, 220, 210),
    (160, 120, 85),
    (60, 75, 95),
)


def shade(color, factor):
    """The color made darker (below 1) or lighter (above 1).

    Examples
    --------
    >>> shade((10, 100, 200), 2)
    (20, 200, 255)
    """
    return tuple(min(255, int(part * factor)) for part in color)


def some_color(colors, rng):
    """One of the colors, a little lighter or darker, and its hue a little changed."""
    color = np.asarray(colors[rng.integers(len(colors))])
    changed = color + rng.integers(-20, 21) + rng.integers(-5, 6, 3)
    return tuple(np.clip(changed, 0, 255).tolist())


def background(width, height, rng):
    """A Pillow picture without an animal: plain, gradient, room, grass or out of focus."""
    from PIL import Image, ImageDraw

    size = width, height
    kind = rng.choice(["plain", "gradient", "room", "grass", "out of focus"])
    first, second = some_color(WALLS, rng), some_color(WALLS, rng)
    picture = Image.new("RGB", size, first)
    draw = ImageDraw.Draw(picture)
    if kind == "gradient":
        mask = Image.linear_gradient("L").rotate(90 * int(rng.integers(4))).resize(size)
        picture.paste(second, mask=mask)
    elif kind == "room":
        floor = int(height * rng.uniform(0.5, 0.85))
        draw.rectangle((0, floor, width, height), fill=second)
        draw.line((0, floor, width, floor), fill=shade(second, 0.7), width=height // 50)
    elif kind == "grass":
        ground = int(height * rng.uniform(0.1, 0.6))
        draw.rectangle((0, ground, width, height), fill=(85, 125, 60))
        for x, y, blade in rng.uniform((0, ground, 0.6), (width, height, 1.5), (120, 3)):
            end = x + 12 * (blade - 1), y - 0.06 * height
            draw.line((x, y, *end), fill=shade((85, 125, 60), blade), width=3)
    elif kind == "out of focus":
        colors = [some_color(WALLS, rng) for _ in range(20)]
        few = np.array(colors, np.uint8).reshape(4, 5, 3)
        picture = Image.fromarray(few).resize(size, Image.Resampling.BICUBIC)
    return picture


def light(picture, rng):
    """The picture (H, W, 3) uint8 under a light of some strength, side and color."""
    height, width, _ = picture.shape
    down = np.linspace(-1, 1, height)[:, None] * rng.uniform(-0.2, 0.2)
    across = np.linspace(-1, 1, width) * rng.uniform(-0.2, 0.2)
    color = rng.uniform(0.75, 1.15) * rng.uniform(0.95, 1.05, 3)
    lit = picture * ((1 + down + across)[:, :, None] * color).astype(np.float32)
    return np.clip(lit, 0, 255).astype(np.uint8)
