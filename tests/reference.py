"""The same answers, found another way: pure Python, exact fractions, nothing of the package.

A picture is looked up through a function that knows what lies outside it, so
that no array is ever padded, viewed or strided here.
"""

import math
from fractions import Fraction


def exact(array):
    """Nested lists of fractions: every float is one, and no sum of them rounds."""
    return each(array.tolist(), lambda value: Fraction(float(value)))


def starts(size, kernel, stride, padding, dilation=1):
    """The first pixel under the kernel at each landing; negative ones are padding."""
    kernel += (kernel - 1) * (dilation - 1)  # the weights, and the holes between them
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


def windows(image, size, stride, padding, dilation=(1, 1)):
    """For each landing, the pixels as {(row, column) in the window: value}, without padding.

    Padding is one for both axes, or a pair (rows, columns).
    """
    height, width = len(image), len(image[0])
    above, beside = padding if isinstance(padding, tuple) else (padding, padding)
    return [
        [
            {
                (i, j): image[top + i * dilation[0]][left + j * dilation[1]]
                for i in range(size[0])
                for j in range(size[1])
                if 0 <= top + i * dilation[0] < height and 0 <= left + j * dilation[1] < width
            }
            for left in starts(width, size[1], stride[1], beside, dilation[1])
        ]
        for top in starts(height, size[0], stride[0], above, dilation[0])
    ]


def each(grid, function):
    return [[function(window) for window in row] for row in grid]


def correlate(image, kernel, stride=(1, 1), padding=0, dilation=(1, 1)):
    """Every sum of products."""
    size = len(kernel), len(kernel[0])
    return each(
        windows(image, size, stride, padding, dilation),
        lambda window: sum(value * kernel[i][j] for (i, j), value in window.items()),
    )


def stamp(image, kernel, stride, padding):
    """Every pixel of the paper: what the numbers that reach it bring."""
    axes = zip((len(image), len(image[0])), (len(kernel), len(kernel[0])), stride)
    rows, columns = [_paper(size, k, step, padding) for size, k, step in axes]
    return [
        [
            sum(
                value * kernel[y - step_y * stride[0]][x - step_x * stride[1]]
                for step_y, line in enumerate(image)
                for step_x, value in enumerate(line)
                if 0 <= y - step_y * stride[0] < len(kernel)
                and 0 <= x - step_x * stride[1] < len(kernel[0])
            )
            for x in columns
        ]
        for y in rows
    ]


def _paper(size, kernel, stride, padding):
    """The places along one axis that are left; 0 is where the first stamp begins."""
    end = max(stride * size, stride * (size - 1) + kernel)
    if padding == "same":
        before = (end - stride * size) // 2
        return range(before, before + stride * size)
    cut = 0 if padding == "valid" else padding
    return range(cut, end - cut)


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
