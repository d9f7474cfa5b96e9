"""What a reader downloads for the figures, compressed as a server sends it."""

import gzip

from cnn_course.exercises import questions
from cnn_course.explorables import digit_reader, modules, question

SCRIPTS, QUESTION, TABLE, WEIGHTS = 60_000, 16_000, 3_000, 150_000  # bytes


def size(text):
    return len(gzip.compress(text.encode(), mtime=0))


def sizes(figures):
    return {name: size(text) for name, text in modules.for_page(figures).items()}


def test_all_scripts_together_are_light():
    scripts = sizes(modules.figures().values())
    style = size(modules.read("explorables.css"))
    print(f"scripts {sum(scripts.values()):,}, style {style:,}, bytes gzip")
    assert sum(scripts.values()) + style < SCRIPTS


def test_so_is_what_a_page_with_questions_alone_needs():
    scripts = sizes(["question.js"])
    names = "".join(f'<cnn-question name="{one.name}"></cnn-question>' for one in questions())
    tables = {name: size(text) for name, text in question.page_data(names).items()}
    print(f"scripts {sum(scripts.values()):,}, bytes gzip: {scripts}")
    print(f"tables of questions {sum(tables.values()):,} in all, {max(tables.values()):,} a page")
    assert sum(scripts.values()) < QUESTION
    assert len(tables) == 18
    assert max(tables.values()) < TABLE


def test_so_are_the_weights_of_the_digit_network():
    (text,) = digit_reader.page_data("<cnn-digit-reader></cnn-digit-reader>").values()
    print(f"weights {size(text):,} bytes gzip")
    assert size(text) < WEIGHTS
