"""Every promise, comparison and closing line of a chapter stands on something that can fail."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools import claims
from tools.notebooks import chapters

CHAPTERS = chapters()
TEXT = """# A chapter

**You count landings.**

The wider kernel is slower. It has 5 weights.

## In three lines

- A row of 8 has 6 landings: `8 - 3 + 1`.
- Bees hum.
"""
CODE = "answer = ...\n\ncheck('row.open', answer)\nassert landings == 6\nassert slow > fast, 'why'"
SOLUTION = "check('row.landings', 6)"
SOUND = [
    {"says": "You count landings.", "check": "row.landings"},
    {"says": "The wider kernel is slower.", "assert": ["slow>fast"]},
    {"says": "A row of 8 has 6 landings: `8 - 3 + 1`.", "assert": "landings == 6"},
    {"says": "Bees hum.", "test": "tests/book/test_claims.py::test_every_claim_stands"},
]


@pytest.fixture
def chapter(tmp_path):
    """`chapter(text)` is a notebook with this text, and with the code above."""

    def write(text=TEXT):
        cells = [new_markdown_cell(text), new_code_cell(CODE), new_code_cell(SOLUTION)]
        nbformat.write(new_notebook(cells=cells), tmp_path / "chapter.ipynb")
        return tmp_path / "chapter.ipynb"

    return write


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_claim_stands(path):
    assert claims.problems(path) == []


def test_a_sound_chapter_has_no_problem(chapter):
    assert claims.problems(chapter(), SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "- Bees hum.",
            "- Bees hum.\n- Pooling makes every network better.",
            "nothing stands behind",
        ),
        ("- Bees hum.", "- Bees hum, and wasps.", "nothing stands behind"),
        ("6 landings", "7 landings", "the chapter does not say: A row of 8 has 6"),
        ("**You count landings.**", "**You count sheep.**", "nothing stands behind"),
        (
            "It has 5 weights.",
            "It has 5 weights. It learns twice as much.",
            "compares or concludes",
        ),
        ("is slower", "is faster", "compares or concludes"),
    ],
)
def test_a_planted_claim_is_seen(chapter, old, new, said):
    assert said in " | ".join(claims.problems(chapter(TEXT.replace(old, new)), SOUND))


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"says": "Bees hum.", "assert": "landings == 7"}, "no such assert: landings == 7"),
        ({"says": "Bees hum.", "check": "row.open"}, "no such check: row.open"),
        ({"says": "Bees hum.", "test": "tests/book/test_claims.py::test_it"}, "no such test"),
        ({"says": "Bees hum.", "test": "tests/none.py::test_it"}, "no such test"),
        ({"says": "Bees hum.", "means": "a hum"}, "nothing stands behind this promise or closing"),
        ({"says": "Bees hum."}, "a claim needs `says`"),
        ({"says": "Bees hum.", "proof": "none"}, "a claim needs `says`"),
        ({"assert": "landings == 6"}, "a claim needs `says`"),
    ],
)
def test_a_proof_that_is_none_is_seen(chapter, claim, said):
    assert said in " | ".join(claims.problems(chapter(), [*SOUND[:-1], claim]))


def test_what_only_looks_like_a_claim_says_what_it_is(chapter):
    asked = TEXT.replace("It has 5", "Which is better? It has 5")
    assert "not listed: Which is better?" in " | ".join(claims.problems(chapter(asked), SOUND))
    assert (
        claims.problems(chapter(asked), [*SOUND, {"says": "Which is better?", "means": "asked"}])
        == []
    )


def test_no_list_is_left_over():
    listed = {path.stem for path in claims.FOLDER.glob("*.yml")}
    assert listed == {path.stem for path in CHAPTERS}
