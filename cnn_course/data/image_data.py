"""The one answer that every set of pictures gives."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class ImageData:
    """Pictures and labels, split into a training and a test part.

    Attributes
    ----------
    train_images, test_images : ndarray, (N, H, W, C)
    train_labels, test_labels : ndarray of int, (N,)
        Positions in `class_names`.
    class_names : tuple of str
    largest_value : int
        What the brightest or darkest possible pixel is stored as.
    source : str
        Where the pictures came from.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    class_names: tuple
    largest_value: int
    source: str

    def __repr__(self):
        height, width, channels = self.train_images.shape[1:]
        return (
            f"ImageData: {len(self.train_images)} training and {len(self.test_images)} test "
            f"pictures\n{height} x {width} x {channels}, values 0..{self.largest_value}, "
            f"{len(self.class_names)} classes\nsource: {self.source}"
        )
