"""Feature maps of every layer; importing; and what is refused of a model or a picture."""

import json

import numpy as np
import pytest

from cnn_course import conv2d, insight, kernels, pool2d
from cnn_course.insight import feature_maps, grad_cam, occlusion_map
from tests.insight import tiny
from tests.test_imports import HEAVY, run


def test_maps_are_what_the_course_computes(keras):
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((7, 6, 1)),
            layers.Conv2D(1, 3, use_bias=False, name="edges"),
            layers.MaxPooling2D(2, name="half"),
            layers.Flatten(),
            layers.Dense(2),
        ]
    )
    model.layers[0].set_weights([kernels.VERTICAL_EDGES[:, :, None, None]])
    picture = tiny.picture(7, 6, 1)
    maps = feature_maps(model, picture)
    edges = conv2d(picture[:, :, 0], kernels.VERTICAL_EDGES)
    assert list(maps) == ["edges", "half"]
    np.testing.assert_array_equal(maps["edges"][:, :, 0], edges)
    np.testing.assert_array_equal(maps["half"][:, :, 0], pool2d(edges))
    assert maps["half"].dtype == np.float32


def test_all_layers_with_maps_in_order(keras):
    maps = feature_maps(tiny.random(keras), tiny.picture(11, 8, 3))
    sizes = {name: m.shape for name, m in maps.items()}
    full = dict.fromkeys(("first", "second", "normalized", "cut", "sum"), (9, 6, 5))
    assert sizes == {"scaled": (11, 8, 3)} | full | {"pooled": (4, 3, 5)}
    assert list(sizes) == ["scaled", *full, "pooled"]
    np.testing.assert_allclose(maps["sum"], maps["first"] + maps["cut"], rtol=1e-6)


def test_a_model_inside_counts_as_one_layer_and_sizes_may_be_open(keras):
    inner = keras.Sequential(
        [keras.Input((None, None, 3)), keras.layers.Conv2D(4, 3, name="first")], name="inner"
    )
    pictures = keras.Input((None, None, 3))
    maps = keras.layers.Conv2D(3, 1, name="first")(pictures)
    model = keras.Model(pictures, keras.ops.relu(inner(maps) + inner(2 * maps)))
    found = feature_maps(model, tiny.picture(6, 9, 3))
    assert found["first"].shape == (6, 9, 3)  # its own, and not the one inside
    assert found["inner"].shape == (4, 7, 4)
    expected = model(tiny.picture(6, 9, 3)[None].astype(np.float32))[0]
    np.testing.assert_allclose(list(found.values())[-1], expected, rtol=1e-5)


def test_half_precision_is_computed_in_full(keras):
    half, full = tiny.random(keras, dtype="mixed_bfloat16"), tiny.random(keras)
    picture = tiny.picture(11, 8, 3)
    for name, maps in feature_maps(half, picture).items():
        np.testing.assert_array_equal(maps, feature_maps(full, picture)[name])
    np.testing.assert_array_equal(grad_cam(half, picture, 1), grad_cam(full, picture, 1))
    np.testing.assert_array_equal(occlusion_map(half, picture, 1), occlusion_map(full, picture, 1))


def test_the_model_stays_as_it_was(keras):
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    config, weights = model.get_config(), model.get_weights()
    kept = picture.copy()
    feature_maps(model, picture), grad_cam(model, picture, 0), occlusion_map(model, picture, 0)
    assert model.get_config() == config
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), weights))
    assert [layer.name for layer in model.layers if len(layer._inbound_nodes) > 1] == []
    np.testing.assert_array_equal(picture, kept)


def test_importing_is_light():
    done = run("import sys, json, cnn_course.insight; print(json.dumps(list(sys.modules)))")
    assert [name for name in HEAVY if name in json.loads(done.stdout)] == []


LOOKS = [
    feature_maps,
    lambda model, picture: grad_cam(model, picture, 0),
    lambda model, picture: occlusion_map(model, picture, 0),
]


