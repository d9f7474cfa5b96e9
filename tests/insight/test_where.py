"""Where a model looks, on models that are known to look somewhere."""

import numpy as np
import pytest

from cnn_course.insight import feature_maps, grad_cam, occlusion_map, spotlight
from tests.insight import tiny


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def test_only_patches_over_the_one_pixel_matter(keras):
    picture = np.zeros((4, 5, 1))
    picture[1, 3] = 2
    fall = occlusion_map(tiny.one_pixel(keras, 4, 5, 1, 3), picture, 1, patch=2, stride=1)
    assert fall.shape == (3, 4) and fall.dtype == np.float32
    expected = np.zeros((3, 4))
    expected[0:2, 2:4] = sigmoid(2) - sigmoid(2 / 20)  # gray is the mean, 2 / 20
    np.testing.assert_allclose(fall, expected, atol=1e-6)
    other = occlusion_map(tiny.one_pixel(keras, 4, 5, 1, 3), picture, 0, patch=2, stride=1)
    np.testing.assert_allclose(other, -expected, atol=1e-6)


@pytest.mark.parametrize(("patch", "stride"), [(1, 1), (3, 2), ((2, 5), (3, 1)), ((11, 8), 4)])
def test_the_map_is_a_plain_loop(keras, patch, stride):
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    fall = occlusion_map(model, picture, 2, patch, stride)
    height, width = patch if isinstance(patch, tuple) else (patch, patch)
    down, right = stride if isinstance(stride, tuple) else (stride, stride)

    def probability(one):
        return float(model(one[None])[0, 2])

    tops, lefts = range(0, 11 - height + 1, down), range(0, 8 - width + 1, right)
    assert fall.shape == (len(tops), len(lefts))
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            covered = picture.astype(np.float32)
            covered[top : top + height, left : left + width] = covered.mean()
            expected = probability(picture.astype(np.float32)) - probability(covered)
            np.testing.assert_allclose(fall[i, j], expected, atol=1e-5)
    assert abs(fall).max() > 1e-3


def test_a_patch_must_fit(keras):
    model, picture = tiny.one_pixel(keras, 4, 5, 0, 0), np.zeros((4, 5, 1))
    with pytest.raises(ValueError, match=r"patch must fit into the picture, got patch \(5, 5\)"):
        occlusion_map(model, picture, 0, patch=5)
    for wrong in ({"patch": 0}, {"stride": 0}, {"patch": (2, 0)}):
        with pytest.raises(ValueError, match="must be at least 1, got 0"):
            occlusion_map(model, picture, 0, **{"patch": 2} | wrong)
    with pytest.raises(TypeError, match="stride must be a whole number, got 1.5"):
        occlusion_map(model, picture, 0, 2, 1.5)


def test_grad_cam_by_hand(keras):
    # Class 1 has the score mean(3a - b), so each place has a quarter of 3a - b.
    model = tiny.averaging(keras, [[0, 3], [0, -1]])
    a, b = np.array([[1, 2], [0, 1]]), np.array([[1, 0], [4, 3]])
    heat = grad_cam(model, np.stack([a, b], axis=-1), 1)
    np.testing.assert_allclose(heat, [[2 / 4, 6 / 4], [0, 0]])
    assert heat.dtype == np.float32


def test_it_is_the_class_activation_map_where_there_is_one(keras):
    # The score is sum_k w_k mean(A_k), so its slope for each value of map k is w_k / (h w). The
    # mean slope is the same, and the sum over k is the class activation map / (h w). What the
    # last cut takes away comes back with the signs of all w turned round.
    weights = np.random.default_rng(2).normal(size=(3, 4))
    picture = np.random.default_rng(3).normal(size=(5, 6, 3))
    activation = picture @ weights[:, 2]
    heat, against = (grad_cam(tiny.averaging(keras, w), picture, 2) for w in (weights, -weights))
    np.testing.assert_allclose(heat - against, activation / 30, rtol=1e-5, atol=1e-7)
    assert (activation > 0).any() and (activation < 0).any()


def endings(keras):
    layers = keras.layers
    yield layers.Softmax()
    yield layers.Activation("softmax")
    yield keras.ops.softmax
    yield keras.Sequential([keras.Input((2,)), layers.Softmax()])
    yield lambda scores: layers.Softmax()(layers.Identity()(scores))
    yield None


