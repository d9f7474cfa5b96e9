"""One picture file, of any common kind, as an array of bytes."""

import io
import warnings

import numpy as np

from cnn_course.data.archives import Unreadable
from cnn_course.data.findings import DARK, MOVING, PLAIN, TINY, Findings
from cnn_course.data.foreign import what_else

# The formats of photographs on the web; more formats are more ways to be attacked. TIFF and
# AVIF hang on how Pillow was built, too: a folder would be read here and not there.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
# Cameras, microscopes and scanners that give 10 to 14 bits are often stored as they are.
FEW_OF_16 = 14
SMALLEST_SIDE = 8  # of a picture that shows something


def decode(data, color=True, name="", findings=None):
    """Read a picture file.

    Parameters
    ----------
    data : bytes
        Of a JPEG, PNG, GIF, WebP or BMP; of several frames the first is taken.
    color : bool
        Whether the answer has three channels or one.
    name : str
        Of the file.
    findings : Findings, optional
        Takes notes on what the answer does not show.

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

    findings = Findings() if findings is None else findings
    picture, moves = _opened(data, name)
    if moves:
        findings.notes[MOVING].append(name)
    if picture.mode.startswith("I"):  # 16 bits, which `convert` would clip
        picture = _upper_bits(picture)
    if _has_16_bits(data):
        bits = 8 + max(high for _, high in picture.convert("RGB").getextrema()).bit_length()
        if bits <= FEW_OF_16:
            findings.notes[DARK].append(
                f"{name}: all values below {2**bits:,} of 65,536, as of {bits} bits; multiply "
                f"them by {2 ** (16 - bits)} before you save them"
            )
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    if min(picture.size) < SMALLEST_SIDE:
        findings.notes[TINY].append(f"{name}: {picture.height} x {picture.width}")
    array = np.array(picture.convert("RGB" if color else "L"))
    if (array == array[0, 0]).all():
        findings.notes[PLAIN].append(name)
    return array if color else array[:, :, None]


def _opened(data, name):
    """The file as a Pillow picture, upright and wholly read, and whether it moves."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not data:
        raise Unreadable("empty file")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            return ImageOps.exif_transpose(picture), _moves(picture)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise Unreadable(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels") from None
        except UnidentifiedImageError:
            raise Unreadable(
                f"not a JPEG, PNG, GIF, WebP or BMP picture{what_else(data, name)}"
            ) from None
        except Exception as error:  # damaged files make decoders fail in every way there is
            raise Unreadable(f"damaged ({error})") from error


def _moves(picture):
    """Whether there are further frames, sound or not."""
    if picture.format == "MPO":  # a JPEG with previews and the like
        return False
    try:
        return getattr(picture, "is_animated", False)
    except Exception:  # as above
        return True


def _has_16_bits(data):
    """Whether it is a PNG of 16 bits; its bit depth is the 25th byte."""
    return data.startswith(b"\x89PNG") and data[24] == 16


def _upper_bits(picture):
    """A gray picture of 16 bits with eight, and with an alpha channel if a value is clear."""
    from PIL import Image

    values = np.asarray(picture)
    gray = Image.fromarray((values >> 8).astype(np.uint8))
    clear = picture.info.get("transparency")
    if clear is not None:
        gray.putalpha(Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8)))
    return gray
