"""The convolution figure, seen from Python."""

import html
import json

import numpy as np
import pytest

from cnn_course import conv2d, data, slide_1d, slide_2d
from cnn_course import kernels as named
from cnn_course.explorables import Convolution, presets
from tests.grid import whole_numbers

SMALL = [[1, 7, 2, 0], [3, 5, 4, 6], [8, 0, 1, 9]]
TURN = [[1, 2], [3, 4]]


def test_result_is_conv2d_of_the_picture():
    picture, kernel = whole_numbers(0, 7, 9, 3), whole_numbers(1, 2, 4, 3, 5)
    for stride, padding in ((1, "valid"), ((2, 3), "same"), (3, 2)):
        figure = Convolution(picture, kernel, bias=[1, 2, 3, 4, 5], stride=stride, padding=padding)
        expected = conv2d(picture, kernel, [1, 2, 3, 4, 5], stride, padding)
        np.testing.assert_array_equal(figure.result, expected)
        assert figure.result.dtype == np.int64


@pytest.mark.parametrize("padding", ["valid", "same", 3])
@pytest.mark.parametrize("stride", [1, (2, 3)])
@pytest.mark.parametrize("dilation", [1, 2, 3, 4, (1, 3), (4, 2)])
@pytest.mark.parametrize("size", [(1, 1), (2, 3), (3, 2), (1, 4)])
def test_a_kernel_with_holes_is_one_with_zeros_in_them(size, dilation, stride, padding):
    picture, kernel = whole_numbers(0, 13, 13), whole_numbers(1, *size)
    figure = Convolution(picture, kernel, [2], stride=stride, padding=padding, dilation=dilation)
    down, across = figure.dilation
    filled = np.zeros((down * (size[0] - 1) + 1, across * (size[1] - 1) + 1), int)
    filled[::down, ::across] = kernel
    assert figure.result.tolist() == conv2d(picture, filled, [2], stride, padding).tolist()
    assert (
        figure.result.tolist()
        == (slide_2d(picture, kernel, stride, padding, dilation=dilation) + 2).tolist()
    )
    assert figure.result.dtype == np.int64


def test_a_flipped_kernel_is_the_convolution_of_mathematics():
    figure = Convolution(SMALL, TURN, stride=(1, 2), padding=1, flip=True)
    expected = slide_2d(SMALL, TURN, (1, 2), 1, flip=True)
    np.testing.assert_array_equal(figure.result, expected)
    assert not np.array_equal(expected, slide_2d(SMALL, TURN, (1, 2), 1))


@pytest.mark.parametrize("padding", ["valid", "same", 1])
def test_in_one_dimension_it_is_slide_1d(padding):
    figure = Convolution(SMALL, [[1, 10]], stride=2, padding=padding, one_dimension=True)
    np.testing.assert_array_equal(figure.result, slide_1d(SMALL, [1, 10], 2, padding))
    figure.dilation = (3, 2)  # there is one row of weights: nothing is apart downward
    np.testing.assert_array_equal(figure.result, slide_1d(SMALL, [1, 10], 2, padding, 2))


def test_the_worked_example():
    figure = Convolution(data.make_six_by_six(), named.EXAMPLE)
    assert figure.result[0, 0] == 429
    figure.bias = [-29]
    assert figure.result[0, 0] == 400


def test_all_that_can_be_chosen_can_be_shown():
    for picture in presets()["pictures"].values():
        for kernel in presets()["kernels"].values():
            figure = Convolution(picture, kernel, **presets())
            assert "NaN" not in json.dumps(figure.state())
            assert np.isfinite(figure.result).all()


