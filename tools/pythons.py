"""Which Pythons the course is for: `python -m tools.pythons` says whether this is one.

Python 2.7 and all after it can read this file, so that each gets the sentence and
not a syntax error.
"""

import platform
import sys

OLDEST, NEWEST = (3, 11), (3, 14)
# TensorFlow has no wheel for later ones, and none for Intel Macs. Chapters 1 to 12 do not use it.
NEWEST_WITH_TENSORFLOW = (3, 13)


def name(version):
    """A version as people write it: (3, 11) is 3.11."""
    return ".".join(str(number) for number in version[:2])


def fits(version):
    """Whether the course can be read, run and changed with this version."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def has_tensorflow(version=sys.version_info, system=sys.platform, machine=platform.machine()):
    """Whether TensorFlow has a wheel: the tests and chapters 13 to 19 need it."""
    intel_mac = system == "darwin" and machine == "x86_64"
    return tuple(version[:2]) <= NEWEST_WITH_TENSORFLOW and not intel_mac


if __name__ == "__main__" and not fits(sys.version_info):
    sys.exit(
        "Python {0} to {1} is needed; this is Python {2}.\n"
        "Name another one: make PYTHON=python{3}".format(
            name(OLDEST), name(NEWEST), name(sys.version_info), name(NEWEST_WITH_TENSORFLOW)
        )
    )
