"""Whole numbers only: how large results are, and how many weights they take.

Nothing here looks at a pixel. The same rules serve convolution and pooling.
"""

from cnn_course._checks import is_pair, pair, true_or_false, whole

# Said of a kernel that is larger than what it slides over; the interactive figures say it, too.
NO_ROOM = (
    "kernel {kernel} does not fit a size of {size}{zeros}; add padding or use a smaller kernel"
)
WITH_ZEROS = " with {before} + {after} zeros"


def padding_amounts(size, kernel, stride=1, padding="valid"):
    """Count the zeros that go before and after one axis.

    Parameters
    ----------
    size : int
        Pixels along the axis.
    kernel : int
        Weights along the axis.
    stride : int
        Pixels from one landing to the next.
    padding : int, "valid" or "same"
        A whole number goes on both sides; "valid" is 0. "same" is what Keras
        does: as many zeros as give ``ceil(size / stride)`` results, the odd
        one at the end.

    Returns
    -------
    (int, int)
        Zeros before and after.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers (size, kernel, stride at least 1,
        padding at least 0), "valid" or "same".

    Examples
    --------
    >>> padding_amounts(5, kernel=3, padding="same")
    (1, 1)
    >>> padding_amounts(28, kernel=3, stride=2, padding="same")
    (0, 1)
    """
    size, kernel, stride = _axis(size, kernel, stride)
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            landings = -(-size // stride)
            total = max((landings - 1) * stride + kernel - size, 0)
            return total // 2, total - total // 2
        raise ValueError(f'padding must be a whole number, "valid" or "same", got {padding!r}')
    amount = whole(padding, "padding", 0)
    return amount, amount


def output_size(size, kernel, stride=1, padding=0):
    """Count the places where a kernel lands.

    Parameters
    ----------
    size : int or pair of int
        Pixels of the picture along one axis, or (rows, columns).
    kernel, stride : int or pair of int
        Weights along the axis; pixels from one landing to the next.
    padding : int, "valid" or "same"
        Zeros on each side; see :func:`padding_amounts`.

    Returns
    -------
    int or (int, int)
        ``(size + zeros - kernel) // stride + 1``. A pair when any of `size`,
        `kernel` and `stride` is a pair.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers in range, and for a kernel that is
        larger than the padded picture.

    Examples
    --------
    >>> output_size(28, kernel=5, stride=2, padding=0)
    12
    >>> output_size((6, 8), kernel=3)
    (4, 6)
    >>> output_size(7, kernel=3, stride=2, padding="same")
    4
    """
    if is_pair(size) or is_pair(kernel) or is_pair(stride):
        axes = zip(pair(size, "size", 1), pair(kernel, "kernel", 1), pair(stride, "stride", 1))
        return tuple(output_size(*axis, padding) for axis in axes)
    size, kernel, stride = _axis(size, kernel, stride)
    before, after = padding_amounts(size, kernel, stride, padding)
    room = size + before + after - kernel
    if room < 0:
        zeros = WITH_ZEROS.format(before=before, after=after) if before + after else ""
        raise ValueError(NO_ROOM.format(kernel=kernel, size=size, zeros=zeros))
    return room // stride + 1


def visit_counts(size, kernel, stride=1, padding=0):
    """Count, for each pixel along one axis, the windows it lies in.

    In two dimensions the counts of rows and columns multiply.

    Parameters
    ----------
    size, kernel, stride, padding
        As in :func:`output_size`, for one axis.

    Returns
    -------
    list of int
        One count a pixel; padded zeros are not pixels.

    Raises
    ------
    TypeError, ValueError
        As :func:`output_size`.

    Examples
    --------
    >>> visit_counts(6, kernel=3)
    [1, 2, 3, 3, 2, 1]
    >>> visit_counts(6, kernel=3, padding="same")
    [2, 3, 3, 3, 3, 2]
    """
    size, kernel, stride = _axis(size, kernel, stride)
    landings = output_size(size, kernel, stride, padding)
    before, _ = padding_amounts(size, kernel, stride, padding)
    starts = range(-before, landings * stride - before, stride)
    return [sum(start <= pixel < start + kernel for start in starts) for pixel in range(size)]


def _axis(size, kernel, stride):
    """The three as Python's own whole numbers, which no sum overflows."""
    return whole(size, "size", 1), whole(kernel, "kernel", 1), whole(stride, "stride", 1)


def parameter_count(kernel, channels, filters, bias=True):
    """Count the weights and biases of a convolution layer.

    Parameters
    ----------
    kernel : int or pair of int
        Rows and columns of each filter.
    channels : int
        Channels of the input: the depth of each filter.
    filters : int
        Filters: the channels of the output.
    bias : bool
        Whether each filter adds one number of its own.

    Returns
    -------
    int
        ``(rows * columns * channels + 1) * filters``. The size of the picture
        is not in it.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers of at least 1, and a `bias` that is not
        True or False.

    Examples
    --------
    >>> parameter_count(5, channels=3, filters=10)
    760
    >>> parameter_count((1, 2), channels=1, filters=1, bias=False)
    2
    """
    rows, columns = pair(kernel, "kernel", 1)
    channels = whole(channels, "channels", 1)
    filters = whole(filters, "filters", 1)
    biases = int(true_or_false(bias, "bias"))
    return (rows * columns * channels + biases) * filters


def receptive_field(layers):
    """Measure the side of the square of pixels that one last value sees.

    Parameters
    ----------
    layers : list of (kernel, stride) or (kernel, stride, dilation)
        The layers from the picture upward, convolution and pooling alike.
        Dilation is the distance between neighboring weights, 1 by default.

    Returns
    -------
    int
        Pixels along one axis.

    Raises
    ------
    TypeError, ValueError
        For an empty list, or an entry that is not two or three whole numbers
        of at least 1.

    Examples
    --------
    A 5x5 convolution, then 2x2 pooling in steps of 2:

    >>> receptive_field([(5, 1), (2, 2)])
    6
    """
    if not is_pair(layers) or len(layers) == 0:
        raise ValueError(f"layers must be a list of (kernel, stride) pairs, got {layers!r}")
    seen, step = 1, 1
    for number, layer in enumerate(layers, start=1):
        if not is_pair(layer) or len(layer) not in (2, 3):
            raise ValueError(
                f"layer {number} must be (kernel, stride) or (kernel, stride, dilation), "
                f"got {layer!r}"
            )
        kernel = whole(layer[0], f"kernel of layer {number}", 1)
        stride = whole(layer[1], f"stride of layer {number}", 1)
        dilation = whole(layer[2], f"dilation of layer {number}", 1) if len(layer) == 3 else 1
        # Each further weight reaches `dilation` places on, and one place of
        # this layer is `step` pixels of the picture.
        seen += (kernel - 1) * dilation * step
        step *= stride
    return seen
