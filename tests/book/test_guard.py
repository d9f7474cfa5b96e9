"""Every stored notebook is what its code makes today."""

import pytest

from tools.guard import problems
from tools.notebooks import chapters, notebooks


def test_there_are_nineteen_chapters():
    assert [path.name[:2] for path in chapters()] == [f"{n:02d}" for n in range(1, 20)]


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_the_guard_finds_nothing(path):
    found = problems(path)
    if found:
        pytest.fail(f"{path.name}: {'; '.join(found)}", pytrace=False)