REFUSED = [
    ("picture", [[1, 2], [3]], "full grid"),
    ("picture", [["a"]], "real numbers"),
    ("picture", [[np.nan]], "no NaN"),
    ("picture", [], "must have shape"),
    ("picture", [[1]], "kernel 2 does not fit a size of 1"),
    ("picture", np.zeros((17, 4)), "16 rows and columns and 4 channels at most"),
    ("picture", np.zeros((4, 4, 5)), "4 channels at most"),
    ("picture", [[1e7, 0], [0, 0]], "picture may hold numbers up to 1000000"),
    ("picture", np.zeros((4, 4, 1)), "goes with a picture of shape"),
    ("kernel", np.zeros((6, 1)), "5 rows and columns and 6 filters at most"),
    ("kernel", np.zeros((1, 1, 1, 7)), "6 filters at most"),
    ("kernel", [[np.inf]], "no infinity"),
    ("kernel", [[2e6]], "kernel may hold numbers up to 1000000"),
    ("kernel", np.zeros((1, 1, 2, 1)), "depth must equal the images' channels"),
    ("kernel", np.zeros((2, 2, 1, 2)), "one number a filter: 2 filters, got 1"),
    ("bias", [[1]], "bias must have shape"),
    ("bias", [1, 2], "one number a filter"),
    ("bias", [1e9], "bias may hold numbers up to 1000000"),
    ("stride", 0, "stride must be at least 1, got 0"),
    ("stride", 1.5, "stride must be a whole number"),
    ("stride", True, "stride must be a whole number"),
    ("stride", (1, 4), "stride must be at most 3"),
    ("stride", None, "stride must be a whole number"),
    ("dilation", 3, "kernel 2 with dilation 3, 4 wide, does not fit a size of 3; add padding"),
    ("dilation", (1, 4), "kernel 2 with dilation 4, 5 wide, does not fit a size of 4; add padding"),
    ("dilation", (5, 1), "dilation must be at most 4 in this figure"),
    ("dilation", 0, "dilation must be at least 1, got 0"),
    ("dilation", 1.5, "dilation must be a whole number"),
    ("dilation", True, "dilation must be a whole number"),
    ("dilation", (1, 2, 3), "dilation must be"),
    ("dilation", None, "dilation must be a whole number"),
    ("padding", "full", '"valid" or "same"'),
    ("padding", 5, "padding must be at most 4"),
    ("padding", -1, "padding must be at least 0"),
    ("padding", True, "padding must be a whole number"),
    ("flip", "no", "flip must be True or False"),
    ("flip", None, "flip must be True or False"),
    ("one_dimension", 1, "one_dimension must be True or False"),
    ("one_dimension", True, "in one dimension the kernel has one row"),
    ("visits", "yes", "visits must be True or False"),
    ("hide", 0, "hide must be True or False"),
    ("place", -1, "place must be at least 0"),
    ("filter", 0.5, "filter must be a whole number"),
    ("without", "size", "without must be a tuple of size, stride"),
    ("without", ["colors"], "got \\['colors'\\]"),
    ("without", None, "without must be a tuple"),
    ("pictures", [SMALL], "pictures must be a dict of arrays, got list"),
    ("pictures", {"odd": [[1], [2, 3]]}, r"pictures\['odd'\] must be a full grid"),
    ("pictures", {"flat": [1, 2]}, r"pictures\['flat'\] must have shape \(H, W\)"),
    ("pictures", {"tall": [[1]] * 17}, r"pictures\['tall'\] may have 16 rows and columns"),
    ("pictures", {"deep": [[[1] * 5]]}, r"pictures\['deep'\] .* 4 channels at most"),
    ("pictures", {"bright": [[1e7]]}, r"pictures\['bright'\] may hold numbers up to 1000000"),
    ("kernels", {"text": [["<b>"]]}, r"kernels\['text'\] must hold real numbers"),
    ("kernels", {"gap": [[np.nan]]}, r"kernels\['gap'\] must hold ordinary numbers"),
    ("kernels", {"flat": [[[1]]]}, r"kernels\['flat'\] must have shape \(kh, kw\)"),
    ("kernels", {"wide": [[1] * 6]}, r"kernels\['wide'\] may have 5 rows and columns"),
    ("kernels", {"many": [[[[1] * 7]]]}, r"kernels\['many'\] .* 6 filters at most"),
    ("kernels", {"steep": [[-1e7]]}, r"kernels\['steep'\] may hold numbers up to 1000000"),
    ("kernels", {"good": TURN, "wide": [[1] * 6]}, r"kernels\['wide'\]"),
]


@pytest.mark.parametrize("name, value, message", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name, value, message):
    figure = Convolution(SMALL, TURN)
    before = json.dumps(figure.state())
    with pytest.raises((TypeError, ValueError), match=message):
        setattr(figure, name, value)
    assert json.dumps(figure.state()) == before
    with pytest.raises((TypeError, ValueError), match=message):
        Convolution(**{"picture": SMALL, "kernel": TURN, "bias": [0], name: value})


