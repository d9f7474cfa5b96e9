"""Which painter draws, and what happens where there is none."""

import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnn_course import _drawing, figures
from cnn_course._drawing import on_matplotlib, svg
from tests.drawing.reading import as_svg
from tests.test_figures import BAD_INPUT
from tools.digest import ROOT

WITHOUT = """
import sys, types
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("matplotlib", "PIL", "IPython"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
import numpy as np
from cnn_course.figures import *
from cnn_course.figures import show_curves, show_dots, show_landing, show_numbers, show_pictures
"""
STAND_IN = """
shown = []
package, module = types.ModuleType("IPython"), types.ModuleType("IPython.display")
module.display = shown.append
sys.modules |= {"IPython": package, "IPython.display": module}
"""
ALL = """
show_numbers({"a": [1, 2]})
show_pictures({"a": np.zeros((2, 2, 3))})
show_landing(np.ones((3, 3)), np.ones((2, 2)), 0, 0)
show_curves([1, 2], {"a": [1, 2], "b": [2, 3]}, "x", "y", log="xy", stairs=True)
show_dots({"a": [1, 2]}, "x", line=("b", 3))
for drawing in shown:
    print(type(drawing).__name__, drawing._repr_svg_()[:4], repr(drawing))
print([name for name in ("matplotlib", "PIL") if name in sys.modules])
"""


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()


def test_every_figure_is_shown_without_matplotlib():
    *figures, loaded = run(WITHOUT + STAND_IN + ALL)
    assert len(figures) == 5 and all(line.startswith("Drawing <svg <Dra") for line in figures)
    assert figures[0].endswith("<Drawing: a: grid of numbers, 1 × 2, from 1 to 2>")
    assert loaded == "[]"


def test_where_nothing_can_show_a_figure_the_error_says_what_to_install():
    code = 'try:\n    show_numbers({"a": [1]})\nexcept ImportError as error:\n    print(error)'
    assert "python -m pip install matplotlib" in run(WITHOUT + code)[0]


def test_bad_input_is_refused_before_anything_is_missing():
    code = "try:\n    show_numbers({})\nexcept ValueError as error:\n    print(error)"
    assert run(WITHOUT + code)[0].startswith("there is nothing to draw")


def test_a_notebook_gets_the_drawing(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    monkeypatch.setattr(figures, "paint", svg.paint)
    assert figures.show_numbers({"a": [1, 2]}) is None
    (drawing,) = shown
    assert drawing._repr_svg_() == drawing.svg and drawing.svg.startswith("<svg xmlns=")


def test_matplotlib_draws_where_it_is():
    plt.close("all")
    figures.show_numbers({"a": [1]})
    assert len(plt.get_fignums()) == 1
    plt.close("all")


@pytest.mark.parametrize("missing", ["matplotlib", "kiwisolver"])
def test_only_matplotlib_itself_may_be_missing(monkeypatch, missing):
    painted = []

    def modules(name):
        if name == on_matplotlib.__name__:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return svg

    monkeypatch.setattr(_drawing, "import_module", modules)
    monkeypatch.setattr(svg, "paint", painted.append)
    if missing == "matplotlib":
        _drawing.paint("a figure")
        assert painted == ["a figure"]
    else:
        with pytest.raises(ModuleNotFoundError, match="kiwisolver"):
            _drawing.paint("a figure")


def refusal(call):
    with pytest.raises((ValueError, TypeError, IndexError)) as refused:
        call()
    return type(refused.value), str(refused.value)


MORE = [
    (lambda: figures.show_numbers({"a": [1]}, outlines={"a": (0, 0, 1)}), ""),
    (lambda: figures.show_numbers({"a": ["b"]}), ""),
    (lambda: figures.show_pictures({"a": [[1]]}, columns=1.5), ""),
    (lambda: figures.show_landing([[1, 2]], [[1, 1]], -1, 0), ""),
    (lambda: figures.show_curves([1], {str(i): [1] for i in range(5)}, "x", "y"), ""),
    (lambda: figures.show_dots({"a": [1]}, "x", line=("only a name",)), ""),
]


@pytest.mark.parametrize("call", [call for call, _ in BAD_INPUT + MORE])
def test_both_refuse_alike(call):
    by_matplotlib = refusal(call)
    with as_svg() as painted:
        assert refusal(call) == by_matplotlib
    assert painted == []


def test_curves_of_two_lengths_are_refused_in_matplotlibs_words():
    x, y = np.arange(3), np.arange(2)
    theirs = refusal(lambda: plt.plot(x, y))
    assert refusal(lambda: figures.show_curves(x, {"a": y}, "x", "y")) == theirs


def test_what_only_matplotlib_draws_is_refused():
    with as_svg(), pytest.raises(ValueError, match=r"y must have shape \(n,\), got shape \(2, 2\)"):
        figures.show_curves([1, 2], {"a": [[1, 2], [3, 4]]}, "x", "y")
