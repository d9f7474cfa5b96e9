"""What a reader can choose from in the convolution figure."""

from cnn_course import data
from cnn_course import kernels as named


def presets():
    """Pictures and kernels of the course, by name, for `Convolution`.

    Returns
    -------
    dict
        "pictures": the worked example (6, 6), the small four (5, 4), and an eye of the
        cat (12, 12), whole numbers from 0 to 255; "kernels": seven of (3, 3).

    Examples
    --------
    >>> sorted(presets())
    ['kernels', 'pictures']
    """
    cat = data.load_photo("chelsea").mean(axis=2)
    # Every third pixel around the eye on the left.
    eye = cat[92:128:3, 132:168:3].round().astype(int)
    return {
        "pictures": {
            "the 6 x 6 example": data.make_six_by_six(),
            "the small four": data.make_small_four(),
            "a cat's eye": eye,
        },
        "kernels": {
            "example": named.EXAMPLE,
            "vertical edges": named.VERTICAL_EDGES,
            "horizontal edges": named.HORIZONTAL_EDGES,
            "outline": named.OUTLINE,
            "sharpen": named.SHARPEN,
            "blur": named.BLUR,
            "emboss": named.EMBOSS,
        },
    }
