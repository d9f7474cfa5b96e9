"""The receptive-field figure, seen from Python."""

import html
import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_course import receptive_field, slide_1d
from cnn_course.explorables import ReceptiveField

STACK = [(3, 1), (3, 2), (3, 1), (3, 2), (3, 1)]

layers = st.lists(
    st.tuples(
        st.integers(1, 5), st.integers(1, 3), st.integers(1, 4), st.sampled_from(["valid", "same"])
    ),
    min_size=1,
    max_size=5,
)


def made(stack, pixels):
    try:
        return ReceptiveField(stack, pixels)
    except ValueError as problem:
        assert "does not fit" in str(problem)
        assume(False)


def on_top(row, stack):
    """The row after every layer, with all weights 1."""
    for kernel, stride, dilation, padding in stack:
        row = slide_1d(row, np.ones(kernel, int), stride, padding, dilation)
    return row


@given(layers, st.integers(1, 32))
def test_what_is_seen_and_reached_is_what_a_lit_pixel_shows(stack, pixels):
    figure = made(stack, pixels)
    assert figure.sizes[-1] == len(on_top(np.zeros(pixels, int), stack))
    shines = np.array([on_top(one, stack) > 0 for one in np.eye(pixels, dtype=int)])
    for place in range(figure.sizes[-1]):
        assert figure.seen(len(stack), place)[0] == np.flatnonzero(shines[:, place]).tolist()
    for pixel in range(pixels):
        assert figure.reached(0, pixel)[-1] == np.flatnonzero(shines[pixel]).tolist()


@given(layers, st.integers(1, 32))
def test_the_width_is_that_of_the_formula_and_no_value_sees_more(stack, pixels):
    figure = made(stack, pixels)
    for layer in range(1, len(stack) + 1):
        assert figure.width(layer) == receptive_field([one[:3] for one in stack[:layer]])
        for place in range(figure.sizes[layer]):
            seen = figure.seen(layer, place)[0]
            assert not seen or seen[-1] - seen[0] < figure.width(layer)


@given(layers, st.integers(1, 32))
def test_the_sum_in_the_sentence_is_true(stack, pixels):
    figure = made(stack, pixels)
    for layer in range(1, len(stack) + 1):
        said = figure.sentences(layer, 0)[0]
        terms, width = said.partition(": ")[2].rstrip(".").split(" = ")
        assert eval(terms.replace("−", "-").replace("×", "*")) == int(width)
        assert int(width) == figure.width(layer)


def test_what_is_said():
    figure = ReceptiveField([(3, 1, 2), (3, 2)], 9)
    assert figure.sentences(2, 0) == [
        "Value 0 of layer 2 sees 7 pixels: 1 + (3 − 1) × 2 × 1 + (3 − 1) × 1 = 7."
    ]
    assert figure.sentences(1, 2) == [
        "Value 2 of layer 1 sees 5 pixels: 1 + (3 − 1) × 2 × 1 = 5.",
        "It reads 3 of them; the others lie in holes between weights, or outside the row.",
        "It reaches 2 of the 2 in layer 2.",
    ]
    assert figure.sentences(0, 8) == [
        "Pixel 8 reaches 1 of the 5 in layer 1 and 1 of the 2 in layer 2."
    ]
    assert ReceptiveField([(3, 2)], 8).sentences(0, 7) == [
        "Pixel 7 reaches none of the 3 in layer 1."
    ]
    assert ReceptiveField([(1, 2)], 8).sentences(1, 0) == [
        "Value 0 of layer 1 sees 1 pixel: 1 + (1 − 1) × 1 = 1."
    ]


def test_layers_may_leave_out_dilation_and_padding():
    figure = ReceptiveField([(3, 1), [2, 2, 2], (3, 1, 1, "same")])
    assert figure.layers == [(3, 1, 1, "valid"), (2, 2, 2, "valid"), (3, 1, 1, "same")]
    assert figure.pixels == 24
    assert figure.sizes == [24, 22, 10, 10]


