"""Whole numbers only: how large results are, and how many weights they take.

Nothing here looks at a pixel. The same rules serve convolution and pooling.
"""

from cnn_course._checks import is_pair, pair, true_or_false, whole

# Said of a kernel that is larger than what it slides over; the interactive figures say it, too.
NO_ROOM = (
    "kernel {kernel} does not fit a size of {size}{zeros}; add padding or use a smaller kernel"
)
WITH_ZEROS = " with {before} + {after} zeros"
SPREAD_OUT = "{kernel} with dilation {dilation}, {window} wide,"


def padding_amounts(size, kernel, stride=1, padding="valid", dilation=1):
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
    dilation : int
        Pixels from one weight to the next.

    Returns
    -------
    (int, int)
        Zeros before and after.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers (size, kernel, stride, dilation at least
        1, padding at least 0), "valid" or "same".

    Examples
    --------
    >>> padding_amounts(5, kernel=3, padding="same")
    (1, 1)
    >>> padding_amounts(28, kernel=3, stride=2, padding="same")
    (0, 1)
    >>> padding_amounts(7, kernel=3, padding="same", dilation=2)
    (2, 2)
    """
    size, kernel, stride, dilation = _axis(size, kernel, stride, dilation)
    if isinstance(padding, str):
        if padding == "valid":
            return 0, 0
        if padding == "same":
            landings = -(-size // stride)
            total = max((landings - 1) * stride + reach(kernel, dilation) - size, 0)
            return total // 2, total - total // 2
        raise ValueError(f'padding must be a whole number, "valid" or "same", got {padding!r}')
    amount = whole(padding, "padding", 0)
    return amount, amount


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    """Count the places where a kernel lands.

    Parameters
    ----------
    size : int or pair of int
        Pixels of the picture along one axis, or (rows, columns).
    kernel, stride : int or pair of int
        Weights along the axis; pixels from one landing to the next.
    padding : int, "valid" or "same"
        Zeros on each side; see :func:`padding_amounts`.
    dilation : int or pair of int
        Pixels from one weight to the next: the window is
        ``(kernel - 1) * dilation + 1`` wide.

    Returns
    -------
    int or (int, int)
        ``(size + zeros - window) // stride + 1``. A pair when any of `size`,
        `kernel`, `stride` and `dilation` is a pair.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers in range, and for a window that is
        larger than the padded picture.

    Examples
    --------
    >>> output_size(28, kernel=5, stride=2, padding=0)
    12
    >>> output_size((6, 8), kernel=3)
    (4, 6)
    >>> output_size(7, kernel=3, stride=2, padding="same")
    4
    >>> output_size(8, kernel=3, dilation=2)
    4
    """
    if is_pair(size) or is_pair(kernel) or is_pair(stride) or is_pair(dilation):
        axes = zip(*_pairs(size, kernel, stride, dilation))
        return tuple(output_size(n, k, s, padding, d) for n, k, s, d in axes)
    size, kernel, stride, dilation = _axis(size, kernel, stride, dilation)
    before, after = padding_amounts(size, kernel, stride, padding, dilation)
    window = reach(kernel, dilation)
    room = size + before + after - window
    if room < 0:
        zeros = WITH_ZEROS.format(before=before, after=after) if before + after else ""
        if dilation > 1:
            kernel = SPREAD_OUT.format(kernel=kernel, dilation=dilation, window=window)
        raise ValueError(NO_ROOM.format(kernel=kernel, size=size, zeros=zeros))
    return room // stride + 1


def output_size_transpose(size, kernel, stride=1, padding=0):
    """Count the pixels of the paper that a transposed convolution stamps on.

    Parameters
    ----------
    size : int or pair of int
        Numbers that stamp, along one axis, or (rows, columns).
    kernel, stride : int or pair of int
        Weights of the stamp along the axis; pixels from one stamp to the next.
    padding : int, "valid" or "same"
        Pixels that are cut off on each side. "valid" is 0; "same" cuts off
        what is more than ``size * stride``, the odd one at the end.

    Returns
    -------
    int or (int, int)
        ``size * stride + max(kernel - stride, 0)``, less what is cut off. So a
        stamp that is smaller than its step leaves empty pixels at the end, too,
        as in Keras. A pair when any of `size`, `kernel` and `stride` is a pair.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers in range, and where nothing is left.

    Examples
    --------
    >>> output_size_transpose(3, kernel=3, stride=2)
    7
    >>> output_size_transpose((3, 4), kernel=3, stride=2, padding="same")
    (6, 8)
    """
    if is_pair(size) or is_pair(kernel) or is_pair(stride):
        axes = zip(*_pairs(size, kernel, stride))
        return tuple(output_size_transpose(n, k, s, padding) for n, k, s, _ in axes)
    size, kernel, stride, _ = _axis(size, kernel, stride)
    before, after = padding_amounts(size * stride, kernel, stride, padding)
    left = size * stride + max(kernel - stride, 0) - before - after
    if left < 1:
        raise ValueError(
            f"padding {padding} leaves nothing of {left + before + after} pixels; cut off less"
        )
    return left


def visit_counts(size, kernel, stride=1, padding=0, dilation=1):
    """Count, for each pixel along one axis, the windows that read it.

    In two dimensions the counts of rows and columns multiply.

    Parameters
    ----------
    size, kernel, stride, padding, dilation
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
    >>> visit_counts(6, kernel=2, dilation=3)
    [1, 1, 1, 1, 1, 1]
    """
    size, kernel, stride, dilation = _axis(size, kernel, stride, dilation)
    landings = output_size(size, kernel, stride, padding, dilation)
    before, _ = padding_amounts(size, kernel, stride, padding, dilation)
    starts = range(-before, landings * stride - before, stride)
    windows = [range(start, start + reach(kernel, dilation), dilation) for start in starts]
    return [sum(pixel in window for window in windows) for pixel in range(size)]


def reach(kernel, dilation):
    """Pixels from the first weight to the last, holes and all; nothing is checked.

    >>> reach(3, dilation=2)
    5
    """
    return (kernel - 1) * dilation + 1


def _axis(size, kernel, stride, dilation=1):
    """The four as Python's own whole numbers, which no sum overflows."""
    size, kernel = whole(size, "size", 1), whole(kernel, "kernel", 1)
    return size, kernel, whole(stride, "stride", 1), whole(dilation, "dilation", 1)


