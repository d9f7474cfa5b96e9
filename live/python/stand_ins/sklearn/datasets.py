"""The data sets of scikit-learn that chapters 1 to 12 use, stored with the page."""

from types import SimpleNamespace

import numpy as np
from kernel.stored import array


def load_digits():
    """The 8x8 digits: images, flattened data, and target."""
    images = array("digits").astype(np.float64)
    return SimpleNamespace(
        images=images, data=images.reshape(len(images), -1), target=array("digit_labels")
    )


def load_sample_image(name):
    """A photograph by its file name, (H, W, 3) uint8."""
    return array(name.removesuffix(".jpg"))
