"""What sheets and charts in SVG have in common: pixels, and text with its width."""

import re
from html import escape

INCH = 96  # pixels
POINT = INCH / 72
LINE = 1.25  # from one line of text to the next, in sizes of the font

# In sizes of the font, of letters that are narrower or wider than others. These are DejaVu's,
# which is wider than Arial and Helvetica.
WIDTHS = {
    "ijl'., ": 0.33,
    "Itfr:;|/\\()[]!-": 0.42,
    "aceksvxyz": 0.62,
    "wDGHNOQU&#+<=>^~−×": 0.85,
    "mMW@%$—": 1,
}

# What XML cannot hold, even written as a number.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text):
    """A text of the reader's as XML holds it, in elements and between quotes."""
    return escape(UNWRITABLE.sub("\ufffd", text))


def text(x, y, words, size, anchor="middle", more=""):
    """Words with the middle of their letters at `y`. `size` is in pixels."""
    # The attribute that would center it is not known to every viewer; 0.35 sizes are.
    return (
        f'<text x="{x:.2f}" y="{y + 0.35 * size:.2f}" font-size="{size:.4g}" '
        f'text-anchor="{anchor}"{more}>{safe(words)}</text>'
    )


def width_of(words, size):
    """How long a text is at most, in the fonts that viewers take for sans-serif."""
    return size * sum(map(_width_of_letter, words))


def _width_of_letter(letter):
    for letters, width in WIDTHS.items():
        if letter in letters:
            return width
    if ord(letter) > 0x2E7F:  # what comes from here on is as wide as high
        return 1
    return 0.72 if letter.isupper() else 0.64


def wrapped(words, size, room):
    """A text in lines that fit the room, if its words do."""
    lines = []
    for line in words.split("\n"):
        lines.append("")
        for word in line.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and width_of(longer, size) > room:
                lines.append(word)
            else:
                lines[-1] = longer
    return lines
