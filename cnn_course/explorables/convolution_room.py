"""What the convolution figure has room for, beyond what `conv2d` itself refuses."""

from cnn_course.explorables.facts import (
    MOST_CHANNELS,
    MOST_DILATION,
    MOST_FILTERS,
    MOST_KERNEL,
    MOST_PIXELS,
    MOST_STRIDE,
    MOST_ZEROS,
)
from cnn_course.explorables.figure import small_enough


def room(picture, kernel, bias, stride, dilation, padding, flip, one_dimension):
    """Refuse what the figure cannot show."""
    picture_room(picture, "picture")
    kernel_room(kernel, "kernel")
    small_enough(bias, "bias")
    for name, both, most in (
        ("stride", stride, MOST_STRIDE),
        ("dilation", dilation, MOST_DILATION),
    ):
        if max(both) > most:
            raise ValueError(f"{name} must be at most {most} in this figure, got {both!r}")
    if not isinstance(padding, str) and padding > MOST_ZEROS:
        raise ValueError(f"padding must be at most {MOST_ZEROS} in this figure, got {padding!r}")
    if one_dimension and (kernel.shape[0] != 1 or picture.ndim != 2):
        raise ValueError(
            f"in one dimension the kernel has one row and the picture one channel, got kernel "
            f"{kernel.shape}, picture {picture.shape}"
        )


def picture_room(picture, name):
    """A picture, (H, W) or (H, W, C), that the figure has room for."""
    if max(picture.shape[:2]) > MOST_PIXELS or picture.shape[2:] > (MOST_CHANNELS,):
        raise ValueError(
            f"{name} may have {MOST_PIXELS} rows and columns and {MOST_CHANNELS} channels at "
            f"most in this figure, got shape {picture.shape}; cut a part out of it"
        )
    return small_enough(picture, name)


def kernel_room(kernel, name):
    """A kernel, (kh, kw) or (kh, kw, C, F), that the figure has room for."""
    if max(kernel.shape[:2]) > MOST_KERNEL or kernel.shape[3:] > (MOST_FILTERS,):
        raise ValueError(
            f"{name} may have {MOST_KERNEL} rows and columns and {MOST_FILTERS} filters at most "
            f"in this figure, got shape {kernel.shape}"
        )
    return small_enough(kernel, name)
