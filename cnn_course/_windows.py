"""What convolution and pooling share: pictures as batches, and where windows land."""

from cnn_course.shapes import output_size, padding_amounts

PICTURE = {2: "(H, W)"}
PICTURES = {2: "(H, W)", 3: "(H, W, C)", 4: "(N, H, W, C)"}


def as_batch(images):
    """View (H, W) and (H, W, C) as a batch (N, H, W, C) of one."""
    if images.ndim == 2:
        return images[None, :, :, None]
    return images[None] if images.ndim == 3 else images


def count_landings(size, kernel, stride, padding, dilation=(1, 1)):
    """Result rows and columns, and the zeros ((top, bottom), (left, right))."""
    try:
        oh, ow = output_size(size, kernel, stride, padding, dilation)
    except ValueError as error:
        raise ValueError(f"{error} (got picture {tuple(size)}, kernel {tuple(kernel)})") from None
    axes = zip(size, kernel, stride, dilation)
    zeros = [padding_amounts(n, k, s, padding, d) for n, k, s, d in axes]
    return oh, ow, zeros
