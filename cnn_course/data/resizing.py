"""Pictures of many sizes brought to one size, in three ways."""

import numpy as np

from cnn_course._checks import pair

WAYS = ("pad", "crop", "squash")


def checked_options(size, how):
    """Return the size as (rows, columns) or None, and `how`, if both are possible."""
    if how not in WAYS:
        raise ValueError(f'how must be "pad", "crop" or "squash", got {how!r}')
    return None if size is None else pair(size, "size", 1), how


def resize_all(pictures, size, how="pad"):
    """Bring all pictures to one size.

    Parameters
    ----------
    pictures : sequence of ndarray of uint8, (H, W, C)
        One or three channels.
    size : int or pair of int
        Height and width.
    how : str
        "pad", "crop" or "squash".

    Returns
    -------
    ndarray of uint8, (N, h, w, C)

    Raises
    ------
    TypeError, ValueError
        For another size, way or kind of picture.
    """
    size, how = checked_options(pair(size, "size", 1), how)
    channels = {picture.shape[2] for picture in pictures}
    if len(channels) != 1 or not channels <= {1, 3}:
        raise ValueError(f"pictures to resize must all have 1 or all 3 channels, got {channels}")
    if any(picture.dtype != np.uint8 for picture in pictures):
        raise TypeError("pictures to resize must be uint8; resize them before any scaling")
    result = np.empty((len(pictures), *size, *channels), np.uint8)
    for i, picture in enumerate(pictures):
        result[i] = resize(picture, size, how)
    return result


def resize(picture, size, how):
    """One picture (H, W, C) uint8 as (h, w, C); nothing is checked.

    Notes
    -----
    Pillow's bilinear filter, which takes the mean of all pixels that fall together
    and never leaves the range of the values.

    Examples
    --------
    >>> row = np.array([[[0], [80], [80], [0]]], np.uint8)
    >>> resize(row, (1, 2), "crop").ravel().tolist()
    [80, 80]
    """
    height, width = picture.shape[:2]
    h, w = size
    if how == "squash":
        return _to(picture, h, w)
    factors = h / height, w / width
    factor = min(factors) if how == "pad" else max(factors)
    # The middle of the picture, as large as what it is to fill (crop), or all of it (pad).
    inner_h, inner_w = min(height, h / factor), min(width, w / factor)
    left, top = (width - inner_w) / 2, (height - inner_h) / 2
    box = left, top, left + inner_w, top + inner_h
    new_h, new_w = (max(1, round(n * factor)) for n in (inner_h, inner_w))
    result = np.zeros((h, w, picture.shape[2]), np.uint8)
    row, column = (h - new_h) // 2, (w - new_w) // 2
    result[row : row + new_h, column : column + new_w] = _to(picture, new_h, new_w, box)
    return result


def _to(picture, h, w, box=None):
    """The part `box` (left, top, right, bottom) of the picture as (h, w, C), by Pillow."""
    from PIL import Image

    if picture.shape[:2] == (h, w) and box in (None, (0, 0, w, h)):
        return picture
    image = Image.fromarray(picture.squeeze(axis=2) if picture.shape[2] == 1 else picture)
    resized = image.resize((w, h), Image.Resampling.BILINEAR, box=box)
    return np.asarray(resized).reshape(h, w, picture.shape[2])
