"""The order of the words: defined once, where it first stands, at most six a chapter."""

import json
import re
from collections import Counter

import pytest

from cnn_course.exercises import questions
from tools.notebooks import BOOK, chapters

NEW_WORDS_A_CHAPTER = 6
ENTRY = re.compile(r"^(\S.*)\n    (.+) \[Chapter (\d+)\]\((\S+)\)$", re.M)
GLOSSARY = {
    term: int(chapter) for term, _, chapter, _ in ENTRY.findall((BOOK / "glossary.md").read_text())
}


def prose(number):
    """A chapter's prose and questions, without code, formulas and links' addresses."""
    notebook = json.loads(chapters()[number - 1].read_text())
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    # The way on to the next chapter may name it.
    text = "\n".join(line for cell in cells for line in cell.split("\n") if line[:5] != "Next:")
    for question in questions():
        if question.chapter == number:
            text += "\n".join(
                ["", question.asks, question.because, *(m.says for m in question.mistakes)]
            )
    text = re.sub(r"\$\$.*?\$\$|```.*?```|`[^`]*`", " ", text, flags=re.S)
    return re.sub(r"\]\([^)]*\)", "]", text)


def uses(term, text):
    """True when the text uses the term, also in the plural or inflected."""
    stem = re.escape(term).replace(r"\ ", r"\s+")
    return re.search(rf"(?<![\w-]){stem}(?:s|es|ed|ing|ten|tening)?(?![\w])", text, re.I)


def test_the_glossary_is_read_whole():
    entries = re.findall(r"^\S[^:\n]*$", (BOOK / "glossary.md").read_text(), re.M)[2:]
    assert len(GLOSSARY) == len(entries) >= 40
    assert set(GLOSSARY.values()) == set(range(1, 20))


def test_at_most_six_new_words_a_chapter():
    assert max(Counter(GLOSSARY.values()).values()) <= NEW_WORDS_A_CHAPTER


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_word_is_defined_in_its_chapter_and_stands_bold_there(term):
    text = prose(GLOSSARY[term])
    bold = rf"\*\*{re.escape(term)}(?:s|es)?\*\*"
    found = re.search(bold, text, re.I)
    assert found, f"chapter {GLOSSARY[term]} does not define {term!r}"
    # Title, promise and headings may name what the chapter is about.
    before = text[: found.start()].partition("minutes.")[2]
    before = re.sub(r"^#+ .*$", "", before, flags=re.M)
    assert not uses(term, before), f"{term!r} is used before it is defined"


@pytest.mark.parametrize("term", [term for term, chapter in GLOSSARY.items() if chapter > 1])
def test_no_word_is_used_before_its_chapter(term):
    early = [n for n in range(1, GLOSSARY[term]) if uses(term, prose(n))]
    assert early == [], f"{term!r} is defined in chapter {GLOSSARY[term]}"


def test_the_test_can_fail():
    assert uses("stride", "steps, or strides, of two")
    assert uses("flatten", "it is flattened")
    assert not uses("bias", "unbiased")
    assert not uses("valid padding", "padding")
