"""The real pictures that are at hand while the course is developed."""

import pytest

from tools.digest import ROOT

SHARED = ROOT.parent / "shared" / "data"


def needs(name):
    """The path of an archive of real pictures, or skip the test that asks for it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not here: the real pictures are for development only")
    return path
