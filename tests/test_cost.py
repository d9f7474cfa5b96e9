"""What models cost: against Keras's own count, and against what their papers print."""

import math

import numpy as np
import pytest

from cnn_course import models
from cnn_course.models import cost


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "parameters", "multiplications"),
    [
        ("MobileNet", 4.2e6, 569e6),  # as Howard et al. (2017) print them
        ("MobileNetV2", 3.4e6, 300e6),  # Sandler et al. (2018)
        ("VGG16", 138e6, 15.5e9),  # Simonyan and Zisserman (2014); the products are known
        ("ResNet50", 25.6e6, 3.8e9),  # He et al. (2015); the parameters are known
        ("EfficientNetB0", 5.3e6, 0.39e9),  # Tan and Le (2019)
        ("ConvNeXtTiny", 29e6, 4.5e9),  # Liu et al. (2022)
        ("InceptionV3", 23.8e6, 5.7e9),  # Szegedy et al. (2015)
    ],
)
def test_famous_models(keras, name, parameters, multiplications):
    """Papers round, and leave out what normalizes or not."""
    model = getattr(keras.applications, name)(weights=None)
    counted = cost(model)
    assert counted.parameters == model.count_params() == pytest.approx(parameters, rel=0.045)
    assert counted.multiplications == pytest.approx(multiplications, rel=0.02)
    if name == "VGG16":  # half a gigabyte; the search for it takes as long as a model
        keras.utils.clear_session()


def test_the_courses_models(keras):
    for make in (models.digits, models.mnist, models.cifar10_residual, models.cats_dogs_article):
        model = make()
        assert cost(model).parameters == model.count_params()
    # 64 x 9 x 8, then 16 x 72 x 8, then 32 x 10
    assert cost(models.digits()).multiplications == 4_608 + 9_216 + 320


def test_every_product_is_counted(keras):
    """With ones everywhere, a layer's sums are the numbers of its products."""
    layers = keras.layers
    options = {"kernel_initializer": "ones", "use_bias": False}
    for layer in (
        layers.Conv2D(6, (2, 3), strides=2, groups=2, **options),
        layers.DepthwiseConv2D(3, depth_multiplier=2, depthwise_initializer="ones", use_bias=False),
        layers.Conv2D(2, 3, dilation_rate=(2, 1), **options),
        layers.Dense(5, **options),
    ):
        model = keras.Sequential([keras.Input((6, 7, 4)), layer])
        assert cost(model).multiplications == model(np.ones((1, 6, 7, 4))).numpy().sum()


def test_models_within_models_are_counted(keras):
    within = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(2, 3)])
    outer = keras.Sequential([keras.Input((4, 4, 1)), within, keras.layers.Flatten()])
    assert cost(outer) == cost(within) == (20, math.prod((2, 2, 9, 2)))


def test_what_is_not_counted_is_refused(keras):
    layers = keras.layers
    recurrent = keras.Sequential([keras.Input((4, 3)), layers.LSTM(2)])
    with pytest.raises(ValueError, match="lstm.*only Conv2D, .* are counted, got LSTM"):
        cost(recurrent)
    any_size = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(2, 3)])
    with pytest.raises(ValueError, match="pictures of any size"):
        cost(any_size)
    picture, twice = keras.Input((4, 4, 1)), layers.Conv2D(1, 1)
    with pytest.raises(ValueError, match="is called 2 times, not once"):
        cost(keras.Model(picture, twice(twice(picture))))
    nested = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(1, 1)])
    with pytest.raises(ValueError, match="is called 2 times, not once"):
        cost(keras.Model(picture, nested(nested(picture))))
    first = keras.Sequential(
        [keras.Input((3, 28, 28)), layers.Conv2D(8, 3, data_format="channels_first")]
    )
    with pytest.raises(ValueError, match="only channels last are counted"):
        cost(first)
    deep = keras.Sequential([keras.Input((5, 6, 7, 8)), layers.Dense(4)])
    with pytest.raises(ValueError, match="only lines and pictures are counted"):
        cost(deep)
