"""The pictures: where they come from, their shapes, their values."""

import numpy as np
import pytest
from sklearn import datasets

from cnn_course import data, kernels
from cnn_course.nn import ReLU
from cnn_course.source import show_source


def test_digits_are_scikit_learns_in_their_order():
    digits, bunch = data.load_digits(), datasets.load_digits()
    assert digits.train_images.shape == (1500, 8, 8, 1)
    assert digits.test_images.shape == (297, 8, 8, 1)
    assert digits.train_images.dtype == np.uint8
    together = np.concatenate([digits.train_images, digits.test_images])[..., 0]
    np.testing.assert_array_equal(together, bunch.images)
    np.testing.assert_array_equal(
        np.concatenate([digits.train_labels, digits.test_labels]), bunch.target
    )
    assert together.max() == digits.largest_value == 16
    assert "1500 training and 297 test pictures\n8 x 8 x 1, values 0..16" in repr(digits)


def test_every_photograph_loads_offline_in_color():
    for name in data.PHOTOS:
        photo = data.load_photo(name)
        assert photo.ndim == 3 and photo.shape[2] == 3 and photo.dtype == np.uint8, name
        assert min(photo.shape[:2]) >= 300, name


def test_an_unknown_photograph_is_refused_with_a_suggestion():
    with pytest.raises(ValueError, match="no photograph 'chelsey'.*did you mean 'chelsea'"):
        data.load_photo("chelsey")
    with pytest.raises(ValueError, match="no photograph None"):
        data.load_photo(None)


def test_the_small_four_is_four_wide_and_touches_its_borders():
    four = data.make_small_four()
    assert four.shape[1] == 4
    for border in (four[0], four[-1], four[:, 0], four[:, -1]):
        assert border.any()
    four[0, 0] = 1  # the reader may change a copy
    assert data.make_small_four()[0, 0] == 200


def test_kernels_cannot_be_written_to():
    named = [value for name, value in vars(kernels).items() if name.isupper()]
    assert len(named) >= 8
    for kernel in named:
        assert kernel.shape == (3, 3)
        with pytest.raises(ValueError, match="read-only"):
            kernel[0, 0] = 9


def test_kernels_do_what_they_are_named_for():
    flat = np.full((3, 3), 7)
    for edges in (kernels.HORIZONTAL_EDGES, kernels.VERTICAL_EDGES, kernels.OUTLINE):
        assert (edges * flat).sum() == 0
    for keeps in (kernels.IDENTITY, kernels.SHARPEN, kernels.BLUR, kernels.EMBOSS):
        assert np.isclose((keeps * flat).sum(), 7)
    brighter_downward = np.arange(9).reshape(3, 3) // 3
    assert (kernels.HORIZONTAL_EDGES * brighter_downward).sum() > 0
    assert (kernels.VERTICAL_EDGES * brighter_downward.T).sum() > 0
    assert np.array_equal(kernels.EXAMPLE, kernels.EXAMPLE[::-1, ::-1])
    assert not np.array_equal(kernels.EMBOSS, kernels.EMBOSS[::-1, ::-1])


def test_shown_source_is_the_real_source_without_its_docstring():
    def sample(x):
        """Say nothing of this."""
        return x + 1

    shown = show_source(sample)
    assert repr(shown) == "def sample(x):\n    return x + 1"
    assert shown._repr_markdown_() == f"```python\n{shown!r}\n```"
    assert repr(show_source(sample, ReLU.backward)) == (
        f"# {sample.__qualname__}\n{shown!r}\n\n"
        "# ReLU.backward\n"
        "def backward(self, slope, to_input=True):\n    return slope * (self.y > 0)"
    )
    for wrong in ((3,), (sample, 3)):
        with pytest.raises(TypeError, match="show_source needs a Python function, got 3"):
            show_source(*wrong)
    with pytest.raises(TypeError, match="needs a Python function"):
        show_source(len)
