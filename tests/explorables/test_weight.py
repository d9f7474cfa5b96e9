"""What a reader downloads for the figures, compressed as a server sends it."""

import gzip

from cnn_course.exercises import questions
from cnn_course.explorables import digit_reader, modules, question

FIGURES = ["convolution.js", "digit_reader.js", "pooling.js", "question.js"]
SCRIPTS, TABLE, WEIGHTS = 60_000, 3_000, 150_000  # bytes


def size(text):
    return len(gzip.compress(text.encode(), mtime=0))


def test_all_scripts_together_are_light():
    sizes = {name: size(text) for name, text in modules.for_page(FIGURES).items()}
    names = "".join(f'<cnn-question name="{one.name}"></cnn-question>' for one in questions())
    tables = {name: size(text) for name, text in question.page_data(names).items()}
    style = size(modules.read("explorables.css"))
    print(f"scripts {sum(sizes.values()):,}, style {style:,}, bytes gzip")
    print(f"tables of questions {sum(tables.values()):,} in all, {max(tables.values()):,} a page")
    assert sum(sizes.values()) + style < SCRIPTS
    assert max(tables.values()) < TABLE


def test_so_are_the_weights_of_the_digit_network():
    (text,) = digit_reader.page_data("<cnn-digit-reader></cnn-digit-reader>").values()
    print(f"weights {size(text):,} bytes gzip")
    assert size(text) < WEIGHTS