REFUSED = [
    ("layers", [], "a list of 1 to 5 layers"),
    ("layers", [(3, 1, 1, "same")] * 6, "a list of 1 to 5 layers"),
    ("layers", 3, "a list of 1 to 5 layers"),
    ("layers", None, "a list of 1 to 5 layers"),
    ("layers", [3], "layer 1 must be"),
    ("layers", [(3,)], "layer 1 must be"),
    ("layers", [(3, 1, 1, "valid", 0)], "layer 1 must be"),
    ("layers", [(0, 1, 1, "valid")], "kernel of layer 1 must be at least 1"),
    ("layers", [(3, 1, 1, "same"), (6, 1, 1, "same")], "kernel of layer 2 must be at most 5"),
    ("layers", [(3, 4, 1, "same")], "stride of layer 1 must be at most 3"),
    ("layers", [(3, 1.5, 1, "same")], "stride of layer 1 must be a whole number"),
    ("layers", [(3, 1, 5, "same")], "dilation of layer 1 must be at most 4"),
    ("layers", [(3, 1, True, "same")], "dilation of layer 1 must be a whole number"),
    ("layers", [(3, 1, 1, "full")], 'padding of layer 1 must be "valid" or "same"'),
    ("layers", [(3, 1, 1, 1)], 'padding of layer 1 must be "valid" or "same"'),
    ("layers", [(3, 3, 1, "valid"), (4, 1, 1, "valid")], "layer 2: kernel 4 does not fit"),
    ("layers", [(5, 1, 3, "valid")], "layer 1: kernel 5 with dilation 3, 13 wide, does not fit"),
    ("pixels", 0, "pixels must be at least 1"),
    ("pixels", 33, "pixels must be at most 32"),
    ("pixels", "9", "pixels must be a whole number"),
    ("pixels", 4, "layer 2: kernel 3 does not fit a size of 2"),
    ("at", 3, "a layer and a place"),
    ("at", (1, 2, 3), "a layer and a place"),
    ("at", (-1, 0), "at must be at least 0"),
    ("at", (1, 0.5), "at must be a whole number"),
]


@pytest.mark.parametrize("name, value, message", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name, value, message):
    figure = ReceptiveField(pixels=9)
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before
    with pytest.raises((TypeError, ValueError), match=message):
        ReceptiveField(**{"pixels": 9, name: value})


def test_a_page_cannot_put_in_what_python_refuses():
    figure = ReceptiveField(pixels=9)
    before = json.dumps(figure.state())
    with pytest.raises(ValueError, match="does not fit"):
        figure.set_state({"pixels": 4})
    assert json.dumps(figure.state()) == before
    figure.set_state({"pixels": 4, "layers": [[3, 1, 1, "same"]]})
    assert figure.sizes == [4, 4]


def test_the_page_gets_the_whole_state():
    page = ReceptiveField(STACK)._repr_mimebundle_()[0]["text/html"]
    state = html.unescape(page.split('state="')[1].split('"')[0])
    assert json.loads(state) == {
        "layers": [[kernel, stride, 1, "valid"] for kernel, stride in STACK],
        "pixels": 24,
        "at": None,
    }


def test_what_is_looked_at_stands_in_the_sentence_and_the_ends_are_the_nearest():
    said = {
        (2, 1): "Value 1 of layer 2 sees 5 pixels",
        (0, 99): "Pixel 23 reaches 1 of the 22 in layer 1, none of the 10 in layer 2,",
        (9, 9): "Value 0 of layer 5 sees 21 pixels",
    }
    for at, sentence in said.items():
        assert sentence in ReceptiveField(STACK, 24, at).still()


def test_without_javascript_there_are_a_table_and_a_sentence():
    still = ReceptiveField(STACK).still()
    assert "A row of 24 pixels" in still
    assert still.count("<tr>") == 6
    assert "<td>5</td><td>3</td><td>1</td><td>1</td><td>valid</td><td>1</td><td>21</td>" in still
    assert "Value 0 of layer 5 sees 21 pixels: 1 + (3 − 1) × 1 + " in still