def test_the_score_decides_however_softmax_is_written(keras):
    # Scores of 0 and 1500: the probability is exactly 1, and its slope exactly 0.
    weights, picture = [[0, 300]], np.reshape([4.0, 6.0], (1, 2, 1))
    for ending in endings(keras):
        model = tiny.averaging(keras, weights, ending)
        assert float(model(picture[None])[0, 1]) == 1
        np.testing.assert_allclose(grad_cam(model, picture, 1), [[600, 900]])
    # The softmax at the end of the inside model, a Dense layer's own.
    inner = tiny.averaging(keras, weights)
    head = keras.Model(inner.get_layer("maps").output, inner.output)
    outer = keras.Sequential([keras.Input((1, 2, 1)), inner.get_layer("maps"), head])
    np.testing.assert_allclose(grad_cam(outer, picture, 1), [[600, 900]])


def test_without_layer_it_is_the_last_convolutions_own_size(keras):
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    np.testing.assert_array_equal(grad_cam(model, picture, 1), grad_cam(model, picture, 1, "sum"))
    assert grad_cam(model, picture, 1).shape == (9, 6)
    assert grad_cam(model, picture, 1, "pooled").shape == (4, 3)
    before_all_weights = grad_cam(model, picture, 1, "scaled")
    assert before_all_weights.shape == (11, 8) and before_all_weights.any()
    with pytest.raises(ValueError, match="no layer with maps is named 'summ'; .*you mean 'sum'"):
        grad_cam(model, picture, 1, "summ")
    with pytest.raises(ValueError, match="must have a Conv2D layer"):
        grad_cam(tiny.one_pixel(keras, 3, 3, 0, 0), np.zeros((3, 3, 1)), 0)


def test_sizes_that_are_open_are_the_pictures(keras):
    layers = keras.layers
    pictures = keras.Input((None, None, 3))
    maps = layers.MaxPooling2D(2)(layers.Conv2D(2, 3, name="last")(pictures))
    means = layers.GlobalAveragePooling2D()(maps)
    model = keras.Model(pictures, layers.Dense(2, activation="softmax")(means))
    assert grad_cam(model, tiny.picture(11, 8, 3), 0).shape == (9, 6)


def test_the_slopes_are_the_numeric_ones(keras):
    # The part of the model behind its pooled maps, moved by a little in each map as a whole.
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    maps = feature_maps(model, picture)["pooled"].astype(float)
    weights, bias = (w.astype(float) for w in model.layers[-1].get_weights())

    def score(maps):
        return maps.reshape(-1) @ weights[:, 1] + bias[1]

    nudges = 1e-3 * np.eye(5)
    slopes = [(score(maps + n) - score(maps - n)) / 2e-3 / 12 for n in nudges]
    expected = np.maximum(maps @ slopes, 0)
    np.testing.assert_allclose(grad_cam(model, picture, 1, "pooled"), expected, rtol=1e-4)


def test_frozen_models_and_whole_number_inputs_have_slopes_too(keras):
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    expected = grad_cam(model, picture, 1)
    model.trainable = False
    np.testing.assert_array_equal(grad_cam(model, picture, 1), expected)
    whole = keras.models.clone_model(model, keras.Input((11, 8, 3), dtype="uint8"))
    whole.set_weights(model.get_weights())
    np.testing.assert_array_equal(grad_cam(whole, picture, 1), expected)
    assert expected.max() > 0


def test_another_backend_is_refused(keras, monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "jax")
    with pytest.raises(NotImplementedError, match="Keras runs on jax here. Set KERAS_BACKEND"):
        grad_cam(tiny.averaging(keras, [[1, 2]]), np.ones((2, 2, 1)), 0)


def test_a_spotlight_keeps_what_matters_and_dims_the_rest():
    picture = np.full((4, 4), 255, np.uint8)
    lit = spotlight(picture, [[0, 0], [0, 8]])
    assert lit.shape == (4, 4, 3)
    np.testing.assert_allclose(lit[0, 0], 0.15)
    np.testing.assert_allclose(lit[3, 3], 1)
    np.testing.assert_array_equal(lit, spotlight(picture[:, :, None], [[-3, -1], [0, 2]]))
    color = np.random.default_rng(0).uniform(size=(2, 2, 3))
    np.testing.assert_allclose(spotlight(color, np.ones((2, 2))), color)
    np.testing.assert_allclose(spotlight(color, np.zeros((1, 1))), 0.15 * color)


def test_a_spotlight_refuses_what_is_no_picture():
    with pytest.raises(ValueError, match=r"1 or 3 channels, got shape \(2, 2, 4\)"):
        spotlight(np.zeros((2, 2, 4)), [[1]])
    with pytest.raises(ValueError, match="whole numbers 0 to 255, or floats 0 to 1"):
        spotlight(np.full((2, 2), 200.0), [[1]])
    with pytest.raises(ValueError, match="heat must hold finite numbers"):
        spotlight(np.zeros((2, 2)), [[np.nan]])
