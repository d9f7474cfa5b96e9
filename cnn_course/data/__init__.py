"""Pictures to work on.

``load_`` reads from the installed packages, offline and at once. ``make_``
draws on the spot.
"""

from cnn_course.data.affine import RandomAffine
from cnn_course.data.digits import load_digits
from cnn_course.data.drawn import make_six_by_six, make_small_four
from cnn_course.data.image_data import ImageData
from cnn_course.data.photos import PHOTOS, load_photo

__all__ = ["PHOTOS", "ImageData", "load_digits", "load_photo", "make_six_by_six", "make_small_four"]
