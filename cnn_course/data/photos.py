"""The photographs that ship inside scikit-learn and scikit-image."""

import numpy as np

from cnn_course._names import did_you_mean

PHOTOS = {
    "china": "a temple roof before a blue sky (scikit-learn)",
    "flower": "an orange flower before dark leaves (scikit-learn)",
    "chelsea": "Chelsea, a tabby cat, looking at you (scikit-image)",
    "astronaut": "the astronaut Eileen Collins before a flag (scikit-image)",
    "coffee": "a cup of coffee on a wooden table (scikit-image)",
    "rocket": "a rocket at dusk on its launch pad (scikit-image)",
    "motorcycle": "a motorcycle in a garage (scikit-image)",
}


def load_photo(name):
    """Load one color photograph, offline.

    Parameters
    ----------
    name : str
        One of `PHOTOS`, which says what each shows.

    Returns
    -------
    ndarray of uint8, (H, W, 3)
        Red, green, blue, each 0 to 255. Sizes differ.

    Raises
    ------
    ValueError
        For a name that is not in `PHOTOS`.

    Notes
    -----
    Source: ``sklearn.datasets.load_sample_image`` and ``skimage.data``.

    Examples
    --------
    >>> load_photo("chelsea").shape
    (300, 451, 3)
    """
    if not isinstance(name, str) or name not in PHOTOS:
        hint = did_you_mean(name, PHOTOS)
        raise ValueError(f"no photograph {name!r}; there are {', '.join(PHOTOS)}{hint}")
    if name in ("china", "flower"):
        from sklearn.datasets import load_sample_image

        return load_sample_image(f"{name}.jpg").copy()
    from skimage import data

    if name == "motorcycle":
        return np.ascontiguousarray(data.stereo_motorcycle()[0])
    return getattr(data, name)()
