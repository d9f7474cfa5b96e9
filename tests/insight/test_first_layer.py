"""Filters as pictures, and how near they are to edges."""

import numpy as np
import pytest

from cnn_course import kernels
from cnn_course.insight import edge_likeness, filters
from tests.insight import tiny

EDGES = ("HORIZONTAL_EDGES", "VERTICAL_EDGES", "OUTLINE")


def in_colors(kernel, *weights):
    """A kernel as one filter (3, 3, C, 1), weighted in each channel."""
    return np.asarray(kernel)[:, :, None, None] * np.reshape(weights, (-1, 1))


def with_filters(keras, weights):
    weights = np.asarray(weights, np.float32)
    layer = keras.layers.Conv2D(weights.shape[3], weights.shape[:2], use_bias=False, name="first")
    model = keras.Sequential([keras.Input((9, 9, weights.shape[2])), layer])
    layer.set_weights([weights])
    return model


def test_zero_is_in_the_middle_and_the_largest_at_an_end(keras):
    one = np.reshape([[-2, 0], [1, 0.5]], (2, 2, 1, 1))
    model = with_filters(keras, np.concatenate([one, -3 * one, 0 * one], axis=3))
    shown = filters(model)
    assert shown.shape == (3, 2, 2, 1) and shown.dtype == np.float32
    np.testing.assert_allclose(shown[0, :, :, 0], [[0, 0.5], [0.75, 0.625]])
    np.testing.assert_allclose(shown[1], 1 - shown[0], atol=1e-7)
    assert (shown[2] == 0.5).all()


def test_the_first_convolution_or_the_named_one_inside_models_too(keras):
    inner = tiny.random(keras)
    outer = keras.Sequential([keras.Input((11, 8, 3)), keras.layers.Rescaling(2.0), inner])
    for model in (inner, outer):
        assert filters(model).shape == (5, 3, 3, 3)
        np.testing.assert_array_equal(filters(model), filters(model, "first"))
        assert filters(model, "second").shape == (5, 3, 3, 5)


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("colors", [(1,), (-2,), (3, 0, -4), (0, 0.1, 0)])
def test_an_edge_in_any_colors_is_an_edge(name, colors):
    likeness, names = edge_likeness(in_colors(getattr(kernels, name), *colors))
    np.testing.assert_allclose(likeness, [1])
    assert names == [name]


def test_blur_and_zeros_are_no_edges():
    flat = np.concatenate([in_colors(kernels.BLUR, 1, 2), in_colors(np.zeros((3, 3)), 1, 2)], 3)
    np.testing.assert_allclose(edge_likeness(flat)[0], [0, 0], atol=1e-12)


def test_what_is_mixed_in_counts_against_the_edge():
    # Lines of length 3 and 4, at right angles: 3 / 5 of the whole is edge.
    edge = kernels.VERTICAL_EDGES / np.sqrt(6)
    mixed = 3 * edge + 4 * np.full((3, 3), 1 / 3)
    np.testing.assert_allclose(edge_likeness(in_colors(mixed, 1))[0], [0.6])
    assert edge_likeness(in_colors(kernels.VERTICAL_EDGES + kernels.HORIZONTAL_EDGES, 1))[0] < 0.9


def test_the_weighting_of_the_colors_is_the_best_one():
    rng = np.random.default_rng(0)
    one = rng.normal(size=(3, 3, 3, 1))

    def cosine(kernel, colors):
        edge = in_colors(kernel, *colors)
        return abs((edge * one).sum()) / np.linalg.norm(edge) / np.linalg.norm(one)

    colors = rng.normal(size=(3000, 3))
    tried = [cosine(getattr(kernels, name), c) for name in EDGES for c in colors]
    likeness = edge_likeness(one)[0][0]
    assert max(tried) <= likeness < max(tried) + 0.01


def test_random_filters_are_not_at_zero_and_not_at_one():
    likeness, names = edge_likeness(np.random.default_rng(0).normal(size=(3, 3, 3, 500)))
    assert 0.35 < likeness.mean() < 0.55 and likeness.max() < 0.9
    assert set(names) == set(EDGES)


def test_a_model_and_its_kernels_have_the_same_likeness(keras):
    weights = np.random.default_rng(0).normal(size=(3, 3, 2, 4)).astype(np.float32)
    likeness, names = edge_likeness(with_filters(keras, weights))
    np.testing.assert_allclose(likeness, edge_likeness(weights)[0])
    assert names == edge_likeness(weights)[1] and likeness.shape == (4,)


def test_refusals(keras):
    with pytest.raises(ValueError, match="no Conv2D is named 'frist'; there are first; did"):
        filters(with_filters(keras, np.ones((3, 3, 1, 1))), "frist")
    with pytest.raises(ValueError, match="must have a Conv2D layer; it has Flatten, Dense"):
        filters(tiny.one_pixel(keras, 2, 2, 0, 0))
    with pytest.raises(ValueError, match="not connected yet; begin the model with keras.Input"):
        filters(keras.Sequential([keras.layers.Conv2D(2, 3)]))
    with pytest.raises(TypeError, match="must be a Keras model, got ndarray"):
        filters(np.ones((3, 3, 1, 1)))
    with pytest.raises(ValueError, match="edge kernels are 3x3.*got 5x4"):
        edge_likeness(with_filters(keras, np.ones((5, 4, 1, 1))))
    with pytest.raises(ValueError, match=r"kernels must have shape \(3, 3, C_in, N\)"):
        edge_likeness(np.ones((3, 3)))
