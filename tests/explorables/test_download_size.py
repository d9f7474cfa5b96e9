"""What a reader downloads for the figures, compressed as a server sends it."""

import gzip
import json

from cnn_course.exercises import questions
from cnn_course.explorables import digit_reader, modules, question
from tools.digest import ROOT

SCRIPTS, QUESTION, TABLE, WEIGHTS = 60_000, 16_000, 3_000, 150_000  # bytes


def size(text):
    return len(gzip.compress(text.encode(), mtime=0))


def sizes(figures):
    return {name: size(text) for name, text in modules.for_page(figures).items()}


def pages():
    """The figures of each page of the book."""
    for path in sorted((ROOT / "book").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        shown = [out.get("data", {}) for cell in cells for out in cell.get("outputs", [])]
        text = "".join("".join(data.get("text/html", "")) for data in shown)
        yield path.stem, modules.figures_on(text)
    yield "index", modules.figures_on((ROOT / "book" / "index.md").read_text(encoding="utf-8"))


def test_all_scripts_of_a_page_together_are_light():
    style = size(modules.style())
    together = {name: style + sum(sizes(found).values()) for name, found in pages() if found}
    print(f"scripts and style of a page, bytes gzip: {together}")
    assert set().union(*(found for _, found in pages())) == set(modules.figures().values())
    assert max(together.values()) < SCRIPTS


def test_so_is_what_a_page_with_questions_alone_needs():
    scripts = sizes(["question.js"])
    names = "".join(f'<cnn-question name="{one.name}"></cnn-question>' for one in questions())
    tables = {name: size(text) for name, text in question.page_data(names).items()}
    print(f"scripts {sum(scripts.values()):,}, bytes gzip: {scripts}")
    print(f"tables of questions {sum(tables.values()):,} in all, {max(tables.values()):,} a page")
    assert sum(scripts.values()) < QUESTION
    assert len(tables) == 19
    assert max(tables.values()) < TABLE


def test_so_are_the_weights_of_the_digit_network():
    (text,) = digit_reader.page_data("<cnn-digit-reader></cnn-digit-reader>").values()
    print(f"weights {size(text):,} bytes gzip")
    assert size(text) < WEIGHTS