def _pairs(size, kernel, stride, dilation=1):
    """The four as pairs (rows, columns)."""
    size, kernel = pair(size, "size", 1), pair(kernel, "kernel", 1)
    return size, kernel, pair(stride, "stride", 1), pair(dilation, "dilation", 1)


def parameter_count(kernel, channels, filters, bias=True, groups=1):
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
    groups : int
        Equal parts into which channels and filters are divided: a filter reads
        the channels of its own part. With as many groups as channels that is a
        depthwise convolution.

    Returns
    -------
    int
        ``(rows * columns * channels / groups + 1) * filters``. The size of the
        picture is not in it.

    Raises
    ------
    TypeError, ValueError
        For anything but whole numbers of at least 1, a `bias` that is not True
        or False, and groups that do not divide channels and filters.

    Examples
    --------
    >>> parameter_count(5, channels=3, filters=10)
    760
    >>> parameter_count((1, 2), channels=1, filters=1, bias=False)
    2
    >>> parameter_count(3, channels=8, filters=8, bias=False, groups=8)
    72
    """
    rows, columns = pair(kernel, "kernel", 1)
    channels = whole(channels, "channels", 1)
    filters = whole(filters, "filters", 1)
    biases = int(true_or_false(bias, "bias"))
    return (rows * columns * group_depth(channels, filters, groups) + biases) * filters


def group_depth(channels, filters, groups):
    """The channels that one filter reads, where `groups` divides channels and filters.

    >>> group_depth(6, filters=4, groups=2)
    3
    """
    groups = whole(groups, "groups", 1)
    if channels % groups or filters % groups:
        raise ValueError(
            f"groups must divide the channels and the filters: {channels} channels and {filters} "
            f"filters do not both come in {groups} equal parts"
        )
    return channels // groups


def multiplication_count(
    size, kernel, channels, filters, stride=1, padding=0, dilation=1, groups=1
):
    """Count the products of a convolution layer for one picture.

    Parameters
    ----------
    size : int or pair of int
        Rows and columns of the picture; one number for a square.
    kernel, channels, filters, groups
        As in :func:`parameter_count`.
    stride, dilation : int or pair of int
    padding : int, "valid" or "same"
        Products with padded zeros are counted, too: they are computed.

    Returns
    -------
    int
        One product for each weight at each landing; additions and biases are not counted.

    Raises
    ------
    TypeError, ValueError
        As :func:`parameter_count` and :func:`output_size`.

    Examples
    --------
    Four landings, nine weights:

    >>> multiplication_count(4, kernel=3, channels=1, filters=1)
    36

    A dense layer is a picture of one pixel, with a channel for each input:

    >>> multiplication_count(1, kernel=1, channels=64, filters=10)
    640
    """
    rows, columns = output_size(pair(size, "size", 1), kernel, stride, padding, dilation)
    return rows * columns * parameter_count(kernel, channels, filters, bias=False, groups=groups)


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

    The same with holes of one pixel in the 5x5 kernel:

    >>> receptive_field([(5, 1, 2), (2, 2)])
    10
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
