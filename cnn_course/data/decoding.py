"""One picture file, of any common kind, as an array of bytes."""

import io
import warnings

import numpy as np

from cnn_course.data.archives import Unreadable

# The formats of photographs on the web; more formats are more ways to be attacked.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")


def decode(data, color=True):
    """Read a picture file.

    Parameters
    ----------
    data : bytes
        Of a JPEG, PNG, GIF, WebP or BMP; of several frames the first is taken.
    color : bool
        Whether the answer has three channels or one.

    Returns
    -------
    ndarray of uint8, (H, W, 3) or (H, W, 1)
        Turned as its EXIF entry says; what is transparent lies on white; of 16 bits
        the upper eight are kept.

    Raises
    ------
    Unreadable
        With the reason.
    """
    from PIL import Image

    picture = _opened(data)
    if picture.mode.startswith("I"):  # 16 bits, which `convert` would clip
        picture = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    elif picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    array = np.array(picture.convert("RGB" if color else "L"))
    return array if color else array[:, :, None]


def _opened(data):
    """The file as a Pillow picture, upright and wholly read."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not data:
        raise Unreadable("empty file")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return ImageOps.exif_transpose(Image.open(io.BytesIO(data), formats=FORMATS))
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Unreadable(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels") from None
        except UnidentifiedImageError:
            raise Unreadable("not a JPEG, PNG, GIF, WebP or BMP picture") from None
        except Exception as error:  # damaged files make decoders fail in every way there is
            raise Unreadable(f"damaged ({error})") from error
