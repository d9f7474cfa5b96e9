"""Small random moves of pictures: the same digit, written a little differently."""

import numpy as np


class RandomAffine:
    """Turn, shift, stretch and slant each picture a little, each time anew.

    For ``Network.fit(..., augment=...)``. What moves in from outside is 0.

    Parameters
    ----------
    degrees : float
        Turns up to this angle, to both sides.
    translate : float
        Shifts up to so many pixels, in each direction.
    scale : float
        Sizes from ``exp(-scale)`` to ``exp(scale)``, rows and columns apart.
    shear : float
        Slants rows by up to this share of their distance from the middle.

    Examples
    --------
    >>> move = RandomAffine(translate=1)
    >>> move(np.ones((2, 8, 8, 1)), np.random.default_rng(0)).shape
    (2, 8, 8, 1)
    """

    def __init__(self, degrees=0.0, translate=0.0, scale=0.0, shear=0.0):
        for name, value in dict(
            degrees=degrees, translate=translate, scale=scale, shear=shear
        ).items():
            if (
                isinstance(value, bool)
                or not isinstance(value, (int, float))
                or not 0 <= value < np.inf
            ):
                raise ValueError(f"{name} must be a number of at least 0, got {value!r}")
        self.degrees, self.translate, self.scale, self.shear = degrees, translate, scale, shear

    def __call__(self, pictures, rng):
        """Moved copies (N, H, W, C) of pictures (N, H, W, C); `rng` draws the moves."""
        from scipy.ndimage import map_coordinates  # slow to import, so only when used

        n, h, w, c = pictures.shape
        angle = np.deg2rad(rng.uniform(-self.degrees, self.degrees, n))
        size = np.exp(rng.uniform(-self.scale, self.scale, (n, 2)))
        slant = rng.uniform(-self.shear, self.shear, n)
        shift = rng.uniform(-self.translate, self.translate, (n, 2))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        matrix = turn.transpose(2, 0, 1) * size[:, :, None]  # (N, 2, 2)
        matrix[:, :, 0] += matrix[:, :, 1] * slant[:, None]
        middle = np.array([[h - 1], [w - 1]]) / 2
        places = np.indices((h, w)).reshape(2, -1) - middle  # (2, H*W), from the middle
        sources = matrix @ places + middle + shift[:, :, None]  # (N, 2, H*W): where to read
        which = np.broadcast_to(np.arange(n)[:, None], sources[:, 0].shape)
        where = np.stack([which, sources[:, 0], sources[:, 1]])
        moved = [map_coordinates(pictures[..., i], where, order=1) for i in range(c)]
        return np.stack(moved, axis=-1).reshape(n, h, w, c)