def test_how_much_was_padded_is_said_in_one_dimension_too():
    with pytest.raises(ValueError, match=r"kernel 5 does not fit a size of 1 with 1 \+ 1 zeros"):
        Convolution([[1], [2]], [[1] * 5], padding=1, one_dimension=True)


def test_a_kernel_that_is_chosen_must_fit_as_it_is_spread_out():
    figure = Convolution(SMALL, [[1, 2]], dilation=3)
    with pytest.raises(
        ValueError, match="kernel 2 with dilation 3, 4 wide, does not fit a size of 3"
    ):
        figure.kernel = TURN
    assert figure.kernel.tolist() == [[1, 2]]
    with pytest.raises(
        ValueError, match="kernel 2 with dilation 3, 4 wide, does not fit a size of 3"
    ):
        Convolution([[1, 2, 3]], [[1, 2]], one_dimension=True, dilation=3)


def test_a_page_cannot_put_in_what_python_refuses():
    figure = Convolution(SMALL, TURN)
    before = json.dumps(figure.state())
    with pytest.raises(ValueError, match="kernel 4 does not fit"):
        figure.set_state({"flip": True, "kernel": [[1]] * 4})
    assert json.dumps(figure.state()) == before
    # Another filter comes with its bias; together they fit.
    figure.set_state({"kernel": [[[[1, 2]]]], "bias": [0, 1], "filter": 1})
    np.testing.assert_array_equal(figure.result[..., 1], 2 * np.array(SMALL) + 1)


def test_the_page_gets_the_whole_state():
    figure = Convolution(
        SMALL, TURN, 5, {"<b>": SMALL}, stride=2, padding=np.int64(1), flip=np.True_, place=3
    )
    page = figure._repr_mimebundle_()[0]["text/html"]
    assert "<b>" not in page
    assert json.loads(html.unescape(page.split('state="')[1].split('"')[0])) == {
        "picture": SMALL,
        "kernel": TURN,
        "bias": [5],
        "stride": [2, 2],
        "dilation": [1, 1],
        "padding": 1,
        "flip": True,
        "one_dimension": False,
        "pictures": {"<b>": SMALL},
        "kernels": {},
        "without": [],
        "visits": False,
        "hide": False,
        "place": 3,
        "filter": 0,
    }


def test_without_javascript_there_are_tables_and_sentences():
    still = Convolution(SMALL, TURN, bias=5, stride=(1, 2), padding="same", flip=True).still()
    assert still.count("<table>") == 3
    assert "A kernel of 2 × 2 slides over the picture in steps of 1 down and 2 across" in still
    assert "padding same" in still
    assert "half turn" in still
    assert "The bias 5 is added" in still
    assert "<td>7</td>" in still
    assert "holes" not in still
    still = Convolution(SMALL, TURN, dilation=(2, 3)).still()
    assert "From one weight to the next it is 2 down and 3 across: the window is 3 × 4" in still


def test_without_javascript_every_channel_and_filter_has_its_table():
    figure = Convolution(np.ones((3, 3, 3)), np.ones((2, 2, 3, 2)), bias=[0, -1])
    still = figure.still()
    assert still.count("<table>") == 3 + 2 * 3 + 2
    for caption in ("Picture, channel 2", "Kernel of filter 2, channel 0", "Result, filter 2"):
        assert f"<caption>{caption}</caption>" in still
    assert "The bias 0, \u22121 is added" in still
    assert "along each row" in Convolution(SMALL, [[1]], one_dimension=True).still()


def test_without_javascript_hidden_results_are_hidden_too():
    figure = Convolution(SMALL, TURN, hide=True, place=1)
    last = figure.still().rpartition("<table>")[2]
    first, second, *others = figure.result.flat
    assert last.startswith(
        f"<caption>Result</caption><tbody><tr><td>{first}</td><td>{second}</td><td></td>"
    )
    assert last.count("<td></td>") == len(others) > 0
    assert "not yet reached are hidden" in figure.still()
    several = Convolution(SMALL, [[[[1, 2]]]], bias=[0, 0], hide=True)
    assert several.still().count("<td></td>") == 2 * (12 - 1)
