"""Curves and dots as SVG go where Matplotlib's go."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_course._drawing.svg_parts import width_of
from cnn_course.figures import LINES, show_curves, show_dots
from tests.drawing.reading import read, value

HALF_A_PIXEL = 0.5
WORDS = st.text("abcdef <&>\"'012", min_size=1, max_size=40).filter(str.strip)
FINE = st.floats(-1e4, 1e4) | st.integers(-50, 50)
POSITIVE = st.floats(1e-6, 1e6)


@pytest.fixture(autouse=True, scope="module")
def quick():
    """The layout takes Matplotlib most of its time, and moves no limits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "tight_layout", lambda: None)
        yield
    plt.close("all")


def by_matplotlib(function, *arguments, **named):
    plt.close("all")
    function(*arguments, **named)
    ax = plt.gca()
    ax.get_xlim(), ax.get_ylim()  # until it is asked, Matplotlib does not look for its limits
    return ax


def shares(ax, points):
    """Places between the axes, up from the lower left; what is far away does not matter."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.clip(ax.transAxes.inverted().transform(ax.transData.transform(points)), -5, 6)


def same_places(figure, drawn, ax, points):
    """In pixels. Beyond the axes, where nothing is seen, both are merely beyond them."""
    _, _, width, height = figure.frame()
    expected = shares(ax, points)
    expected = expected[np.isfinite(expected).all(1)]
    assert drawn.shape == expected.shape
    seen = ((expected >= -0.1) & (expected <= 1.1)).all(1)
    apart = np.abs(drawn - expected)[seen] * (width, height)
    assert apart.size == 0 or apart.max() < HALF_A_PIXEL
    beyond = ~(((drawn >= -0.05) & (drawn <= 1.05)).all(1))
    assert (beyond | seen).all()


def sensible_ticks(figure, ax, rows=True):
    """At least two texts at each axis; each stands where its number is, inside the limits."""
    left, top, width, height = figure.frame()
    across = [t for t in figure.texts if 0 < t.y - top - height < 25 and t.anchor == "middle"]
    numbers = np.array([value(text.words) for text in across])
    middle = (ax.get_ylim()[0] * ax.get_ylim()[1]) ** 0.5 if ax.get_yscale() == "log" else 0
    places = shares(ax, np.column_stack([numbers, np.full(len(numbers), middle)]))[:, 0]
    assert len(set(numbers)) == len(numbers) >= 2
    assert ((places > -1e-3) & (places < 1.001)).all()
    # At an edge of the figure a text may be moved a little.
    np.testing.assert_allclose([t.x for t in across], left + places * width, atol=20)
    spans = sorted((t.x - width_of(t.words, t.size) / 2, t.x) for t in across)
    ends = [2 * x - start for start, x in spans]
    assert all(end <= start for end, (start, _) in zip(ends, spans[1:]))
    assert spans[0][0] >= 0 and ends[-1] <= figure.width
    if rows:
        beside = [text for text in figure.texts if text.anchor == "end"]
        numbers = np.array([value(text.words) for text in beside])
        middle = np.prod(ax.get_xlim()) ** 0.5 if ax.get_xscale() == "log" else 0
        places = shares(ax, np.column_stack([np.full(len(numbers), middle), numbers]))[:, 1]
        assert len(set(numbers)) == len(numbers) >= 2
        assert ((places > -1e-3) & (places < 1.001)).all()
        np.testing.assert_allclose(
            [text.y for text in beside], top + (1 - places) * height, atol=0.1 + height * 1e-3
        )
        assert min(text.x - width_of(text.words, text.size) for text in beside) >= 0


def words_of(figure, which):
    return " ".join(text.words for text in which).split()


@st.composite
def charts(draw):
    log = draw(st.sampled_from(["", "y", "xy"]))
    n = draw(st.integers(1, 8))

    def array(numbers):
        return draw(st.lists(numbers, min_size=n, max_size=n))

    x = array(POSITIVE if log == "xy" else FINE)
    y = st.one_of(POSITIVE if log else FINE, st.just(float("nan")), st.just(float("inf")))
    labels = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    named = {name: draw(st.booleans()) for name in ("markers", "stairs")}
    if draw(st.booleans()):
        low, high = draw(POSITIVE), draw(POSITIVE)
        named["y_limits"] = (low, high) if abs(low - high) > 1e-3 * low else (low, 2 * low)
    return (x, {label: array(y) for label in labels}, draw(WORDS), draw(WORDS)), named | {
        "log": log
    }


@settings(max_examples=40)  # Matplotlib takes its time
@given(charts())
def test_curves_are_the_same(chart):
    arguments, named = chart
    figure, ax = (
        read(show_curves, *arguments, **named),
        by_matplotlib(show_curves, *arguments, **named),
    )
    agree(figure, ax, arguments, named)


def agree(figure, ax, arguments, named):
    x, curves, x_label, y_label = arguments
    for line, (label, y) in zip(ax.lines, curves.items()):
        path, marks = figure.named(label)
        same_places(figure, path, ax, line.get_path().vertices)
        if named.get("markers", True):
            same_places(figure, marks, ax, np.column_stack([x, y]).astype(float))
        else:
            assert marks is None
    left, top, width, height = figure.frame()
    below = [text for text in figure.texts if text.y > top + height + 25]
    assert words_of(figure, below) == x_label.split()
    assert " ".join(figure.turned).split() == y_label.split()
    legend = ax.get_legend()
    labels = [text.get_text() for text in legend.get_texts()] if legend else []
    assert figure.legend == labels == (list(curves) if len(curves) > 1 else [])
    sensible_ticks(figure, ax)


@pytest.mark.parametrize(
    ("x", "curves", "named"),
    [
        ([1, 2, 3], {"below zero": [4, -1, 2]}, {"log": "y"}),
        ([0, 2, 3], {"a": [4, 1, 2]}, {"log": "xy"}),
        ([5], {"one": [3]}, {"log": "xy"}),
        ([10], {"one": [1]}, {"log": "xy"}),
        ([5], {"one": [3]}, {}),
        ([0], {"one": [0]}, {}),
        ([1, 2], {"none": [np.nan, np.nan]}, {}),
        ([1, 2], {"none": [np.nan, np.inf]}, {"log": "xy"}),
        ([-1, -2], {"no logarithm": [-3, -3]}, {"log": "xy"}),
        ([], {"none": []}, {}),
        ([1, 2], {"a": [3, 4]}, {"y_limits": (None, 10)}),
        ([1, 2], {"a": [3, 4]}, {"y_limits": (5, 2)}),
        ([1, 2], {"a": [3, 4], "b": [5, 6]}, {"y_limits": np.array([1]).tolist() * 2}),
        ([1e6, 2e6, 3.5e6], {"small": [1e-7, 2e-7, 2.5e-7]}, {}),
        ([0, 1], {"far": [100000, 100001]}, {}),
        (range(1, 30), {"a": 10.0 ** -np.arange(1, 30)}, {"log": "y"}),
        ([1, 2, 3], {"a": np.ma.masked_equal([1, 9, 2], 9)}, {}),
        (np.float32([0.1, 0.2]), {"a": np.int8([-128, 127])}, {"stairs": True}),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_odd_curves_are_the_same(x, curves, named):
    arguments = (x, curves, "x", "y")
    ax = by_matplotlib(show_curves, *arguments, **named)
    figure = read(show_curves, *arguments, **named)
    curves = {name: np.ma.filled(np.ma.asarray(y, float), np.nan) for name, y in curves.items()}
    agree(figure, ax, (x, curves, "x", "y"), named)


def test_curves_differ_in_dash_and_marker_as_well_as_in_color():
    x = np.arange(3)
    figure = read(show_curves, x, {"a": x, "b": 2 * x, "c": 3 * x, "d": 4 * x}, "x", "y")
    lines = [at for _, at, _ in figure.paths() if at["fill"] == "none"]
    marks = [at for _, at, _ in figure.paths() if at["fill"] != "none"]
    assert [at["stroke"] for at in lines] == [color for color, _, _ in LINES]
    assert [at["fill"] for at in marks] == [color for color, _, _ in LINES]
    assert len({at.get("stroke-dasharray") for at in lines}) == 4
    assert len({at["d"].split("m", 1)[1].split("M")[0] for at in marks}) == 4  # the shapes


def test_the_legend_hides_no_curve_where_there_is_room():
    x = np.linspace(0, 1, 50)
    figure = read(show_curves, x, {"up": x, "twice": 2 * x}, "x", "y", markers=False)
    left, top, width, height = figure.frame()
    samples = figure.root.find(".//*[@data-part='legend']")
    places = [path.get("d")[1:].split("h")[0].split(",") for path in samples if path.get("d")]
    across, down = np.array(places, float).T
    assert (across - left < width / 2).all() and (down - top < height / 2).all()  # upper left


def test_a_gap_is_not_joined():
    figure = read(show_curves, range(6), {"a": [1, 2, np.nan, 3, 4, np.inf]}, "x", "y")
    line = next(at["d"] for _, at, _ in figure.paths())
    assert [letter for letter in line if letter.isalpha()] == ["M", "L", "M", "L"]


def test_names_that_are_no_texts_are_written():
    assert read(show_curves, [1, 2], {1: [1, 2], 2.5: [2, 3]}, 3, 4).legend == ["1", "2.5"]
    words = [text.words for text in read(show_dots, {1: [1, 2]}, 2, line=(95, 3)).texts]
    assert {"1", "2", "95"} <= set(words)


def test_what_is_beyond_the_axes_is_cut_off():
    figure = read(show_curves, [1, 2], {"a": [0, 100]}, "x", "y", y_limits=(0, 1))
    assert figure.inner.get("overflow") == "hidden"
    assert figure.named("a")[0][1, 1] == pytest.approx(100, rel=1e-3)


MEASURED = st.lists(st.floats(-100, 100), min_size=1, max_size=6)
GROUPS = st.dictionaries(WORDS, MEASURED, min_size=1, max_size=5)


@settings(max_examples=40)
@given(GROUPS, WORDS, st.none() | st.tuples(WORDS, st.floats(-200, 200)))
def test_dots_bars_names_and_the_line_are_the_same(groups, label, line):
    figure = read(show_dots, groups, label, line)
    ax = by_matplotlib(show_dots, groups, label, line)
    left, top, width, height = figure.frame()
    paths = list(figure.paths())
    expected = [part for part in ax.lines if part.get_linestyle() != "--"]
    for dots, bar in zip(expected[::2], expected[1::2]):
        drawn = np.concatenate([points for _, _, points in paths[: len(dots.get_xdata())]])
        same_places(figure, drawn, ax, dots.get_xydata())
        assert paths[0][1]["fill"] == dots.get_color()
        del paths[: len(drawn)]
        _, at, drawn = paths.pop(0)
        same_places(figure, drawn, ax, bar.get_xydata())
        assert at["stroke"] == bar.get_color()
    beside = [text for text in figure.texts if text.anchor == "end"]
    assert words_of(figure, beside) == " ".join(groups).split()
    below = [text for text in figure.texts if text.y > top + height + 25]
    assert words_of(figure, below) == label.split()
    if line:
        ((_, at, drawn),) = paths
        across = (ax.get_xlim(), line[1])
        share = (line[1] - across[0][0]) / (across[0][1] - across[0][0])
        np.testing.assert_allclose(drawn[:, 0], share, atol=HALF_A_PIXEL / width)
        np.testing.assert_allclose(drawn[:, 1], [0, 1], atol=HALF_A_PIXEL / height)
        assert "stroke-dasharray" in at
        assert line[0] in [text.words for text in figure.texts]
    else:
        assert not paths
    sensible_ticks(figure, ax, rows=False)


def test_the_words_for_a_chart():
    curves = {"a": [1, 5, np.nan], "b": [2, 3, -4], "c": [np.nan] * 3}
    assert read(show_curves, [0, 1, 2], curves, "steps", "loss").alt == (
        "loss by steps: a from 1 at 0 to 5 at 1; b from 2 at 0 to −4 at 2; c has no points"
    )
    assert read(show_dots, {"x": [1, 3], "y": [2.0]}, "accuracy", ("claimed", 4)).alt == (
        "accuracy: x: mean 2 of 2 from 1 to 3; y: mean 2 of 1 from 2 to 2; line at 4: claimed"
    )


@given(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789.,:=()-−", max_size=60)
)
def test_no_text_is_longer_than_it_is_taken_for(words):
    """In DejaVu, the widest of the fonts that viewers take."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    width, _, _ = TextToPath().get_text_width_height_descent(words, FontProperties(size=100), False)
    assert width <= width_of(words, 100) + 1
