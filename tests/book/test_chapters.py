"""The manners of a chapter."""

import json
import re

import pytest

from cnn_course.exercises import questions
from tools.notebooks import chapters

NUMBERS = range(1, 19)
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
}


def cells(number):
    return json.loads(chapters()[number - 1].read_text())["cells"]


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
    first, *_, last = [source(c) for c in cells(number) if c["cell_type"] == "markdown"]
    assert re.match(r"# \w.*\n\n\*\*In this chapter .*\*\*", first), "title and promise"
    assert 2 <= len(re.findall(r"^- ", first, re.M)) <= 4, "what you will be able to do"
    assert re.search(r"About \d+ minutes\.", first)
    text = "\n".join(source(c) for c in cells(number) if c["cell_type"] == "markdown")
    for heading in ("### Predict", "## Exercises", "## What the sources say", "## In three lines"):
        assert text.count(heading) == 1, heading
    three_lines = text.partition("## In three lines")[2]
    assert len(re.findall(r"^- ", three_lines, re.M)) == 3
    assert number == max(NUMBERS) or re.search(r"Next: \[.+\]\(\d\d_\w+\.ipynb\)", last)
    assert "!" not in re.sub(r"`[^`]*`|!\[", "", text), "no exclamation marks"


@pytest.mark.parametrize("number", NUMBERS)
def test_two_or_three_exercises_with_folded_solutions(number):
    exercises = [c for c in cells(number) if re.search(r"^\*\*\d\.\*\*", source(c), re.M)]
    solutions = [c for c in cells(number) if is_solution(c)]
    assert 2 <= len(exercises) <= 3
    assert len(solutions) == len(exercises) + 1  # and the prediction's
    for cell in solutions:
        assert cell["metadata"]["jupyter"] == {"source_hidden": True, "outputs_hidden": True}


@pytest.mark.parametrize("number", NUMBERS)
def test_every_question_is_asked_unanswered_and_solved(number):
    asked, solved = [], []
    for cell in cells(number):
        for name in re.findall(r'check\(\s*"([\w.]+)"', source(cell)):
            (solved if is_solution(cell) else asked).append(name)
            status = "Right" if is_solution(cell) else "Your turn"
            assert status in printed(cell), f"{name}: {printed(cell)[:60]}"
    expected = [question.name for question in questions() if question.chapter == number]
    assert sorted(asked) == sorted(expected)
    assert sorted(solved) == sorted(expected)


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
    assert not re.search(rf"(?<!\d){re.escape(answer)}(?!\d)", words)


@pytest.mark.parametrize("number", NUMBERS)
def test_pictures_come_early(number):
    kinds = [
        "picture" if "image/png" in json.dumps(c.get("outputs", [])) else c["cell_type"]
        for c in cells(number)
    ]
    assert "picture" in kinds[:6]
