"""What a chapter claims, and what stands behind it.

A claim is a sentence that promises, compares or concludes: the promise under the title,
the closing lines, and every sentence with one of the `COMPARING` words. Each stands in
``book/claims/NAME.yml`` beside what would fail if it were false::

    - says: Convolution, without padding, makes the picture smaller by k - 1.
      assert: conv2d(picture, kernel).shape == (28 - 5 + 1, 28 - 5 + 1)

``assert`` is a condition that the chapter's code asserts, or a list of them; ``check`` a
question of the chapter whose solution stands there; ``test`` a test of this project. A
sentence that only looks like a claim has ``means`` instead: what it is.
"""

import ast
import re
import sys

import nbformat
import yaml
from IPython.core.inputtransformer2 import TransformerManager

from tools.digest import ROOT
from tools.notebooks import chapters

FOLDER = ROOT / "book" / "claims"
COMPARING = re.compile(
    r"\b(better|worse|best|worst|halv\w+|half as|doubl\w+|twice|faster|slower|slowly|quick\w*|"
    r"gap|improv\w+|outperform\w*|helps?|costs?|pays?|as good|as well as|more accura\w+|"
    r"times as|prov(?:es?|ed|en|ing)|always|never)\b",
    re.IGNORECASE,
)
PROOFS = ("assert", "check", "test")
CLOSING = "## In three lines"


def problems(path, listed=None):
    """What is wrong with a chapter's list, as sentences; none if it is sound.

    Parameters
    ----------
    path : Path
        The notebook.
    listed : list of dict, optional
        The claims, in place of the file's.
    """
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    plain = TransformerManager().transform_cell
    code = "\n".join(plain(cell.source) for cell in cells if cell.cell_type == "code")
    known = _known(code)
    if listed is None:
        listed = listed_for(path)
    found = []
    for claim in listed:
        found += _wrong_with(claim, _one_line(text), known)
    said = [_one_line(claim.get("says", "")) for claim in listed]
    proved = [part for part, claim in zip(said, listed, strict=True) if "means" not in claim]
    for line in [promise(text), *closing_lines(text)]:
        if not _covered(line, proved):
            found.append(f"nothing stands behind this promise or closing line: {line}")
    for sentence in sentences(text):
        if COMPARING.search(sentence) and not _covered(sentence, said):
            found.append(f"this sentence compares or concludes, and is not listed: {sentence}")
    return found


def listed_for(path):
    """The claims that are listed for a chapter."""
    file = FOLDER / f"{path.stem}.yml"
    return (yaml.safe_load(file.read_text("utf-8")) if file.exists() else None) or []


def promise(text):
    """The bold lines under the title."""
    return _one_line(re.search(r"^# [^\n]*\n+\*\*(.+?)\*\*", text, re.S).group(1))


def closing_lines(text):
    """The lines that end a chapter, each without its mark."""
    last = text.partition(CLOSING)[2]
    return [_one_line(line) for line in re.findall(r"^- (.+(?:\n  .+)*)", last, re.M)]


def sentences(text):
    """The sentences of a text in Markdown, without headings, code and formulas."""
    text = re.sub(r"^```.*?^```|^\$\$.*?\$\$$", "\n", text, flags=re.S | re.M)
    text = re.sub(r"^(?:#+ | {4}).*$", "\n", text, flags=re.M)
    for paragraph in re.split(r"\n\s*\n|^(?:[-*]|\d+\.) ", text, flags=re.M):
        yield from re.split(r"(?<=[.?!:])\**\s+(?=[\W]*[A-Z0-9`])", _one_line(paragraph))


def _wrong_with(claim, text, known):
    kinds = claim.keys() & {*PROOFS, "means"}
    if not isinstance(claim.get("says"), str) or not kinds or claim.keys() - kinds - {"says"}:
        return [f"a claim needs `says`, and one of {', '.join(PROOFS)} or means: {claim}"]
    found = []
    if _one_line(claim["says"]) not in text:
        found.append(f"the chapter does not say: {claim['says']}")
    for kind in kinds & set(PROOFS):
        proofs = claim[kind] if isinstance(claim[kind], list) else [claim[kind]]
        for proof in proofs:
            there = _is_test(proof) if kind == "test" else _same(proof) in known[kind]
            if not there:
                found.append(f"there is no such {kind}: {proof} (for: {claim['says']})")
    return found


def _known(code):
    """The conditions that are asserted, and the questions whose solutions are judged."""
    nodes = list(ast.walk(ast.parse(code)))
    asserted = {ast.unparse(node.test) for node in nodes if isinstance(node, ast.Assert)}
    judged = {
        node.args[0].value
        for node in nodes
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check"
        # `answer` is what a reader fills in
        if not (len(node.args) > 1 and getattr(node.args[1], "id", "") == "answer")
    }
    return {"assert": asserted, "check": judged}


def _same(condition):
    """A condition as `ast` writes it; what is no Python is no condition."""
    try:
        return ast.unparse(ast.parse(condition.strip(), mode="eval"))
    except SyntaxError:
        return condition


def _is_test(name):
    path, _, function = name.partition("::")
    file = ROOT / path
    if not path.startswith("tests/") or not file.is_file():
        return False
    return re.search(rf"^def {re.escape(function)}\(", file.read_text("utf-8"), re.M) is not None


def _covered(line, said):
    """Is each word of the line in one of these? Longer ones first: one may hold another."""
    if any(line in part for part in said):
        return True
    for part in sorted(said, key=len, reverse=True):
        if part:
            line = line.replace(part, " ")
    return not re.search(r"\w", line)


def _one_line(text):
    return " ".join(text.split())


def main():
    """``python -m tools.claims [CHAPTER...]``: what is missing, and how much is claimed."""
    names = sys.argv[1:]
    count = 0
    for path in chapters():
        if names and path.stem not in names:
            continue
        listed = listed_for(path)
        count += sum("means" not in claim for claim in listed)
        wrong = problems(path, listed)
        print(f"{path.stem}: {len(listed)} listed, {len(wrong)} to do")
        for line in wrong:
            print("   ", line)
    print(f"{count} claims stand on something that can fail.")


if __name__ == "__main__":
    main()
