"""The manners of a chapter."""

import json
import re

import pytest

from cnn_course.exercises import questions
from tools.notebooks import chapters

NUMBERS = range(1, 20)
MAIN_PREDICTIONS = {
    1: "pixels.flat_place",
    2: "row.zeros_at_both_ends",
    3: "picture.below_429",
    4: "padding.corner_visits",
    5: "stride.two_widths",
    6: "channels.parameters",
    7: "layers.pixels_seen",
    8: "pooling.moved_digit",
    9: "decision.values_out",
    10: "learning.next_weight",
    11: "shared.two_slopes",
    12: "network.all_zeros",
    13: "judge.recall_of_four",
    14: "mnist.memory_of_maps",
    15: "color.first_dense",
    16: "catsdogs.cats_held_out",
    17: "insight.pixels_seen",
    18: "own.range",
    19: "after.fewer_products",
}


def cells(number):
    return json.loads(chapters()[number - 1].read_text())["cells"]


def page(number, place=None):
    """A chapter, and a cell of it, as messages name them; cells are counted from 0."""
    name = f"book/{chapters()[number - 1].name}"
    return name if place is None else f"{name}, cell {place}"


def source(cell):
    return "".join(cell["source"])


def printed(cell):
    outputs = cell.get("outputs", [])
    parts = [o.get("text", "") for o in outputs]
    parts += [o.get("data", {}).get("text/plain", "") for o in outputs]
    return " ".join("".join(part) for part in parts)


def is_solution(cell):
    tags = cell["metadata"].get("tags", [])
    return "hide-cell" in tags and "reveal" not in tags


@pytest.mark.parametrize("number", NUMBERS)
def test_the_frame_of_a_chapter(number):
    here = page(number)
    first, *_, last = [source(c) for c in cells(number) if c["cell_type"] == "markdown"]
    begins = re.match(r"# \w.*\n\n\*\*In this chapter .*\*\*", first)
    assert begins, (
        f"{here} begins with '# Title' and '**In this chapter ...**'; it has {first[:99]!r}"
    )
    able = len(re.findall(r"^- ", first, re.M))
    assert 2 <= able <= 4, (
        f"{here} lists 2 to 4 things to be able to do in its first cell, not {able}"
    )
    assert re.search(r"About \d+ minutes\.", first), (
        f"{here} misses 'About N minutes.' in its first cell"
    )
    text = "\n".join(source(c) for c in cells(number) if c["cell_type"] == "markdown")
    for heading in ("### Predict", "## Exercises", "## What the sources say", "## In three lines"):
        assert text.count(heading) == 1, (
            f"{here} has {text.count(heading)} times {heading!r}, not once"
        )
    lines = len(re.findall(r"^- ", text.partition("## In three lines")[2], re.M))
    assert lines == 3, f"{here} closes with {lines} lines under 'In three lines', not 3"
    following = re.search(r"Next: \[.+\]\(\d\d_\w+\.ipynb\)", last)
    assert number == max(NUMBERS) or following, (
        f"{here} does not end with 'Next: [...](NN_x.ipynb)'"
    )
    loud = re.search(r".{0,40}!", re.sub(r"`[^`]*`|!\[", "", text))
    assert not loud, f"{here} has an exclamation mark: {loud[0]!r}"


@pytest.mark.parametrize("number", NUMBERS)
def test_two_or_three_exercises_with_folded_solutions(number):
    exercises, solutions, here = [], [], page(number)
    for place, cell in enumerate(cells(number)):
        if re.search(r"^\*\*\d\.\*\*", source(cell), re.M):
            exercises.append(place)
        if is_solution(cell):
            solutions.append(place)
            folded = {"source_hidden": True, "outputs_hidden": True}
            found = cell["metadata"].get("jupyter")
            assert found == folded, (
                f'{page(number, place)} is a solution: its metadata need "jupyter": {folded}, '
                f"not {found}"
            )
    assert 2 <= len(exercises) <= 3, (
        f"{here} has {len(exercises)} exercises (**1.** ...), not 2 or 3"
    )
    assert len(solutions) == len(exercises) + 1, (
        f"{here} has folded solutions (tag hide-cell) in cells {solutions} for the exercises in "
        f"cells {exercises}; there is one for each, and one for the prediction"
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_every_question_is_asked_unanswered_and_solved(number):
    asked, solved = [], []
    for place, cell in enumerate(cells(number)):
        for name in re.findall(r'check\(\s*"([\w.]+)"', source(cell)):
            (solved if is_solution(cell) else asked).append(name)
            status = "Right" if is_solution(cell) else "Your turn"
            assert status in printed(cell), (
                f"{page(number, place)} asks {name} and should be told {status!r}; it stores "
                f"{printed(cell)[:60]!r}"
            )
    expected = sorted(question.name for question in questions() if question.chapter == number)
    asks = f"cnn_course/exercises/chapter_{number:02d}.py has {expected}"
    assert sorted(asked) == expected, f"{page(number)} asks {sorted(asked)}; {asks}"
    assert sorted(solved) == expected, f"{page(number)} solves {sorted(solved)}; {asks}"


# The other answers are below ten: any page is full of such numbers.
@pytest.mark.parametrize("number", [1, 3, 5, 6, 9, 10, 11])
def test_no_output_gives_the_prediction_away(number):
    name = MAIN_PREDICTIONS[number]
    right = next(q.right for q in questions() if q.name == name)
    before = []
    for cell in cells(number):
        before.append(printed(cell))
        if name in source(cell):
            break
    words = re.sub(r"(?<=\d),(?=\d)", "", " ".join(before))
    answer = ", ".join(map(str, right)) if isinstance(right, tuple) else str(right)
    given = re.search(rf".{{0,40}}(?<!\d){re.escape(answer)}(?!\d)", words)
    assert not given, f"{page(number)} shows {answer} before it asks {name}: {given[0]!r}"


@pytest.mark.parametrize("number", NUMBERS)
def test_pictures_come_early(number):
    kinds = [
        "picture" if "image/png" in json.dumps(c.get("outputs", [])) else c["cell_type"]
        for c in cells(number)
    ]
    assert "picture" in kinds[:6], (
        f"{page(number)} has no picture in its first six cells: {kinds[:6]}"
    )
