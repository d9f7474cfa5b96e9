"""The convolution figure computes in a browser what the package computes."""

import numpy as np

from cnn_course import parameter_count, visit_counts
from cnn_course.explorables import Convolution
from tests.browser.figure_page import show  # noqa: F401

BLANK = Convolution([[1]], [[1]]).state()


def drawn(rng):
    """What a figure could be made of, at random; some kernels do not fit."""
    one_dimension = bool(rng.random() < 0.2)
    channels, filters = (1, 1) if one_dimension else rng.integers(1, 4, 2)
    flat = channels == filters == 1 and rng.random() < 0.7
    shape = tuple(rng.integers(1, 10, 2))
    size = (1 if one_dimension else rng.integers(1, 6), rng.integers(1, 6))
    deep = channels > 1 or rng.random() < 0.5
    make = rng.normal if rng.random() < 0.4 else lambda size: rng.integers(-9, 10, size)
    return {
        "picture": make(size=(*shape, channels) if deep and not (flat or one_dimension) else shape),
        "kernel": make(size=size if flat else (*size, channels, filters)),
        "bias": make(size=(filters,)),
        "stride": tuple(rng.integers(1, 4, 2).tolist()),
        "padding": ["valid", "same", 0, 1, 2, 3, 4][rng.integers(7)],
        "flip": bool(rng.random() < 0.4),
        "one_dimension": one_dimension,
    }


PAGE = """states => states.map(state => {
  try {
    const { results, visited, parameters } = cnnCourse["convolution_state.js"].understood(state);
    return { results, visited, parameters };
  } catch (refused) {
    return refused.message;
  }
})"""


def test_the_page_computes_what_python_computes(show):
    page = show(Convolution([[1]], [[1]]))
    rng = np.random.default_rng(0)
    cases = [drawn(rng) for _ in range(500)]
    plain = [
        {key: getattr(value, "tolist", lambda v=value: v)() for key, value in case.items()}
        for case in cases
    ]
    found = page.evaluate(PAGE, [{**BLANK, **case} for case in plain])
    fitting = 0
    for case, theirs in zip(cases, found):
        try:
            figure = Convolution(**case)
        except ValueError as refused:
            assert "does not fit" in str(refused)
            assert theirs == str(refused).split(" (got ")[0]
            continue
        fitting += 1
        expected = figure.result if figure.kernel.ndim == 4 else figure.result[..., None]
        exact = expected.dtype.kind == "i"
        tolerance = {"rtol": 0, "atol": 0} if exact else {"rtol": 1e-6, "atol": 1e-9}
        np.testing.assert_allclose(np.moveaxis(theirs["results"], 0, -1), expected, **tolerance)
        (rows, columns), size = figure.picture.shape[:2], figure.kernel.shape[:2]
        down, across = figure.stride
        of_rows = (1, 0) if figure.one_dimension else (down, figure.padding)
        assert theirs["visited"]["rows"] == visit_counts(rows, size[0], *of_rows)
        assert theirs["visited"]["columns"] == visit_counts(
            columns, size[1], across, figure.padding
        )
        channels, filters = figure.kernel.shape[2:] or (1, 1)
        assert theirs["parameters"] == parameter_count(size, channels, filters)
    assert 300 <= fitting <= 480
