"""The same answers, found another way: pure Python, exact fractions, nothing of the package.

A picture is looked up through a function that knows what lies outside it, so
that no array is ever padded, viewed or strided here.
"""

import math
from fractions import Fraction


def exact(array):
    """Nested lists of fractions: every float is one, and no sum of them rounds."""
    return each(array.tolist(), lambda value: Fraction(float(value)))


def starts(size, kernel, stride, padding):
    """The first pixel under the kernel at each landing; negative ones are padding."""
    if padding == "same":
        needed = math.ceil(size / stride)
        zeros = max(0, kernel + stride * (needed - 1) - size)
        before, after = zeros // 2, math.ceil(zeros / 2)
    else:
        before = after = 0 if padding == "valid" else padding
    found, start = [], -before
    while start + kernel <= size + after:
        found.append(start)
        start += stride
    return found


def windows(image, size, stride, padding):
    """For each landing, the pixels as {(row, column) in the window: value}, without padding.

    Padding is one for both axes, or a pair (rows, columns).
    """
    height, width = len(image), len(image[0])
    above, beside = padding if isinstance(padding, tuple) else (padding, padding)
    return [
        [
            {
                (i, j): image[top + i][left + j]
                for i in range(size[0])
                for j in range(size[1])
                if 0 <= top + i < height and 0 <= left + j < width
            }
            for left in starts(width, size[1], stride[1], beside)
        ]
        for top in starts(height, size[0], stride[0], above)
    ]


def each(grid, function):
    return [[function(window) for window in row] for row in grid]


def correlate(image, kernel, stride=(1, 1), padding=0):
    """Every sum of products."""
    size = len(kernel), len(kernel[0])
    return each(
        windows(image, size, stride, padding),
        lambda window: sum(value * kernel[i][j] for (i, j), value in window.items()),
    )


def pool(image, size, stride, padding, how):
    """Every maximum, mean of real pixels, or sum of squares' root."""
    summary = {
        "max": lambda window: max(window.values()),
        "average": lambda window: Fraction(sum(window.values())) / len(window),
        "l2": lambda window: math.sqrt(sum(value * value for value in window.values())),
    }[how]
    return each(windows(image, size, stride, padding), summary)


def as_floats(grid):
    return each(grid, float)
