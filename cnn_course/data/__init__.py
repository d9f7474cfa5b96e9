"""Pictures to work on.

``load_`` reads from the installed packages, offline and at once. ``make_``
draws on the spot. ``fetch_`` downloads once, or reads what you have.
"""

from cnn_course.data.affine import RandomAffine
from cnn_course.data.alike import alike_groups
from cnn_course.data.cats_dogs import fetch_cats_dogs
from cnn_course.data.cifar10 import fetch_cifar10
from cnn_course.data.dealing import deal_by_group, split_by_group
from cnn_course.data.digits import load_digits
from cnn_course.data.drawn import make_six_by_six, make_small_four
from cnn_course.data.drawn_cats_dogs import make_cats_dogs
from cnn_course.data.fashion_mnist import fetch_fashion_mnist
from cnn_course.data.folders import load_image_folder
from cnn_course.data.image_data import ImageData
from cnn_course.data.layout import parted_by_folders
from cnn_course.data.mnist import fetch_mnist, load_mnist_5k
from cnn_course.data.photos import PHOTOS, load_photo
from cnn_course.data.ten_photos import load_ten_photos

__all__ = [
    "RandomAffine",
    "PHOTOS",
    "ImageData",
    "alike_groups",
    "deal_by_group",
    "fetch_cats_dogs",
    "fetch_cifar10",
    "fetch_fashion_mnist",
    "fetch_mnist",
    "load_digits",
    "load_image_folder",
    "load_mnist_5k",
    "load_photo",
    "load_ten_photos",
    "make_cats_dogs",
    "make_six_by_six",
    "make_small_four",
    "parted_by_folders",
    "split_by_group",
]
