"""What holds for every figure: nothing is set that the figure has not looked at."""

import inspect
import json

import numpy as np
import pytest
from traitlets import TraitError

from cnn_course import explorables
from cnn_course.explorables.figure import Figure

FIGURES = {
    explorables.Convolution: ([[1]], [[1]]),
    explorables.DigitReader: (),
    explorables.Pooling: ([[1, 2], [3, 4]],),
    explorables.QuestionField: ("stride.two_widths",),
    explorables.ReceptiveField: (),
    explorables.SlidingTemplate: ([[1, 2, 3]], [[1, -1]]),
    explorables.Training: ([[[[1]]]], [[[[1]]]]),
    explorables.TransposedConvolution: ([[1, 2]], [[1, 1, 1]]),
}
SETTINGS = [
    (figure, name)
    for figure in FIGURES
    for name in inspect.signature(figure).parameters
    if name in figure.class_trait_names(sync=True)
]


def test_no_figure_is_forgotten():
    public = (getattr(explorables, name) for name in explorables.__all__)
    assert {one for one in public if isinstance(one, type) and issubclass(one, Figure)} == {
        *FIGURES
    }


@pytest.mark.parametrize(
    "value", [{"a name": "a text"}, np.full((1, 1), 1e300), object()], ids=type
)
@pytest.mark.parametrize("figure, name", SETTINGS, ids=lambda one: getattr(one, "__name__", one))
def test_what_fits_nowhere_is_refused_and_changes_nothing(figure, name, value):
    made = figure(*FIGURES[figure])
    before = json.dumps(made.state())
    with pytest.raises((TypeError, ValueError, TraitError), match="."):
        setattr(made, name, value)
    assert json.dumps(made.state()) == before
