"""Ten photographs cut into small patches: a set of ten classes, offline and at once."""

import numpy as np

from cnn_course._checks import whole
from cnn_course.data.image_data import ImageData
from cnn_course.data.photos import PHOTOS, load_photo

# In scikit-image, too: textures rather than scenes.
TEXTURES = ("retina", "immunohistochemistry", "hubble_deep_field")
TEN_PHOTOS = (*PHOTOS, *TEXTURES)
PATCH = 32
TRAINING, TEST = 400, 100  # patches of each photograph
SPLITS = ("region", "random")


def load_ten_photos(seed=0, split="region"):
    """Cut ten photographs into patches of 32x32 pixels: of which photograph is each?

    Parameters
    ----------
    seed : int
        Where the patches are cut, and their order.
    split : str
        ``"region"``: test patches from the right quarter of each photograph,
        training patches from the rest. No pixel is in both parts.
        ``"random"``: the careless way, patches from everywhere, then dealt out. Most
        test patches then overlap training patches.

    Returns
    -------
    ImageData
        uint8 pictures (N, 32, 32, 3): of each photograph 400 for training, 100 for
        the test, shuffled.

    Raises
    ------
    TypeError
        For a seed that is not a whole number.
    ValueError
        For a seed below 0 or another split.

    Notes
    -----
    Source: the photographs of `load_photo`, and three more of ``skimage.data``. All are
    halved first, so that a patch shows more; see `small_photo`. The right quarter can
    also show other things than the rest, so not all of the difference between the two
    splits is overlap.

    Examples
    --------
    >>> patches = load_ten_photos()
    >>> patches.train_images.shape, patches.test_images.shape
    ((4000, 32, 32, 3), (1000, 32, 32, 3))
    """
    seed = _checked(seed, split)
    train, test = [], []
    for name in TEN_PHOTOS:
        photo = small_photo(name)
        train_places, test_places = _places(photo, seed, split)
        train += [_patch(photo, place) for place in train_places]
        test += [_patch(photo, place) for place in test_places]
    rng = np.random.default_rng(seed)
    train_order, test_order = rng.permutation(len(train)), rng.permutation(len(test))
    return ImageData(
        np.stack(train)[train_order],
        train_order // TRAINING,
        np.stack(test)[test_order],
        test_order // TEST,
        class_names=TEN_PHOTOS,
        largest_value=255,
        source=f"load_ten_photos(seed={seed}, split={split!r}): scikit-learn and scikit-image",
    )


def small_photo(name):
    """One of the ten photographs, half as high and wide: each 2x2 pixels averaged.

    Returns
    -------
    ndarray of uint8, (H, W, 3)

    Raises
    ------
    ValueError
        For a name that is not in `TEN_PHOTOS`.

    Examples
    --------
    >>> small_photo("coffee").shape
    (200, 300, 3)
    """
    if not isinstance(name, str) or name not in TEN_PHOTOS:
        raise ValueError(f"no such photograph: {name!r}; there are {', '.join(TEN_PHOTOS)}")
    if name in TEXTURES:
        from skimage import data

        photo = getattr(data, name)()
    else:
        photo = load_photo(name)
    h, w = photo.shape[0] // 2, photo.shape[1] // 2
    squares = photo[: 2 * h, : 2 * w].reshape(h, 2, w, 2, 3)
    return squares.mean(axis=(1, 3)).round().astype(np.uint8)


def patch_places(name, seed=0, split="region"):
    """Where the patches of one photograph begin: their top left pixels in `small_photo`.

    Parameters
    ----------
    name : str
        One of `TEN_PHOTOS`.
    seed, split
        As for `load_ten_photos`.

    Returns
    -------
    train, test : ndarray of int, (400, 2) and (100, 2)
        Row and column.

    Raises
    ------
    TypeError, ValueError
        As `load_ten_photos` and `small_photo` do.

    Examples
    --------
    >>> train, test = patch_places("coffee")  # 300 columns wide
    >>> bool((train[:, 1] + 32 <= 225).all()), bool((test[:, 1] >= 225).all())
    (True, True)
    """
    seed = _checked(seed, split)
    return _places(small_photo(name), seed, split)


def _checked(seed, split):
    if not isinstance(split, str) or split not in SPLITS:
        raise ValueError(f"split must be one of {', '.join(SPLITS)}, got {split!r}")
    return whole(seed, "seed", 0)


def _places(photo, seed, split):
    height, width, _ = photo.shape
    rng = np.random.default_rng(seed)
    if split == "random":
        places = _anywhere(height, 0, width, TRAINING + TEST, rng)
        return places[:TRAINING], places[TRAINING:]
    border = 3 * width // 4
    train = _anywhere(height, 0, border, TRAINING, rng)
    return train, _anywhere(height, border, width, TEST, rng)


def _anywhere(height, left, right, n, rng):
    """n places at which a patch lies between the columns `left` and `right`."""
    return rng.integers((0, left), (height - PATCH + 1, right - PATCH + 1), (n, 2))


def _patch(photo, place):
    row, column = place
    return photo[row : row + PATCH, column : column + PATCH]