@pytest.mark.parametrize("look", LOOKS)
def test_other_pictures_and_models_are_refused(keras, look):
    model = tiny.random(keras)
    says = r"one picture of shape \(11, 8, 3\).*picture\[..., None"
    for shape in ((11, 8), (1, 11, 8, 3), (8, 11, 3), (11, 8, 1)):
        with pytest.raises(ValueError, match=says):
            look(model, np.zeros(shape))
    with pytest.raises(ValueError, match="must hold finite numbers"):
        look(model, np.full((11, 8, 3), np.nan))
    with pytest.raises(TypeError, match="must hold real numbers, got dtype <U1"):
        look(model, np.full((11, 8, 3), "a"))
    with pytest.raises(TypeError, match="must be a Keras model, got str"):
        look("mnist", np.zeros((11, 8, 3)))
    with pytest.raises(ValueError, match="not connected yet"):
        look(keras.Sequential([keras.layers.Dense(3)]), np.zeros((11, 8, 3)))
    pictures = keras.Input((11, 8, 3))
    two = keras.Model(pictures, [pictures + 1, pictures + 2])
    with pytest.raises(ValueError, match=r"and give one result, got .*\(None, 11, 8, 3\)"):
        look(two, np.zeros((11, 8, 3)))
    numbers = keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])
    with pytest.raises(ValueError, match=r"batch of pictures \(N, H, W, C\)"):
        look(numbers, np.zeros((11, 8, 3)))


@pytest.mark.parametrize("look", [grad_cam, occlusion_map])
def test_other_labels_and_results_are_refused(keras, look):
    model, picture = tiny.random(keras), tiny.picture(11, 8, 3)
    with pytest.raises(ValueError, match="label must be 0 to 3, a class of the model, got 4"):
        look(model, picture, 4)
    with pytest.raises(ValueError, match="label must be at least 0, got -1"):
        look(model, picture, -1)
    with pytest.raises(TypeError, match="label must be a whole number, got 'cat'"):
        look(model, picture, "cat")
    maps = keras.Sequential([keras.Input((11, 8, 3)), keras.layers.Conv2D(2, 3)])
    with pytest.raises(ValueError, match=r"one row of class scores.*\(None, 9, 6, 2\)"):
        look(maps, picture, 0)


def test_maps_that_are_hidden_inside_are_pointed_to(keras):
    outer = keras.Sequential([keras.Input((11, 8, 3)), tiny.random(keras)], name="outer")
    picture = tiny.picture(11, 8, 3)
    with pytest.raises(ValueError, match="no layer of 'outer' puts out maps; pass the"):
        feature_maps(outer, picture)
    with pytest.raises(ValueError, match="inside a layer; pass the model inside"):
        grad_cam(outer, picture, 0)
    assert occlusion_map(outer, picture, 0, 4).shape == (2, 2)


def test_the_public_names():
    assert sorted(insight.__all__) == insight.__all__
    assert all(callable(getattr(insight, name)) for name in insight.__all__)


def test_pictures_with_channels_first_are_refused(keras):
    model = keras.Sequential(
        [keras.Input((3, 8, 8)), keras.layers.Flatten(data_format="channels_first", name="flat")]
    )
    with pytest.raises(ValueError, match="must be channels last, and 'flat' reads channels first"):
        feature_maps(model, np.zeros((3, 8, 8)))


def test_a_model_with_a_call_of_its_own_is_refused(keras):
    class Doubled(keras.Sequential):
        def call(self, x, **options):
            return 2 * super().call(x, **options)

    inner = Doubled([keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3)], name="inner")
    for model in (inner, keras.Sequential([keras.Input((8, 8, 1)), inner])):
        with pytest.raises(ValueError, match="'inner' computes in a call.. of its own"):
            feature_maps(model, np.zeros((8, 8, 1)))
