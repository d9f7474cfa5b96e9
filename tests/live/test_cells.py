"""Every code cell of chapters 1 to 12, run in the built page: it puts out what is stored."""

import pytest

from tests.live.conftest import CHAPTERS, compared, stored

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Cells whose texts may differ, by their ids, and why. There is none.
DIFFERENT = {}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_all_cells_put_out_what_is_stored(live, chapter):
    put_out_what_is_stored(live(chapter), chapter)


# Both ways load the same scripts by the same tags: a chapter with photographs, and one without.
@pytest.mark.parametrize("chapter", ["06_channels", "02_row"])
def test_all_cells_put_out_the_same_from_a_server(live, site, chapter):
    put_out_what_is_stored(live(chapter, base=site), chapter)


def put_out_what_is_stored(page, chapter):
    assert page.run() == "All cells have run."
    wanted, seen = stored(chapter), page.written()
    assert [cell["id"] for cell in seen] == [cell["id"] for cell in wanted]
    for one, other in zip(wanted, seen):
        if one["id"] not in DIFFERENT:
            assert compared(other["outputs"]) == compared(one["outputs"]), one["id"]


def test_there_are_cells_to_run():
    assert len(CHAPTERS) == 12
    assert sum(len(stored(chapter)) for chapter in CHAPTERS) > 300
