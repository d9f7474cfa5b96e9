"""The 8x8 handwritten digits that ship inside scikit-learn."""

import numpy as np

from cnn_course.data.image_data import ImageData

TRAINING = 1500


def load_digits():
    """Load 1,797 handwritten digits, the first 1,500 for training.

    Returns
    -------
    ImageData
        uint8 pictures (N, 8, 8, 1), values 0 (paper) to 16 (ink). Digit 1502
        of the whole set, the course's second four, is ``test_images[2]``.

    Notes
    -----
    Source: scikit-learn's ``load_digits``: the test part of "Optical Recognition of
    Handwritten Digits", E. Alpaydin and C. Kaynak, UCI repository, 1998.

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.test_images.shape
    (297, 8, 8, 1)
    >>> int(digits.test_labels[2])
    4
    """
    from sklearn import datasets  # slow to import, so only when asked for

    bunch = datasets.load_digits()
    images = bunch.images.astype(np.uint8)[..., None]
    labels = bunch.target.astype(np.int64)
    return ImageData(
        images[:TRAINING],
        labels[:TRAINING],
        images[TRAINING:],
        labels[TRAINING:],
        class_names=tuple("0123456789"),
        largest_value=16,
        source="scikit-learn load_digits (UCI, Handwritten Digits)",
    )
