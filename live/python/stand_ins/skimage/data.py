"""The photographs of scikit-image that chapters 1 to 12 use, stored with the page."""

from kernel.stored import array


def astronaut():
    return array("astronaut")


def chelsea():
    return array("chelsea")


def coffee():
    return array("coffee")


def rocket():
    return array("rocket")


def stereo_motorcycle():
    return array("motorcycle"), None, None  # the left picture alone
