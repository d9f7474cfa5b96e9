"""A book that was built before shows what has changed since."""

import shutil

import pytest

from tests.book import small_book
from tools.digest import ROOT

PAGES = ("book/02_row", "book/03_picture")


@pytest.mark.slow
def test_a_changed_figure_or_question_reaches_pages_that_were_built_before(tmp_path):
    small_book.copy(tmp_path, PAGES)
    package = tmp_path / "cnn_course"
    shutil.copytree(ROOT / "cnn_course", package, ignore=shutil.ignore_patterns("__pycache__"))
    scripts = tmp_path / "_build" / "html" / "_static" / "figures"
    page = tmp_path / "_build" / "html" / "book" / "02_row.html"
    small_book.build(tmp_path, PYTHONPATH=str(tmp_path))
    before, written = page.read_text(), page.stat().st_mtime_ns
    small_book.build(tmp_path, PYTHONPATH=str(tmp_path))
    assert page.stat().st_mtime_ns == written  # nothing has changed: nothing is written

    with (package / "explorables" / "js" / "grid.js").open("a") as script:
        script.write('const more = "a word more";\n')
    questions = package / "exercises" / "chapter_02.py"
    questions.write_text(questions.read_text().replace("A row has", "One row has"))
    small_book.build(tmp_path, PYTHONPATH=str(tmp_path))
    sent = [script.read_text() for script in scripts.glob("*.js")]
    assert any("a word more" in text for text in sent)
    assert any("One row has" in text for text in sent)
    assert page.read_text() != before  # it asks for the new scripts, past the browser's cache
