"""What the figures draw. (nbval does not compare pictures.)"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnn_course import data, kernels
from cnn_course.figures import show_curves, show_dots, show_landing, show_numbers, show_pictures


@pytest.fixture(autouse=True)
def close_figures():
    plt.close("all")
    yield
    plt.close("all")


def axes():
    """Axes of the one figure that hold something."""
    assert len(plt.get_fignums()) == 1
    return [ax for ax in plt.gcf().axes if ax.images or ax.lines]


def texts(ax):
    return [text.get_text() for text in ax.texts]


def frames(ax):
    """(left, top, width, height) of the thick outlines, in cells."""
    thick = [patch for patch in ax.patches if patch.get_linewidth() > 2]
    return [(p.get_x() + 0.5, p.get_y() + 0.5, p.get_width(), p.get_height()) for p in thick]


def test_numbers_stand_in_their_cells():
    show_numbers({"four": data.make_small_four(), "row": [1.5, -2]}, outlines={"row": (0, 1, 1, 1)})
    four, row = axes()
    assert four.get_title() == "four"
    assert [int(t) for t in texts(four)] == data.make_small_four().flatten().tolist()
    assert texts(row) == ["1.5", "−2"]
    assert frames(four) == []
    assert frames(row) == [(1, 0, 1, 1)]


def test_numbers_can_be_read_on_their_shade():
    show_numbers({"ink": [0, 255]}, shade="ink")
    colors = [text.get_color() for text in axes()[0].texts]
    assert colors == ["black", "white"]
    plt.close("all")
    show_numbers({"light": [0, 255]}, shade="light")
    assert [text.get_color() for text in axes()[0].texts] == ["white", "black"]


def test_ink_is_dark_light_is_light_and_zero_is_gray():
    def shown(shade, values):
        plt.close("all")
        show_numbers({"x": values}, shade=shade)
        image = axes()[0].images[0]
        return image.cmap(image.norm(np.asarray(image.get_array())))[0, :, 0]

    assert np.allclose(shown("ink", [0, 9]), [1, 0])
    assert np.allclose(shown("light", [0, 9]), [0, 1])
    assert np.allclose(shown("signed", [-9, 0, 9]), [0, 0.5, 1], atol=0.01)
    assert np.isfinite(shown("signed", [0, 0])).all()


def test_a_landing_shows_window_products_and_what_is_made_so_far():
    show_landing(data.make_six_by_six(), kernels.EXAMPLE, row=1, column=0)
    picture, kernel, products, result = axes()
    assert frames(picture) == [(0, 1, 3, 3)]
    assert [int(t) for t in texts(products)] == [55, 0, 75, 0, 24, 0, 3, 0, 104]
    assert result.get_title() == "sum = 261"
    assert texts(result) == ["429", "505", "686", "856", "261"]  # and nothing further
    assert frames(result) == [(0, 1, 1, 1)]


def test_a_landing_with_stride_and_padding():
    show_landing(np.arange(25).reshape(5, 5), np.ones((3, 3), int), 1, 2, stride=2, padding=1)
    picture = axes()[0]
    assert picture.images[0].get_array().shape == (7, 7)
    assert frames(picture) == [(4, 2, 3, 3)]


def test_pictures_keep_their_shape_and_color():
    show_pictures({"color": np.zeros((4, 6, 3)), "gray": np.ones((4, 6))}, columns=2)
    color, gray = axes()
    assert color.images[0].get_array().shape == (4, 6, 3)
    assert gray.images[0].get_array().shape == (4, 6)
    assert [ax.get_title() for ax in axes()] == ["color", "gray"]


def test_curves_differ_in_more_than_color():
    x = np.arange(3)
    show_curves(x, {"a": x, "b": 2 * x, "c": 3 * x, "d": 4 * x}, "pixels", "landings")
    (ax,) = axes()
    assert len({line.get_linestyle() for line in ax.lines}) == 4
    assert len({line.get_marker() for line in ax.lines}) == 4
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("pixels", "landings")
    assert ax.lines[1].get_ydata().tolist() == [0, 2, 4]


def test_curves_may_go_in_powers_of_ten():
    show_curves([1, 10], {"a": [1, 100]}, "x", "y", log="xy")
    assert (axes()[0].get_xscale(), axes()[0].get_yscale()) == ("log", "log")
    plt.close("all")
    show_curves([1, 10], {"a": [1, 100]}, "x", "y", log="y")
    assert (axes()[0].get_xscale(), axes()[0].get_yscale()) == ("linear", "log")


def test_powers_of_ten_need_no_point():
    """The losses of a training that failed."""
    show_curves([1, 10], {"loss": [np.nan, np.inf]}, "x", "y", log="xy")
    assert min(*plt.gca().get_xlim(), *plt.gca().get_ylim()) > 0


def test_every_measurement_is_a_dot_and_the_mean_a_bar():
    show_dots({"first": [90, 94, 92], "second": [95.0]}, "accuracy", line=("claimed", 96))
    (ax,) = axes()
    dots = [sorted(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "None"]
    assert dots == [[90, 92, 94], [95]]
    bars = [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "-"]
    assert bars == [92, 95]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first group is on top
    assert texts(ax) == ["claimed"]
    assert ax.get_xlabel() == "accuracy"


def test_equal_measurements_do_not_hide_each_other():
    show_dots({"three": [5, 5, 5]}, "x")
    assert len(set(axes()[0].lines[0].get_ydata())) == 3


def test_whole_numbers_are_written_in_full():
    show_numbers({"x": [12345, 100001, 0.123456, -0.0]})
    assert texts(axes()[0]) == ["12345", "100001", "0.1235", "0"]


def test_small_types_do_not_overflow_in_a_figure():
    show_landing(np.full((3, 3), 200, np.uint8), np.full((2, 2), 2, np.uint8), 0, 0)
    assert texts(axes()[2]) == ["400"] * 4
    assert axes()[3].get_title() == "sum = 1600"
    plt.close("all")
    show_pictures({"x": np.array([[0, 200]], np.uint8)}, shade="signed")
    assert axes()[0].images[0].get_clim() == (-200, 200)


def test_nothing_is_returned():
    assert show_numbers({"x": [1]}) is None
    assert show_pictures({"x": [[1]]}) is None
    assert show_curves([0, 1], {"x": [1, 2]}, "a", "b") is None


BAD_INPUT = [
    (lambda: show_numbers({}), "there is nothing to draw"),
    (lambda: show_numbers({"x": np.zeros((2, 2, 2))}), r"'x' must have shape .*\(2, 2, 2\)"),
    (lambda: show_numbers([1, 2]), "give a dictionary of titles and arrays"),
    (lambda: show_numbers({"x": [1]}, columns=0), "columns must be at least 1, got 0"),
    (lambda: show_numbers({"x": [[1, 2], [3]]}), "'x' must be a full grid"),
    (lambda: show_numbers({"x": [np.nan]}), "'x' cannot be drawn: it holds infinity, or no"),
    (lambda: show_pictures({"x": np.full((2, 2, 3), 128.0)}), "'x' has colors outside 0..255"),
    (lambda: show_pictures({"x": np.zeros((2, 2, 1))}), r"try \[..., 0\]"),
    (lambda: show_numbers({"x": [1]}, shade="pink"), "shade must be one of .* got 'pink'"),
    (lambda: show_numbers({"x": [1]}, outlines={"y": (0, 0, 1, 1)}), "an outline names 'y'"),
    (lambda: show_pictures({"x": np.zeros((2, 2, 4))}), r"'x' cannot be drawn"),
    (lambda: show_curves([1], {}, "x", "y"), "draws 1 to 4 curves, got 0"),
    (lambda: show_curves([1], {"a": [1]}, "x", "y", log="x"), 'log must be "", "y" or "xy"'),
    (lambda: show_dots({}, "x"), "needs at least one group"),
    (lambda: show_dots({"a": []}, "x"), "and a measurement in each"),
    (lambda: show_landing(np.ones((4, 4)), np.ones((3, 3)), 2, 0), r"no value \[2, 0\]"),
    (lambda: show_curves([1, 2], {"a": [1]}, "x", "y"), "x and y must have same first dimension"),
]


@pytest.mark.parametrize(("call", "says"), BAD_INPUT)
def test_bad_input_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
